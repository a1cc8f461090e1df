/** Changes of alarms at one look. Pure: conditions and open alarms in, changes out. */
import type { AlarmKind } from '@simgate/api/contract';
import type { Alarm, Condition } from './alarm.ts';

/** The result of one look. */
export interface Findings {
  readonly wrong: readonly Condition[];
  /** Keys of what was looked at and is well. */
  readonly well: ReadonlySet<string>;
  /** Kinds of which everything was looked at: what is not among `wrong` is well. */
  readonly complete: ReadonlySet<AlarmKind>;
}

/** Since when something has been wrong, or was not seen at all; by key, in monotonic milliseconds. */
export type Since = ReadonlyMap<string, number>;

export interface Verdict {
  readonly raise: readonly Condition[];
  readonly repeat: readonly Alarm[];
  readonly clear: readonly Alarm[];
  /** Open alarms whose words have changed. */
  readonly reword: readonly { readonly alarm: Alarm; readonly condition: Condition }[];
  readonly wrongSince: Since;
  readonly unseenSince: Since;
}

export interface JudgeOptions {
  /** How long a condition has to hold, in milliseconds. */
  readonly holdFor: (kind: AlarmKind) => number;
  /** Milliseconds between repeats; 0: none. */
  readonly repeatEvery: number;
  readonly now: { readonly monotonic: number; readonly steady: number };
}

/** An alarm about something that nobody has seen for so long is over: its SIM or port is gone. Milliseconds. */
const FORGOTTEN_AFTER = 24 * 3600_000;

export function keyOf({ kind, subject }: Pick<Condition, 'kind' | 'subject'>): string {
  return `${kind} ${subject}`;
}

export function judge(
  open: readonly Alarm[],
  findings: Findings,
  before: Pick<Verdict, 'wrongSince' | 'unseenSince'>,
  { holdFor, repeatEvery, now }: JudgeOptions,
): Verdict {
  const wrong = new Map(findings.wrong.map(condition => [keyOf(condition), condition]));
  const lasting = new Set(open.map(keyOf));
  const isWell = (one: Alarm) =>
    !wrong.has(keyOf(one)) && (findings.well.has(keyOf(one)) || findings.complete.has(one.kind));
  const unseen = open.filter(alarm => !wrong.has(keyOf(alarm)) && !isWell(alarm)).map(keyOf);
  const unseenSince = new Map(unseen.map(key => [key, before.unseenSince.get(key) ?? now.monotonic]));
  const forgotten = [...unseenSince].filter(([, since]) => now.monotonic - since >= FORGOTTEN_AFTER);
  const isForgotten = new Set(forgotten.map(([key]) => key));
  const fresh = [...wrong]
    .filter(([key]) => !lasting.has(key))
    .map(([key, condition]) => ({ key, condition, since: before.wrongSince.get(key) ?? now.monotonic }));
  const stillWrong = open.flatMap(alarm => {
    const condition = wrong.get(keyOf(alarm));
    return condition === undefined ? [] : [{ alarm, condition }];
  });
  return {
    raise: fresh
      .filter(({ condition, since }) => now.monotonic - since >= holdFor(condition.kind))
      .map(({ condition }) => condition),
    repeat: stillWrong
      .filter(({ alarm }) => alarm.acknowledgedAt === null && repeatEvery !== 0)
      .filter(({ alarm }) => now.steady - alarm.lastSteady >= repeatEvery)
      .map(({ alarm, condition }) => ({ ...alarm, text: condition.text, reason: condition.reason })),
    clear: open.filter(alarm => isWell(alarm) || isForgotten.has(keyOf(alarm))),
    reword: stillWrong.filter(({ alarm, condition }) => alarm.text !== condition.text),
    wrongSince: new Map(fresh.map(({ key, since }) => [key, since])),
    unseenSince,
  };
}
