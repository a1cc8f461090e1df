/** Received messages as they are shown, by every way to list them. */
import type { ListInboxReply, QueryIncomingSmsReply } from '@simgate/api';
import type { Column } from '../../output/table.ts';
import { localTime } from '../../output/times.ts';

/** A received message of a gateway of ours. */
export type Received = ListInboxReply['messages'][number];
/** A received message of original hardware. */
export type VendorReceived = QueryIncomingSmsReply['sms'][number];

/** Options of `simgate inbox`. */
export interface InboxOptions {
  readonly follow: boolean;
  readonly unread: boolean;
  readonly since?: string;
  readonly number?: string;
  readonly text?: string;
  readonly port?: number[];
  readonly limit: number;
  readonly all: boolean;
}

/** Columns of received messages; the text gives way on a narrow terminal. */
export const receivedColumns: readonly Column<Received>[] = [
  { title: 'id', value: ({ incoming_sms_id }) => incoming_sms_id, align: 'right' },
  { title: 'time', value: ({ timestamp }) => timestamp, shown: ({ timestamp }) => localTime(timestamp) },
  { title: 'from', value: ({ number }) => number },
  { title: 'port', value: ({ port }) => port, align: 'right' },
  {
    title: 'read',
    value: ({ read }) => read,
    shown: ({ read }) => (read ? '' : 'new'),
    style: () => 'bold',
  },
  {
    title: 'text',
    value: ({ text }) => text,
    shown: ({ text, trouble }) => (trouble === '' ? text : `(cannot be decoded: ${trouble})`),
    mayShrink: true,
  },
];

/** The same of original hardware. */
export const vendorReceivedColumns: readonly Column<VendorReceived>[] = [
  { title: 'id', value: ({ incoming_sms_id }) => incoming_sms_id, align: 'right' },
  { title: 'time', value: ({ timestamp }) => timestamp },
  { title: 'from', value: ({ number }) => number },
  { title: 'port', value: ({ port }) => port, align: 'right' },
  { title: 'text', value: ({ text }) => text, mayShrink: true },
];
