import type { Contract, ReplyOf } from '@simgate/api/contract';
import { listed, refused } from '@simgate/daemon/http';
import type { ReportRow } from '../../../messages/messages.ts';
import type { ZoneTime } from '../../zone-time.ts';
import { type Handler, ownerSeen } from '../context.ts';
import { sentFilter } from './filters.ts';

type Reply = ReplyOf<Contract['query_sms_deliver_status']>;

function itemOf(row: ReportRow, time: ZoneTime): Reply['result'][number] {
  return {
    port: row.port,
    number: row.number,
    time: time.format(row.time),
    ref_id: row.refId,
    status_code: row.statusCode,
    imsi: row.imsi,
  };
}

/** Chapter 4. One row for each report received, temporary ones too. */
export const querySmsDeliverStatus: Handler<Contract['query_sms_deliver_status']> = (
  request,
  { messages, time },
  call,
) => {
  const reading = sentFilter(request, time, ownerSeen(call));
  if (!reading.ok) return refused(400, reading.error);
  return listed<Reply>()('result', messages.reports(reading.filter), row => itemOf(row, time), {});
};
