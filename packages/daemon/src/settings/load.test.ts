/** A settings file over a small schema: values, sources, and complaints with file, line and key. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { Type } from 'typebox';
import { ConfigError } from '../errors.ts';
import { httpConfigWith } from '../testing.ts';
import { httpComplaint } from './http-settings.ts';
import { loadSettings, sameTwice, settingSources } from './load.ts';

const schema = Type.Object(
  {
    http: Type.Object(
      { port: Type.Integer({ minimum: 0, maximum: 65_535, default: 8080 }) },
      { additionalProperties: false, default: {} },
    ),
    users: Type.Array(
      Type.Object(
        { name: Type.String(), password: Type.String({ minLength: 8 }) },
        { additionalProperties: false },
      ),
      { default: [] },
    ),
    folder: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);
const settings = { schema, prefix: 'PROGRAM' };

const folder = mkdtempSync(join(tmpdir(), 'simgate-settings-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(text: string): string {
  const file = join(folder, 'program.yaml');
  writeFileSync(file, text);
  return file;
}

/** The complaint about a file, with its path left out. */
function complaintAbout(text: string, environment: Record<string, string> = {}): string {
  try {
    loadSettings(fileOf(text), environment, {
      ...settings,
      check: ({ users }) => (users.length > 2 ? [['users', '2'], 'is one too many'] : undefined),
    });
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.message.replaceAll(`${folder}/`, '');
  }
  return '';
}

describe('settings', () => {
  test('are those of the file, above them the environment, below them the defaults', () => {
    const file = fileOf('folder: /a\nusers:\n  - name: ann\n    password: long enough\n');
    assert.deepEqual(loadSettings(file, { PROGRAM_FOLDER: '/b' }, settings), {
      ...{ http: { port: 8080 }, folder: '/b' },
      users: [{ name: 'ann', password: 'long enough' }],
    });
    assert.deepEqual(loadSettings(undefined, {}, settings), { http: { port: 8080 }, users: [] });
  });

  test('are the defaults where the file is empty, or has comments alone', () => {
    for (const text of ['', '# nothing yet\n']) {
      assert.deepEqual(loadSettings(fileOf(text), {}, settings), { http: { port: 8080 }, users: [] });
      assert.equal(settingSources(fileOf(text), {}, settings).size, 0);
    }
  });

  test('are refused with the reason of the system where the file cannot be read', () => {
    const file = join(folder, 'nowhere.yaml');
    assert.throws(
      () => loadSettings(file, {}, settings),
      new ConfigError(`${file}: cannot be read (ENOENT: no such file or directory, open '${file}')`),
    );
  });

  test('know where each comes from', () => {
    const file = fileOf('folder: /a\nhttp:\n  port: 1\nusers: []\n');
    assert.deepEqual(Object.fromEntries(settingSources(file, { PROGRAM_FOLDER: '/b' }, settings)), {
      ...{ folder: 'environment', 'http.port': 'file', users: 'file' },
    });
    assert.deepEqual(settingSources(undefined, {}, settings).size, 0);
  });

  test('may be written in a shorter form', () => {
    const expand = (given: unknown) => ({ http: { port: Number((given as { folder: string }).folder) } });
    assert.equal(loadSettings(fileOf('folder: "7"\n'), {}, { ...settings, expand }).http.port, 7);
  });

  const ann = '- {name: ann, password: long enough}';
  const complaints: readonly (readonly [text: string, complaint: RegExp])[] = [
    ['http: {port: 70000}', /^program\.yaml:1: http\.port: found 70000, allowed is .*65535/],
    ['folder: /a\nhttp:\n  port: x', /^program\.yaml:3: http\.port: found "x"/],
    ['htp: 1', /^program\.yaml:1: htp is no setting; known here: http, users, folder$/],
    ['http:\n  prt: 1', /^program\.yaml:2: http\.prt is no setting; known here: port$/],
    ['users:\n  - name: ann', /^program\.yaml:2: users\[0\]\.password is missing$/],
    ['users: [{name: ann, password: short}]', /^program\.yaml:1: users\[0\]\.password: found something else/],
    [`users:\n${`  ${ann}\n`.repeat(3)}`, /^program\.yaml:4: users\[2\]: is one too many$/],
    ['a: [', /^program\.yaml:1: /],
    ['folder: *nothing', /^program\.yaml:1: the alias \*nothing has no anchor &nothing before it$/],
    ['folder: /a\n\nusers: *nothing', /^program\.yaml:3: the alias /],
    ['7', /^program\.yaml/],
  ];
  for (const [text, complaint] of complaints)
    test(JSON.stringify(text), () => assert.match(complaintAbout(text), complaint));

  test('of the environment are refused by the name of the variable', () =>
    assert.match(
      complaintAbout('', { PROGRAM_HTTP_PORT: '70000' }),
      /^environment variable PROGRAM_HTTP_PORT \(http\.port\): found 70000/,
    ));

  test('aliases that multiply without bound are refused', () => {
    const lines = Array.from(
      { length: 9 },
      (_, at) =>
        `a${at}: &a${at} [${Array(9)
          .fill(at === 0 ? 'x' : `*a${at - 1}`)
          .join()}]`,
    );
    assert.match(complaintAbout(lines.join('\n')), /^program\.yaml: its aliases cannot be followed/);
  });

  test('a file that is not there is named', () =>
    assert.throws(() => loadSettings(join(folder, 'none.yaml'), {}, settings), /none\.yaml: cannot be read/));
});

describe('the first value that stands twice', () => {
  for (const [values, index] of [
    [[], -1],
    [['a', 'b', 'a', 'b'], 2],
    [[undefined, undefined, 0, 0], 3],
  ] as const)
    test(JSON.stringify(values), () => assert.equal(sameTwice(values), index));
});

describe('rules of the HTTP side that no schema holds', () => {
  const user = { name: 'ann', password: 'long enough', role: 'admin' } as const;
  const { password: _, ...withoutSecret } = user;
  const tls = { port: 1, host: '' };
  const rows: readonly (readonly [differences: object, key: string | undefined])[] = [
    [{ users: [user] }, undefined],
    [{ users: [user, withoutSecret] }, 'http.users.1'],
    [{ users: [{ ...user, ha1: 'a'.repeat(32) }] }, 'http.users.0'],
    [{ users: [user, { ...user, role: 'viewer' }] }, 'http.users.1.name'],
    [{ enabled: false }, 'http.enabled'],
    [{ enabled: false, tls }, undefined],
    [{ tls: { ...tls, certificate: 'a' } }, 'http.tls'],
    [{ tls: { ...tls, key: 'a' } }, 'http.tls'],
    [{ tls: { ...tls, certificate: 'a', key: 'b' } }, undefined],
  ];
  for (const [differences, key] of rows)
    test(JSON.stringify(differences), () =>
      assert.equal(httpComplaint(httpConfigWith(differences))?.[0].join('.'), key),
    );
});
