/**
 * The answers of every persona to the test and read form of each of its commands, and to each value of a first parameter:
 * answers.json has those of `generic`, and where the others differ.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { type Bench, createBench } from '../module/test-bench.ts';
import { personaNamed, personaNames } from './index.ts';
import type { Persona } from './persona.ts';

type Answers = Readonly<Record<string, string>>;

const file = new URL('answers.json', import.meta.url);
const recorded = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, Answers>>;
const ofGeneric = recorded.generic ?? {};

/** Longer lists are left out. */
const HIGHEST = 12;

/** The lines of an answer, without its echo. */
function linesOf(text: string): string {
  const [, ...lines] = text.split('\r\n').map(line => line.trim());
  return lines.filter(line => line !== '').join(' | ');
}

/** A module that was switched on ten seconds ago. */
function benchOf(persona: Persona): Bench {
  const bench = createBench({ persona });
  bench.clock.advance(10_000);
  return bench;
}

/** Values of a first parameter: all up to one behind the highest of the test form, as `+CMEE: (0-2)` has it. */
function valuesOf(test: string): number[] {
  const [, list = ''] = /^\S+: \(([\d,-]+)\)/.exec(test) ?? [];
  const highest = Math.max(-1, ...list.split(/[,-]/).map(Number).filter(Number.isInteger));
  return list === '' || highest > HIGHEST ? [] : Array.from({ length: highest + 2 }, (_, value) => value);
}

/** Sets each value in a module of its own, and reads it back. */
async function setsOf(persona: Persona, command: string, test: string): Promise<[string, string][]> {
  const found: [string, string][] = [];
  for (const value of valuesOf(test)) {
    const bench = benchOf(persona);
    await bench.said();
    const outcome = linesOf(await bench.command(`AT${command}=${value}`));
    const read = linesOf(await bench.command(`AT${command}?`));
    found.push([`${command}=${value}`, `${outcome} | ${read}`]);
  }
  return found;
}

/** Asks a module that was just switched on; each command as it stands behind AT. */
async function answersOf(name: string): Promise<Answers> {
  const persona = personaNamed(name);
  assert.ok(persona);
  const bench = benchOf(persona);
  const names = (await bench.command('AT+CLAC')).split('\r\n').filter(line => /^\W[A-Z]/.test(line));
  const own = persona.vendorCommands.map(({ name: command, form, argument = '' }) =>
    form === 'execute'
      ? command
      : form === 'set'
        ? `${command}=${argument}`
        : `${command}${form === 'read' ? '?' : '=?'}`,
  );
  const found: Record<string, string> = {};
  for (const command of [
    ...names.flatMap(each => [`${each}=?`, `${each}?`]),
    ...own,
    'I',
    '+CSQ',
    '+CIMI',
    '+CNUM',
    '+CGSN',
    '&V',
  ]) {
    await bench.said();
    found[command] = linesOf(await bench.command(`AT${command}`));
  }
  for (const command of names)
    for (const [set, text] of await setsOf(persona, command, found[`${command}=?`] ?? '')) found[set] = text;
  return found;
}

/** The record of a persona: all answers of generic, and those in which another differs. */
async function recordOf(name: string): Promise<Answers> {
  const all = Object.entries(await answersOf(name));
  return Object.fromEntries(
    name === 'generic' ? all : all.filter(([command, text]) => ofGeneric[command] !== text),
  );
}

describe('every persona answers test and read forms as it is recorded', () => {
  for (const name of personaNames)
    test(name, async () => assert.deepEqual(await recordOf(name), recorded[name]));
});
