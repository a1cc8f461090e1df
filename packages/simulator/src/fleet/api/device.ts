/** get_cdr, chapter 12, and get_status of the manual 1.1. */

import { type Answer, json } from '../http/answer.ts';
import { ParameterError, parsed } from '../http/request.ts';
import type { Call } from './call.ts';
import { apiAnswer, askedPorts, timeOf } from './common.ts';
import { callItem } from './rows.ts';

/** get_cdr: calls that have ended, of the asked ports and times. */
export function callRecords({ gateway, variables }: Call): Answer {
  const { quirks } = gateway;
  if (variables.port !== undefined && quirks.cdrPortRefused)
    throw new ParameterError('port is not taken here');
  const ports = new Set(askedPorts(gateway, variables).map(({ index }) => index));
  const after = timeOf(variables, 'time_after', quirks.clockOffset) ?? 0;
  const before = timeOf(variables, 'time_before', quirks.clockOffset) ?? Number.MAX_SAFE_INTEGER;
  const found = gateway.calls.filter(
    ({ port, startedAt }) => ports.has(port) && startedAt >= after && startedAt <= before + 999,
  );
  const items = found.map(call => callItem(gateway, call));
  return apiAnswer(gateway, 200, quirks.cdrUnderInfo ? { info: items } : { cdr: items });
}

/** The body is the list `["performance"]`; all values are texts, sizes in kB. */
export function status({ request }: Call): Answer {
  const asked = parsed(request.body);
  if (!Array.isArray(asked) || !asked.includes('performance'))
    throw new ParameterError('the body names no status');
  return json({
    performance: {
      ...{ cpu_used: '12', flash_total: '27648', flash_used: '9216', memory_total: '126976' },
      ...{ memory_cached: '20480', memory_buffers: '4096', memory_free: '61440', memory_used: '65536' },
    },
  });
}
