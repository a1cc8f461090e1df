import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { until } from '@simgate/daemon/testing';
import { watchByKernel } from './folder-watch.ts';
import { isSameFile, linkOf, namesIn, realPathOf, textOf } from './system-files.ts';

function folderFor(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'files-'));
  context.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

describe('files of the kernel', () => {
  test('have at most 4,096 octets, without white space around them', context => {
    const folder = folderFor(context);
    writeFileSync(join(folder, 'long'), 'a'.repeat(5000));
    writeFileSync(join(folder, 'short'), ' \n2.00\n');
    assert.deepEqual(
      ['long', 'short', 'none'].map(name => textOf(folder, name).length),
      [4096, 4, 0],
    );
  });

  test('of a folder are at most 4,096, sorted', context => {
    const folder = folderFor(context);
    for (let number = 4097; number > 0; number -= 1) symlinkSync('x', join(folder, String(number + 10_000)));
    const names = namesIn(folder);
    assert.deepEqual([names.length, names[0], names.at(-1)], [4096, '10001', '14096']);
    assert.deepEqual([linkOf(folder, '10001'), linkOf(folder, 'none')], ['x', '']);
    assert.deepEqual([realPathOf(folder, '10001'), namesIn(folder, 'none')], [undefined, []]);
  });

  test('are the same under each name that leads to them', context => {
    const folder = folderFor(context);
    const [file, other, name, dead, dead2] = ['file', 'other', 'name', 'dead', 'dead2'].map(one =>
      join(folder, one),
    );
    assert.ok(file && other && name && dead && dead2);
    for (const path of [file, other]) writeFileSync(path, '');
    symlinkSync('file', name);
    for (const path of [dead, dead2]) symlinkSync('nowhere', path);
    const pairs = [
      [file, name],
      [name, file],
      [dead, dead],
      [file, other],
      [dead, dead2],
      [file, dead],
    ] as const;
    assert.deepEqual(
      pairs.map(([one, two]) => isSameFile(one, two)),
      [true, true, true, false, false, false],
    );
  });
});

describe('watching a folder', { timeout: 20_000 }, () => {
  test('calls for a name that comes, not for what is written; it keeps no program alive', async context => {
    const folder = folderFor(context);
    writeFileSync(join(folder, 'ttyUSB0'), '');
    let calls = 0;
    const stop = watchByKernel(folder, () => {
      calls += 1;
    });
    context.after(stop);
    assert.ok(!process.getActiveResourcesInfo().includes('FSEventWrap'));
    writeFileSync(join(folder, 'ttyUSB0'), 'AT');
    mkdirSync(join(folder, 'ttyUSB1'));
    await until(() => calls > 0);
    assert.equal(calls, 1);
  });

  test('of one that is not there is nothing', context => {
    watchByKernel(join(folderFor(context), 'none'), assert.fail)();
  });
});
