/** Compares what the gateway has of USSD and calls with what was asked and what the network carried. Pure. */
import type { Death } from './gateway-lives.ts';
import type { SaidCall, SaidDialogue, SessionRecord } from './session-record.ts';
import type { CallMade, UssdAsked } from './session-traffic.ts';

export interface SessionVerdict {
  /** One sentence for each thing that must not be. */
  readonly violations: readonly string[];
  /** Dialogues and calls by what became of them. */
  readonly dialogues: Readonly<Record<string, number>>;
  readonly calls: Readonly<Record<string, number>>;
}

type Spell = Pick<SaidCall, 'started_at' | 'ended_at'>;

/** Whether a life ended while it went on. What was written while the kill was on its way may be on either side of it. */
function spans({ started_at, ended_at }: Spell, { from, to }: Death): boolean {
  return Date.parse(started_at) < from && (ended_at === null || Date.parse(ended_at) > to);
}

/** A session that a kill cut is marked so, and no other is. */
function judgeInterruption(
  spell: Spell & { readonly reason: string },
  marked: boolean,
  deaths: readonly Death[],
): string[] {
  const cut = deaths.some(death => spans(spell, death));
  const near = deaths.some(
    ({ from }) => Date.parse(spell.started_at) <= from && Date.parse(spell.ended_at ?? '') >= from,
  );
  if (cut && !marked) return ['went on over a kill, but is not marked as interrupted'];
  return marked && !near && spell.reason.includes('restarted')
    ? ['is marked as interrupted, but was not']
    : [];
}

function stillOpen({ ended_at }: Spell): string[] {
  return ended_at === null ? ['never ended'] : [];
}

/** Nothing that was asked is recorded or carried twice; what was accepted or carried stands in the record. */
function judgeAsked(
  { hearing }: { readonly hearing: UssdAsked['hearing'] },
  recorded: number,
  carried: number,
): string[] {
  return [
    ...(carried > 1 ? [`was carried ${carried} times`] : []),
    ...(recorded > 1 ? [`is recorded ${recorded} times`] : []),
    ...(recorded === 0 && (hearing === 'accepted' || carried > 0)
      ? [`is not recorded (${hearing}, carried ${carried} times)`]
      : []),
  ];
}

function countBy<Item>(items: readonly Item[], key: (item: Item) => string): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(items, key)].map(([name, { length }]) => [name, length]));
}

function saidBy(wanted: 'client' | 'network', { turns }: SaidDialogue): string[] {
  return turns.filter(({ speaker }) => speaker === wanted).map(({ text }) => text);
}

/** The network's text contains the request, so that each text occurs once on a port. */
function repeatedReplies(dialogues: readonly SaidDialogue[]): string[] {
  const replies = dialogues.flatMap(dialogue =>
    saidBy('network', dialogue).map(text => `${dialogue.port} ${text}`),
  );
  return Object.entries(countBy(replies, reply => reply))
    .filter(([, times]) => times > 1)
    .map(([reply, times]) => `the reply ${reply} is recorded ${times} times`);
}

/** The answer to a request whose dialogue a kill cut, or that failed before the answer came: kept as a word of the network. */
function isLateAnswer(late: SaidDialogue, dialogues: readonly SaidDialogue[]): boolean {
  const cut = dialogues.filter(
    ({ port, state }) => port === late.port && (state === 'interrupted' || state === 'failed'),
  );
  // Where it was a question, the next request is the reply to it, and the network answers that.
  const asked = [...cut, late].flatMap(dialogue => saidBy('client', dialogue));
  return saidBy('network', late).every(text => asked.some(question => text.includes(question)));
}

