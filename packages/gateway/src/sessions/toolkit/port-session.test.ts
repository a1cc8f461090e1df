import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import type { Envelope, ProactiveCommand, TerminalResponse } from '@simgate/gsm';
import { pass, settle } from '../../at/testing.ts';
import type { Place } from '../../modem/toolkit/place.ts';
import type { ToolkitOutcome, ToolkitVerbs } from '../../modem/toolkit/toolkit.ts';
import { noToolkit } from '../../modem/toolkit/toolkit.ts';
import type { PortSnapshot } from '../../ports/port.ts';
import { snapshotOf } from '../../ports/testing.ts';
import { locationStatus, type ServiceStatus } from './card-events.ts';
import { ToolkitPortSession } from './port-session.ts';
import { header, idle, input, list, menu, plain, text } from './testing.ts';
import { viewOfState } from './view.ts';

const taken: ToolkitOutcome = { kind: 'taken' };
const refused: ToolkitOutcome = { kind: 'refused', reason: 'the card is busy' };

/** A port whose card gives the test's answers. */
function bench(
  onPut: (what: string, session: ToolkitPortSession) => ToolkitOutcome | undefined = () => undefined,
) {
  const clock = fakeClock();
  const put: string[] = [];
  const warnings: string[] = [];
  let shown: Partial<PortSnapshot> = {};
  const take = async (what: string): Promise<ToolkitOutcome> => {
    put.push(what);
    await Promise.resolve();
    return onPut(what, session) ?? taken;
  };
  const toolkit: ToolkitVerbs = {
    ...noToolkit,
    respond: ({ result }: TerminalResponse) => take(`respond ${result.general.toString(16)}`),
    choose: item => take(`choose ${item}`),
    envelope: (envelope: Envelope) =>
      take(envelope.type === 'eventDownload' ? `event ${envelope.events.join()}` : envelope.type),
  };
  const unable = async () => ({ kind: 'unable' }) as const;
  const session: ToolkitPortSession = new ToolkitPortSession({
    port: {
      number: 0,
      snapshot: () => snapshotOf(0, shown),
      submit: () => Promise.reject(new TypeError('nothing is sent here')),
      toolkit,
    },
    clock,
    services: { ussd: unable, ss: unable, call: unable },
    allowed: new Set(),
    answerTime: 60_000,
    warning: warning => warnings.push(warning),
  });
  const says = (...commands: readonly ProactiveCommand[]) => {
    for (const command of commands) session.takeNotice({ kind: 'command', command });
  };
  const become = (snapshot: Partial<PortSnapshot>) => {
    shown = snapshot;
    session.changed();
  };
  return { clock, put, warnings, session, says, become, type: () => viewOfState(session.state).inputType };
}

const end = { kind: 'ended' } as const;

describe('the toolkit of one port', () => {
  test('an entry is answered when the next view is there', async () => {
    const { session, says, put, type } = bench((what, own) => {
      if (what === 'choose 1') setImmediate(() => own.takeNotice({ kind: 'command', command: input(0x04) }));
      return undefined;
    });
    says(menu('Balance'));
    assert.deepEqual(await session.enter({ kind: 'item', item: 1 }), { kind: 'taken' });
    assert.equal(type(), 9);
    assert.deepEqual(put, ['respond 0', 'choose 1']);
  });

  test('an entry is answered after a while, though the card still works', async () => {
    const { session, says, clock, type } = bench();
    says(menu('Balance'));
    const waiting = clock.waiting;
    let answered = false;
    const entered = session.enter({ kind: 'item', item: 1 }).finally(() => {
      answered = true;
    });
    await pass(clock, 2999);
    assert.equal(answered, false);
    await pass(clock, 1);
    assert.deepEqual(await entered, { kind: 'taken' });
    assert.equal(type(), 12);
    assert.equal(clock.waiting, waiting + 1, 'the time that the card has is all that runs');
  });

  test('an answer that the modem does not take leads back to the desktop too', async () => {
    const { session, says, type } = bench(what => (what === 'respond 0' ? refused : undefined));
    says(menu('Balance'));
    await settle();
    says(list());
    assert.deepEqual(await session.enter({ kind: 'item', item: 7 }), {
      kind: 'failed',
      reason: 'the card is busy',
    });
    assert.equal(type(), 1);
  });

  test('a desktop without a menu offers no item', async () => {
    const { session, says } = bench();
    says(idle('Welcome'));
    assert.deepEqual(await session.enter({ kind: 'item', item: 1 }), {
      kind: 'refused',
      reason: 'item: must be one of , found 1.',
    });
  });

  test('a refusal says why, and changes nothing', async () => {
    const { session, says, put } = bench();
    assert.equal((await session.enter({ kind: 'item', item: 1 })).kind, 'refused');
    says(menu('Balance'));
    const frame = session.state.frame;
    assert.equal((await session.enter({ kind: 'item', item: 9 })).kind, 'refused');
    assert.equal(session.state.frame, frame);
    assert.deepEqual(put, ['respond 0']);
  });

  test('what the modem does not take leads back to the desktop', async () => {
    const { session, says, type } = bench(what => (what === 'choose 1' ? refused : undefined));
    says(menu('Balance'));
    assert.deepEqual(await session.enter({ kind: 'item', item: 1 }), {
      kind: 'failed',
      reason: 'the card is busy',
    });
    assert.equal(type(), 1);
  });

  test('an end that comes while an item is handed over belongs to the session before', async () => {
    const { session, says, clock, type } = bench((what, own) => {
      if (what === 'choose 1') own.takeNotice(end);
      return undefined;
    });
    says(menu('Balance'));
    const entered = session.enter({ kind: 'item', item: 1 });
    await settle();
    assert.equal(type(), 12);
    says(list());
    await pass(clock, 0);
    assert.deepEqual(await entered, { kind: 'taken' });
    assert.equal(type(), 2);
  });

  test('a question that nobody answers is given up, and the end leads to the desktop', async () => {
    const { session, says, put, clock, type } = bench();
    says(menu('Balance'), list());
    clock.advance(60_000);
    assert.equal(put.at(-1), 'respond 12');
    session.takeNotice(end);
    assert.equal(type(), 1);
  });

  test('the time of one question does not end the next', async () => {
    const { says, put, clock, type } = bench();
    says(menu('Balance'), list());
    clock.advance(59_000);
    says(input(0x00));
    clock.advance(59_000);
    assert.equal(type(), 8);
    assert.ok(!put.includes('respond 12'));
  });

  test('commands that nobody sees are answered, also on the desktop', async () => {
    const { says, put, type } = bench();
    says(menu('Balance'), plain('moreTime'));
    await settle();
    assert.deepEqual(put, ['respond 0', 'respond 0']);
    assert.equal(type(), 1);
  });

  test('a timer that ran out is told to the card', async () => {
    const { says, put, clock } = bench();
    const value = { hours: 0, minutes: 0, seconds: 5 };
    says(menu('Balance'), { type: 'timerManagement', ...header('timerManagement'), timer: 1, value });
    await settle();
    clock.advance(5000);
    await settle();
    assert.equal(put.at(-1), 'timerExpiration');
  });

  test('what costs money is refused and told to people', async () => {
    const { says, put, warnings } = bench();
    says({ type: 'sendShortMessage', ...header('sendShortMessage'), tpdu: new Uint8Array() });
    await settle();
    assert.deepEqual(put, ['respond 22']);
    assert.deepEqual(warnings, ["the card's toolkit may not do this here: sms"]);
  });

  test('without SIM everything is gone, timers too', async () => {
    const { says, put, clock, become, type } = bench();
    const value = { hours: 0, minutes: 0, seconds: 5 };
    says(menu('Balance'), { type: 'timerManagement', ...header('timerManagement'), timer: 1, value }, list());
    await settle();
    become({ sim: undefined });
    assert.equal(type(), 12);
    const before = put.length;
    clock.advance(600_000);
    assert.equal(put.length, before);
  });
});

