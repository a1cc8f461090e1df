/** Which side of the network carries what we send (+CGSMS, 27.007 10.1.21): the other one where the network denies one of them. */

import type { Clock } from '@simgate/daemon';
import type { Channel } from '../../at/channel.ts';
import { parseNumbers, parseOffer } from '../../at/settings.ts';
import { ask } from '../ask.ts';
import type { DeniedSide } from '../registered.ts';

export interface SmsSideOptions {
  readonly channel: Channel;
  readonly clock: Clock;
  readonly warn: (text: string) => void;
  /** As the ladder left it; absent where no side was denied then. */
  readonly begun?: SideChoice | undefined;
}

/** How a denied side was avoided. */
export interface SideChoice {
  readonly denied: DeniedSide;
  /** <service> as it stood before it was changed; undefined where it was not. */
  readonly former: number | undefined;
  /** For people. */
  readonly text: string;
}

/** A denial that has held so long is acted on. Milliseconds. */
const HELD_FOR = 5000;
/** <service>: 0 packet only, 1 circuit-switched only, 2 packet preferred, 3 circuit-switched preferred. The best first. */
const servicesWithout: Readonly<Record<DeniedSide, readonly number[]>> = { circuit: [2, 0], packet: [3, 1] };
const names: Readonly<Record<DeniedSide, string>> = {
  circuit: 'the circuit-switched side (+CREG)',
  packet: 'the packet side (+CGREG, +CEREG)',
};

export class SmsSide {
  readonly #options: SmsSideOptions;
  /** As the registrations show it, and as it was acted on. */
  #denied: DeniedSide | undefined;
  #settled: DeniedSide | undefined;
  /** <service> as it stood before it was changed; undefined where it was not. */
  #former: number | undefined;
  #cancel = () => {};
  #running: Promise<void> = Promise.resolve();

  constructor(options: SmsSideOptions) {
    this.#options = options;
    const { begun } = options;
    if (begun === undefined) return;
    this.#denied = begun.denied;
    this.#settled = begun.denied;
    this.#former = begun.former;
    options.warn(begun.text);
  }

  /** The registrations may be others by now. */
  follow(denied: DeniedSide | undefined): void {
    if (denied === this.#denied) return;
    this.#denied = denied;
    this.#cancel();
    if (denied !== this.#settled)
      this.#cancel = this.#options.clock.after(HELD_FOR, () => this.#settle(denied));
  }

  close(): void {
    this.#cancel();
  }

  #settle(denied: DeniedSide | undefined): void {
    this.#settled = denied;
    this.#running = this.#running.then(() => (denied === undefined ? this.#restore() : this.#avoid(denied)));
  }

  async #avoid(denied: DeniedSide): Promise<void> {
    const { channel, warn } = this.#options;
    const { former, text } = await avoidSide(channel, denied);
    this.#former ??= former;
    warn(text);
  }

  async #restore(): Promise<void> {
    const { channel, warn } = this.#options;
    const former = this.#former;
    this.#former = undefined;
    if (former === undefined || !(await ask(channel, `AT+CGSMS=${former}`)).ok) return;
    warn(`the network denies no side any more: SMS is sent as before (+CGSMS=${former})`);
  }
}

/** Lets SMS go over the other side, where the modem has a choice. Never rejects. */
export async function avoidSide(channel: Channel, denied: DeniedSide): Promise<SideChoice> {
  const denial = `the network denies ${names[denied]} to this SIM, while the other side is registered`;
  const wanted = servicesWithout[denied];
  const answer = await ask(channel, 'AT+CGSMS?', ['+CGSMS']);
  const [current] = answer.ok ? parseNumbers(answer.line).filter(Number.isInteger) : [];
  const unchanged = { denied, former: undefined };
  if (current !== undefined && wanted.includes(current))
    return { ...unchanged, text: `${denial}; SMS goes over that one (+CGSMS ${current})` };
  const chosen = await chooseService(channel, wanted);
  if (chosen === undefined)
    return { ...unchanged, text: `${denial}; the modem offers no choice of the side that carries SMS` };
  const text = `${denial}; SMS is sent over that one from now on (+CGSMS=${chosen})`;
  return { denied, former: current, text };
}

/** A test form that is missing does not mean that the command is. */
async function chooseService(channel: Channel, wanted: readonly number[]): Promise<number | undefined> {
  const offer = await ask(channel, 'AT+CGSMS=?', ['+CGSMS']);
  const offered = offer.ok ? parseOffer(offer.line)[0] : undefined;
  for (const service of wanted)
    if (offered === undefined || offered.length === 0 || offered.includes(service))
      if ((await ask(channel, `AT+CGSMS=${service}`)).ok) return service;
  return undefined;
}