function judgeDialogues(
  asked: readonly UssdAsked[],
  { dialogues, carriedUssd }: SessionRecord,
  imsis: readonly string[],
  deaths: readonly Death[],
): string[] {
  const said = dialogues.flatMap(({ port, turns }) =>
    turns.filter(({ speaker }) => speaker === 'client').map(({ text }) => `${port} ${text}`),
  );
  const recorded = countBy(said, key => key);
  const carried = countBy(carriedUssd, ({ imsi, text }) => `${imsis.indexOf(imsi)} ${text}`);
  return [
    ...repeatedReplies(dialogues),
    ...asked.flatMap(request => {
      const key = `${request.port} ${request.text}`;
      const wrong = judgeAsked(request, recorded[key] ?? 0, carried[key] ?? 0);
      return wrong.map(sentence => `USSD ${request.text} on port ${request.port} ${sentence}`);
    }),
    ...dialogues.flatMap(dialogue => {
      const wrong = [
        ...stillOpen(dialogue),
        ...judgeInterruption(dialogue, dialogue.state === 'interrupted', deaths),
        ...(dialogue.origin === 'network' && !isLateAnswer(dialogue, dialogues)
          ? ['was begun by nobody']
          : []),
      ];
      return wrong.map(sentence => `dialogue ${JSON.stringify(dialogue)} ${sentence}`);
    }),
  ];
}

function outside({ direction, source_number, destination_number }: SaidCall): string {
  return direction === 'incoming' ? source_number : destination_number;
}

/** A line may have lost the caller's number: it is then one of those of whom there is nothing else. */
function isOfSomebody(call: SaidCall, numbers: ReadonlySet<string>, unheard: readonly CallMade[]): boolean {
  return numbers.has(outside(call)) || (outside(call) === '' && unheard.length > 0);
}

function judgeCalls(
  made: readonly CallMade[],
  { calls, records, carriedCalls }: SessionRecord,
  deaths: readonly Death[],
): string[] {
  const known = countBy(calls, outside);
  const interrupted = countBy(
    calls.filter(call => call.interrupted),
    outside,
  );
  const carried = countBy(
    carriedCalls.flatMap(({ from, to }) => [from, to]),
    number => number,
  );
  const listed = countBy(
    records.flatMap(record => [record.source_number, record.destination_number]),
    number => number,
  );
  const numbers = new Set(made.map(({ number }) => number));
  const unheard = Map.groupBy(unheardCalls(made, calls), ({ port }) => port);
  return [
    ...made.flatMap(call => {
      const { number, direction, port } = call;
      // A gateway that was away while it rang cannot know of an incoming call.
      const hearing = direction === 'incoming' ? 'unknown' : call.hearing;
      const rows = known[number] ?? 0;
      const onAir = direction === 'incoming' ? 0 : (carried[number] ?? 0);
      // A call that rang on behind a modem that was lost meanwhile is a second row; the end of the first row is unknown.
      const cut = direction === 'incoming' ? (interrupted[number] ?? 0) : 0;
      const wrong = [
        ...judgeAsked({ hearing }, rows > cut ? rows - cut : Math.min(rows, 1), onAir),
        ...((listed[number] ?? 0) === rows ? [] : [`has ${listed[number] ?? 0} data records`]),
      ];
      return wrong.map(sentence => `${direction} call ${number} at port ${port} ${sentence}`);
    }),
    ...calls.flatMap(call => {
      const wrong = [
        ...stillOpen(call),
        ...judgeInterruption(call, call.interrupted, deaths),
        ...(isOfSomebody(call, numbers, unheard.get(call.port) ?? []) ? [] : ['was made by nobody']),
      ];
      return wrong.map(sentence => `call ${JSON.stringify(call)} ${sentence}`);
    }),
  ];
}

/** @param imsis the SIM of each port */
export function judgeSessions(
  asked: readonly UssdAsked[],
  made: readonly CallMade[],
  record: SessionRecord,
  imsis: readonly string[],
  deaths: readonly Death[],
): SessionVerdict {
  return {
    violations: [...judgeDialogues(asked, record, imsis, deaths), ...judgeCalls(made, record, deaths)],
    dialogues: countBy(record.dialogues, ({ state }) => state),
    calls: countBy(record.calls, ({ direction, interrupted, answered_at }) =>
      interrupted ? 'interrupted' : `${direction}, ${answered_at === null ? 'not answered' : 'answered'}`,
    ),
  };
}

/** Calls that rang at a modem and of which the gateway has nothing. */
export function unheardCalls(made: readonly CallMade[], calls: readonly SaidCall[]): readonly CallMade[] {
  const known = new Set(calls.map(outside));
  return made.filter(({ direction, number }) => direction === 'incoming' && !known.has(number));
}
