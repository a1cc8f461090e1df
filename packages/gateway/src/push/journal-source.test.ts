import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { GatewayEvent } from '../events.ts';
import { subjectOf } from './event-subject.ts';
import { JournalSource } from './journal-source.ts';
import { openPushBench, registerEvent, smsEvent } from './testing.ts';

type EventOf<Kind extends GatewayEvent['kind']> = Extract<GatewayEvent, { kind: Kind }>;

async function openJournal(t: TestContext, events: readonly GatewayEvent[]) {
  const { store, journal } = await openPushBench(t);
  await store.write(database => {
    for (const event of events) journal.append(database, event);
  });
  return { store, journal };
}

describe('a page of the journal', { timeout: 20_000 }, () => {
  const unwanted = Array.from({ length: 2500 }, (_, index) => registerEvent(index));

  test('ends after 1,000 events that are not wanted, so that nothing else waits for long', async t => {
    const { journal } = await openJournal(t, [...unwanted, smsEvent('+1', 'wanted')]);
    const source = new JournalSource(journal, { kinds: ['sms'] });
    const ends: [count: number, upTo: number][] = [];
    for (let after = 0; ; after = ends.at(-1)?.[1] ?? 0) {
      const { events, upTo } = source.read(after, 10);
      if (upTo === after) break;
      ends.push([events.length, upTo]);
    }
    assert.deepEqual(ends, [
      [0, 1000],
      [0, 2000],
      [1, 2501],
    ]);
  });

  test('crosses a gap in the ids in one step, as a restored backup leaves one', async t => {
    const { store, journal } = await openJournal(t, [smsEvent('+1', 'before')]);
    await store.write(database => {
      database.run("UPDATE sqlite_sequence SET seq = 1000000000 WHERE name = 'events'");
      journal.append(database, smsEvent('+1', 'behind'));
    });
    const source = new JournalSource(journal, { kinds: ['sms'] });
    assert.deepEqual(
      source.read(0, 10).events.map(({ id }) => id),
      [1, 1_000_000_001],
    );
  });

  test('stops at its limit, and goes on behind it', async t => {
    const { journal } = await openJournal(
      t,
      [1, 2, 3, 4, 5].map(number => smsEvent(`+${number}`, '')),
    );
    for (const kinds of [['sms'], ['sms', 'ussd']] as const) {
      const source = new JournalSource(journal, { kinds });
      const first = source.read(0, 2);
      assert.deepEqual(
        [first, source.read(first.upTo, 2)].map(({ events }) => events.map(({ id }) => id)),
        [
          [1, 2],
          [3, 4],
        ],
      );
    }
  });
});

describe('the subject of an event (contract, section 13, "push order")', () => {
  const sms = smsEvent('+1', 'one');
  const port = { kind: 'exception_info', port: 0, type: 'call_fail', action: 'reset' } as const;
  const result: EventOf<'sms_result'> = {
    ...{ kind: 'sms_result', messageId: 4, port: 0, number: '1', time: 0, status: 'SENT_OK', count: 1 },
    ...{ succCount: 1, refId: 1, imsi: '', userId: 1, reason: '' },
  };
  const report: EventOf<'sms_deliver_status'> = {
    ...{ kind: 'sms_deliver_status', messageId: 4, port: 3, number: '1', time: 0, refId: 1 },
    ...{ statusCode: 0, imsi: '' },
  };
  const ussd = { kind: 'ussd', dialogueId: 1, port: 0, text: '', imsi: '1', requestId: null } as const;
  const missed = { kind: 'missed_call', callId: 6, time: 0, port: 0, number: '1', imsi: '1' } as const;
  const device = { kind: 'device', portCount: 1, ip: '', mac: '', status: 'power_on' } as const;
  const rows: [name: string, one: GatewayEvent, other: GatewayEvent, same: boolean][] = [
    ['two SMS of one sender', sms, smsEvent('+1', 'two'), true],
    ['SMS of two senders', sms, smsEvent('+2', 'two'), false],
    ['SMS of one sender to two SIMs', sms, { ...smsEvent('+1', 'two'), imsi: '2' } as GatewayEvent, false],
    ['result and report of one message', result, report, true],
    ['results of two messages', result, { ...result, messageId: 5 }, false],
    ['register, USSD and trouble of one port', registerEvent(1), ussd, true],
    ['trouble of one port and of another', port, { ...port, port: 1 }, false],
    ['two calls', missed, { ...missed, callId: 7 }, false],
    ['power on and off', device, { ...device, status: 'power_off' }, true],
  ];
  for (const [name, one, other, same] of rows) {
    test(`${name}: ${same ? 'one' : 'two'}`, () => assert.equal(subjectOf(one) === subjectOf(other), same));
  }
});
