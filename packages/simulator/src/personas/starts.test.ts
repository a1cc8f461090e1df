/** The lines that each persona sends by itself while it starts, with the second and millisecond of each, and its own commands without a card: starts.json. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { noLink } from '../module/module.ts';
import { changeSim, powerOff, powerOn, restart } from '../module/power.ts';
import { type Bench, type BenchOptions, createBench } from '../module/test-bench.ts';
import { personaNamed, personaNames } from './index.ts';

type Starts = { readonly [what: string]: readonly string[] };

const file = new URL('starts.json', import.meta.url);
const recorded = JSON.parse(readFileSync(file, 'utf8')) as { readonly [persona: string]: Starts };

const conditions: readonly (readonly [name: string, options: BenchOptions])[] = [
  ['with a card', {}],
  ['without a card', { withoutSim: true }],
  ['with a PIN', { sim: { pinEnabled: true } }],
];
/** Longer than any start, and than the pause of any line that comes again. */
const WHILE = 25_000;

function benchOf(name: string, options: BenchOptions): Bench {
  const persona = personaNamed(name);
  assert.ok(persona);
  return createBench({ ...options, persona });
}

/** The lines of a module from now on, and when it is on, each behind the milliseconds since then. */
function listen({ module, clock }: Bench): string[] {
  const found: string[] = [];
  const start = clock.now();
  const note = (text: string) => found.push(`${clock.now() - start} ${text}`);
  module.link = { ...noLink, open: true, notice: lines => note(lines.join(' | ')) };
  module.effects = [{ started: () => note('(on)') }];
  return found;
}

function startOf(name: string, options: BenchOptions): readonly string[] {
  const bench = benchOf(name, options);
  powerOff(bench.module);
  const found = listen(bench);
  powerOn(bench.module);
  bench.clock.advance(WHILE);
  return found;
}

/** The card goes and comes back in a module that has started. */
function changesOf(name: string): readonly string[] {
  const bench = benchOf(name, {});
  bench.clock.advance(WHILE);
  const found = listen(bench);
  changeSim(bench.module, undefined);
  changeSim(bench.module, bench.sim);
  return found;
}

/** A USB stick enumerates anew at a restart, so that its line ends. */
function lineBehindRestart(name: string): readonly string[] {
  const { module } = benchOf(name, {});
  restart(module);
  return [module.link.open ? 'stays' : 'ends'];
}

/** Own commands that speak of the card, in a module that has none. */
async function withoutCard(name: string): Promise<readonly string[]> {
  const bench = benchOf(name, { withoutSim: true });
  const { vendorCommands } = bench.module.persona;
  const ofCard = vendorCommands.filter(({ lines }) => lines.some(line => /\{(icc|ims|pin|puk)/.test(line)));
  const found: string[] = [];
  for (const { name: command, form, argument = '' } of ofCard) {
    await bench.said();
    const sign = { execute: '', set: `=${argument}`, read: '?', test: '=?' }[form];
    const lines = (await bench.command(`AT${command}${sign}`)).split('\r\n');
    found.push(`${command}${sign}: ${lines.filter(line => line !== '').join(' | ')}`);
  }
  return found;
}

async function recordOf(name: string): Promise<Starts> {
  return {
    ...Object.fromEntries(conditions.map(([condition, options]) => [condition, startOf(name, options)])),
    'card out and in': changesOf(name),
    'line at a restart': lineBehindRestart(name),
    'own commands without a card': await withoutCard(name),
  };
}

describe('every persona starts as it is recorded', () => {
  for (const name of personaNames)
    test(name, async () => assert.deepEqual(await recordOf(name), recorded[name]));
});
