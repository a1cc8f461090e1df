/** The picture of a port as others see it. Pure. */
import type { PortReason } from '@simgate/api/contract';
import type { Registration } from '../at/registration.ts';
import { type DeniedSide, deniedSideOf } from '../modem/registered.ts';
import { capabilitiesOf, type SessionStatus } from '../modem/session-surface.ts';
import type { ObstacleKind, PortState } from './lifecycle.ts';
import type { PortSnapshot, RegistrationState, ServingNetwork } from './port.ts';

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
  /** The sentence of a recovery that runs; absent or "": none. */
  readonly recovery?: string;
  /** The module restarts by itself again and again. Absent: it does not. */
  readonly restarts?: boolean;
}

export function snapshotOf(facts: PortFacts): PortSnapshot {
  const { number, session, state } = facts;
  const served = state.phase === 'serving' && session?.ready !== undefined ? session : undefined;
  const reg = registrationState(facts);
  const hindrance = troubleOf(facts, reg);
  const { blocked = false } = facts;
  const obstacle = hindrance ?? (blocked ? blockedTrouble : undefined);
  const { reason, text: trouble } = obstacle ?? (state.phase === 'serving' ? limitationOf(facts) : noTrouble);
  return {
    port: number,
    type: session === undefined ? 'UNKNOWN' : typeOf(session, facts.typeStrict),
    imei: session?.identity?.imei ?? '',
    sim: served?.ready?.sim,
    ...(session?.conditions.includes('simInDoubt') && { simInDoubt: true }),
    reg,
    slot: served?.ready?.slot ?? facts.slot ?? 255,
    callstate: served?.callstate ?? 'Idle',
    signal: served?.signal ?? 0,
    gprs: served?.attached === true ? 'attached' : 'detached',
    canSend: obstacle === undefined,
    ...(blocked && { blocked }),
    ...(hindrance === undefined && blocked && { canFinish: true }),
    trouble,
    reason,
    ...(served && networkOf(served)),
    capabilities: session === undefined ? {} : capabilitiesOf(session),
  };
}

/** The operator, and the place of the best registration that names one. */
function networkOf({ registrations, operator }: SessionStatus): { readonly network?: ServingNetwork } {
  const placed = Object.values(registrations).filter(
    ({ status, cell }) => cell !== undefined && registrationStates[status] === 'REGISTER_OK',
  );
  const { locationArea: area, cell } = placed.at(-1) ?? {};
  if (operator === undefined && cell === undefined) return {};
  return {
    network: {
      ...(operator !== undefined && { operator }),
      ...(area !== undefined && { area }),
      ...(cell !== undefined && { cell }),
    },
  };
}

function registrationState({ state, session }: PortFacts): RegistrationState {
  switch (state.phase) {
    case 'stopped':
    case 'closed':
      return 'POWER_OFF';
    case 'waiting':
      if (refusesAll(session)) return 'UNKNOWN';
      return lockState(state.obstacle);
    case 'serving':
      // An answer is not health: what was known of it need not hold any more.
      if (refusesAll(session)) return 'UNKNOWN';
      if (simRefuses(session)) return 'NO_SIM';
      return bestRegistration(Object.values(session?.registrations ?? {}));
    default:
      return 'UNKNOWN';
  }
}

function refusesAll(session: SessionStatus | undefined): boolean {
  return session?.conditions.includes('refusesAll') === true;
}

function simRefuses(session: SessionStatus | undefined): boolean {
  return session?.conditions.includes('simRefuses') === true;
}

