/**
 * Whether the SIM in the modem is still the one that was read. SIMs are changed by hand, eUICCs change their profile, and cards with
 * several IMSIs change it while they are not registered, some without any notice.
 */

import type { Clock } from '@simgate/daemon';
import type { Channel } from '../../at/channel.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import type { SimIdentity } from '../modem.ts';
import { readIccid, readImsi } from './sim-data.ts';

/** `unknown`: it cannot be read now. */
export type SimVerdict = 'same' | 'other' | 'unknown';

export interface SimWatchOptions {
  readonly channel: Channel;
  readonly clock: Clock;
  readonly dialect: Dialect;
  readonly sim: Pick<SimIdentity, 'iccid' | 'imsi'>;
  /** False while it is certain that the modem is not registered: its IMSI may change at any time then. */
  readonly registered: () => boolean;
  /** Another SIM was found; called once. */
  readonly other: () => void;
  /** The doubt began or ended. */
  readonly changed: () => void;
}

/** How often a SIM that is starting is asked before something that waits is refused. */
const IMSI_TRIES = 3;
/** Delays between looks at a SIM that is in doubt, in milliseconds; the last one repeats. */
const lookDelays = [1000, 2000, 4000, 8000, 15_000, 30_000];

export class SimWatch {
  readonly #options: SimWatchOptions;
  /** Counts the signs that it may be another SIM. */
  #signs = 0;
  /** The signs that were there when it was last found to be the same. */
  #settled = 0;
  #looking: Promise<SimVerdict> | undefined;
  #looks = 0;
  #isOther = false;
  #cancel = () => {};
  #isClosed = false;

  constructor(options: SimWatchOptions) {
    this.#options = options;
  }

  get isInDoubt(): boolean {
    return this.#signs !== this.#settled || this.#isOther;
  }

  /** Something happened that may mean another SIM. */
  doubt(): void {
    const isNew = !this.isInDoubt;
    this.#signs += 1;
    this.#looks = 0;
    if (isNew) this.#options.changed();
    this.#lookLater();
  }

  /** Reads ICCID and IMSI where there is a doubt, and at once: for what is to be sent or stored now. */
  confirm(): Promise<SimVerdict> {
    if (this.#isOther) return Promise.resolve('other');
    if (!this.isInDoubt) return Promise.resolve('same');
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel();
  }

  async #look(): Promise<SimVerdict> {
    const { channel, clock, dialect, sim, registered, other, changed } = this.#options;
    const signs = this.#signs;
    const imsi = await readImsi(channel, clock, IMSI_TRIES);
    if (imsi === undefined) return 'unknown';
    const iccid = await readIccid(channel, dialect);
    const isSameCard = iccid === '' || sim.iccid === '' || iccid === sim.iccid;
    if (imsi !== sim.imsi || !isSameCard) {
      this.#isOther = true;
      this.#cancel();
      other();
      return 'other';
    }
    if (registered() && signs === this.#signs) {
      this.#settled = signs;
      this.#cancel();
      changed();
    }
    return 'same';
  }

  /** Looks by itself once it is registered again, until the doubt is over. */
  #lookLater(): void {
    this.#cancel();
    const delay = lookDelays[Math.min(this.#looks, lookDelays.length - 1)] ?? 0;
    this.#looks += 1;
    this.#cancel = this.#options.clock.after(delay, () => void this.#lookAgain());
  }

  async #lookAgain(): Promise<void> {
    if (this.#options.registered()) await this.confirm();
    if (this.isInDoubt && !this.#isOther && !this.#isClosed) this.#lookLater();
  }
}
