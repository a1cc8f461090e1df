import type { Contract, ReplyOf } from '@simgate/api/contract';
import { listed } from '@simgate/daemon/http';
import type { InboxRow } from '../../../messages/messages.ts';
import type { ZoneTime } from '../../zone-time.ts';
import type { Handler } from '../context.ts';

type Reply = ReplyOf<Contract['query_incoming_sms']>;

function itemOf(row: InboxRow, time: ZoneTime): Reply['sms'][number] {
  return {
    incoming_sms_id: row.incomingSmsId,
    port: row.port,
    number: row.number,
    smsc: row.smsc,
    timestamp: time.format(row.timestamp),
    text: row.text,
    imsi: row.imsi,
  };
}

/** Chapter 6. With flag unread the rows are marked as read in the commit that gives them out. */
export const queryIncomingSms: Handler<Contract['query_incoming_sms']> = async (
  request,
  { messages, time },
) => {
  const { rows, read, unread } = await messages.inbox({
    afterId: request.incoming_sms_id ?? 0,
    flag: request.flag ?? 'unread',
    ...(request.port === undefined ? {} : { ports: request.port }),
  });
  return listed<Reply>()('sms', rows, row => itemOf(row, time), { read, unread });
};
