/** The meaning of one delivery attempt for the message (23.040 3.2.8 and 9.2.3.15, 24.011 8.2.5.4). */

import { readDeliverReport } from '../../codec/read-tpdu.ts';
import type { RelayAnswer } from '../../radio.ts';

/** How an attempt ended; `timeout`: TR1N ran out without an answer. */
export type AttemptResult = RelayAnswer | { readonly ok: 'timeout' };

/** The result of one attempt to deliver: done, again later, or given up (23.040 3.2). */
export type AttemptVerdict =
  | { readonly next: 'delivered'; readonly forgotten?: true }
  /** Held until RP-SMMA or a new attach. */
  | { readonly next: 'wait-for-memory' }
  | { readonly next: 'retry'; readonly after: number }
  /** Ends with this TP-ST. */
  | { readonly next: 'give-up'; readonly status: number };

/** When a message is tried again, and for how long. */
export interface AttemptRules {
  readonly retrySchedule: readonly number[];
  /** 23.040 9.2.3.12.3: one attempt only. */
  readonly singleShot: boolean;
}

const MEMORY_CAPACITY_EXCEEDED = 22; // 24.011 8.2.5.4
const NO_RESPONSE_GIVEN_UP = 0x62; // 23.040 9.2.3.15: temporary error, no more attempts
const ERROR_IN_SME_GIVEN_UP = 0x65;
/** TP-FCS (U)SIM SMS storage full and memory capacity exceeded (23.040 9.2.3.22). */
const memoryFailureCauses: readonly (number | undefined)[] = [0xd0, 0xd3];

/** Judges attempt number `attempts` (from 1). */
export function judgeAttempt(result: AttemptResult, attempts: number, rules: AttemptRules): AttemptVerdict {
  if (result.ok === true) return { next: 'delivered', ...(result.forgotten && { forgotten: true }) };
  if (rules.singleShot) {
    return {
      next: 'give-up',
      status: result.ok === 'timeout' ? NO_RESPONSE_GIVEN_UP : ERROR_IN_SME_GIVEN_UP,
    };
  }
  if (result.ok === false && isMemoryFull(result)) return { next: 'wait-for-memory' };
  const { retrySchedule } = rules;
  return { next: 'retry', after: retrySchedule[attempts - 1] ?? retrySchedule.at(-1) ?? 0 };
}

function isMemoryFull(refusal: Extract<RelayAnswer, { ok: false }>): boolean {
  return refusal.cause === MEMORY_CAPACITY_EXCEEDED || memoryFailureCauses.includes(failureCause(refusal));
}

/** TP-FCS of the report that came along, if there is one that can be read. */
function failureCause(refusal: Extract<RelayAnswer, { ok: false }>): number | undefined {
  if (refusal.report === undefined) return undefined;
  try {
    return readDeliverReport(refusal.report, true).failureCause;
  } catch {
    return undefined; // The RP-ERROR counts, whatever stands in it.
  }
}
