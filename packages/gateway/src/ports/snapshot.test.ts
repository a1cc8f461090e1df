import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Registration } from '../at/registration.ts';
import type { SessionStatus } from '../modem/session-surface.ts';
import type { PortState } from './lifecycle.ts';
import type { PortSnapshot } from './port.ts';
import { bestRegistration } from './snapshot.ts';
import { home, pictureOf, readyModem, servingSession } from './testing.ts';

describe('picture of a port', () => {
  test('of one that is blocked: it finishes what was begun, where it could send', () => {
    const told = ({ canSend, canFinish, trouble }: ReturnType<typeof pictureOf>) => [
      canSend,
      canFinish,
      trouble,
    ];
    assert.deepEqual(told(pictureOf({ blocked: true })), [false, true, 'blocked']);
    assert.deepEqual(told(pictureOf({ blocked: true, resting: 'rests' })), [false, undefined, 'rests']);
    assert.deepEqual(told(pictureOf({})), [true, undefined, '']);
  });

  test('of one that serves', () => {
    const { capabilities, ...rest } = pictureOf({});
    assert.deepEqual(rest, {
      port: 3,
      type: 'GSM',
      imei: '490154203237518',
      sim: readyModem.sim,
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
      const seen = pictureOf({ state, obstacle: 'why' });
      assert.deepEqual([seen.reg, seen.trouble, seen.canSend, seen.signal], [reg, trouble, false, 0]);
      assert.equal(seen.reason, reason);
      assert.equal(seen.sim, undefined);
    });

  test('of one whose modem went away just now', () => {
    const seen = pictureOf({ session: undefined, slot: 1 });
    assert.partialDeepStrictEqual(seen, {
      ...{ type: 'UNKNOWN', imei: '', reg: 'UNKNOWN', callstate: 'Idle', signal: 0, gprs: 'detached' },
      ...{ slot: 1, canSend: true, capabilities: {} },
    });
    assert.equal(seen.sim, undefined);
  });

  test('of one in a call, at the slot of its modem, detached, with a SIM in doubt', () => {
    const status: SessionStatus = {
      ...servingSession,
      ...{
        ready: { ...readyModem, slot: 1 },
        callstate: 'Alerting',
        attached: false,
        conditions: ['simInDoubt'],
      },
    };
    const expected = { simInDoubt: true, slot: 1, callstate: 'Alerting', gprs: 'detached' };
    assert.partialDeepStrictEqual(pictureOf({ session: status, slot: 2 }), expected);
    const state: PortState = { phase: 'silent', failures: 0, step: 'escape' };
    assert.partialDeepStrictEqual(pictureOf({ session: status, slot: 2, state }), {
      slot: 2,
      callstate: 'Idle',
    });
  });

  const placed = { ...home, locationArea: 0xc3, cell: 0xa1b2 };
  const networks: [what: string, status: Partial<SessionStatus>, network: PortSnapshot['network']][] = [
    ['nothing', {}, undefined],
    ['a cell', { registrations: { CREG: { ...home, cell: 7 } } }, { cell: 7 }],
    ['area and cell', { registrations: { CREG: placed } }, { area: 0xc3, cell: 0xa1b2 }],
    [
      'a cell at which it is not registered',
      { registrations: { CREG: { ...placed, status: 2 } } },
      undefined,
    ],
    [
      'an operator',
      { operator: { code: '26201', name: 'One' } },
      { operator: { code: '26201', name: 'One' } },
    ],
    [
      'the packet side’s cell, where both sides have one',
      { registrations: { CREG: placed, CEREG: { domain: 'CEREG', status: 1, cell: 9 } } },
      { cell: 9 },
    ],
  ];
  for (const [what, status, network] of networks)
    test(`of one that knows ${what} of its network`, () =>
      assert.deepEqual(pictureOf({ session: { ...servingSession, ...status } }).network, network));

  test('of one whose modem has no command for registration: it is tried', () => {
    const mute = { ...readyModem, network: { domains: {}, extendedSignal: false } };
    const seen = pictureOf({ session: { ...servingSession, ready: mute, registrations: {} } });
    assert.deepEqual([seen.reg, seen.canSend], ['UNKNOWN', true]);
  });

  test('of one that answers everything with an error: what was known of it does not hold', () => {
    const seen = pictureOf({ session: { ...servingSession, conditions: ['refusesAll'] } });
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
      const seen = pictureOf({ session: { ...servingSession, registrations } });
      assert.deepEqual([seen.reg, seen.canSend, seen.reason], ['REGISTER_OK', true, reason]);
      assert.equal(seen.trouble === '', reason === '');
    });

  test('of one that rests', () => {
    const seen = pictureOf({ resting: 'resting 15 s after: no network service (+CMS ERROR 331)' });
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
      const seen = { ...servingSession, registrations: { CREG: { ...home, accessTechnology } } };
      assert.equal(pictureOf({ session: seen }).type, type);
      assert.equal(pictureOf({ session: seen, typeStrict: true }).type, strict);
    });

  test('is that of the domain which is registered', () => {
    const registrations: SessionStatus['registrations'] = {
      CREG: { ...home, status: 0 },
      CEREG: { domain: 'CEREG', status: 1, accessTechnology: 7 },
    };
    assert.equal(pictureOf({ session: { ...servingSession, registrations } }).type, 'LTE');
  });

  test('is the operator’s where registration does not say', () => {
    const registrations: SessionStatus['registrations'] = { CREG: { domain: 'CREG', status: 1 } };
    assert.equal(pictureOf({ session: { ...servingSession, registrations, technology: 2 } }).type, 'WCDMA');
  });
});
