/**
 * Answers that a modem refused while it was set up, and may give a little later: who it is, how it is registered, ICCID and number. It
 * is asked again with growing delay; what it gives then is taken over by setting it up anew.
 */
import type { Clock } from '@simgate/daemon';
import type { Channel } from '../../at/channel.ts';
import { parseIdentity } from '../../at/identity.ts';
import { parseOwnNumbers } from '../../at/sim.ts';
import { ask, askBare } from '../ask.ts';
import type { Ready } from '../bring-up/ladder.ts';
import { readIccid } from '../sim/sim-data.ts';

export interface GapsOptions {
  readonly channel: Channel;
  readonly clock: Clock;
  readonly ready: Ready;
  /** False while setting up anew would do harm. */
  readonly mayInterrupt: () => boolean;
  /** Something is there now that was not. Called once. */
  readonly filled: () => void;
}

type Gap = (options: GapsOptions) => Promise<boolean>;

/** When it is asked again, in milliseconds, each from the time before; then it is known not to have it. */
const lookDelays = [5000, 10_000, 20_000, 40_000, 80_000, 160_000];
/** While setting up would do harm, it is put off for so long. Milliseconds. */
const BUSY_RETRY = 2000;
const idle = { priority: 'idle' } as const;

/** True once the modem gives what was missing. */
const gaps = {
  identity: async ({ channel }) => {
    const answer = await askBare(channel, 'AT+CGMI', idle);
    return answer.ok && parseIdentity(answer.lines, '+CGMI') !== '';
  },
  registration: async ({ channel }) => {
    for (const domain of ['+CREG', '+CGREG', '+CEREG'])
      if ((await ask(channel, `AT${domain}?`, [domain], idle)).ok) return true;
    return false;
  },
  iccid: async ({ channel, ready }) => (await readIccid(channel, ready.dialect)) !== '',
  number: async ({ channel }) => {
    const answer = await ask(channel, 'AT+CNUM', ['+CNUM'], idle);
    return answer.ok && parseOwnNumbers(answer.lines).length > 0;
  },
} as const satisfies Record<string, Gap>;

function gapsOf({ identity, network, sim, numberRefused }: Ready): readonly Gap[] {
  const rows: readonly [Gap, boolean][] = [
    [gaps.identity, identity.maker === '' && identity.model === ''],
    [gaps.registration, Object.keys(network.domains).length === 0],
    [gaps.iccid, sim.iccid === ''],
    [gaps.number, numberRefused],
  ];
  return rows.flatMap(([gap, isOpen]) => (isOpen ? [gap] : []));
}

export class Gaps {
  readonly #options: GapsOptions;
  readonly #open: readonly Gap[];
  #looks = 0;
  #cancel = () => {};
  #isClosed = false;

  constructor(options: GapsOptions) {
    this.#options = options;
    this.#open = gapsOf(options.ready);
    if (this.#open.length > 0) this.#lookLater();
  }

  /** The modem can do now what it refused before, perhaps. */
  ready(): void {
    if (this.#open.length === 0 || this.#isClosed) return;
    this.#looks = 0;
    this.#cancel();
    void this.#look();
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel();
  }

  #lookLater(): void {
    const delay = lookDelays[this.#looks];
    this.#looks += 1;
    if (delay !== undefined) this.#after(delay, () => void this.#look());
  }

  #after(delay: number, action: () => void): void {
    this.#cancel();
    this.#cancel = this.#options.clock.after(delay, action);
  }

  async #look(): Promise<void> {
    for (const gap of this.#open) {
      const isFilled = await gap(this.#options);
      if (this.#isClosed) return;
      if (isFilled) return this.#fill();
    }
    this.#lookLater();
  }

  #fill(): void {
    const { mayInterrupt, filled } = this.#options;
    if (mayInterrupt()) filled();
    else this.#after(BUSY_RETRY, () => this.#fill());
  }
}
