/**
 * Lets other people's programs drive every persona of the simulator, and prints who did what: `npm run foreign-run`, or for some of
 * them `node scripts/foreign-run.ts --personas huawei,quectel --programs oFono`. Exit code 1 when one found a fault that
 * test/foreign/support/judges/known.ts does not explain, or when a persona was driven by nobody.
 */
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { personaNames } from '@simgate/simulator';
import { missing } from '../test/foreign/support/foreign-program.ts';
import { openJudgedModems } from '../test/foreign/support/judged-modems.ts';
import { judges } from '../test/foreign/support/judges/index.ts';
import { type Judge, type JudgedModem, subjects } from '../test/foreign/support/judges/judge.ts';
import { explanationOf } from '../test/foreign/support/judges/known.ts';

/** Milliseconds: a program that has not done a thing by then never will, on a busy machine too. */
const PATIENCE = 60_000;

/** Milliseconds, for what is known not to be possible. */
const SHORT_PATIENCE = 20_000;

/** Milliseconds: the longest time in which a persona sends the lines of its start; a modem in use has long been on. */
const START = 5000;

const { values } = parseArgs({
  options: {
    personas: { type: 'string', default: personaNames.join(',') },
    programs: { type: 'string', default: judges.map(({ name }) => name).join(',') },
  },
});

interface Verdict {
  readonly persona: string;
  readonly program: string;
  readonly right: readonly string[];
  readonly explained: readonly string[];
  readonly wrong: readonly string[];
}

function within<Value>(promise: Promise<Value>, subject: string, patience: number): Promise<Value> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const ending = new AbortController();
  const tooLate = new Error(`${subject}: not done within ${patience / 1000} s`);
  setTimeout(patience, undefined, { signal: ending.signal }).then(
    () => reject(tooLate),
    () => {},
  );
  return Promise.race([promise, late]).finally(() => ending.abort());
}

/** Both ends of an error's text in one line. */
function reason(error: unknown): string {
  const text = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ');
  return text.length <= 400 ? text : `${text.slice(0, 200)} ... ${text.slice(-200)}`;
}

async function judgeOne(judge: Judge, modem: JudgedModem): Promise<Verdict> {
  const right: string[] = [];
  const explained: string[] = [];
  const wrong: string[] = [];
  const found = (subject: string, error: unknown): void => {
    const explanation = explanationOf(modem.persona, judge.name, subject);
    if (explanation !== undefined) explained.push(`${subject}: ${explanation}`);
    else wrong.push(`${subject}: ${reason(error)}`);
  };
  const patienceFor = (subject: string): number =>
    explanationOf(modem.persona, judge.name, subject) === undefined ? PATIENCE : SHORT_PATIENCE;
  try {
    const checks = await within(judge.open(modem), 'start', patienceFor('start'));
    for (const subject of subjects) {
      const check = checks[subject];
      if (check === undefined) continue;
      await within(check(), subject, patienceFor(subject)).then(
        () => right.push(subject),
        error => found(subject, error),
      );
    }
  } catch (error) {
    found('start', error);
  }
  return { persona: modem.persona, program: judge.name, right, explained, wrong };
}

const names = values.programs.split(',');
const present = judges.filter(({ name, needs }) => names.includes(name) && missing(...needs) === false);
const absent = judges.filter(({ name, needs }) => names.includes(name) && missing(...needs) !== false);
for (const { name, needs } of absent) console.log(`${name}: ${missing(...needs)}`);
for (const judge of present) console.log(`${judge.name} ${await judge.version()}`);

const verdicts: Verdict[] = [];
for (const persona of values.personas.split(',')) {
  // Each program has a modem and a SIM of its own: all drive at the same time.
  const { modems, close } = await openJudgedModems(present.map(() => persona));
  await setTimeout(START);
  const all = present.flatMap((judge, index) => {
    const modem = modems[index];
    return modem === undefined ? [] : [judgeOne(judge, modem)];
  });
  for (const verdict of await Promise.all(all)) {
    verdicts.push(verdict);
    const { program, right, explained, wrong } = verdict;
    const tried = right.length + explained.length + wrong.length;
    console.log(
      `${persona.padEnd(10)} ${program.padEnd(14)} ${right.length} of ${tried}: ${right.join(', ')}`,
    );
    for (const line of explained) console.log(`${' '.repeat(11)}explained: ${line}`);
    for (const line of wrong) console.log(`${' '.repeat(11)}WRONG: ${line}`);
  }
  await close();
}

const undriven = values.personas
  .split(',')
  .filter(name => !verdicts.some(({ persona, right }) => persona === name && right.length > 0));
const faults = verdicts.flatMap(({ wrong }) => wrong).length;
for (const persona of undriven) console.log(`${persona}: driven by nobody`);
console.log(`${verdicts.length} pairs of persona and program tried; ${faults} faults`);
// A program that hangs is left behind with its check.
process.exit(faults === 0 && undriven.length === 0 ? 0 : 1);
