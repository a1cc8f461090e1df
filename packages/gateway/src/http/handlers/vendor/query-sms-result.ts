import type { Contract, ReplyOf } from '@simgate/api/contract';
import { listed, refused } from '@simgate/daemon/http';
import type { ResultRow } from '../../../messages/messages.ts';
import type { ZoneTime } from '../../zone-time.ts';
import { type Handler, ownerSeen } from '../context.ts';
import { sentFilter } from './filters.ts';

type Reply = ReplyOf<Contract['query_sms_result']>;

function itemOf(row: ResultRow, time: ZoneTime): Reply['result'][number] {
  return {
    port: row.port,
    user_id: row.userId,
    number: row.number,
    time: time.format(row.time),
    status: row.status,
    count: row.count,
    succ_count: row.succCount,
    ref_id: row.refId,
    imsi: row.imsi,
  };
}

/** Chapter 3. Rows are read while they are sent. */
export const querySmsResult: Handler<Contract['query_sms_result']> = (request, { messages, time }, call) => {
  const reading = sentFilter(request, time, ownerSeen(call));
  if (!reading.ok) return refused(400, reading.error);
  return listed<Reply>()('result', messages.results(reading.filter), row => itemOf(row, time), {});
};