function lockState(obstacle: ObstacleKind): RegistrationState {
  if (obstacle === 'noSim' || obstacle === 'noImsi') return 'NO_SIM';
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
const REGISTRATION_DENIED = 3;
const bestFirst: readonly RegistrationState[] = ['REGISTER_OK', 'SEARCHING_NETWORK', 'UNREGISTER', 'UNKNOWN'];

/** The best of +CREG, +CGREG and +CEREG. */
export function bestRegistration(registrations: readonly Registration[]): RegistrationState {
  const states = registrations.map(({ status }) => registrationStates[status]);
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

/** The technology of the best registration, of the operator, or the best one that the modem has. */
function typeOf(
  { registrations, technology, bestTechnology }: SessionStatus,
  strict: boolean,
): PortSnapshot['type'] {
  const known = Object.values(registrations).filter(({ accessTechnology }) => accessTechnology !== undefined);
  const registered = known.filter(({ status }) => registrationStates[status] === 'REGISTER_OK');
  const access =
    registered.at(-1)?.accessTechnology ?? known.at(-1)?.accessTechnology ?? technology ?? bestTechnology;
  const type = access === undefined ? 'UNKNOWN' : (types[access] ?? 'UNKNOWN');
  return strict && (type === 'LTE' || type === 'NR') ? 'WCDMA' : type;
}

/** Why a port cannot send: a code, and the sentence of this case. */
interface Trouble {
  readonly reason: PortReason | '';
  readonly text: string;
}

const noTrouble: Trouble = { reason: '', text: '' };
const blockedTrouble: Trouble = { reason: 'blocked', text: 'blocked' };

const registrationTrouble: Readonly<Partial<Record<RegistrationState, Trouble>>> = {
  UNREGISTER: { reason: 'not_registered', text: 'not registered on a network' },
  SEARCHING_NETWORK: { reason: 'searching', text: 'searching for a network' },
  UNKNOWN: {
    reason: 'registration_unknown',
    text: 'the modem does not report whether it is registered',
  },
};
const denied: Trouble = { reason: 'network_denied', text: 'the network refuses this SIM' };

const deniedSides: Readonly<Record<DeniedSide, Trouble>> = {
  circuit: {
    reason: 'circuit_denied',
    text: 'the network denies the circuit-switched side to this SIM; the packet side is registered',
  },
  packet: {
    reason: 'packet_denied',
    text: 'the network denies the packet side to this SIM; the circuit-switched side is registered',
  },
};

const refusesAllTrouble: Trouble = {
  ...{ reason: 'refuses_all', text: 'the modem answers every command with an error' },
};

const refusesPdusTrouble: Trouble = {
  ...{ reason: 'refuses_all', text: 'the modem takes every message for invalid (+CMS ERROR 304)' },
};

const restartsTrouble: Trouble = {
  ...{ reason: 'restarts_often', text: 'the modem restarts again and again' },
};

const simRefusesTrouble: Trouble = {
  ...{ reason: 'no_sim', text: 'the modem shows a SIM, and refuses each message for want of one' },
};

const silentTrouble = {
  escape: { reason: 'silent', text: 'the modem does not answer' },
  reset: { reason: 'resetting', text: 'the modem does not answer and is being reset' },
  asked: { reason: 'resetting', text: 'the modem is being reset' },
} as const;

const obstacleReasons: Readonly<Record<ObstacleKind, PortReason>> = {
  busy: 'sim_starting',
  noSim: 'no_sim',
  noImsi: 'no_sim',
  sim: 'sim_unusable',
  pin: 'pin_required',
  puk: 'puk_required',
  slot: 'slot_failed',
  off: 'switched_off',
  radioOff: 'modem_starting',
  starting: 'modem_starting',
  noSms: 'no_sms',
};

/** Why the port cannot send; undefined when it can. */
function troubleOf(facts: PortFacts, reg: RegistrationState): Trouble | undefined {
  const { state, obstacle } = facts;
  switch (state.phase) {
    case 'stopped':
      return { reason: 'stopped', text: 'the port is stopped' };
    case 'closed':
      if (facts.restarts) return restartsTrouble;
      return { reason: 'device_gone', text: obstacle || 'the device is not open' };
    case 'opening':
      if (facts.restarts) return restartsTrouble;
      return obstacle === ''
        ? { reason: 'opening', text: 'the device is being opened' }
        : { reason: 'device_gone', text: obstacle };
    case 'raising':
      if (facts.restarts && !facts.recovery) return restartsTrouble;
      return { reason: 'setting_up', text: facts.recovery || 'the modem is being set up' };
    case 'waiting':
      // Then the obstacle is the last refusal alone.
      if (refusesAll(facts.session)) return refusesAllTrouble;
      return { reason: obstacleReasons[state.obstacle], text: obstacle };
    case 'silent':
      return state.step === 'asked' && facts.recovery
        ? { reason: 'resetting', text: facts.recovery }
        : silentTrouble[state.step];
    case 'serving':
      return troubleWhileServing(facts, reg);
  }
}

function troubleWhileServing(
  { session, resting, restarts = false }: PortFacts,
  reg: RegistrationState,
): Trouble | undefined {
  if (refusesAll(session)) return refusesAllTrouble;
  if (simRefuses(session)) return simRefusesTrouble;
  if (session?.conditions.includes('refusesPdus') === true) return refusesPdusTrouble;
  const rest: Trouble | undefined = resting === '' ? undefined : { reason: 'resting', text: resting };
  if (!reportsRegistration(session)) return rest;
  if (reg === 'UNREGISTER' && isDenied(session)) return denied;
  if (restarts && reg !== 'REGISTER_OK') return restartsTrouble;
  return registrationTrouble[reg] ?? rest;
}

/** Abilities that a port which can send lacks. */
function limitationOf({ session, restarts }: PortFacts): Trouble {
  if (restarts) return restartsTrouble;
  const denied = deniedSideOf(session?.registrations ?? {});
  return denied === undefined ? noTrouble : deniedSides[denied];
}

/** Denied (27.007 7.2, <stat> 3) on one side, and on no other one registered or under way to be: modems do not try a side behind a denial. */
export function isDenied(session: SessionStatus | undefined): boolean {
  const statuses = Object.values(session?.registrations ?? {}).map(({ status }) => status);
  const open: readonly (RegistrationState | undefined)[] = ['REGISTER_OK', 'SEARCHING_NETWORK'];
  return (
    statuses.includes(REGISTRATION_DENIED) &&
    !statuses.some(status => open.includes(registrationStates[status]))
  );
}

/** False for a modem that has no command for registration: whether it can send shows only by sending. */
function reportsRegistration(session: SessionStatus | undefined): boolean {
  return Object.keys(session?.ready?.network.domains ?? {}).length > 0;
}
