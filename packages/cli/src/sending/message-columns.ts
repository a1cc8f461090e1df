/** Sent messages as lines of a table. */
import type { ListMessagesReply, QuerySmsResultReply } from '@simgate/api';
import type { Style } from '../output/colour.ts';
import type { Column } from '../output/table.ts';
import { localTime } from '../output/times.ts';

/** A sent message of a gateway of ours. */
export type Message = ListMessagesReply['messages'][number];
/** A sent message of original hardware. */
export type VendorMessage = QuerySmsResultReply['result'][number];

const states: Readonly<Record<string, string>> = {
  SENDING: 'sending',
  SENT_OK: 'sent',
  DELIVERED: 'delivered',
  FAILED: 'failed',
};

const styles: Readonly<Record<string, Style>> = {
  DELIVERED: 'green',
  SENT_OK: 'green',
  FAILED: 'red',
  SENDING: 'yellow',
};

/** A word for people. */
export function stateOf({
  status,
  waiting,
  segments,
}: Pick<Message, 'status' | 'waiting' | 'segments'>): string {
  if (waiting) return 'waiting';
  if (status === 'SENDING' && segments.some(({ state }) => state === 'in_doubt')) return 'in doubt';
  return states[status] ?? status;
}

/** The colour of a state; undefined for one without. */
export function styleOf({ status }: { readonly status: string }): Style | undefined {
  return styles[status];
}

/** Columns of sent messages. */
export const messageColumns: readonly Column<Message>[] = [
  { title: 'id', value: ({ id }) => id, align: 'right' },
  { title: 'time', value: ({ time }) => time, shown: ({ time }) => localTime(time) },
  { title: 'number', value: ({ number }) => number },
  { title: 'state', value: ({ status }) => status, shown: stateOf, style: styleOf },
  { title: 'port', value: ({ port }) => port, align: 'right' },
  {
    title: 'segments',
    value: ({ succ_count, count }) => `${succ_count}/${count}`,
    align: 'right',
  },
  { title: 'task', value: ({ task_id }) => task_id, forProgramsOnly: true },
  { title: 'user id', value: ({ user_id }) => user_id, forProgramsOnly: true },
  { title: 'reason code', value: ({ reason_code }) => reason_code, forProgramsOnly: true },
  { title: 'reason', value: ({ reason }) => reason, forProgramsOnly: true },
  {
    title: 'text',
    value: ({ text }) => text,
    shown: ({ text, reason }) => (reason === '' ? text : `(${reason}) ${text}`),
    mayShrink: true,
  },
];

/** Port of a message that none has begun (chapter 3). */
const NO_PORT = 255;

/** The same of original hardware. */
export const vendorMessageColumns: readonly Column<VendorMessage>[] = [
  { title: 'user id', value: ({ user_id }) => user_id, align: 'right' },
  { title: 'time', value: ({ time }) => time },
  { title: 'number', value: ({ number }) => number },
  {
    title: 'state',
    value: ({ status }) => status,
    shown: ({ status }) => states[status] ?? status,
    style: styleOf,
  },
  {
    title: 'port',
    value: ({ port }) => port,
    shown: ({ port }) => (port === NO_PORT ? '' : String(port)),
    align: 'right',
  },
  { title: 'segments', value: ({ succ_count, count }) => `${succ_count}/${count}`, align: 'right' },
  { title: 'imsi', value: ({ imsi }) => imsi, forProgramsOnly: true },
];