function events(...wanted: readonly number[]): ProactiveCommand {
  return {
    type: 'setUpEventList',
    ...header('setUpEventList'),
    events: wanted,
  };
}

describe('events that the card asked for (102 223 7.5)', () => {
  test('a person did something: told once', async () => {
    const { session, says, put, clock } = bench();
    says(menu('Balance'), events(4), text());
    await settle();
    for (const _ of [1, 2]) {
      const entered = session.enter({ kind: 'ok' });
      await pass(clock, 3000);
      await entered;
      says(text());
    }
    assert.equal(put.filter(what => what === 'event 4').length, 1);
  });

  test('the desktop is there: told once', async () => {
    const { session, says, put } = bench();
    says(menu('Balance'), events(5));
    await settle();
    for (const _ of [1, 2]) {
      says(list());
      session.takeNotice(end);
    }
    assert.equal(put.filter(what => what === 'event 5').length, 1);
  });

  test('service comes and goes: told each time', async () => {
    const { says, put, become } = bench();
    become({ reg: 'REGISTER_OK' });
    says(menu('Balance'), events(3));
    await settle();
    become({ reg: 'SEARCHING_NETWORK' });
    await settle();
    become({ reg: 'SEARCHING_NETWORK' });
    become({ reg: 'UNREGISTER' });
    await settle();
    assert.equal(put.filter(what => what === 'event 3').length, 2);
  });

  describe('the service has its location with it while it is normal and the place is known', () => {
    const place: Place = {
      network: '26201',
      registration: {
        domain: 'CREG',
        status: 1,
        locationArea: 0x1234,
        cell: 0x5678,
        accessTechnology: 0,
      } as const,
    };
    const locationInformation = { mcc: '262', mnc: '01', areaCode: 0x1234, cellIdentity: 0x5678 };
    const rows: [ServiceStatus, Place | undefined, status: number, found: unknown][] = [
      ['normal', place, 0, locationInformation],
      ['normal', undefined, 0, undefined],
      ['limited', place, 1, undefined],
      ['none', undefined, 2, undefined],
    ];
    for (const [status, at, code, found] of rows)
      test(`${status}, ${at ? 'known' : 'unknown'}`, () => {
        const event = locationStatus(status, at);
        assert.deepEqual([event.locationStatus, event.locationInformation], [code, found]);
      });
  });

  test('nothing is told that was not asked for', async () => {
    const { session, says, put, become } = bench();
    says(menu('Balance'), list());
    session.takeNotice(end);
    become({ reg: 'UNREGISTER' });
    become({ reg: 'REGISTER_OK' });
    await settle();
    assert.deepEqual(put, ['respond 0']);
  });

  test('a card that does not take an event is told to people', async () => {
    const { session, says, warnings } = bench(what => (what === 'event 5' ? refused : undefined));
    says(menu('Balance'), events(5));
    await settle();
    says(list());
    session.takeNotice(end);
    await settle();
    assert.deepEqual(warnings, ['the card did not take an envelope (eventDownload): the card is busy']);
  });
});
