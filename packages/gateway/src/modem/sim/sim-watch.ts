/**
 * Whether the SIM in the modem is still the one that was read. SIMs are changed by hand, eUICCs change their profile, and cards with
 * several IMSIs change it while they are not registered, some without any notice.
 */

import type { Clock } from '@simgate/daemon';
import type { Channel } from '../../at/channel.ts';
import { parseImsi } from '../../at/sim.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { askBare, SIM_DEADLINE } from '../ask.ts';
import type { SimIdentity } from '../modem.ts';
import { readIccid, readImsi } from './sim-data.ts';

/** `unknown`: it cannot be read now. */
export type SimVerdict = 'same' | 'other' | 'unknown';

export interface SimWatchOptions {
  readonly channel: Channel;
  readonly clock: Clock;
  readonly dialect: Dialect;
  readonly sim: Pick<SimIdentity, 'iccid' | 'imsi'>;
  /** When the ladder asked for its IMSI, in monotonic milliseconds. */
  readonly identifiedAt: number;
  /** False while it is certain that the modem is not registered: its IMSI may change at any time then. */
  readonly registered: () => boolean;
  /** Another SIM was found; called once. */
  readonly other: () => void;
  /** Its IMSI could not be read: it may be gone. */
  readonly unknown: () => void;
  /** Its IMSI could not be read for so long that the modem is to be set up anew. */
  readonly unreadable: () => void;
  /** The doubt began or ended. */
  readonly changed: () => void;
}

/** How often a SIM that is starting is asked before something that waits is refused. */
const IMSI_TRIES = 3;
/** Messages that arrive within this time need one look. Milliseconds. */
const BELIEVED_FOR = 2000;
/** A SIM that starts gives its IMSI within half a minute. Milliseconds. */
const UNREADABLE_FOR = 60_000;
/** Delays between looks at a SIM that is in doubt, in milliseconds; then every `LOOK_INTERVAL`. */
const lookDelays = [1000, 2000, 4000, 8000, 15_000];
const LOOK_INTERVAL = 30_000;

export class SimWatch {
  readonly #options: SimWatchOptions;
  /** Counts the signs that it may be another SIM. */
  #signs = 0;
  /** The signs that were there when it was last found to be the same. */
  #settled = 0;
  #looking: Promise<SimVerdict> | undefined;
  #looks = 0;
  /** Since when every reading failed, in monotonic milliseconds. */
  #unreadSince: number | undefined;
  #isOther = false;
  /** When its IMSI was last read and found to be the same, in monotonic milliseconds. */
  #readAt: number;
  #reading: Promise<SimVerdict> | undefined;
  #cancel = () => {};
  #isClosed = false;

  constructor(options: SimWatchOptions) {
    this.#options = options;
    this.#readAt = options.identifiedAt;
  }

  get isInDoubt(): boolean {
    return this.#signs !== this.#settled || this.#isOther;
  }

  /** Something happened that may mean another SIM. */
  doubt(): void {
    const isNew = !this.isInDoubt;
    this.#signs += 1;
    if (isNew) this.#options.changed();
    // The look that is next is soon enough, and signs without end must not put it off.
    if (!isNew && this.#looks === 1) return;
    this.#looks = 0;
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

  /** Called before a message is sent: a SIM may be changed without any notice of the modem. */
  confirmToSend(): Promise<SimVerdict> {
    return this.#confirmSince(this.#options.channel.hearing.unbrokenSince);
  }

  /** For what is to be stored now. Messages of another SIM may come before the first sign of that SIM. */
  confirmToStore(): Promise<SimVerdict> {
    return this.#confirmSince(this.#options.clock.monotonic() - BELIEVED_FOR);
  }

  /** True as long as no further sign of another SIM comes: for commands that wait for their turn. */
  untilNextSign(): () => boolean {
    const signs = this.#signs;
    return () => signs === this.#signs && !this.#isOther && !this.#isClosed;
  }

  /** Reads the IMSI where it was not read since. */
  #confirmSince(since: number): Promise<SimVerdict> {
    if (this.isInDoubt || this.#readAt >= since) return this.confirm();
    this.#reading ??= this.#readOnce().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readOnce(): Promise<SimVerdict> {
    const { channel, clock, sim } = this.#options;
    const asked = clock.monotonic();
    const answer = await askBare(channel, 'AT+CIMI', { priority: 'urgent', deadline: SIM_DEADLINE });
    // No noise makes the IMSI that is known of another one.
    if (answer.ok && parseImsi(answer.lines) === sim.imsi) {
      this.#readAt = Math.max(asked, channel.hearing.unbrokenSince);
      return this.confirm();
    }
    if (!this.#isClosed) this.doubt();
    return this.confirm();
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel();
  }

  async #look(): Promise<SimVerdict> {
    const { channel, clock, dialect, sim, registered, other, changed } = this.#options;
    const signs = this.#signs;
    const imsi = await readImsi(channel, clock, IMSI_TRIES);
    this.#unreadSince = imsi === undefined ? (this.#unreadSince ?? clock.monotonic()) : undefined;
    if (imsi === undefined) return 'unknown';
    const iccid = await readIccid(channel, dialect);
    const isSameCard = iccid === '' || sim.iccid === '' || iccid === sim.iccid;
    if (imsi !== sim.imsi || !isSameCard) {
      this.#isOther = true;
      this.#cancel();
      other();
      return 'other';
    }
    this.#readAt = clock.monotonic();
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
    const delay = lookDelays[this.#looks] ?? LOOK_INTERVAL;
    this.#looks += 1;
    this.#cancel = this.#options.clock.after(delay, () => void this.#lookAgain());
  }

  async #lookAgain(): Promise<void> {
    if (this.#options.registered() && (await this.confirm()) === 'unknown' && !this.#isClosed)
      this.#options.unknown();
    if (!this.isInDoubt || this.#isOther || this.#isClosed) return;
    const { clock, unreadable } = this.#options;
    const isUnreadable =
      this.#unreadSince !== undefined && clock.monotonic() - this.#unreadSince >= UNREADABLE_FOR;
    if (isUnreadable) unreadable();
    else this.#lookLater();
  }
}
