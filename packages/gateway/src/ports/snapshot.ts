/** The picture of a port as others see it. Pure. */
import type { Registration } from '../at/registration.ts';
import { capabilitiesOf, type SessionStatus } from '../modem/session-surface.ts';
import type { PortState } from './lifecycle.ts';
import type { PortSnapshot, RegistrationState } from './port.ts';

export interface PortFacts {
  readonly number: number;
  readonly state: PortState;
  /** Why the device could not be opened, or what stands in the way; for people. */
  readonly obstacle: string;
  /** Undefined without a device. */
  readonly session: SessionStatus | undefined;
  /** The network or modem asked for a rest; "" when none. */
  readonly resting: string;
  /** LTE and NR are shown as WCDMA, for clients that know no other (contract, section 13). */
  readonly typeStrict: boolean;
  /** The slot that is wanted where the modem cannot be asked; absent where the place has one SIM. */
  readonly slot?: number;
  /** Takes no new work. */
  readonly blocked?: boolean;
}

export function snapshotOf(facts: PortFacts): PortSnapshot {
  const { number, session, state } = facts;
  const serving = state.phase === 'serving' ? session?.ready : undefined;
  const reg = registrationState(facts);
  const hindrance = troubleOf(facts, reg);
  const { blocked = false } = facts;
  const trouble = hindrance || (blocked ? 'blocked' : '');
  return {
    port: number,
    type: session === undefined ? 'UNKNOWN' : typeOf(session, facts.typeStrict),
    imei: session?.identity?.imei ?? '',
    sim: serving?.sim,
    reg,
    slot: serving?.slot ?? facts.slot ?? 255,
    callstate: serving === undefined ? 'Idle' : (session?.callstate ?? 'Idle'),
    signal: serving === undefined ? 0 : (session?.signal ?? 0),
    gprs: serving !== undefined && session?.attached === true ? 'attached' : 'detached',
    canSend: trouble === '',
    ...(blocked && { blocked }),
    ...(hindrance === '' && trouble !== '' && { canFinish: true }),
    trouble,
    capabilities: session === undefined ? {} : capabilitiesOf(session),
  };
}

function registrationState({ state, session }: PortFacts): RegistrationState {
  switch (state.phase) {
    case 'stopped':
    case 'closed':
      return 'POWER_OFF';
    case 'waiting':
      return state.obstacle === 'noSim' ? 'NO_SIM' : lockState(state.obstacle);
    case 'serving':
      return bestRegistration(Object.values(session?.registrations ?? {}));
    default:
      return 'UNKNOWN';
  }
}

function lockState(obstacle: string): RegistrationState {
  if (obstacle === 'off') return 'POWER_OFF';
  if (obstacle === 'pin') return 'PIN_REQUIRE';
  return obstacle === 'puk' ? 'PUK_REQUIRE' : 'UNKNOWN';
}

/** By <stat> 0..11 of 27.007 7.2 (contract, section 13); 6 and 7 are for SMS only, which is enough. */
const registrationStates: readonly RegistrationState[] = [
  'UNREGISTER',
  'REGISTER_OK',
  'SEARCHING_NETWORK',
  'UNREGISTER',
  'UNKNOWN',
  'REGISTER_OK',
  'REGISTER_OK',
  'REGISTER_OK',
  'UNREGISTER',
  'REGISTER_OK',
  'REGISTER_OK',
  'UNREGISTER',
];
const bestFirst: readonly RegistrationState[] = ['REGISTER_OK', 'SEARCHING_NETWORK', 'UNREGISTER', 'UNKNOWN'];

/** The best of +CREG, +CGREG and +CEREG. */
export function bestRegistration(registrations: readonly Registration[]): RegistrationState {
  const states = registrations.map(({ status }) => registrationStates[status] ?? 'UNKNOWN');
  return bestFirst.find(state => states.includes(state)) ?? 'UNKNOWN';
}

/** By <AcT> 0..13 of 27.007 7.2. */
const types: readonly PortSnapshot['type'][] = [
  'GSM',
  'GSM',
  'WCDMA',
  'GSM',
  'WCDMA',
  'WCDMA',
  'WCDMA',
  'LTE',
  'GSM',
  'LTE',
  'LTE',
  'NR',
  'NR',
  'LTE',
];

/** The technology of the best registration; where it has none, the operator's. */
function typeOf({ registrations, technology }: SessionStatus, strict: boolean): PortSnapshot['type'] {
  const known = Object.values(registrations).filter(({ accessTechnology }) => accessTechnology !== undefined);
  const registered = known.filter(({ status }) => registrationStates[status] === 'REGISTER_OK');
  const access = registered.at(-1)?.accessTechnology ?? known.at(-1)?.accessTechnology ?? technology;
  const type = access === undefined ? 'UNKNOWN' : (types[access] ?? 'UNKNOWN');
  return strict && (type === 'LTE' || type === 'NR') ? 'WCDMA' : type;
}

const registrationTrouble: Readonly<Partial<Record<RegistrationState, string>>> = {
  UNREGISTER: 'not registered on a network',
  SEARCHING_NETWORK: 'searching for a network',
  UNKNOWN: 'the modem does not report whether it is registered',
};

const silentTrouble = {
  escape: 'the modem does not answer',
  reset: 'the modem does not answer and is being reset',
  asked: 'the modem is being reset',
} as const;

/** Why the port cannot send, "" when it can. */
function troubleOf({ state, obstacle, resting, session }: PortFacts, reg: RegistrationState): string {
  switch (state.phase) {
    case 'stopped':
      return 'the port is stopped';
    case 'closed':
      return obstacle || 'the device is not open';
    case 'opening':
      return obstacle || 'the device is being opened';
    case 'raising':
      return 'the modem is being set up';
    case 'waiting':
      return obstacle;
    case 'silent':
      return silentTrouble[state.step];
    case 'serving':
      return reportsRegistration(session) ? (registrationTrouble[reg] ?? resting) : resting;
  }
}

/** False for a modem that has no command for registration: whether it can send shows only by sending. */
function reportsRegistration(session: SessionStatus | undefined): boolean {
  return Object.keys(session?.ready?.network.domains ?? {}).length > 0;
}
