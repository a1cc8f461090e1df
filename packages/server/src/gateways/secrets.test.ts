import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { ConfigError } from '@simgate/daemon';
import { openSecrets } from './secrets.ts';

const folder = mkdtempSync(join(tmpdir(), 'simgate-secrets-'));
after(() => rmSync(folder, { recursive: true, force: true }));

describe('passwords of gateways at rest', () => {
  test('are opened by the owner alone, with the key of the same file', () => {
    const file = join(folder, 'one.key');
    const sealed = openSecrets(file).seal('gateway 1', 'pässword');
    assert.ok(!Buffer.from(sealed).includes('pässword'));
    const again = openSecrets(file);
    assert.equal(again.open('gateway 1', sealed), 'pässword');
    assert.equal(again.open('gateway 2', sealed), undefined, 'the secret of another gateway');
    const changed = Buffer.from(sealed);
    changed[20] = (changed[20] ?? 0) ^ 1;
    assert.equal(again.open('gateway 1', changed), undefined, 'one bit changed');
    assert.equal(again.open('gateway 1', new Uint8Array()), undefined);
    assert.equal(openSecrets(join(folder, 'other.key')).open('gateway 1', sealed), undefined);
  });

  test('that an earlier version sealed are opened', () => {
    const file = join(folder, 'earlier.key');
    writeFileSync(file, 'ab'.repeat(32));
    const sealed = '01000102030405060708090a0b5098a22d3d600a2a20301fde0bd6cb4cecee1bdddb5b9f433d';
    const { open } = openSecrets(file);
    assert.equal(open('gateway 1', Buffer.from(sealed, 'hex')), 'pässword');
    assert.equal(
      open('gateway 1', Buffer.from(sealed.replace(/^01/, '02'), 'hex')),
      undefined,
      'of a later form',
    );
    assert.equal(
      open('gateway 1', Buffer.from(sealed, 'hex').subarray(0, 28)),
      undefined,
      'shorter than any',
    );
  });

  test('the same password looks different each time', () => {
    const secrets = openSecrets(join(folder, 'one.key'));
    assert.notDeepEqual(secrets.seal('a', 'b'), secrets.seal('a', 'b'));
  });

  test('the key file is for its owner alone, also where it was not', () => {
    const file = join(folder, 'open.key');
    writeFileSync(file, 'ab'.repeat(32), { mode: 0o644 });
    openSecrets(file);
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  test('a key that is made leaves nothing beside its file', () => {
    const own = join(folder, 'alone');
    mkdirSync(own);
    openSecrets(join(own, 'made.key'));
    assert.deepEqual(readdirSync(own), ['made.key']);
  });

  test('a key that another process makes at the same moment is left as it is', () => {
    // It is not there to be read, and yet nothing can be put there.
    const file = join(folder, 'elsewhere.key');
    symlinkSync(join(folder, 'nowhere.key'), file);
    assert.throws(() => openSecrets(file), ConfigError);
    assert.equal(readlinkSync(file), join(folder, 'nowhere.key'));
  });

  test('a file without a key is refused by its name', () => {
    const file = join(folder, 'bad.key');
    writeFileSync(file, 'not a key');
    assert.throws(
      () => openSecrets(file),
      new ConfigError(`the key file ${file} must hold 64 hexadecimal digits`),
    );
  });
});
