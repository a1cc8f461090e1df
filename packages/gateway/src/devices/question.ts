/** Asks a modem over an open link what state it is in. Changes nothing that lasts; never sends a PIN or a message. */

import type { Clock } from '@simgate/daemon';
import { Channel } from '../at/channel.ts';
import { parseOperator } from '../at/operator.ts';
import type { Registration } from '../at/registration.ts';
import { parseNumbers } from '../at/settings.ts';
import { parseStorageUse } from '../at/storage.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { dialectFor } from '../dialects/dialects.ts';
import { leaveDataMode } from '../link/data-mode.ts';
import type { Link } from '../link/link.ts';
import { ask, set } from '../modem/ask.ts';
import { identify } from '../modem/bring-up/identify.ts';
import { askRegistration, askSignal } from '../modem/bring-up/network.ts';
import { baudRates } from '../modem/bring-up/synchronise.ts';
import { simLock } from '../modem/bring-up/unlock.ts';
import { type Finding, finding } from './reasons.ts';

export interface QuestionOptions {
  readonly link: Link;
  readonly clock: Clock;
  /** Speed that the settings give; undefined: each usual one is tried where the line has one. */
  readonly baudRate: number | undefined;
  /** Speed at which the link was opened. */
  readonly openedAt: number;
  /** False where the speed of the line means nothing: a module on the USB itself. */
  readonly hasSpeed: boolean;
  /** Number of the port, for the remedies; undefined: it has none. */
  readonly port?: number | undefined;
}

export interface Answers {
  /** The worst that was found; `well` where nothing was. */
  readonly verdict: Finding;
  /** Less than a fault, found on the way. */
  readonly warnings: readonly Finding[];
  /** The modem's answers for a reader; the IMEI without its last digits. */
  readonly facts: Readonly<Record<string, string>>;
}

/** A busy machine may take long to read what a modem answers at once. */
const knocks = { attempts: 3, deadline: 1000 } as const;
/** While speeds are tried. */
const quickKnocks = { attempts: 2, deadline: 700 } as const;
const ESC = '\x1b';

/** Closes the link when it is done. Takes up to a minute with a modem that hangs; never rejects. */
export async function questionModem(options: QuestionOptions): Promise<Answers> {
  const questioning = new Questioning(options);
  try {
    return await questioning.run();
  } finally {
    await options.link.close();
  }
}

class Questioning {
  readonly #options: QuestionOptions;
  readonly #channel: Channel;
  readonly #facts: Record<string, string> = {};
  readonly #warnings: Finding[] = [];
  #octets = 0;
  /** It fell silent or went away after it had answered. */
  #lost = false;

