/** Help, the manual and the completion of a shell: they need no gateway. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { catalogue } from '../../program/catalogue.ts';
import { topics } from '../../program/topics.ts';
import { Peer, type Ran, type RunOptions } from '../../testing.ts';
import { version } from '../../version.ts';

const pushPage = new URL('../../../../../docs/push.md', import.meta.url);

const peer = new Peer();
before(() => peer.listen());
after(() => peer.close());
function run(words: string, options: RunOptions = {}): Promise<Ran> {
  return peer.run(words.split(' '), {}, options);
}

describe('simgate docs', () => {
  test('lists the pages by name, with their titles', async () => {
    const { out, code, asked } = await run('docs');
    const pages = out
      .trim()
      .split('\n')
      .map(line => line.split('\t'));
    const names = pages.map(([name]) => name);
    assert.deepEqual(names, names.toSorted());
    for (const name of ['push', 'symptoms/no-sim', 'command-line']) assert.ok(names.includes(name), name);
    assert.deepEqual(
      pages.find(([name]) => name === 'push'),
      ['push', /^# (.*)$/m.exec(readFileSync(pushPage, 'utf8'))?.[1]],
    );
    assert.ok(!names.some(name => name?.endsWith('.md')));
    assert.deepEqual([code, asked], [0, []]);
  });

  test('shows people where the files are', async () => {
    const { err } = await run('docs', { columns: 80 });
    assert.match(err, /^simgate docs PAGE shows one\. The files are in .*docs\/\n$/);
    assert.equal((await run('docs')).err, '');
  });

  test('lists the pages as JSON', async () => {
    const { pages } = JSON.parse((await run('docs --json')).out) as { pages: { page: string }[] };
    assert.ok(pages.some(({ page }) => page === 'push'));
  });

  for (const name of ['symptoms/no-sim', 'no-sim', 'symptoms/no-sim.md'])
    test(`shows the page ${name}`, async () => assert.match((await run(`docs ${name}`)).out, /^> |^# /m));

  test('shows a part of a page: from its heading to the next of its depth', async () => {
    const whole = (await run('docs command-line')).out;
    const [, first = '', second = ''] = whole.split(/^## /m);
    const anchor = (first.split('\n', 1)[0] ?? '')
      .toLowerCase()
      .replace(/[^a-z0-9 -]/g, '')
      .replaceAll(' ', '-');
    const { out } = await run(`docs command-line#${anchor}`);
    assert.equal(out, `## ${first.trim()}\n`);
    assert.ok(!out.includes(second.split('\n', 1)[0] ?? '?'));
  });

  const missing: readonly [page: string, message: RegExp][] = [
    ['nothing', /^simgate: there is no page "nothing"\nThere are: .*push/],
    ['push#nothing', /^simgate: the page "push" has no part "nothing"\n$/],
  ];
  for (const [page, message] of missing)
    test(`refuses ${page}`, async () => {
      const { err, code } = await run(`docs ${page}`);
      assert.match(err, message);
      assert.equal(code, 2);
    });
});

describe('simgate help', () => {
  test('without a word is that of --help: every command with its summary', async () => {
    const { out, code } = await run('help');
    for (const [name, { summary }] of Object.entries(catalogue)) {
      assert.ok(out.includes(` ${name}`), name);
      assert.ok(out.replace(/\s+/g, ' ').includes(summary), summary);
    }
    assert.deepEqual([code, out], [0, (await run('--help')).out]);
    assert.match(out, /An SMS server elsewhere: simgate --server URL --help\n$/);
  });

  for (const topic of Object.keys(topics))
    test(`has ${topic}`, async () => {
      const { out, code } = await run(`help ${topic}`);
      assert.deepEqual([out, code], [topics[topic]?.(), 0]);
    });

  test('of a command begins with examples; its own options stand above those of all', async () => {
    const { out } = await run('help send');
    assert.equal(out, (await run('send --help')).out);
    assert.match(out, /^Examples:\n {2}simgate send \+4915112345678/);
    const places = ['--text <text>', 'CSV (simgate help csv):', 'Connection:', 'Output:'].map(text =>
      out.indexOf(text),
    );
    assert.deepEqual(
      places,
      places.toSorted((one, other) => one - other),
    );
    assert.ok(places.every(place => place > 0));
    assert.doesNotMatch(out, /default: (?:false|\[\])/);
    assert.match(out, /\(default: 2m\)/);
  });

  test('of a command below another is found too', async () => {
    assert.match((await run('help push add')).out, /simgate push add crm/);
  });

  test('on nothing is refused', async () => {
    const { err, code } = await run('help nothing');
    assert.match(
      err,
      /^simgate: there is no help on "nothing"\nThere is help on each command .* environment, /,
    );
    assert.equal(code, 2);
  });

  test('is pointed to behind an error', async () => {
    const wrong = await run('ports --nothing');
    assert.deepEqual(
      [wrong.err, wrong.code],
      ["simgate: unknown option '--nothing'\n(simgate ports --help shows the options)\n", 2],
    );
    const unknown = await run('prots');
    assert.match(unknown.err, /^simgate: unknown command 'prots'\n.*\(simgate --help shows the commands\)/s);
    assert.equal(unknown.code, 2);
  });

  test('and the version need no gateway', async () => {
    const { out, code, asked } = await run('--version');
    assert.deepEqual([out, code, asked], [`${version}\n`, 0, []]);
  });

  test('of a server has its commands alone', async () => {
    const { out } = await run('--server http://h --help');
    assert.match(out, /key-add/);
    assert.doesNotMatch(out, /login/);
    assert.equal((await run('--server=http://h --help')).out, out);
  });
});

describe('completion', () => {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-complete-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const [shell, mark] of [
    ['bash', 'complete -o default -F _simgate simgate'],
    ['zsh', '#compdef simgate'],
    ['fish', 'complete -c simgate -f'],
  ] as const)
    test(`has a script for ${shell}`, async () => {
      const { out, code } = await run(`completion ${shell}`);
      assert.ok(out.includes(mark));
      assert.equal(code, 0);
    });

  test('of another shell is refused', async () => assert.equal((await run('completion csh')).code, 2));

  /** The words that may follow. */
  async function following(words: readonly string[]): Promise<string[]> {
    const { out } = await peer.run(
      ['complete', '--', ...words],
      {},
      { environment: { XDG_CONFIG_HOME: folder } },
    );
    return out.split('\n').map(line => line.split('\t', 1)[0] ?? '');
  }

  const rows: readonly [words: readonly string[], some: readonly string[], not: readonly string[]][] = [
    [['se'], ['send', 'server'], ['ports']],
    [['port', '3', ''], ['power', 'reset', 'slot', 'block', 'unblock', 'number', 'name'], []],
    [['push', ''], ['list', 'add', 'test', 'attempts', 'resend', 'on', 'off', 'secret', 'remove'], []],
    [['send', '--pr'], ['--priority', '--profile'], ['--text']],
    [['docs', 'symptoms/no'], ['symptoms/no-sim'], ['push']],
    [['help', 'ex'], ['exit-codes'], ['csv']],
  ];
  for (const [words, some, not] of rows)
    test(`offers ${some.join(', ')} behind ${words.join(' ')}`, async () => {
      const found = await following(words);
      for (const word of some) assert.ok(found.includes(word), found.join());
      for (const word of not) assert.ok(!found.includes(word), found.join());
    });

  test('offers the profiles; none where their file cannot be read', async () => {
    assert.ok(!(await following(['ports', '--profile', ''])).includes('office'));
    mkdirSync(join(folder, 'simgate'));
    const file = join(folder, 'simgate/profiles.json');
    writeFileSync(file, JSON.stringify({ profiles: { office: { url: 'http://o' } } }), { mode: 0o600 });
    assert.ok((await following(['ports', '--profile', ''])).includes('office'));
    writeFileSync(file, '{');
    assert.ok(!(await following(['ports', '--profile', ''])).includes('office'));
  });
});
