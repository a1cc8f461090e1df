/** `simgate reply` and `simgate mark`. */

import { type Client, SimgateError } from '@simgate/api';
import { Argument, type Command } from 'commander';
import type { Session } from '../../connection/session.ts';
import { clientCommand, doing } from '../../program/client-command.ts';
import { CommandError, exitCodes, usageError } from '../../program/exit-codes.ts';
import { idNumber, several } from '../../program/values.ts';
import { dispatch } from '../../sending/dispatch.ts';
import { literal } from '../../sending/template.ts';
import { firstUserId } from '../../sending/user-ids.ts';
import { textOf } from './send-options.ts';

const NOT_FOUND = 404;

/** Text of the reply: one of the two has to be given. */
interface ReplyOptions {
  readonly text?: string;
  readonly textFile?: string;
}

/** Sender of the received message, and the port whose SIM received it. */
interface Origin {
  readonly number: string;
  readonly port: number;
}

/**
 * Number and port of a received message. The vendor's query takes ids behind the given one, so it is asked for the one before.
 * @throws CommandError or SimgateError where there is no such message
 */
async function originOf(session: Session, client: Client, id: number): Promise<Origin> {
  if (!(await session.isOriginal())) return client.orThrow.getReceived({ id });
  const { sms } = await client.orThrow.queryIncomingSms({ flag: 'all', incoming_sms_id: id - 1 });
  const found = sms.find(({ incoming_sms_id }) => incoming_sms_id === id);
  if (found === undefined) throw new CommandError(exitCodes.refused, `there is no received message ${id}`);
  return found;
}

/** Over the port that received it, so from the number that was written to. */
async function reply(session: Session, options: ReplyOptions, id: number): Promise<void> {
  const text = textOf(options);
  if (text === undefined || text === '') throw usageError('the text is missing: --text or --text-file');
  const client = await session.client();
  const { number, port } = await originOf(session, client, id);
  if (!/^\+?[0-9]/.test(number))
    throw new CommandError(exitCodes.failed, `${number} is a name: it cannot be answered`);
  const { template, values } = literal(text);
  const sending = { template, encoding: 'auto', port: [port], report: true } as const;
  const task_id = await dispatch(session, client, sending, [{ number, values, userId: firstUserId(1) }]);
  if (session.out.isTerminal)
    session.out.write(`Accepted: to ${number} over port ${port}, task ${task_id}.\n`);
  else
    session.out.list(
      'tasks',
      [{ task_id, number, port }],
      [{ title: 'task', value: each => each.task_id }],
      '',
    );
}

/** Those of the ids that no received message has. */
async function missingOf(client: Client, ids: readonly number[]): Promise<number[]> {
  const missing: number[] = [];
  for (const id of ids) {
    const found = await client.getReceived({ id });
    if (found.ok) continue;
    if (found.error.kind !== 'refused' || found.error.code !== NOT_FOUND) throw new SimgateError(found.error);
    missing.push(id);
  }
  return missing;
}

/** @throws CommandError where an id is unknown; the others are marked all the same */
async function mark(session: Session, _options: object, ids: readonly number[], as: string): Promise<void> {
  const client = await session.clientWithV1('simgate mark');
  const { changed } = await client.orThrow.markReceived({ ids: [...ids], read: as === 'read' });
  // A message that was marked so before does not count as changed.
  const missing = changed === ids.length ? [] : await missingOf(client, ids);
  if (missing.length < ids.length)
    session.out.facts({ changed }, [{ title: 'changed', value: each => each.changed }]);
  if (missing.length > 0)
    throw new CommandError(
      missing.length < ids.length ? exitCodes.partly : exitCodes.refused,
      `there is no received message ${missing.join(', ')}`,
    );
}

/** Splits `ID... read` and marks the messages. @throws CommandError where the last word is neither read nor unread, or no id stands */
async function markWords(session: Session, options: object, words: readonly string[]): Promise<void> {
  const as = words.at(-1) ?? '';
  if (as !== 'read' && as !== 'unread') throw usageError('the last word is read or unread');
  const ids = words.slice(0, -1).map(idNumber);
  if (ids.length === 0) throw usageError('which message? Give its id');
  await mark(session, options, ids, as);
}

/** `simgate reply ID`. */
export function replyCommand(): Command {
  return clientCommand('reply', 'Answers a received message, over the SIM that received it.', [
    "simgate reply 12 --text 'Thank you'",
  ])
    .argument('<id>', 'the id of the received message', idNumber)
    .option('-t, --text <text>', 'the text')
    .option('--text-file <file>', 'reads the text from a file; - is standard input')
    .action(doing(reply));
}

/** `simgate mark ID... read`. */
export function markCommand(): Command {
  return clientCommand('mark', 'Marks received messages as read or unread.', [
    'simgate mark 12 read',
    'simgate mark 12 13 14 unread',
  ])
    .addArgument(
      new Argument('<id...>', 'ids of received messages, then read or unread').argParser(several(String)),
    )
    .action(doing(markWords));
}
