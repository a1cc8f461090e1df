/** `simgate send NUMBER...`. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Session } from '../../connection/session.ts';
import { usageError } from '../../program/exit-codes.ts';
import {
  dispatch,
  MOST_RECIPIENTS,
  type Recipient,
  refuseOnOriginal,
  type Sending,
} from '../../sending/dispatch.ts';
import { exitCodeOf, showMessages, showVendorMessages, type Until } from '../../sending/outcome.ts';
import { timeOf } from '../../sending/rate.ts';
import { literal } from '../../sending/template.ts';
import { firstUserId } from '../../sending/user-ids.ts';
import { type SendOptions, textOf } from './send-options.ts';

/**
 * The text of the options, else the one that a person enters.
 * @throws CommandError where it is empty, or nobody can be asked
 */
async function askedText(session: Session, options: SendOptions): Promise<string> {
  const text = textOf(options);
  if (text !== undefined && text !== '') return text;
  if (text === '') throw usageError('the text is empty');
  if (!session.mayAsk) throw usageError('the text is missing: --text or --text-file');
  const { askText } = await import('../../connection/prompts.ts');
  return askText('Text of the message');
}

/** The outcome of --dry-run; segments are those of GSM 03.38 or UCS-2, whichever the text needs. */
interface Check {
  readonly recipients: number;
  readonly encoding: string;
  /** Of one message. */
  readonly segments: number;
  readonly total: number;
}

/**
 * Prints the cost of the text, and the characters that force UCS-2. Nothing is sent.
 * @throws CommandError where the text has more than 1500 octets of UTF-8
 */
async function showCheck(
  session: Session,
  text: string,
  options: SendOptions,
  recipients: number,
): Promise<void> {
  const { costOf, isTooLong, oddOf } = await import('../../sending/check-text.ts');
  if (isTooLong(text)) throw usageError('the text is longer than 1500 bytes of UTF-8');
  const { encoding, segments } = costOf(text, options.encoding);
  const check: Check = { recipients, encoding, segments, total: recipients * segments };
  session.out.facts(check, [
    { title: 'recipients', value: each => each.recipients },
    { title: 'encoding', value: each => each.encoding },
    {
      title: 'segments',
      value: each => each.segments,
      shown: each => `${each.segments} for each, ${each.total} in all`,
    },
  ]);
  const odd = oddOf(text);
  if (encoding === 'unicode' && odd.length > 0 && options.encoding === 'auto')
    session.out.note(`Not in GSM 7 bit: ${odd.join(' ')}`);
  session.out.note('Nothing was sent (--dry-run).');
}

/** Chunks of the size that the rate allows in a second, at most what the API takes. */
function chunkSize({ rate }: SendOptions): number {
  return rate === undefined
    ? MOST_RECIPIENTS
    : Math.max(1, Math.min(MOST_RECIPIENTS, Math.floor(1000 / timeOf(1, rate))));
}

/**
 * Sends chunk by chunk, with pauses that keep to --rate, and returns the ids of the tasks.
 * @throws SimgateError where a chunk is refused or not answered; chunks before it are sent all the same
 */
async function sendAll(
  session: Session,
  sending: Sending,
  recipients: readonly Recipient[],
  options: SendOptions,
) {
  const client = await session.client();
  const size = chunkSize(options);
  const taskIds: number[] = [];
  for (let at = 0; at < recipients.length; at += size) {
    const chunk = recipients.slice(at, at + size);
    if (at > 0 && options.rate !== undefined) await wait(timeOf(chunk.length, options.rate));
    taskIds.push(await dispatch(session, client, sending, chunk));
  }
  return taskIds;
}

interface Task {
  readonly task_id: number;
}

/** Prints the accepted tasks. The advice to follow a task is left out on original hardware, which has none. */
function showTasks(session: Session, taskIds: readonly number[], count: number, isOriginal: boolean): void {
  const tasks: Task[] = taskIds.map(task_id => ({ task_id }));
  if (session.out.isTerminal)
    session.out.write(
      `Accepted: ${count} ${count === 1 ? 'message' : 'messages'}, task ${taskIds.join(', ')}.\n`,
    );
  else session.out.list('tasks', tasks, [{ title: 'task', value: ({ task_id }) => task_id }], '');
  if (session.out.isTerminal && !isOriginal)
    session.out.note(`simgate task ${taskIds[0]} --follow shows how far it is.`, 'dim');
}

/** Waits for the messages, prints them, and sets the exit code by their states. `within` is in seconds. */
async function waitAndShow(
  session: Session,
  taskIds: readonly number[],
  recipients: readonly Recipient[],
  until: Until,
  within: number,
): Promise<void> {
  const client = await session.client();
  const waiting = await import('../../sending/wait-for.ts');
  const [taskId = 0] = taskIds;
  if (await session.isOriginal()) {
    const ids = recipients.map(({ userId }) => userId);
    await waiting.waitForUserIds(session, client, ids, { until, within });
    const found = [...(await waiting.resultsOf(client, ids)).values()];
    showVendorMessages(session, taskId, found);
    process.exitCode = exitCodeOf(found, until);
    return;
  }
  await waiting.waitForTasks(session, client, taskIds, { until, within });
  const messages = await waiting.messagesOf(client, taskIds);
  showMessages(session, taskId, messages);
  process.exitCode = exitCodeOf(messages, until);
}

/** Sends the same text to each number. */
export async function sendNumbers(
  session: Session,
  options: SendOptions,
  numbers: readonly string[],
): Promise<void> {
  if (numbers.length === 0) throw usageError('who is to get it? Give numbers, or --csv FILE');
  const text = await askedText(session, options);
  if (options.dryRun) return showCheck(session, text, options, numbers.length);
  const isOriginal = await session.isOriginal();
  if (isOriginal) refuseOnOriginal(options);
  const { template, values } = literal(text);
  const first = firstUserId(numbers.length);
  const recipients = numbers.map((number, at) => ({ number, values, userId: first + at }));
  const { encoding, port, report, priority, wait: until } = options;
  const taskIds = await sendAll(session, { template, encoding, port, report, priority }, recipients, options);
  if (until === undefined) return showTasks(session, taskIds, numbers.length, isOriginal);
  await waitAndShow(session, taskIds, recipients, until === true ? 'sent' : until, options.within);
}
