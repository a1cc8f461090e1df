/** Registration, signal and technology of a modem, out of its notices and answers. */
import type { Channel } from '../at/channel.ts';
import type { Registration, RegistrationDomain } from '../at/registration.ts';
import { askAttached, askRegistration, askSignal, askTechnology } from './bring-up/network.ts';
import type { NetworkSetup } from './capabilities.ts';

type Registrations = Readonly<Partial<Record<RegistrationDomain, Registration>>>;

export interface NetworkState {
  readonly registrations: Registrations;
  /** 0..31. */
  readonly signal: number;
  readonly attached: boolean;
  /** <AcT> where registration does not carry it. */
  readonly technology?: number;
}

export interface NetworkWatchOptions {
  readonly channel: Channel;
  readonly changed: () => void;
  /** The modem lost its registration on every side, or has one again. */
  readonly turned: () => void;
}

/** <stat> of 27.007 7.2 that lets SMS through: home, roaming, for SMS only, CSFB not preferred. */
const registered: ReadonlySet<number> = new Set([1, 5, 6, 7, 9, 10]);
/** +COPS? gives the technology only where the modem is fully registered. */
const withOperator: ReadonlySet<number> = new Set([1, 5]);

export class NetworkWatch {
  readonly #options: NetworkWatchOptions;
  #state: NetworkState = { registrations: {}, signal: 0, attached: false };

  constructor(options: NetworkWatchOptions) {
    this.#options = options;
  }

  get state(): NetworkState {
    return this.#state;
  }

  get registrations(): readonly Registration[] {
    return Object.values(this.#state.registrations);
  }

  /** True also where the modem has no command for registration: that it has none cannot be known. */
  get isRegistered(): boolean {
    return isRegistered(this.registrations);
  }

  /** As the ladder found it. */
  begin(registrations: readonly Registration[], signal: number, attached: boolean): void {
    this.#state = { ...this.#state, registrations: byDomain(registrations), signal, attached };
    void this.#learnTechnology();
  }

  /** A notice of registration came. */
  noteRegistration(registration: Registration): void {
    this.#take({ ...this.#state.registrations, [registration.domain]: registration });
  }

  /** A notice of the signal came, 0..31. */
  noteSignal(signal: number): void {
    if (signal === this.#state.signal) return;
    this.#state = { ...this.#state, signal };
    this.#options.changed();
  }

  /** Asks for all of it, behind everything else that waits. */
  async ask(setup: NetworkSetup): Promise<void> {
    const { channel } = this.#options;
    const registrations = await askRegistration(channel, setup, 'idle');
    if (registrations === undefined) return;
    const signal = await askSignal(channel, setup, 'idle');
    const attached = await askAttached(channel, 'idle');
    this.#state = { ...this.#state, signal, attached };
    this.#take(byDomain(registrations));
  }

  #take(registrations: Registrations): void {
    const before = this.isRegistered;
    this.#state = { ...this.#state, registrations };
    if (before !== this.isRegistered) this.#options.turned();
    this.#options.changed();
    void this.#learnTechnology();
  }

  async #learnTechnology(): Promise<void> {
    const known = this.registrations;
    const isKnown = known.some(({ accessTechnology }) => accessTechnology !== undefined);
    if (isKnown || this.#state.technology !== undefined) return;
    if (!known.some(({ status }) => withOperator.has(status))) return;
    const technology = await askTechnology(this.#options.channel, 'idle');
    if (technology === undefined) return;
    this.#state = { ...this.#state, technology };
    this.#options.changed();
  }
}

function isRegistered(registrations: readonly Registration[]): boolean {
  return registrations.length === 0 || registrations.some(({ status }) => registered.has(status));
}

function byDomain(registrations: readonly Registration[]): Registrations {
  return Object.fromEntries(registrations.map(registration => [registration.domain, registration]));
}
