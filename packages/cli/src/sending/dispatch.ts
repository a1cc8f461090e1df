/** Hands recipients to a gateway, as the kind of gateway wants it. */
import type { Client, SendSmsRequest } from '@simgate/api';
import type { Session } from '../connection/session.ts';
import { CommandError, exitCodes } from '../program/exit-codes.ts';
import type { Encoding } from './check-text.ts';
import { fill, type Template } from './template.ts';

/** Recipients of one send_sms (chapter 2). */
export const MOST_RECIPIENTS = 128;

/** A recipient with the values of the text for it. */
export interface Recipient {
  readonly number: string;
  /** One for each place of the template. */
  readonly values: readonly string[];
  /** Distinguishes the messages of a run in query_sms_result. */
  readonly userId: number;
}

/** A text, and how its messages are sent. */
export interface Sending {
  readonly template: Template;
  readonly encoding: Encoding;
  readonly port?: readonly number[] | undefined;
  readonly report: boolean;
  readonly priority?: 'urgent' | 'normal' | 'bulk' | undefined;
}

/**
 * Refuses options that original hardware does not have.
 * @throws CommandError
 */
export function refuseOnOriginal({ priority }: Pick<Sending, 'priority'>): void {
  if (priority !== undefined)
    throw new CommandError(
      exitCodes.refused,
      '--priority needs a simgate gateway: original hardware sends in its own order',
    );
}

/** `auto` is ours: a box of the vendor gets that one of its two encodings which every text of the request fits. */
async function vendorEncoding({ encoding, template }: Sending, recipients: readonly Recipient[]) {
  if (encoding !== 'auto') return encoding;
  const { costOf } = await import('./check-text.ts');
  const odd = recipients.some(({ values }) => costOf(fill(template, values), 'auto').encoding === 'unicode');
  return odd ? 'unicode' : 'gsm-7bit';
}

/** The request of send_sms (chapter 2). A text without places has no text_param. */
async function requestOf(
  session: Session,
  sending: Sending,
  recipients: readonly Recipient[],
): Promise<SendSmsRequest> {
  const { template, port, report, priority } = sending;
  return {
    text: template.text,
    param: recipients.map(({ number, values, userId }) => ({
      number,
      ...(values.length > 0 && { text_param: [...values] }),
      user_id: userId,
    })),
    ...(port !== undefined && { port: [...port] }),
    encoding: (await session.isOriginal()) ? await vendorEncoding(sending, recipients) : sending.encoding,
    request_status_report: report,
    ...(priority !== undefined && { priority }),
  };
}

/**
 * Sends to at most 128 recipients.
 * @param idempotencyKey the same on every repeat of the same request; original hardware knows none
 * @returns the task
 * @throws SimgateError where the gateway refuses, or did not answer
 */
export async function dispatch(
  session: Session,
  client: Client,
  sending: Sending,
  recipients: readonly Recipient[],
  idempotencyKey?: string,
): Promise<number> {
  const request = await requestOf(session, sending, recipients);
  const { task_id } = await client.orThrow.sendSms(request, { idempotencyKey });
  return task_id;
}
