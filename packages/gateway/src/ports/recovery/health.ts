/** Judges whether a modem that answers is of use. Pure. */
import type { SessionStatus } from '../../modem/session-surface.ts';
import type { ObstacleKind, PortState } from '../lifecycle.ts';
import type { PortSnapshot } from '../port.ts';
import { isDenied } from '../snapshot.ts';
import type { Health } from './recovery.ts';

export interface HealthFacts {
  readonly state: PortState;
  readonly snapshot: PortSnapshot;
  readonly session: SessionStatus | undefined;
  /** A SIM served in this place since the start. */
  readonly hadSim: boolean;
  /** The pictures of the other ports. */
  readonly peers: readonly PortSnapshot[];
}

/** Country and network code of an IMSI: two digits of the latter are enough to compare (23.003 2.2). */
const OPERATOR_DIGITS = 5;

export function healthOf({ state, snapshot, session, hadSim, peers }: HealthFacts): Health {
  const isServedOrWaits = state.phase === 'waiting' || state.phase === 'serving';
  if (isServedOrWaits && session?.conditions.includes('refusesAll') === true) return 'refusesAll';
  if (state.phase === 'waiting') return healthBehind(state.obstacle, hadSim);
  if (state.phase !== 'serving') return 'unknown';
  if (session?.conditions.includes('simRefuses') === true) return 'simLost';
  if (session?.conditions.includes('refusesPdus') === true) return 'refusesPdus';
  if (snapshot.reg === 'REGISTER_OK') return 'well';
  if (isDenied(session)) return 'denied';
  const ours = snapshot.sim?.imsi.slice(0, OPERATOR_DIGITS);
  const others = peers.some(
    ({ reg, sim }) => reg === 'REGISTER_OK' && sim?.imsi.slice(0, OPERATOR_DIGITS) === ours,
  );
  if (others) return 'unregistered';
  // A modem that cannot be asked for its registration can send.
  return snapshot.canSend ? 'unknown' : 'noNetwork';
}

function healthBehind(obstacle: ObstacleKind, hadSim: boolean): Health {
  // A restart gives it no SMS.
  if (obstacle === 'noSms') return 'well';
  if (obstacle === 'noSim') return hadSim ? 'simLost' : 'simUnseen';
  if (obstacle === 'radioOff') return 'radioOff';
  return ['starting', 'busy', 'noImsi'].includes(obstacle) ? 'simLost' : 'unknown';
}
