import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { LinkError } from '../errors.ts';
import { lockDevice, lockFolderOf, lockOwner } from './device-lock.ts';

const DEVICE = '/dev/ttyTest0';

function folderOf(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'locks-'));
  context.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** A process number that lives no more. */
const dead = spawnSync('true').pid;

describe('lock file of a device', () => {
  test('holds our process as ten characters and goes with the lock', context => {
    const folder = folderOf(context);
    const unlock = lockDevice(DEVICE, folder);
    assert.equal(
      readFileSync(join(folder, 'LCK..ttyTest0'), 'latin1'),
      `${String(process.pid).padStart(10)}\n`,
    );
    // Others may read it and only we may write it.
    assert.equal(statSync(join(folder, 'LCK..ttyTest0')).mode & 0o133, 0);
    unlock();
    unlock();
    assert.deepEqual(readdirSync(folder), []);
  });

  test('is given once', context => {
    const folder = folderOf(context);
    lockDevice(DEVICE, folder);
    assert.throws(() => lockDevice(DEVICE, folder), LinkError);
    assert.deepEqual(readdirSync(folder), ['LCK..ttyTest0']);
  });

  const binary = (number: number): Buffer => {
    const octets = Buffer.alloc(4);
    octets.writeInt32LE(number);
    return octets;
  };
  const owners: readonly [string, string | Buffer, number | undefined][] = [
    ['text of a living process', `${process.ppid}\n`, process.ppid],
    ['binary number of a living process', binary(process.ppid), process.ppid],
    [
      "minicom's form, with names behind",
      `${String(process.ppid).padStart(10)} minicom anna\n`,
      process.ppid,
    ],
    ['a process that ended', `${dead}\n`, undefined],
    ['our own number from an earlier life', `${process.pid}\n`, undefined],
    ['short text', '  1\n', 1],
    ['zero, which is no process', '0\n', undefined],
    ['something else', 'no number at all', undefined],
    ['nothing', '', undefined],
  ];
  for (const [what, content, owner] of owners) {
    test(`${what}: ${owner === undefined ? 'stale, and replaced' : 'heeded'}`, context => {
      const folder = folderOf(context);
      writeFileSync(join(folder, 'LCK..ttyTest0'), content);
      assert.equal(lockOwner(DEVICE, folder), owner);
      if (owner === undefined) {
        const unlock = lockDevice(DEVICE, folder);
        assert.equal(lockOwner(DEVICE, folder), process.pid);
        unlock();
      } else assert.throws(() => lockDevice(DEVICE, folder), /in use by process/);
    });
  }

  const noLockFiles: readonly [string, (folder: string) => string][] = [
    ['a folder that is not there', folder => join(folder, 'missing')],
    [
      'something that is no file under the name of the lock',
      folder => {
        mkdirSync(join(folder, 'LCK..ttyTest0'));
        return folder;
      },
    ],
  ];
  for (const [what, makeFolder] of noLockFiles) {
    test(`${what} leaves it to the lock of the kernel, and a later lock of another to that one`, context => {
      const folder = makeFolder(folderOf(context));
      const unlock = lockDevice(DEVICE, folder);
      mkdirSync(folder, { recursive: true });
      if (readdirSync(folder).length > 0) rmdirSync(join(folder, 'LCK..ttyTest0'));
      writeFileSync(join(folder, 'LCK..ttyTest0'), `${process.ppid}\n`);
      unlock();
      assert.deepEqual(readdirSync(folder), ['LCK..ttyTest0']);
    });
  }

  test('lies in /run/lock, or in /var/lock where that is missing', context => {
    const root = folderOf(context);
    assert.equal(lockFolderOf(root), join(root, 'run/lock'));
    mkdirSync(join(root, 'var/lock'), { recursive: true });
    assert.equal(lockFolderOf(root), join(root, 'var/lock'));
    mkdirSync(join(root, 'run/lock'), { recursive: true });
    assert.equal(lockFolderOf(root), join(root, 'run/lock'));
  });

  test('a device in a folder of its own has that in its name', context => {
    const folder = folderOf(context);
    lockDevice('/dev/pts/4711', folder);
    assert.deepEqual(readdirSync(folder), ['LCK..pts_4711']);
  });
});
