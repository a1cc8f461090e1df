/** Registration, signal, technology and operator of a modem, out of its notices and answers. */
import type { Clock } from '@simgate/daemon';
import type { Channel } from '../at/channel.ts';
import type { Registration, RegistrationDomain } from '../at/registration.ts';
import type { Ready } from './bring-up/ladder.ts';
import { askAttached, askOperator, askRegistration, askSignal, askTechnology } from './bring-up/network.ts';
import type { NetworkSetup } from './capabilities.ts';
import { isRegistered, isUp, type Registrations } from './registered.ts';

/** The network that a modem is registered on. */
export interface Operator {
  readonly name: string;
  /** MCC and MNC; "" where the modem does not give them. */
  readonly code: string;
}

export interface NetworkState {
  readonly registrations: Registrations;
  /** 0..31. */
  readonly signal: number;
  readonly attached: boolean;
  /** <AcT> where registration does not carry it. */
  readonly technology?: number;
  /** Absent until the modem was asked, and while it is not registered. */
  readonly operator?: Operator;
}

export interface NetworkWatchOptions {
  readonly channel: Channel;
  readonly clock: Clock;
  readonly changed: () => void;
  /** The modem lost its registration on a side, or has it again there: modems need not report the other sides. */
  readonly turned: () => void;
}

/** +COPS? gives the technology only where the modem is fully registered. */
const withOperator: ReadonlySet<number> = new Set([1, 5]);

/** Milliseconds from the registration to the question for the operator: messages that wait for the modem go first. */
const OPERATOR_AFTER = 2000;

export class NetworkWatch {
  readonly #options: NetworkWatchOptions;
  #state: NetworkState = { registrations: {}, signal: 0, attached: false };
  /** By notices, since the modem started. */
  #heard: Registrations = {};
  #willAskOperator = false;

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

  /** As the ladder found it. Of a registration that it could not learn, the last notice stands. */
  begin({ network, registrations, signal, attached }: Ready): void {
    const known = { ...ofDomains(this.#heard, network), ...byDomain(registrations) };
    this.#state = { ...this.#state, registrations: known, signal, attached };
    void this.#learnTechnology();
    this.#learnOperatorSoon();
  }

  /** The modem starts anew: that it was registered does not hold, a denial stands until it reports another status. */
  restarted(): void {
    const known = this.registrations.filter(registration => !isUp(registration));
    this.#heard = byDomain(known);
  }

  /** A notice of registration came. */
  noteRegistration(registration: Registration): void {
    this.#heard = { ...this.#heard, [registration.domain]: registration };
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
    // An answer that means nothing leaves what was known before.
    this.#take({ ...ofDomains(this.#state.registrations, setup), ...byDomain(registrations) });
    await this.#learnOperator();
  }

  #take(registrations: Registrations): void {
    const before = this.#state.registrations;
    this.#state = { ...this.#state, registrations };
    if (hasTurned(before, registrations)) {
      const { operator: _, ...rest } = this.#state;
      this.#state = rest;
      this.#options.turned();
    }
    this.#options.changed();
    void this.#learnTechnology();
    this.#learnOperatorSoon();
  }

  get #isOperatorWanted(): boolean {
    return (
      this.#state.operator === undefined && this.registrations.some(({ status }) => withOperator.has(status))
    );
  }

  #learnOperatorSoon(): void {
    if (this.#willAskOperator || !this.#isOperatorWanted) return;
    this.#willAskOperator = true;
    this.#options.clock.after(OPERATOR_AFTER, () => {
      this.#willAskOperator = false;
      void this.#learnOperator();
    });
  }

  /** Once for each registration, behind everything else that waits. */
  async #learnOperator(): Promise<void> {
    if (!this.#isOperatorWanted) return;
    const operator = await askOperator(this.#options.channel, 'idle');
    if (operator === undefined) return;
    this.#state = { ...this.#state, operator };
    this.#options.changed();
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

function hasTurned(before: Registrations, after: Registrations): boolean {
  const domains = new Set([...Object.keys(before), ...Object.keys(after)] as RegistrationDomain[]);
  return [...domains].some(domain => isUp(before[domain]) !== isUp(after[domain]));
}

function byDomain(registrations: readonly Registration[]): Registrations {
  return Object.fromEntries(registrations.map(registration => [registration.domain, registration]));
}

/** Those that the modem can be asked for. */
function ofDomains(registrations: Registrations, { domains }: NetworkSetup): Registrations {
  return byDomain(Object.values(registrations).filter(({ domain }) => domain in domains));
}
