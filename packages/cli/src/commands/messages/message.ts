/** `simgate message` and `simgate retry`: one sent message, its story, and another try. */
import {
  type MessageReason,
  messageReasons,
  pageOfReason,
  type ReportReason,
  reportReasons,
} from '@simgate/api/reasons';
import type { Command } from 'commander';
import type { Session } from '../../connection/session.ts';
import { severalLines } from '../../output/shown-text.ts';
import type { Column } from '../../output/table.ts';
import { localTime } from '../../output/times.ts';
import { clientCommand, doing } from '../../program/client-command.ts';
import { CommandError, exitCodes } from '../../program/exit-codes.ts';
import { idNumber, several } from '../../program/values.ts';
import { type Message, stateOf, styleOf } from '../../sending/message-columns.ts';

/** A status report in words. */
function reportText({ status_code, reason_code }: Message['segments'][number]['reports'][number]): string {
  if (status_code === 0) return 'delivered';
  const title = Object.hasOwn(reportReasons, reason_code)
    ? `: ${reportReasons[reason_code as ReportReason].title}`
    : '';
  return `report ${status_code}${title}`;
}

/** A segment with its reports in a line. */
function segmentText({ sequence, state, ref_id, reports }: Message['segments'][number]): string {
  const reference = ref_id === null ? '' : ` (reference ${ref_id})`;
  return [`${sequence}: ${state.replace('_', ' ')}${reference}`, ...reports.map(reportText)].join(', ');
}

const columns: readonly Column<Message>[] = [
  { title: 'id', value: ({ id }) => id },
  { title: 'state', value: ({ status }) => status, shown: stateOf, style: styleOf },
  { title: 'number', value: ({ number }) => number },
  { title: 'time', value: ({ time }) => time, shown: ({ time }) => localTime(time) },
  { title: 'port', value: ({ port }) => port },
  { title: 'imsi', value: ({ imsi }) => imsi },
  { title: 'task', value: ({ task_id }) => task_id },
  { title: 'user id', value: ({ user_id }) => user_id },
  { title: 'encoding', value: ({ encoding }) => encoding },
  {
    title: 'segments',
    value: ({ succ_count, count }) => `${succ_count}/${count}`,
    shown: ({ succ_count, count }) => `${succ_count} of ${count} taken by the network`,
  },
  {
    title: 'story',
    value: ({ segments }) => JSON.stringify(segments),
    shown: ({ segments }) => segments.map(segmentText).join('; '),
  },
  {
    title: 'attempts',
    value: ({ attempts }) => attempts,
    shown: ({ attempts }) => (attempts === 0 ? '' : `${attempts} refused`),
  },
  { title: 'reason', value: ({ reason }) => reason, style: () => 'red' },
  { title: 'reason code', value: ({ reason_code }) => reason_code },
  { title: 'text', value: ({ text }) => text, shown: () => '' },
];

/** Causes and remedies, for a person. A gateway of a later version has reasons that are unknown here. */
function explain(session: Session, { reason_code }: Message): void {
  if (!Object.hasOwn(messageReasons, reason_code) || !session.out.isTerminal) return;
  const { title, causes, remedies } = messageReasons[reason_code as MessageReason];
  const { paint } = session.out;
  const lines = [
    '',
    `${paint('bold', title)}.`,
    ...causes.map(cause => `  may be: ${cause}`),
    ...remedies.map(remedy => `  try:    ${remedy}`),
    `  more:   simgate docs '${pageOfReason('message', reason_code)}'`,
  ];
  session.out.write(`${lines.join('\n')}\n`);
}

/** Shows a message with its segments, and explains why it failed. */
async function show(session: Session, _options: object, id: number): Promise<void> {
  const client = await session.clientWithV1('simgate message');
  const message = await client.orThrow.getMessage({ id });
  session.out.facts(message, columns);
  if (session.out.isTerminal) session.out.write(`\n${severalLines(message.text).replace(/^/gm, '    ')}\n`);
  explain(session, message);
}

/** Options of retry. */
interface RetryOptions {
  readonly force: boolean;
}

/** Why a message must not simply be sent again; undefined where it may. */
function objection({ id, status, reason_code }: Message): string | undefined {
  if (status !== 'FAILED') return `message ${id} has not failed (${status}): it would be sent twice`;
  if (!Object.hasOwn(messageReasons, reason_code)) return undefined;
  const { sendAgain } = messageReasons[reason_code as MessageReason] as { sendAgain?: string };
  if (sendAgain === 'unsure') return `message ${id} may have been sent: it would be sent twice`;
  return undefined;
}

/** A message with the one that was made of it. */
interface Retried {
  readonly id: number;
  readonly number: string;
  readonly task_id: number;
}

/** Sends messages again. Those that may have been sent need --force, because the recipient may get them twice. */
async function retry(session: Session, { force }: RetryOptions, ids: readonly number[]): Promise<void> {
  const client = await session.clientWithV1('simgate retry');
  const messages: Message[] = [];
  for (const id of ids) messages.push(await client.orThrow.getMessage({ id }));
  const [first] = messages.map(objection).filter(each => each !== undefined);
  if (first !== undefined && !force)
    throw new CommandError(exitCodes.failed, first, 'Nothing was sent. --force sends it all the same.');
  const retried: Retried[] = [];
  for (const { id, number, text, encoding, user_id } of messages) {
    // The whole text is the value of one place, so that it is not read as a template.
    const param = [{ number, text_param: [text], user_id }];
    const { task_id } = await client.orThrow.sendSms({ text: '#param#', param, encoding });
    retried.push({ id, number, task_id });
  }
  session.out.list(
    'messages',
    retried,
    [
      { title: 'message', value: ({ id }) => id, align: 'right' },
      { title: 'number', value: ({ number }) => number },
      { title: 'task', value: ({ task_id }) => task_id, align: 'right' },
    ],
    '',
  );
}

/** `simgate message ID`. */
export function messageCommand(): Command {
  return clientCommand('message', 'Shows one sent message: what became of each segment, and why it failed.', [
    'simgate message 17',
    'simgate message 17 --json',
  ])
    .argument('<id>', 'the id of the message', idNumber)
    .action(doing(show));
}

/** `simgate retry ID...`. */
export function retryCommand(): Command {
  return clientCommand('retry', 'Sends failed messages again. What may have been sent is refused.', [
    'simgate retry 17',
    'simgate retry 17 18 19',
  ])
    .argument('<id...>', 'ids of messages', several(idNumber))
    .option('--force', 'also what did not fail, or may have been sent', false)
    .action(doing(retry));
}
