/** Every command of docs/command-line.md is run, and every command has its place there; the examples of the help can be typed. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { catalogue } from '../../packages/cli/src/program/catalogue.ts';
import { instantAir, until } from '../end-to-end/support/gateway.ts';
import { type Bench, startBench } from './support/command.ts';

const page = readFileSync(new URL('../../docs/command-line.md', import.meta.url), 'utf8');

interface Line {
  readonly words: readonly string[];
  /** Behind #. */
  readonly remark: string;
}

/** Words as a shell parts them: blanks and single quotes are all that the page has. */
function lineOf(text: string): Line {
  const [, command = '', remark = ''] = /^(.*?)(?:\s+# (.*))?$/.exec(text) ?? [];
  const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain = '']) => quoted ?? plain);
  return { words: words.slice(1), remark };
}

const blocks = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) =>
  block.trim().split('\n').map(lineOf),
);
/** Commands that ask for something, which other tests answer. */
const ASKING = /^simgate login/;

let bench: Bench;
before(async () => {
  bench = await startBench({ SIMGATE_VIRTUAL_PORTS: '8' });
  await instantAir(bench.gateway);
  writeFileSync(join(bench.folder, 'people.csv'), /```csv\n([\s\S]*?)```/.exec(page)?.[1] ?? '');
  writeFileSync(join(bench.folder, 'password.txt'), `${createHash('sha256').update('p').digest('hex')}\n`);
});
after(() => bench.end());

async function goesOn({ words }: Line): Promise<void> {
  const program = bench.start(words);
  await program.waitFor(/./);
  const { code, output } = await program.end('SIGINT');
  assert.equal(code, 130, output);
}

async function ends({ words, remark }: Line): Promise<void> {
  const [, code = '0'] = /^(\d+):/.exec(remark) ?? [];
  const ran = await bench.run(words);
  assert.equal(ran.code, Number(code), `simgate ${words.join(' ')}: ${ran.stderr}${ran.stdout}`);
  if (words[0] !== 'trigger') return;
  const inbox = () => bench.gateway.call('/v1/inbox');
  await until(inbox, ({ messages }) => (messages as unknown[]).length > 0);
}

describe('docs/command-line.md', { timeout: 600_000 }, () => {
  for (const block of blocks)
    for (const line of block) {
      const text = `simgate ${line.words.join(' ')}`;
      if (ASKING.test(text)) continue;
      test(text, () => (line.remark === 'until Ctrl+C' ? goesOn(line) : ends(line)));
    }

  const elsewhere = new Set(['gateway', 'simulator', 'fleet', 'server', 'doctor', 'backup', 'restore']);
  for (const name of Object.keys(catalogue).filter(each => !elsewhere.has(each)))
    test(`simgate ${name} has its place`, () => assert.match(page, new RegExp(`simgate ${name}\\b`)));
});