  constructor(options: QuestionOptions) {
    this.#options = options;
    this.#channel = new Channel({
      link: this.#counting(options.link),
      clock: options.clock,
      onNotice: () => {},
      onClosed: () => this.#lose(),
      onSilent: () => this.#lose(),
    });
  }

  async run(): Promise<Answers> {
    const unanswered = await this.#findModem();
    const verdict = unanswered ?? (await this.#examine());
    return {
      verdict: this.#lost && unanswered === undefined ? finding('broken') : verdict,
      warnings: this.#warnings,
      facts: this.#facts,
    };
  }

  #lose(): void {
    this.#lost = true;
  }

  #counting(link: Link): Link {
    return {
      ...{ name: link.name, write: (bytes: Uint8Array) => link.write(bytes), close: () => link.close() },
      attach: receiver =>
        link.attach({
          bytes: chunk => {
            this.#octets += chunk.length;
            return receiver.bytes(chunk);
          },
          closed: reason => receiver.closed(reason),
        }),
    };
  }

  /** Undefined: it answers. */
  async #findModem(): Promise<Finding | undefined> {
    const { link, clock, openedAt } = this.#options;
    if (await this.#channel.revive([ESC], 0, knocks)) return undefined;
    const speed = await this.#trySpeeds();
    if (speed !== undefined) return this.#wrongSpeed(speed);
    await link.setBaudRate?.(openedAt);
    await leaveDataMode(link, clock);
    if (await this.#channel.revive(['\r'], 0, knocks)) {
      await set(this.#channel, 'ATH');
      this.#warnings.push(finding('data_mode'));
      return undefined;
    }
    return finding(this.#octets > 0 ? 'no_at' : 'silent');
  }

  #wrongSpeed(speed: number): Finding | undefined {
    this.#note({ speed: String(speed) });
    return this.#options.baudRate === undefined
      ? undefined
      : finding('wrong_speed', { holder: String(speed) });
  }

  async #trySpeeds(): Promise<number | undefined> {
    const { link, openedAt, hasSpeed } = this.#options;
    if (link.setBaudRate === undefined || !hasSpeed) return undefined;
    for (const speed of baudRates.filter(one => one !== openedAt)) {
      await link.setBaudRate(speed);
      if (await this.#channel.revive([ESC], 0, quickKnocks)) return speed;
    }
    return undefined;
  }

  /** Obstacles of a modem that answers, from the lowest layer up. */
  async #examine(): Promise<Finding> {
    const channel = this.#channel;
    await set(channel, 'ATE0');
    await set(channel, 'AT+CMEE=1');
    const dialect = await this.#identify();
    channel.addNotices(dialect.notices);
    const radio = await this.#radio();
    const sim = await this.#sim();
    if (sim === undefined) await this.#storage();
    return sim ?? radio ?? this.#network();
  }

  async #identify(): Promise<Dialect> {
    const { maker, model, firmware, imei } = await identify(this.#channel);
    const dialect = dialectFor(maker, model);
    this.#note({ maker, model, firmware, dialect: dialect.name });
    if (imei !== '') this.#note({ imei: `${imei.slice(0, 8)}*******` });
    return dialect;
  }

  async #radio(): Promise<Finding | undefined> {
    const answer = await ask(this.#channel, 'AT+CFUN?', ['+CFUN']);
    const level = answer.ok ? parseNumbers(answer.line)[0] : undefined;
    if (level === undefined || (level !== 0 && level !== 4)) return undefined;
    const { port } = this.#options;
    return finding('radio_off', { holder: String(level), ...(port !== undefined && { port: String(port) }) });
  }

  async #sim(): Promise<Finding | undefined> {
    const lock = await simLock(this.#channel);
    this.#note({ sim: lock });
    switch (lock) {
      case 'absent':
        return finding('no_sim');
      case 'pin':
        return finding('pin_required');
      case 'puk':
        return finding('puk_required');
      case 'device':
        return finding('sim_locked');
      case 'busy':
        return finding('sim_busy');
      default:
        return undefined;
    }
  }

  /** The storages of received messages (27.005 3.2.2). */
  async #storage(): Promise<void> {
    const answer = await ask(this.#channel, 'AT+CPMS?', ['+CPMS']);
    const [use] = answer.ok ? parseStorageUse(answer.line) : [];
    if (use === undefined) return;
    this.#note({ storage: `${use.memory} ${use.used} of ${use.total}`.trim() });
    if (use.total > 0 && use.used >= use.total)
      this.#warnings.push(finding('storage_full', { holder: use.memory }));
  }

  async #network(): Promise<Finding> {
    const channel = this.#channel;
    const domains = { CREG: 0, CGREG: 0, CEREG: 0 };
    const registrations = (await askRegistration(channel, { domains, extendedSignal: true })) ?? [];
    for (const { domain, status } of registrations) this.#note({ [domain]: stateText(status) });
    const signal = await askSignal(channel, { domains, extendedSignal: true });
    this.#note({ signal: `${signal} of 31` });
    const operator = await ask(channel, 'AT+COPS?', ['+COPS'], { deadline: 10_000 });
    if (operator.ok) this.#note({ operator: parseOperator(operator.line)?.name ?? '' });
    return networkFinding(registrations, signal);
  }

  #note(facts: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(facts)) if (text !== '') this.#facts[name] = text;
  }
}

/** <stat> of 27.007 7.2: 1 home, 5 roaming, 6 and 7 for SMS only, 9 and 10 without fallback to calls. */
const registeredStates = [1, 5, 6, 7, 9, 10];
const DENIED = 3;

const stateTexts: readonly string[] = [
  'not registered, not searching',
  'registered at home',
  'searching',
  'denied',
  'unknown',
  'registered, roaming',
  'registered at home, for SMS only',
  'registered and roaming, for SMS only',
  'emergency calls only',
  'registered at home, without fallback to calls',
  'registered and roaming, without fallback to calls',
  'emergency calls only',
];

function stateText(status: number): string {
  // A state beyond the table is not read at all.
  return `${stateTexts[status]}`;
}

const sideNames = {
  CREG: 'circuit-switched (calls and SMS)',
  CGREG: 'packet-switched (2G and 3G data)',
  CEREG: 'LTE',
  C5GREG: '5G',
} as const;

/** The verdict of the registrations: registered anywhere is well, though a side that is denied is named with it. */
function networkFinding(registrations: readonly Registration[], signal: number): Finding {
  const denied = registrations
    .filter(({ status }) => status === DENIED)
    .map(({ domain }) => sideNames[domain]);
  const registered = registrations.some(({ status }) => registeredStates.includes(status));
  const circuitDenied = registrations.some(({ domain, status }) => domain === 'CREG' && status === DENIED);
  if (denied.length > 0 && (!registered || circuitDenied))
    return finding('denied', { holder: `denied: ${denied.join(', ')}` });
  if (registered) return finding('well');
  const states = registrations.map(({ domain, status }) => `${sideNames[domain]}: ${stateText(status)}`);
  return finding('unregistered', { holder: [...states, `signal ${signal} of 31`].join('; ') });
}
