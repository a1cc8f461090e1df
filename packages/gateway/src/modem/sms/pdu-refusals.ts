/** A modem that took messages before and takes each one for invalid by now: its firmware is at fault, not the messages. */
import type { Clock } from '@simgate/daemon';
import type { SubmitOutcome } from '../modem.ts';

/** Tries in a row, of whatever messages. */
const LASTING = 3;
/** So long after the last one a message is tried again. Milliseconds. */
const STANDS_FOR = 900_000;
/** 27.005 3.2.5: invalid PDU mode parameter. */
const INVALID_PDU = 304;

export class PduRefusals {
  readonly #clock: Clock;
  /** Refusals since a message was taken. */
  #count = 0;
  #hasTaken = false;
  /** In monotonic milliseconds. */
  #lastAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Notes the outcome of a message. Of a modem that took others before, the refusal may pass. */
  judge(outcome: SubmitOutcome): SubmitOutcome {
    if (outcome.kind === 'accepted') {
      this.#hasTaken = true;
      this.#count = 0;
    }
    const isInvalid = outcome.kind === 'refused' && outcome.refusal.source === 'cms';
    if (!isInvalid || outcome.refusal.code !== INVALID_PDU || !this.#hasTaken) return outcome;
    this.#lastAt = this.#clock.monotonic();
    this.#count += 1;
    return { kind: 'refused', refusal: { ...outcome.refusal, permanent: false } };
  }

  get isLasting(): boolean {
    return this.#count >= LASTING && this.#clock.monotonic() - this.#lastAt < STANDS_FOR;
  }
}
