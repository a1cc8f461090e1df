/** Turns the filters of the two sent-message queries into what the store is asked. */
import type { Contract, RequestOf } from '@simgate/api/contract';
import type { SentFilter } from '../../../messages/messages.ts';
import type { ZoneTime } from '../../zone-time.ts';

type Request = RequestOf<Contract['query_sms_result']>;

export type FilterReading =
  | { readonly ok: true; readonly filter: SentFilter }
  | { readonly ok: false; readonly error: string };

function noDate(name: string): FilterReading {
  return {
    ok: false,
    error: `${name}: is no date and time of the calendar; wanted is YYYY-MM-DD HH:MM:SS.`,
  };
}

/** `owner`: only what this user sent. Times become milliseconds, numbers lose a leading `+`, user ids become text. */
export function sentFilter(request: Request, time: ZoneTime, owner?: string): FilterReading {
  const { number, port, user_id: userIds, time_after: afterText, time_before: beforeText } = request;
  const after = afterText === undefined ? undefined : time.after(afterText);
  if (afterText !== undefined && after === undefined) return noDate('time_after');
  const before = beforeText === undefined ? undefined : time.before(beforeText);
  if (beforeText !== undefined && before === undefined) return noDate('time_before');
  const filter: SentFilter = {
    ...(owner === undefined ? {} : { owner }),
    ...(number === undefined ? {} : { numbers: number.map(one => one.replace(/^\+/, '')) }),
    ...(port === undefined ? {} : { ports: port }),
    ...(after === undefined ? {} : { after }),
    ...(before === undefined ? {} : { before }),
    ...(userIds === undefined ? {} : { userIds: userIds.map(id => (id === null ? null : String(id))) }),
  };
  return { ok: true, filter };
}
