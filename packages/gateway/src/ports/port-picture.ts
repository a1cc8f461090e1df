/** The picture of a port as others see it, kept so that each difference is reported once. */
import type { Clock } from '@simgate/daemon';
import type { PortSnapshot } from './port.ts';
import { type PortFacts, snapshotOf } from './snapshot.ts';

export interface PortPictureOptions {
  readonly clock: Clock;
  /** As they are by now. */
  readonly facts: () => PortFacts;
  /** Called with each picture, whether or not it differs from the one before. */
  readonly looked: (snapshot: PortSnapshot) => void;
  /** Called once for each difference that can be seen. */
  readonly changed: (snapshot: PortSnapshot) => void;
}

export class PortPicture {
  readonly #options: PortPictureOptions;
  /** The picture that was reported last. */
  #shown = '';
  /** Since when the port is in this state, in wall time. */
  #since: { readonly state: string; readonly at: number } | undefined;

  constructor(options: PortPictureOptions) {
    this.#options = options;
  }

  snapshot(): PortSnapshot {
    const since = this.#since?.at;
    return { ...snapshotOf(this.#options.facts()), ...(since !== undefined && { since }) };
  }

  /** A fact may be another one by now. */
  refresh(): void {
    const { clock, facts, looked, changed } = this.#options;
    const { reg, canSend, reason } = snapshotOf(facts());
    const state = `${reg} ${canSend} ${reason}`;
    if (state !== this.#since?.state) this.#since = { state, at: Math.round(clock.now()) };
    const snapshot = this.snapshot();
    looked(snapshot);
    const shown = JSON.stringify(snapshot);
    if (shown === this.#shown) return;
    this.#shown = shown;
    changed(snapshot);
  }
}
