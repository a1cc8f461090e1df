import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { profilesFile, readProfiles, writeProfiles } from './profiles.ts';

const folder = mkdtempSync(join(tmpdir(), 'simgate-profiles-'));
const environment = { XDG_CONFIG_HOME: folder };
const file = profilesFile(environment);
after(() => rmSync(folder, { recursive: true }));

const profiles = { default: 'home', profiles: { home: { url: 'http://home', token: 'T' } } };

describe('the file of the profiles', () => {
  test('that is missing has none', () => {
    assert.deepEqual(readProfiles(environment), { profiles: {} });
  });

  test('is readable by its owner alone, and nothing is left beside it', () => {
    writeProfiles(environment, profiles);
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
