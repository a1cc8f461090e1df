import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Registration } from '../at/registration.ts';
import { generic } from '../dialects/generic.ts';
import type { Ready } from '../modem/bring-up/ladder.ts';
import type { SessionStatus } from '../modem/session-surface.ts';
import type { PortState } from './lifecycle.ts';
import { bestRegistration, type PortFacts, snapshotOf } from './snapshot.ts';

const identity = { maker: 'Maker', model: 'Model', firmware: '1.0', imei: '490154203237518' };
const ready: Ready = {
  identity,
  dialect: generic,
  sim: { iccid: '8988201', imsi: '001010123456789', number: '+88201000001', smsc: '+88200000000' },
  numberRefused: false,
  identifiedAt: 0,
  network: { domains: { CREG: 2 }, extendedSignal: false },
  sms: {
    acknowledges: true,
    indications: { deliver: 1, report: 1, setting: '2,1,0,1,0' },
    memory: 'SM',
    memories: ['SM'],
    linkHold: true,
  },
  registrations: [],
  signal: 20,
  attached: true,
};
const home: Registration = { domain: 'CREG', status: 1, accessTechnology: 0 };
const session: SessionStatus = {
  identity,
  ready,
  registrations: { CREG: home },
  signal: 20,
  attached: true,
  conditions: [],
};
const serving: PortState = { phase: 'serving', failures: 0 };

function picture(facts: Partial<PortFacts>) {
  return snapshotOf({
    number: 3,
    state: serving,
    obstacle: '',
    session,
    resting: '',
    typeStrict: false,
    ...facts,
  });
}

describe('picture of a port', () => {
  test('of one that is blocked: it finishes what was begun, where it could send', () => {
    const told = ({ canSend, canFinish, trouble }: ReturnType<typeof picture>) => [
      canSend,
      canFinish,
      trouble,
    ];
    assert.deepEqual(told(picture({ blocked: true })), [false, true, 'blocked']);
    assert.deepEqual(told(picture({ blocked: true, resting: 'rests' })), [false, undefined, 'rests']);
    assert.deepEqual(told(picture({})), [true, undefined, '']);
  });

  test('of one that serves', () => {
    const { capabilities, ...rest } = picture({});
    assert.deepEqual(rest, {
      port: 3,
      type: 'GSM',
      imei: '490154203237518',
      sim: ready.sim,
      reg: 'REGISTER_OK',
      slot: 255,
      callstate: 'Idle',
      signal: 20,
      gprs: 'attached',
      canSend: true,
      trouble: '',
      reason: '',
    });
    assert.equal(capabilities['+CNMI'], '2,1,0,1,0');
  });

  const states: [state: PortState, reg: string, trouble: string, reason: string][] = [
    [{ phase: 'stopped' }, 'POWER_OFF', 'the port is stopped', 'stopped'],
    [{ phase: 'closed', failures: 1 }, 'POWER_OFF', 'why', 'device_gone'],
    [{ phase: 'raising', failures: 0, again: false }, 'UNKNOWN', 'the modem is being set up', 'setting_up'],
    [{ phase: 'waiting', failures: 0, obstacle: 'noSim' }, 'NO_SIM', 'why', 'no_sim'],
    [{ phase: 'waiting', failures: 0, obstacle: 'pin' }, 'PIN_REQUIRE', 'why', 'pin_required'],
    [{ phase: 'waiting', failures: 0, obstacle: 'puk' }, 'PUK_REQUIRE', 'why', 'puk_required'],
    [{ phase: 'waiting', failures: 0, obstacle: 'sim' }, 'UNKNOWN', 'why', 'sim_unusable'],
    [{ phase: 'silent', failures: 0, step: 'escape' }, 'UNKNOWN', 'the modem does not answer', 'silent'],
    [
      { phase: 'silent', failures: 0, step: 'reset' },
      'UNKNOWN',
      'the modem does not answer and is being reset',
      'resetting',
    ],
  ];
  for (const [state, reg, trouble, reason] of states)
    test(`of one that is ${state.phase}${'obstacle' in state ? `: ${state.obstacle}` : ''}`, () => {
      const seen = picture({ state, obstacle: 'why' });
      assert.deepEqual([seen.reg, seen.trouble, seen.canSend, seen.signal], [reg, trouble, false, 0]);
      assert.equal(seen.reason, reason);
      assert.equal(seen.sim, undefined);
    });

  test('of one whose modem has no command for registration: it is tried', () => {
    const mute = { ...ready, network: { domains: {}, extendedSignal: false } };
    const seen = picture({ session: { ...session, ready: mute, registrations: {} } });
    assert.deepEqual([seen.reg, seen.canSend], ['UNKNOWN', true]);
  });

  test('of one that answers everything with an error: what was known of it does not hold', () => {
    const seen = picture({ session: { ...session, conditions: ['refusesAll'] } });
    assert.deepEqual([seen.reg, seen.canSend, seen.reason], ['UNKNOWN', false, 'refuses_all']);
  });

  const sides: [cs: number, ps: number, reason: string][] = [
    [3, 5, 'circuit_denied'],
    [1, 3, 'packet_denied'],
    [1, 1, ''],
  ];
  for (const [cs, ps, reason] of sides)
    test(`of one with +CREG ${cs} and +CGREG ${ps}: it can send, and names the side that is denied`, () => {
      const registrations = {
        CREG: { domain: 'CREG', status: cs },
        CGREG: { domain: 'CGREG', status: ps },
      } as const;
      const seen = picture({ session: { ...session, registrations } });
      assert.deepEqual([seen.reg, seen.canSend, seen.reason], ['REGISTER_OK', true, reason]);
      assert.equal(seen.trouble === '', reason === '');
    });

  test('of one that rests', () => {
    const seen = picture({ resting: 'resting 15 s after: no network service (+CMS ERROR 331)' });
    assert.deepEqual([seen.canSend, seen.reg], [false, 'REGISTER_OK']);
    assert.match(seen.trouble, /resting 15 s/);
  });
});

