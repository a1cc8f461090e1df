import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { SessionStatus } from '../../modem/session-surface.ts';
import type { ObstacleKind, PortState } from '../lifecycle.ts';
import type { PortSnapshot } from '../port.ts';
import { type HealthFacts, healthOf } from './health.ts';
import type { Health } from './recovery.ts';

const serving: PortState = { phase: 'serving', failures: 0 };
const sim = { imsi: '262011234567890', iccid: '', number: '', smsc: '' };

function snapshot(changes: Partial<PortSnapshot> = {}): PortSnapshot {
  return {
    ...{ port: 1, type: 'GSM', imei: '', sim, reg: 'SEARCHING', slot: 255, callstate: 'Idle', signal: 20 },
    ...{ gprs: 'detached', canSend: false, trouble: '', reason: '', capabilities: {} },
    ...changes,
  } as PortSnapshot;
}
function session(...conditions: string[]): SessionStatus {
  return { conditions, registrations: {} } as unknown as SessionStatus;
}
function deniedBy(CREG: number, CEREG = 12): SessionStatus {
  const registrations = { CREG: { domain: 'CREG', status: CREG }, CEREG: { domain: 'CEREG', status: CEREG } };
  return { conditions: [], registrations } as unknown as SessionStatus;
}
function health(facts: Partial<HealthFacts>): Health {
  const usual = { state: serving, snapshot: snapshot(), session: session(), hadSim: false, peers: [] };
  return healthOf({ ...usual, ...facts });
}
function waiting(obstacle: ObstacleKind): PortState {
  return { phase: 'waiting', failures: 0, obstacle };
}

describe('a modem behind an obstacle', () => {
  const rows: readonly [obstacle: ObstacleKind, health: Health, hadSim: Health][] = [
    ['noSms', 'well', 'well'],
    ['noSim', 'simUnseen', 'simLost'],
    ['radioOff', 'radioOff', 'radioOff'],
    ['starting', 'simLost', 'simLost'],
    ['busy', 'simLost', 'simLost'],
    ['noImsi', 'simLost', 'simLost'],
    ['pin', 'unknown', 'unknown'],
    ['puk', 'unknown', 'unknown'],
    ['sim', 'unknown', 'unknown'],
    ['slot', 'unknown', 'unknown'],
    ['off', 'unknown', 'unknown'],
  ];
  for (const [obstacle, fresh, known] of rows)
    test(`${obstacle}: ${fresh}; with a SIM before: ${known}`, () => {
      const state = waiting(obstacle);
      assert.deepEqual([health({ state }), health({ state, hadSim: true })], [fresh, known]);
      assert.equal(health({ state, session: session('refusesAll') }), 'refusesAll');
    });
});

describe('a modem that serves', () => {
  const well = snapshot({ reg: 'REGISTER_OK' });
  const rows: readonly [what: string, facts: Partial<HealthFacts>, health: Health][] = [
    ['is registered', { snapshot: well }, 'well'],
    ['refuses every command', { snapshot: well, session: session('refusesAll') }, 'refusesAll'],
    ['has a SIM that refuses', { snapshot: well, session: session('simRefuses') }, 'simLost'],
    ['takes no PDU any more', { snapshot: well, session: session('refusesPdus') }, 'refusesPdus'],
    ['finds no network, and no other port shows whether there is one', {}, 'noNetwork'],
    ['lost its modem just now', { session: undefined }, 'noNetwork'],
    ['is denied by the network', { session: deniedBy(3) }, 'denied'],
    ['is denied on one side and searches on the other', { session: deniedBy(3, 2) }, 'noNetwork'],
    ['is denied on one side and not registered on the other', { session: deniedBy(3, 0) }, 'denied'],
    ['cannot be asked for its registration, but sends', { snapshot: snapshot({ canSend: true }) }, 'unknown'],
    ['finds no network, which another of its operator has', { peers: [well] }, 'unregistered'],
    [
      'finds no network, which has another of another operator',
      { peers: [snapshot({ reg: 'REGISTER_OK', sim: { ...sim, imsi: '262021234567890' } })] },
      'noNetwork',
    ],
    ['finds no network, as another of its operator does', { peers: [snapshot()] }, 'noNetwork'],
    ['is closed', { state: { phase: 'closed', failures: 0 }, snapshot: well }, 'unknown'],
    [
      'is closed, whatever it refused before',
      { state: { phase: 'closed', failures: 0 }, session: session('refusesAll') },
      'unknown',
    ],
  ];
  for (const [what, facts, expected] of rows)
    test(`that ${what}: ${expected}`, () => assert.equal(health(facts), expected));
});
