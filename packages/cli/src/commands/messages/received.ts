/** Received messages as they are shown, by every way to list them. */
import type { ListInboxReply, QueryIncomingSmsReply } from '@simgate/api';
import type { Column } from '../../output/table.ts';
import { localTime } from '../../output/times.ts';

export type Received = ListInboxReply['messages'][number];
export type VendorReceived = QueryIncomingSmsReply['sms'][number];

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

export const vendorReceivedColumns: readonly Column<VendorReceived>[] = [
  { title: 'id', value: ({ incoming_sms_id }) => incoming_sms_id, align: 'right' },
  { title: 'time', value: ({ timestamp }) => timestamp },
  { title: 'from', value: ({ number }) => number },
  { title: 'port', value: ({ port }) => port, align: 'right' },
  { title: 'text', value: ({ text }) => text, mayShrink: true },
];
