/**
 * The benchmarks: `npm run bench`, or some parts of them, `npm run bench -- accept latency --runs 3`. With `--record` the tables of
 * docs/performance.md are replaced by what was measured.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeMachine } from './machine.ts';
import { type Measurement, TABLE_HEAD, tableRow } from './measurement.ts';
import { accept } from './parts/accept.ts';
import { bringUp } from './parts/bring-up.ts';
import { busy } from './parts/busy.ts';
import { carry } from './parts/carry.ts';
import { consoleCost } from './parts/console.ts';
import { latency } from './parts/latency.ts';
import { peers } from './parts/peers.ts';
import { push } from './parts/push.ts';
import { server } from './parts/server.ts';

const parts: Readonly<Record<string, { title: string; measure: (runs: number) => Promise<Measurement[]> }>> =
  {
    accept: { title: 'Accepting', measure: accept },
    carry: { title: 'Carrying on instant modems', measure: carry },
    busy: { title: 'Keeping a slow modem busy', measure: busy },
    console: { title: 'The console', measure: consoleCost },
    latency: { title: 'Single messages', measure: latency },
    push: { title: 'Pushes', measure: push },
    'bring-up': { title: 'Starting', measure: bringUp },
    peers: { title: 'Beside other programs', measure: peers },
    server: { title: 'The SMS server', measure: server },
  };

const page = join(import.meta.dirname, '../docs/performance.md');

/** Puts a text between the marks of a part on the page; the page keeps the words around it. */
async function record(mark: string, text: string): Promise<void> {
  const [begin, end] = [`<!-- measured: ${mark} -->`, `<!-- end: ${mark} -->`];
  const before = await readFile(page, 'utf8');
  const from = before.indexOf(begin);
  const to = before.indexOf(end);
  if (from < 0 || to < 0) throw new Error(`${page} has no place for ${mark}`);
  await writeFile(page, `${before.slice(0, from + begin.length)}\n\n${text}\n${before.slice(to)}`);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '5' }, record: { type: 'boolean', default: false } },
});
const unknown = positionals.filter(name => !(name in parts));
if (unknown.length > 0) {
  console.error(`no such part: ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}

const machine = `${describeMachine()}. ${new Date().toISOString().slice(0, 10)}.\n`;
console.log(machine);
if (values.record) await record('machine', machine);
for (const [name, { title, measure }] of Object.entries(parts)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const measured = await measure(Number(values.runs));
  const table = TABLE_HEAD + measured.map(tableRow).join('');
  console.log(`${title}\n\n${table}`);
  if (values.record) await record(name, table);
}
