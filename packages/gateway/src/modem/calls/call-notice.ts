/** Reads unsolicited lines about calls. */
import { isVoiceRing, parseCaller, parseListedCall, parseMissedCall } from '../../at/call.ts';
import { afterPrefix, fieldNumber, nameOf, splitFields } from '../../at/fields.ts';
import { isReleaseCause } from '../../at/release-cause.ts';
import type { CallForm, CallNoticeForm } from '../../dialects/call-form.ts';
import type { CallEvent } from './call-progress.ts';

/** `look`: only +CLCC shows the change; `nothing`: the line is about calls but has no news. */
export type CallMeaning = CallEvent | 'look' | 'nothing';

/** Undefined for a line that is not of calls. */
export function meaningOfCallLine(line: string, form: CallForm): CallMeaning | undefined {
  const own = form.notices.find(notice => matches(line, notice));
  return own === undefined ? standardMeaning(line) : vendorMeaning(line, own);
}

/** 24.008 10.5.4.11: user busy, and user alerting, no answer. */
const BUSY = 17;
const NO_ANSWER = 19;

function standardMeaning(line: string): CallMeaning | undefined {
  switch (nameOf(line)) {
    case 'RING':
    case '+CRING':
      return isVoiceRing(line) ? { type: 'ring' } : 'nothing';
    case '+CLIP':
      return { type: 'caller', number: parseCaller(line, '+CLIP').number };
    case '+CCWA':
      return waiting(line);
    case '+CLCC':
      return rowMeaning(parseListedCall(line));
    case 'BUSY':
      return { type: 'ended', cause: BUSY, outgoing: true };
    case 'NO ANSWER':
      return { type: 'ended', cause: NO_ANSWER, outgoing: true };
    case 'NO CARRIER':
      return { type: 'ended' };
    case 'MISSED_CALL':
      return parseMissedCall(line) === undefined ? undefined : 'look';
    default:
      return undefined;
  }
}

/** 27.007 7.12: class 1 is voice; a waiting call of data or fax is not ours. */
function waiting(line: string): CallMeaning {
  const { number, service = 1 } = parseCaller(line, '+CCWA');
  return service === 1 ? { type: 'waiting', number } : 'nothing';
}

function rowMeaning(call: ReturnType<typeof parseListedCall>): CallMeaning {
  if (call === undefined) return 'nothing';
  return call.state === 'ended' ? { type: 'ended', id: call.id } : { type: 'row', call };
}

function matches(line: string, { name, starts = '' }: CallNoticeForm): boolean {
  if (nameOf(line) !== name) return false;
  const text = afterPrefix(line, name);
  // `2` does not start `21`.
  return text.startsWith(starts) && !(/\d$/.test(starts) && /^\d/.test(text.slice(starts.length)));
}

function vendorMeaning(line: string, form: CallNoticeForm): CallMeaning {
  if (form.kind === 'look') return 'look';
  if (form.kind === 'row') return rowMeaning(parseListedCall(line, form.name, form.fields, form.states));
  const fields = splitFields(afterPrefix(line, form.name));
  const id = form.id === undefined ? undefined : fieldNumber(fields, form.id);
  const which = id === undefined ? {} : { id };
  if (form.kind !== 'ended') return { type: 'progress', phase: form.kind, ...which };
  const cause = form.cause === undefined ? undefined : fieldNumber(fields, form.cause);
  return { type: 'ended', ...which, ...(cause !== undefined && isReleaseCause(cause) && { cause }) };
}
