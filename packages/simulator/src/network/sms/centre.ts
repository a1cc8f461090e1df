/** State that the parts of the service centre share. */

import type { TimeStamp } from '../../codec/time-stamp.ts';
import type { Clock, SubmitAnswer } from '../../radio.ts';
import type { CarriedRecord } from '../carried-record.ts';
import type { Settings } from '../options.ts';
import type { ReceivingPhone } from '../phones.ts';
import type { Subscription } from '../subscription.ts';
import type { Timers } from '../timers.ts';
import type { HeldMessages } from './held-messages.ts';
import type { OutcomeRules } from './outcome-rules.ts';
import { refusal } from './submit-answers.ts';

/** Everything the service centre works with. */
export interface ServiceCentre {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly rules: OutcomeRules;
  readonly record: CarriedRecord;
  readonly held: HeldMessages;
  /** Milliseconds by which its wall clock is ahead. */
  clockOffset: number;
  airTime(): number;
  /** The subscriber a dialled number reaches. */
  subscriber(number: string): Subscription | undefined;
  phone(number: string): ReceivingPhone;
  nextId(): number;
  /** Counts the long messages from outside, for their references (23.040 9.2.3.24.1). */
  nextConcatenationReference(): number;
}

/** Outcome of a TPDU from a module. */
export interface Acceptance {
  readonly answer: SubmitAnswer;
  /** The answer waits for this: a report that is to come before it. */
  readonly handedOver?: Promise<void>;
  /** Called once the module has its answer. */
  readonly proceed?: () => void;
}

/** The service centre's time as TP-SCTS writes it. */
export function centreTime(centre: ServiceCentre, at = centre.clock.now()): TimeStamp {
  return { at: at + centre.clockOffset, zoneQuarters: centre.settings.zoneQuarters };
}

/** Refuses and counts it. Causes as in `refusal`. */
export function refuse(centre: ServiceCentre, cause: number, failureCause?: number): Acceptance {
  centre.record.counters.refused += 1;
  return { answer: refusal(cause, centreTime(centre), failureCause) };
}
