/** Sends a file while it is killed again and again, and counts what the gateway has of each row. */
import { existsSync, readFileSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChildProgram } from '../../foreign/support/child-program.ts';
import type { Bench } from './command.ts';

export interface CsvRunOptions {
  readonly rows: number;
  readonly kills: number;
  /** From 0 to below 1: chooses the instants. */
  readonly random: () => number;
}

export interface CsvRun {
  readonly kills: number;
  /** Rows that the gateway has not, and rows that it has more than once. */
  readonly missing: readonly string[];
  readonly doubled: readonly string[];
  /** Rows whose text is not theirs. */
  readonly mixed: readonly string[];
}

const FIRST_NUMBER = 88_201_000_000;

function numberOf(row: number): string {
  return String(FIRST_NUMBER + row);
}

function linesOf(file: string): number {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0;
}

/** Resolves when the ledger has so many lines, or the program has ended. */
function ledgerReaches(folder: string, file: string, lines: number, program: ChildProgram): Promise<void> {
  return new Promise(resolve => {
    const watcher = watch(folder, () => look());
    const done = (): void => {
      watcher.close();
      resolve();
    };
    const look = (): void => {
      if (linesOf(file) >= lines) done();
    };
    void program.ended.then(done);
    look();
  });
}

async function allMessages(bench: Bench): Promise<{ number: string; text: string }[]> {
  const found: { number: string; text: string }[] = [];
  for (let before = ''; ; ) {
    const page = (await bench.gateway.call(`/v1/messages?limit=500${before}`)) as unknown as {
      messages: { number: string; text: string }[];
      next: number | null;
    };
    found.push(...page.messages);
    if (page.next === null) return found;
    before = `&before=${page.next}`;
  }
}

/** Writes the file, sends it, kills the command at instants of chance, and resumes it until it is through. */
export async function runCsv(bench: Bench, { rows, kills, random }: CsvRunOptions): Promise<CsvRun> {
  const people = Array.from({ length: rows }, (_, row) => ({ number: numberOf(row), name: `P${row}` }));
  const csv = join(bench.folder, 'people.csv');
  writeFileSync(csv, `name;phone\n${people.map(({ name, number }) => `${name};${number}\n`).join('')}`);
  const ledger = `${csv}.simgate.jsonl`;
  let killed = 0;
  for (;;) {
    const args = linesOf(ledger) === 0 ? ['--text', 'Hello #name#', '--yes'] : ['--resume'];
    const program = bench.start(['send', '--csv', 'people.csv', ...args]);
    if (killed < kills) {
      // One or two lines further than before: the instant is before, within or behind a request.
      await ledgerReaches(bench.folder, ledger, linesOf(ledger) + 1 + Math.floor(random() * 3), program);
      if (program.process.exitCode === null) killed += 1;
      await program.end('SIGKILL');
      if (program.process.exitCode === 0) break;
      continue;
    }
    const { code, output } = await program.ended;
    if (code !== 0) throw new Error(`the last run ended with ${code}: ${output}`);
    break;
  }
  const counts = new Map<string, number>();
  const texts = new Map(people.map(({ number, name }) => [number, `Hello ${name}`]));
  const messages = await allMessages(bench);
  for (const { number } of messages) counts.set(number, (counts.get(number) ?? 0) + 1);
  return {
    kills: killed,
    missing: people.map(({ number }) => number).filter(number => !counts.has(number)),
    doubled: [...counts].filter(([, count]) => count > 1).map(([number]) => number),
    mixed: messages.filter(({ number, text }) => texts.get(number) !== text).map(({ number }) => number),
  };
}
