import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { judgeSessions, unheardCalls } from './session-judge.ts';
import type { CarriedCall, CarriedUssd, SaidCall, SaidDialogue, SessionRecord } from './session-record.ts';
import type { CallMade, UssdAsked } from './session-traffic.ts';
import { callTraffic } from './traffic.ts';

function at(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
const death = { from: 100_000, to: 100_500 };

const nothing: SessionRecord = { dialogues: [], calls: [], records: [], carriedUssd: [], carriedCalls: [] };

function expectVerdict(violations: readonly string[], expected: RegExp | undefined): void {
  if (expected === undefined) assert.deepEqual(violations, []);
  else assert.match(violations.join('\n'), expected);
}

describe('the verdict over USSD', () => {
  const asked = (hearing: UssdAsked['hearing']): UssdAsked => ({ port: 1, text: '*151#', hearing });
  const carried: CarriedUssd = { imsi: 'second', text: '*151#', kind: 'request' };
  const dialogue = (change: Partial<SaidDialogue> = {}): SaidDialogue => ({
    ...{ id: 1, port: 1, origin: 'gateway', state: 'done', reason: '', started_at: at(10), ended_at: at(11) },
    turns: [
      { speaker: 'client', request_id: 1, text: '*151#' },
      { speaker: 'network', request_id: 1, text: 'Heard *151#' },
    ],
    ...change,
  });
  const overKill = { started_at: at(99), ended_at: at(103) };
  const reason = 'USSD interrupted: the gateway was restarted';

  const cases: {
    name: string;
    hearing?: UssdAsked['hearing'];
    dialogues: SaidDialogue[];
    carried: CarriedUssd[];
    violation?: RegExp;
  }[] = [
    { name: 'accepted, carried, answered', dialogues: [dialogue()], carried: [carried] },
    { name: 'accepted, then cut before it was carried', dialogues: [dialogue()], carried: [] },
    { name: 'a kill took the answer, nothing came of it', hearing: 'unknown', dialogues: [], carried: [] },
    { name: 'accepted and forgotten', dialogues: [], carried: [], violation: /is not recorded/ },
    {
      name: 'carried without a record',
      hearing: 'unknown',
      dialogues: [],
      carried: [carried],
      violation: /is not recorded/,
    },
    {
      name: 'carried twice',
      dialogues: [dialogue()],
      carried: [carried, carried],
      violation: /was carried 2 times/,
    },
    {
      name: 'recorded twice',
      dialogues: [dialogue(), dialogue({ id: 2 })],
      carried: [carried],
      violation: /is recorded 2 times/,
    },
    {
      name: 'two replies to one request',
      dialogues: [
        dialogue({
          turns: ['client', 'network', 'network'].map(speaker => ({
            speaker: speaker as 'client',
            request_id: 1,
            text: '*151#',
          })),
        }),
      ],
      carried: [carried],
      violation: /the reply 1 .* is recorded 2 times/,
    },
    {
      name: 'begun by the network, which begins none',
      dialogues: [
        dialogue(),
        dialogue({
          ...{ id: 2, origin: 'network' },
          turns: [{ speaker: 'network', request_id: null, text: 'Good morning' }],
        }),
      ],
      carried: [carried],
      violation: /begun by nobody/,
    },
    {
      name: 'open for ever',
      dialogues: [dialogue({ state: 'asking', ended_at: null })],
      carried: [carried],
      violation: /never ended/,
    },
    {
      name: 'cut by a kill and marked',
      dialogues: [dialogue({ ...overKill, state: 'interrupted', reason })],
      carried: [],
    },
    {
      name: 'cut by a kill, answered after the start',
      dialogues: [
        dialogue({
          ...{ ...overKill, state: 'interrupted', reason },
          turns: [{ speaker: 'client', request_id: 1, text: '*151#' }],
        }),
        dialogue({
          ...{ id: 2, origin: 'network' },
          turns: [{ speaker: 'network', request_id: null, text: 'Heard *151#' }],
        }),
      ],
      carried: [carried],
    },
    {
      name: 'cut by a kill, not marked',
      dialogues: [dialogue(overKill)],
      carried: [],
      violation: /not marked as interrupted/,
    },
    {
      name: 'marked, though no kill came',
      dialogues: [dialogue({ state: 'interrupted', reason })],
      carried: [],
      violation: /is marked as interrupted, but was not/,
    },
  ];
  for (const { name, hearing = 'accepted', dialogues, carried: carriedUssd, violation } of cases) {
    test(name, () => {
      const record = { ...nothing, dialogues, carriedUssd };
      const { violations } = judgeSessions([asked(hearing)], [], record, ['first', 'second'], [death]);
      expectVerdict(violations, violation);
    });
  }
});

describe('the verdict over calls', () => {
  const made = (direction: CallMade['direction'], hearing: CallMade['hearing'] = 'accepted'): CallMade => ({
    ...callTraffic(direction, 3, 4),
    hearing,
  });
  const [incoming, outgoing] = [made('incoming'), made('outgoing')];
  const row = ({ direction, number, port }: CallMade, change: Partial<SaidCall> = {}): SaidCall => ({
    ...{ id: 1, port, direction, state: 'ended', reason: '', interrupted: false, answered_at: null },
    ...{ started_at: at(10), ended_at: at(11) },
    source_number: direction === 'incoming' ? number : '+88201000003',
    destination_number: direction === 'incoming' ? '+88201000003' : number,
    ...change,
  });
  const carriedAs = ({ number }: CallMade): CarriedCall => ({
    from: '+88201000003',
    to: number,
    startedAt: 1,
  });
  const overKill = { started_at: at(99), ended_at: at(103) };

  const cases: {
    name: string;
    made: CallMade[];
    calls: SaidCall[];
    carried: CarriedCall[];
    /** How many data records more than calls. */
    more?: number;
    violation?: RegExp;
  }[] = [
    { name: 'one of each', made: [incoming, outgoing], calls: [row(incoming), row(outgoing)], carried: [] },
    { name: 'rang while the gateway was away', made: [incoming], calls: [], carried: [] },
    { name: 'refused: no trace', made: [made('outgoing', 'refused')], calls: [], carried: [] },
    { name: 'dialled and forgotten', made: [outgoing], calls: [], carried: [], violation: /is not recorded/ },
    {
      name: 'dialled twice',
      made: [outgoing],
      calls: [row(outgoing)],
      carried: [carriedAs(outgoing), carriedAs(outgoing)],
      violation: /was carried 2 times/,
    },
    {
      name: 'one call as two',
      made: [incoming],
      calls: [row(incoming), row(incoming, { id: 2 })],
      carried: [],
      violation: /is recorded 2 times/,
    },
    {
      name: 'one that rang on behind a modem that was lost meanwhile',
      made: [incoming],
      calls: [row(incoming, { interrupted: true, reason: 'the modem was lost' }), row(incoming, { id: 2 })],
      carried: [],
    },
    {
      name: 'one that rang on as two',
      made: [incoming],
      calls: [row(incoming, { interrupted: true }), row(incoming, { id: 2 }), row(incoming, { id: 3 })],
      carried: [],
      violation: /is recorded 2 times/,
    },
    {
      name: 'a data record too many',
      made: [incoming],
      calls: [row(incoming)],
      carried: [],
      more: 1,
      violation: /has 2 data records/,
    },
    {
      name: 'from somebody whose number the line lost',
      made: [incoming],
      calls: [row(incoming, { source_number: '' })],
      carried: [],
    },
    {
      name: 'from nobody',
      made: [],
      calls: [row(incoming)],
      carried: [],
      violation: /made by nobody/,
    },
    {
      name: 'open for ever',
      made: [incoming],
      calls: [row(incoming, { ended_at: null })],
      carried: [],
      violation: /never ended/,
    },
    {
      name: 'cut by a kill and marked',
      made: [incoming],
      calls: [row(incoming, { ...overKill, interrupted: true, reason: 'the gateway was restarted' })],
      carried: [],
    },
    {
      name: 'cut by a kill, not marked',
      made: [outgoing],
      calls: [row(outgoing, overKill)],
      carried: [],
      violation: /not marked as interrupted/,
    },
    {
      name: 'cut with its modem, which is no kill',
      made: [outgoing],
      calls: [row(outgoing, { interrupted: true, reason: 'the modem was lost' })],
      carried: [],
    },
  ];
  for (const { name, made: all, calls, carried: carriedCalls, more = 0, violation } of cases) {
    test(name, () => {
      const records = [...calls, ...calls.slice(0, more)];
      const record = { ...nothing, calls, records, carriedCalls };
      expectVerdict(judgeSessions([], all, record, [], [death]).violations, violation);
    });
  }

  test('calls to a port that it did not hear are counted', () => {
    assert.deepEqual(unheardCalls([incoming, outgoing], [row(outgoing)]), [incoming]);
  });
});
