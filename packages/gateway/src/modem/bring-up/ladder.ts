/** From an open link to a modem that sends and receives: rung by rung, each with its fallbacks. */

import type { Clock } from '@simgate/daemon';
import type { Channel } from '../../at/channel.ts';
import type { Registration } from '../../at/registration.ts';
import type { PortConfig } from '../../config/schema.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { dialectFor } from '../../dialects/dialects.ts';
import type { Link } from '../../link/link.ts';
import { set } from '../ask.ts';
import type { Identity, NetworkSetup, SmsSetup } from '../capabilities.ts';
import type { PinLedger, SimIdentity } from '../modem.ts';
import { deniedSideOf } from '../registered.ts';
import { readIccid, readImsi, readNumbers } from '../sim/sim-data.ts';
import { SmsSetUp } from '../sms/sms-setup.ts';
import { avoidSide, type SideChoice } from '../sms/sms-side.ts';
import { type Desires, noDesires, reachDesiredState } from './desired-state.ts';
import { identify } from './identify.ts';
import { askAttached, askBestTechnology, askRegistration, askSignal, setUpNetwork } from './network.ts';
import { synchronise } from './synchronise.ts';
import { type Obstacle, unlock } from './unlock.ts';

export interface LadderOptions {
  readonly channel: Channel;
  readonly link: Link;
  readonly clock: Clock;
  readonly config: PortConfig;
  readonly pins: PinLedger;
  /** True once another ladder is climbed on the same link. */
  readonly isSuperseded: () => boolean;
  /** The wishes of people; absent: none. */
  readonly desires?: Desires;
  /** Called when the second rung is done, also where a later one stops. */
  readonly identified: (identity: Identity, dialect: Dialect) => void;
  /** The IMSI is asked for from now on: signs of another SIM that came before mean nothing any more. */
  readonly identifying: () => void;
  readonly knowsBestTechnology: () => boolean;
  /** <AcT> of the best technology that the modem has; asked once, and only where no registration will show one. */
  readonly bestTechnology: (technology: number) => void;
  /** Called where the radio was off though nobody wants it off; `level` of +CFUN. */
  readonly radioSwitchedOn: (level: number) => void;
}

/** The top of the ladder. */
export interface Ready {
  readonly identity: Identity;
  readonly dialect: Dialect;
  readonly sim: SimIdentity;
  /** When its IMSI was asked for, in monotonic milliseconds. */
  readonly identifiedAt: number;
  readonly network: NetworkSetup;
  readonly sms: SmsSetup;
  readonly registrations: readonly Registration[];
  /** 0..31. */
  readonly signal: number;
  readonly attached: boolean;
  /** Of the SIM, from 0; absent where the place has one only. */
  readonly slot?: number;
  /** Where the network denies a side: how SMS avoids it. */
  readonly smsSide?: SideChoice;
  /** The SIM's own number could not be asked for. */
  readonly numberRefused: boolean;
}

export type Climb = { readonly ready: Ready; readonly setUp: SmsSetUp } | { readonly obstacle: Obstacle };

const silent: Obstacle = { kind: 'silent', text: 'the modem does not answer' };
const starting: Obstacle = { kind: 'starting', text: 'the modem is still starting: it refuses SMS yet' };
export const superseded: Obstacle = { kind: 'superseded', text: 'the modem is set up anew' };

/** Climbs from wherever the modem stands. Never rejects, but where the PIN ledger cannot be written. */
export async function climb(options: LadderOptions): Promise<Climb> {
  const { channel, link, clock, config, isSuperseded } = options;
  if (!(await synchronise(channel, link, clock, config.baudRate))) return { obstacle: silent };
  if (isSuperseded()) return { obstacle: superseded };
  const identity = await identify(channel);
  if (isSuperseded()) return { obstacle: superseded };
  const dialect = dialectFor(identity.maker, identity.model);
  channel.addNotices(dialect.notices);
  options.identified(identity, dialect);
  const result = await climbIdentified(options, identity, dialect);
  if (isSuperseded()) return { obstacle: superseded };
  await learnBestTechnology(options, result);
  return result;
}