describe('registration (contract, section 13)', () => {
  const rows: [stat: number, reg: string][] = [
    [0, 'UNREGISTER'],
    [1, 'REGISTER_OK'],
    [2, 'SEARCHING_NETWORK'],
    [3, 'UNREGISTER'],
    [4, 'UNKNOWN'],
    [5, 'REGISTER_OK'],
    [6, 'REGISTER_OK'],
    [7, 'REGISTER_OK'],
    [8, 'UNREGISTER'],
    [9, 'REGISTER_OK'],
    [10, 'REGISTER_OK'],
    [11, 'UNREGISTER'],
    [12, 'UNKNOWN'],
  ];
  for (const [status, reg] of rows)
    test(`${status} is ${reg}`, () => assert.equal(bestRegistration([{ domain: 'CREG', status }]), reg));

  test('is the best of all', () => {
    const all: Registration[] = [
      { domain: 'CREG', status: 0 },
      { domain: 'CGREG', status: 4 },
      { domain: 'CEREG', status: 5 },
    ];
    assert.equal(bestRegistration(all), 'REGISTER_OK');
    assert.equal(bestRegistration(all.slice(0, 2)), 'UNREGISTER');
    assert.equal(bestRegistration([]), 'UNKNOWN');
  });
});

describe('type of the network', () => {
  const rows: [technology: number, type: string, strict: string][] = [
    [0, 'GSM', 'GSM'],
    [2, 'WCDMA', 'WCDMA'],
    [3, 'GSM', 'GSM'],
    [6, 'WCDMA', 'WCDMA'],
    [7, 'LTE', 'WCDMA'],
    [11, 'NR', 'WCDMA'],
    [99, 'UNKNOWN', 'UNKNOWN'],
  ];
  for (const [accessTechnology, type, strict] of rows)
    test(`<AcT> ${accessTechnology} is ${type}, for strict clients ${strict}`, () => {
      const seen = { ...session, registrations: { CREG: { ...home, accessTechnology } } };
      assert.equal(picture({ session: seen }).type, type);
      assert.equal(picture({ session: seen, typeStrict: true }).type, strict);
    });

  test('is that of the domain which is registered', () => {
    const registrations: SessionStatus['registrations'] = {
      CREG: { ...home, status: 0 },
      CEREG: { domain: 'CEREG', status: 1, accessTechnology: 7 },
    };
    assert.equal(picture({ session: { ...session, registrations } }).type, 'LTE');
  });

  test('is the operator’s where registration does not say', () => {
    const registrations: SessionStatus['registrations'] = { CREG: { domain: 'CREG', status: 1 } };
    assert.equal(picture({ session: { ...session, registrations, technology: 2 } }).type, 'WCDMA');
  });
});
