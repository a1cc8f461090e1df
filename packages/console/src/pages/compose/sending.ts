/** From a draft to tasks of the gateway. */
import { client, reply } from '../../data/api.ts';
import type { Draft } from './draft.ts';
import type { Recipient } from './recipients.ts';
import { partsOf, templateOf } from './template.ts';

/** The sent task, for the line that confirms it. */
export interface Sent {
  /** The task of the first part. */
  readonly task: number;
  /** The first recipient. */
  readonly number: string;
}

/**
 * Sends a draft. The key makes it safe to send the same draft again after a lost answer.
 * @throws Fault where a part was refused or its answer was lost
 */
export async function sendDraft(draft: Draft, recipients: readonly Recipient[], key: string): Promise<Sent> {
  const template = templateOf(draft, recipients);
  const tasks: number[] = [];
  for (const [index, part] of partsOf(template.recipients).entries()) {
    const request = {
      text: template.text,
      recipients: [...part],
      encoding: draft.encoding,
      request_status_report: draft.report,
      ...(draft.port === '' ? {} : { port: [Number(draft.port)] }),
    };
    const { task_id: task } = await reply(
      client.createMessages(request, { idempotencyKey: `${key}-${index}` }),
    );
    tasks.push(task);
  }
  return { task: tasks[0] ?? 0, number: recipients[0]?.number ?? '' };
}
