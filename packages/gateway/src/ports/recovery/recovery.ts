/** Recovers a modem that answers but is of no use: by cause, with growing delay, at most so often an hour. */
import type { Clock } from '@simgate/daemon';

/** Why a modem that answers is of no use. */
export type RecoveryCause =
  /** Every command is answered with an error. */
  | 'refusesAll'
  /** It takes every message for invalid. */
  | 'refusesPdus'
  /** Its SIM was there and is not any more, or never gets ready. */
  | 'simLost'
  /** Its radio is off, and the modem refuses to switch it on. */
  | 'radioOff'
  /** The network refuses it on every side. */
  | 'denied'
  /** It shows no SIM, and none served in it since the start: many modules look for their card only while they start. */
  | 'simUnseen'
  /** It finds no network, while other ports of the same operator are registered. */
  | 'unregistered'
  /** It finds no network, and no other port shows whether there is one. */
  | 'noNetwork';

/** The radio off and on (+CFUN), the SIM's power too, a restart of the module, the device closed and opened. */
export type RecoveryStep = 'radio' | 'power' | 'restart' | 'reopen';

/** `unknown`: the port is being set up or opened, which is no evidence. */
export type Health = RecoveryCause | 'well' | 'unknown';

/** The first steps of a cause, one after another; each one behind them is a restart. */
const firstSteps: Readonly<Record<RecoveryCause, readonly RecoveryStep[]>> = {
  refusesAll: ['restart', 'reopen'],
  refusesPdus: [],
  simLost: ['restart', 'power'],
  simUnseen: [],
  radioOff: ['restart', 'reopen'],
  denied: ['radio'],
  unregistered: ['radio', 'restart', 'reopen'],
  noNetwork: ['radio', 'restart', 'reopen'],
};
/** Causes that may be nobody's fault last so many times longer before each step. */
const patience: Readonly<Partial<Record<RecoveryCause, number>>> = { simUnseen: 5, noNetwork: 5 };
/** An empty place is not restarted again and again. */
const once: ReadonlySet<RecoveryCause> = new Set(['simUnseen']);

const causeTexts: Readonly<Record<RecoveryCause, string>> = {
  refusesAll: 'the modem answered every command with an error',
  refusesPdus: 'the modem took every message for invalid',
  simLost: 'the SIM was lost',
  simUnseen: 'no SIM is seen, which some modules look for only when they start',
  radioOff: 'the radio could not be switched on',
  denied: 'the network refuses this SIM',
  unregistered: 'this port is not registered while others of its operator are',
  noNetwork: 'no network was found for long',
};
const stepTexts: Readonly<Record<RecoveryStep, string>> = {
  radio: 'its radio is switched off and on',
  power: 'its radio and its SIM are switched off and on',
  restart: 'its module is restarted',
  reopen: 'its device is opened anew',
};

export interface RecoveryOptions {
  readonly clock: Clock;
  readonly modems: {
    /** Seconds that a cause lasts before the first step; the delay doubles with each one. */
    readonly recoverAfter: number;
    /** Most steps in an hour; 0: none at all. */
    readonly recoveriesPerHour: number;
  };
  /** True while a step would do harm: a submit may still be answered, or a call is up. */
  readonly isBusy: () => boolean;
  readonly act: (step: RecoveryStep, text: string) => void;
}

const HOUR = 3600_000;
/** A port that was well for so long begins anew with the first step. Milliseconds. */
const TRUSTED_AFTER = 600_000;
/** While a step would do harm, it is tried again after so many milliseconds. */
const BUSY_RETRY = 5000;
/** The delay doubles at most so many times: with three minutes, up to an hour and a half. */
const DOUBLINGS = 5;

export class Recovery {
  readonly #options: RecoveryOptions;
  #cause: RecoveryCause | undefined;
  /** Steps of this cause so far. */
  #taken = 0;
  /** When the steps of the last hour were taken, monotonic. */
  #steps: readonly number[] = [];
  #wellSince: number | undefined;
  /** Causes of one step that have had it since the port was well. */
  readonly #spent = new Set<RecoveryCause>();
  #cancel: (() => void) | undefined;

  constructor(options: RecoveryOptions) {
    this.#options = options;
  }

  /** Called whenever the health of the port may have changed. */
  consider(health: Health): void {
    if (health === 'unknown' || this.#options.modems.recoveriesPerHour === 0) return;
    const now = this.#options.clock.monotonic();
    if (health === 'well') {
      this.#wellSince ??= now;
      this.#spent.clear();
      this.end();
      return;
    }
    const trusted = this.#wellSince !== undefined && now - this.#wellSince >= TRUSTED_AFTER;
    this.#wellSince = undefined;
    if (health !== this.#cause || trusted) {
      this.end();
      this.#cause = health;
      this.#taken = 0;
    }
    if (this.#spent.has(health)) return;
    this.#cancel ??= this.#options.clock.after(this.#delay(health), () => this.#due());
  }

  /** Takes no step any more until a cause is seen again. */
  end(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #delay(cause: RecoveryCause): number {
    const first = this.#options.modems.recoverAfter * 1000 * (patience[cause] ?? 1);
    return first * 2 ** Math.min(this.#taken, DOUBLINGS);
  }

  #due(): void {
    this.#cancel = undefined;
    const cause = this.#cause;
    if (cause === undefined) return;
    const { clock, isBusy, modems, act } = this.#options;
    const now = clock.monotonic();
    this.#steps = this.#steps.filter(at => now - at < HOUR);
    const [oldest = now] = this.#steps;
    const full = this.#steps.length >= modems.recoveriesPerHour;
    if (full || isBusy()) {
      this.#cancel = clock.after(full ? HOUR - (now - oldest) : BUSY_RETRY, () => this.#due());
      return;
    }
    const step = firstSteps[cause][this.#taken] ?? 'restart';
    this.#taken += 1;
    if (once.has(cause)) this.#spent.add(cause);
    this.#steps = [...this.#steps, now];
    act(step, `${causeTexts[cause]}: ${stepTexts[step]}`);
  }
}
