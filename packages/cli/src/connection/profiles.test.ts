import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { changeProfiles, profilesFile, readProfiles } from './profiles.ts';

const folder = mkdtempSync(join(tmpdir(), 'simgate-profiles-'));
const environment = { XDG_CONFIG_HOME: folder };
const file = profilesFile(environment);
after(() => rmSync(folder, { recursive: true }));

const profiles = { default: 'home', profiles: { home: { url: 'http://home', token: 'T' } } };

describe('the file of the profiles', () => {
  test('that is missing has none', () => {
    assert.deepEqual(readProfiles(environment), { profiles: {} });
  });

  test('is readable by its owner alone, and nothing is left beside it', async () => {
    await changeProfiles(environment, () => profiles);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.equal(statSync(dirname(file)).mode & 0o777, 0o700);
    assert.deepEqual(readdirSync(dirname(file)), ['profiles.json']);
    assert.deepEqual(readProfiles(environment), profiles);
  });

  test('that others can read is told of', () => {
    chmodSync(file, 0o644);
    const told: string[] = [];
    readProfiles(environment, text => told.push(text));
    assert.match(told.join(), /Others on this machine can read .*chmod 600/);
  });

  test('loses nothing where several processes write at once', async () => {
    const add = (name: string): string => `
      const { changeProfiles } = await import(${JSON.stringify(new URL('profiles.ts', import.meta.url).href)});
      for (let each = 0; each < 5; each++)
        await changeProfiles(process.env, now => ({
          ...now, profiles: { ...now.profiles, ['${name}' + each]: { url: 'http://${name}' } },
        }));`;
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const run = promisify(execFile);
    await Promise.all(
      names.map(name =>
        run(process.execPath, ['--input-type=module', '--eval', add(name)], {
          env: { ...process.env, ...environment },
        }),
      ),
    );
    assert.equal(Object.keys(readProfiles(environment).profiles).length, 1 + names.length * 5);
    assert.deepEqual(readdirSync(dirname(file)), ['profiles.json']);
  });

  test('is changed in spite of the lock of a process that was killed', async () => {
    writeFileSync(`${file}.lock`, '');
    utimesSync(`${file}.lock`, 1, 1);
    await changeProfiles(environment, () => profiles);
    assert.deepEqual(readProfiles(environment), profiles);
  });

  const broken: readonly (readonly [text: string, why: RegExp])[] = [
    ['{', /profiles\.json: /],
    ['[]', /"profiles" is missing/],
    ['{"profiles":{"a":{}}}', /profile a has no "url"/],
  ];
  for (const [text, why] of broken)
    test(`${text} is refused`, () => {
      writeFileSync(file, text);
      assert.throws(() => readProfiles(environment), why);
    });
});