async function climbIdentified(options: LadderOptions, identity: Identity, dialect: Dialect): Promise<Climb> {
  const { channel, config, desires = noDesires, radioSwitchedOn, isSuperseded } = options;
  for (const command of dialect.setup) await set(channel, command);
  const reached = await reachDesiredState({ channel, dialect, config, desires, radioSwitchedOn });
  if ('kind' in reached) return { obstacle: reached };
  if (isSuperseded()) return { obstacle: superseded };
  const sim = await openSim(options, dialect);
  if ('kind' in sim) return { obstacle: sim };
  if (isSuperseded()) return { obstacle: superseded };
  const served = await serve(channel, identity, dialect, sim);
  return 'ready' in served ? { ...served, ready: { ...served.ready, ...reached } } : served;
}

async function learnBestTechnology(options: LadderOptions, result: Climb): Promise<void> {
  const { channel, knowsBestTechnology, bestTechnology } = options;
  const registered = 'ready' in result && result.ready.registrations.some(({ status }) => status === 1);
  if (registered || knowsBestTechnology()) return;
  const technology = await askBestTechnology(channel);
  if (technology !== undefined) bestTechnology(technology);
}

interface OpenSim extends SimIdentity {
  readonly identifiedAt: number;
  /** Undefined: the modem refused the question. */
  readonly storedCentre: string | undefined;
  readonly numberRefused: boolean;
}

async function openSim(options: LadderOptions, dialect: Dialect): Promise<OpenSim | Obstacle> {
  const { channel, clock, config, pins, desires } = options;
  const iccid = () => readIccid(channel, dialect);
  const obstacle = await unlock({ channel, dialect, pin: config.pin, pins, iccid });
  if (obstacle !== undefined) return obstacle;
  options.identifying();
  const identifiedAt = clock.monotonic();
  const imsi = await readImsi(channel, clock);
  // Parts, reports and limits of two SIMs without one would be one SIM's: neither serves, and each is asked again.
  if (imsi === undefined)
    return { kind: 'noImsi', text: 'no SIM, or one whose IMSI cannot be read', unidentified: true };
  // Numbers are read as plain characters, whatever an earlier program left (27.007 5.5).
  if (!(await set(channel, 'AT+CSCS="GSM"'))) await set(channel, 'AT+CSCS="IRA"');
  const { number: stored, numberRefused, smsc } = await readNumbers(channel);
  const number = desires?.ownNumber(imsi) ?? (stored || (config.number ?? ''));
  const centre = { smsc: config.smsc ?? smsc ?? '', storedCentre: smsc };
  return { iccid: await iccid(), imsi, number, numberRefused, identifiedAt, ...centre };
}

async function serve(
  channel: Channel,
  identity: Identity,
  dialect: Dialect,
  { storedCentre, numberRefused, identifiedAt, ...sim }: OpenSim,
): Promise<Climb> {
  const network = await setUpNetwork(channel);
  const setUp = new SmsSetUp(channel, dialect, storedCentre);
  await setUp.run();
  if (setUp.missing.has('format')) return { obstacle: starting };
  const registrations = await askRegistration(channel, network);
  if (registrations === undefined) return { obstacle: silent };
  const signal = await askSignal(channel, network);
  const attached = await askAttached(channel);
  // Before the first message goes out: over a denied side it would end in doubt.
  const denied = deniedSideOf(Object.fromEntries(registrations.map(one => [one.domain, one])));
  const smsSide = denied && (await avoidSide(channel, denied));
  const sms = setUp.setup;
  const ready = { identity, dialect, sim, identifiedAt, network, sms, registrations, signal, attached };
  return { ready: { ...ready, numberRefused, ...(smsSide && { smsSide }) }, setUp };
}
