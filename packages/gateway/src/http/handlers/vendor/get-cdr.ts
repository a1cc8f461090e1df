import type { Contract, ReplyOf } from '@simgate/api/contract';
import { listed, refused } from '@simgate/daemon/http';
import type { CallRecord } from '../../../sessions/calls/calls.ts';
import type { ZoneTime } from '../../zone-time.ts';
import type { Handler } from '../context.ts';
import { sentFilter } from './filters.ts';

type Reply = ReplyOf<Contract['get_cdr']>;

/** 24.008 10.5.4.11: interworking, unspecified. */
const NO_CAUSE = 127;

function itemOf(call: CallRecord, time: ZoneTime): Reply['cdr'][number] {
  return {
    port: call.port,
    start_date: time.format(call.started),
    answer_date: call.answered === null ? '' : time.format(call.answered),
    duration: call.duration,
    source_number: call.source,
    destination_number: call.destination,
    direction: call.direction === 'incoming' ? 'gsm->ip' : 'ip->gsm',
    ip: call.address,
    codec: call.codec,
    hangup: call.hangup ?? 'gateway',
    gsm_code: call.cause ?? NO_CAUSE,
    bcch: call.bcch,
  };
}

/** Chapter 12. */
export const getCdr: Handler<Contract['get_cdr']> = (request, { calls, time }) => {
  const reading = sentFilter(request, time);
  if (!reading.ok) return refused(400, reading.error);
  return listed<Reply>()('cdr', calls.records(reading.filter), row => itemOf(row, time), {});
};
