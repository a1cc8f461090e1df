/** The two tables of what was sent, as the API shows their rows (contract 4.2, 4.3). */
import type { ReportRow, ResultRow } from '../messages.ts';
import { mayUse } from '../outgoing/port-set.ts';
import { messageStateOf, NO_PORT, shownPort, statusOf, userIdOf } from '../rows.ts';
import type { SentTable } from './sent-pages.ts';

type SentMessageRow = {
  id: number;
  port: number;
  ports: number;
  user_id: string | null;
  user_id_type: number;
  number: string;
  time: number;
  state: number;
  count: number;
  succ_count: number;
  ref_id: number;
  imsi: string;
};

function toResult(row: SentMessageRow): ResultRow {
  return {
    port: shownPort(row),
    userId: userIdOf(row),
    number: row.number,
    time: row.time,
    status: statusOf[messageStateOf(row.state)],
    count: row.count,
    succCount: row.succ_count,
    refId: row.ref_id,
    imsi: row.imsi,
  };
}

function intersects(set: number, ports: ReadonlySet<number>): boolean {
  return [...ports].some(port => mayUse(set, port));
}

export const resultTable: SentTable<SentMessageRow, ResultRow> = {
  name: 'messages',
  columns: 'id, port, ports, user_id, user_id_type, number, time, state, count, succ_count, ref_id, imsi',
  owner: '(SELECT owner FROM tasks WHERE tasks.id = task_id)',
  toRow: toResult,
  // One that no port has begun belongs to the ports that the request named (contract section 13).
  isOf: (row, asked) =>
    row.port === NO_PORT ? row.ports !== 0 && intersects(row.ports, asked) : asked.has(row.port),
  moves: row => row.port === NO_PORT || statusOf[messageStateOf(row.state)] === 'SENDING',
};

type SentReportRow = {
  id: number;
  port: number;
  number: string;
  time: number;
  reference: number;
  status: number;
  imsi: string;
  message_id: number | null;
};

export const reportTable: SentTable<SentReportRow, ReportRow> = {
  name: 'status_reports',
  columns: 'id, port, number, time, reference, status, imsi, message_id',
  owner: '(SELECT owner FROM tasks JOIN messages ON tasks.id = task_id WHERE messages.id = message_id)',
  toRow: row => ({
    port: row.port,
    number: row.number,
    time: row.time,
    refId: row.reference,
    statusCode: row.status,
    imsi: row.imsi,
  }),
  isOf: (row, asked) => asked.has(row.port),
  // A parked report takes its message's time once that is found.
  moves: row => row.message_id === null,
};
