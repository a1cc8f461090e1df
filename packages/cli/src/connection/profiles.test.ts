import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { CommandError, exitCodes } from '../program/exit-codes.ts';
import { changeProfiles, chosenProfile, profilesFile, readProfiles } from './profiles.ts';

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

  for (const [age, isLeft] of [
    [10_000, false],
    [10_001, true],
  ] as const)
    test(`${isLeft ? 'removes' : 'waits for'} a lock that is ${age} ms old`, async t => {
      const now = 1_700_000_000_000;
      t.mock.timers.enable({ apis: ['Date'], now });
      writeFileSync(`${file}.lock`, '');
      utimesSync(`${file}.lock`, (now - age) / 1000, (now - age) / 1000);
      const changed = changeProfiles(environment, () => profiles);
      // The first look is made at once.
      assert.equal(existsSync(`${file}.lock`), !isLeft);
      rmSync(`${file}.lock`, { force: true });
      await changed;
      assert.deepEqual(readProfiles(environment), profiles);
    });

  test('that only its owner can read is not told of', () => {
    chmodSync(file, 0o600);
    readProfiles(environment, assert.fail);
  });

  test('stands in the folder of the settings of the user', () => {
    const usual = join(homedir(), '.config', 'simgate', 'profiles.json');
    assert.deepEqual([profilesFile({}), profilesFile({ XDG_CONFIG_HOME: '' })], [usual, usual]);
    assert.equal(profilesFile({ XDG_CONFIG_HOME: '/x' }), '/x/simgate/profiles.json');
  });

  test('where a folder stands in its place cannot be read', () => {
    const home = join(folder, 'other');
    mkdirSync(join(home, 'simgate', 'profiles.json'), { recursive: true });
    assert.throws(() => readProfiles({ XDG_CONFIG_HOME: home }), /profiles\.json: EISDIR/);
  });

  test('below a file cannot be written', async () => {
    const change = changeProfiles({ XDG_CONFIG_HOME: file }, now => now);
    await assert.rejects(
      change,
      new CommandError(
        exitCodes.failed,
        `${file}/simgate/profiles.json: ENOTDIR: not a directory, mkdir '${file}/simgate'`,
      ),
    );
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

  test('that is broken is not written over', async () => {
    writeFileSync(file, '[]');
    const hint = 'Mend it, or remove it and sign in again: simgate login';
    await assert.rejects(
      changeProfiles(environment, () => profiles),
      new CommandError(exitCodes.failed, `${file}: "profiles" is missing`, hint),
    );
    assert.equal(readFileSync(file, 'utf8'), '[]');
  });
});

describe('the profile of a command', () => {
  const two = { default: 'home', profiles: { home: { url: 'http://home' }, away: { url: 'http://away' } } };

  test('is the one that is named, else the default', () => {
    assert.deepEqual(chosenProfile(two, 'away'), { name: 'away', profile: { url: 'http://away' } });
    assert.deepEqual(chosenProfile(two, undefined), { name: 'home', profile: { url: 'http://home' } });
    assert.equal(chosenProfile({ profiles: {} }, undefined), undefined);
    assert.equal(chosenProfile({ default: 'gone', profiles: {} }, undefined), undefined);
  });

  for (const [known, name, words] of [
    [two, 'office', 'there is no profile "office"; there is: home, away'],
    [two, 'toString', 'there is no profile "toString"; there is: home, away'],
    [{ profiles: {} }, 'office', 'there is no profile "office"; there is: none'],
  ] as const)
    test(`of a name that is none: ${words}`, () =>
      assert.throws(
        () => chosenProfile(known, name),
        new CommandError(exitCodes.usage, words, `simgate login URL --profile ${name} makes it.`),
      ));
});
