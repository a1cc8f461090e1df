/** How sent messages ended, as a table and as an exit code. */
import type { Session } from '../connection/session.ts';
import { type ExitCode, exitCodes } from '../program/exit-codes.ts';
import { type Message, messageColumns, type VendorMessage, vendorMessageColumns } from './message-columns.ts';

/** How far messages are waited for: the network took them, or the recipient has them. */
export type Until = 'sent' | 'delivered';

/** A message as far as its end goes; original hardware gives no reports with it. */
interface Sent {
  readonly status: string;
  readonly segments?: readonly { readonly reports: readonly { readonly status_code: number }[] }[];
}

/** A status report from this value on is the last one: the service centre has given up (23.040 9.2.3.15). */
const GIVEN_UP = 0x40;

/** Whether it was sent and will not arrive. */
export function isGivenUp({ status, segments = [] }: Sent): boolean {
  return (
    status === 'SENT_OK' && segments.some(({ reports }) => (reports.at(-1)?.status_code ?? 0) >= GIVEN_UP)
  );
}

/** Whether it can come no further than was asked. */
export function hasEnded(message: Sent, until: Until): boolean {
  const { status } = message;
  if (status === 'FAILED' || status === 'DELIVERED') return true;
  return until === 'sent' ? status === 'SENT_OK' : isGivenUp(message);
}

/** 0 where all came as far as was asked, 7 where some are under way, 1 where all failed, 3 where some did. */
export function exitCodeOf(messages: readonly Sent[], until: Until): ExitCode {
  const failed = messages.filter(
    message => message.status === 'FAILED' || (until === 'delivered' && isGivenUp(message)),
  ).length;
  if (!messages.every(message => hasEnded(message, until))) return exitCodes.timeOver;
  if (failed === 0) return exitCodes.done;
  return failed === messages.length ? exitCodes.failed : exitCodes.partly;
}

const shownColumns = new Set(['id', 'number', 'state', 'port', 'segments', 'reason']);

/** Without the text, which everybody knows who has sent it; the reason in its place. */
const columns = messageColumns
  .filter(({ title }) => shownColumns.has(title))
  .map(column =>
    column.title === 'reason' ? { ...column, forProgramsOnly: false, mayShrink: true } : column,
  );

/** Shows the messages of a task with their states. */
export function showMessages(session: Session, taskId: number, messages: readonly Message[]): void {
  session.out.list('messages', messages, columns, '', { task_id: taskId });
}

/** The same of original hardware, which knows them by user id. */
export function showVendorMessages(
  session: Session,
  taskId: number,
  messages: readonly VendorMessage[],
): void {
  session.out.list('result', messages, vendorMessageColumns, '', { task_id: taskId });
}
