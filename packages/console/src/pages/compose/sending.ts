/** From a draft to one task of the gateway. */
import { client, reply } from '../../data/api.ts';
import type { Draft } from './draft.ts';
import type { Recipient } from './recipients.ts';
import { fileOf, fitsOneRequest, templateOf } from './template.ts';

/** The sent task, for the line that confirms it. */
export interface Sent {
  readonly task: number;
  /** The first recipient. */
  readonly number: string;
}

/**
 * Sends a draft as one task, however many recipients it has: what is too long for a request goes as a file. The key makes it safe to send the
 * same draft again after a lost answer.
 * @throws Fault where it was refused, whole, or its answer was lost
 */
export async function sendDraft(draft: Draft, recipients: readonly Recipient[], key: string): Promise<Sent> {
  const template = templateOf(draft, recipients);
  const manner = {
    text: template.text,
    encoding: draft.encoding,
    request_status_report: draft.report,
    ...(draft.port === '' ? {} : { port: [Number(draft.port)] }),
  };
  const asked = fitsOneRequest(template.recipients)
    ? client.createMessages({ ...manner, recipients: [...template.recipients] }, { idempotencyKey: key })
    : client.importMessages(manner, {
        idempotencyKey: key,
        file: { type: 'application/x-ndjson', content: fileOf(template.recipients) },
      });
  const { task_id: task } = await reply<{ readonly task_id: number }>(asked);
  return { task, number: recipients[0]?.number ?? '' };
}
