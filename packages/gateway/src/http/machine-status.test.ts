import assert from 'node:assert/strict';
import { statfsSync } from 'node:fs';
import { tmpdir, totalmem } from 'node:os';
import { describe, test } from 'node:test';
import { cpuTimeOf, cpuUsed, createMachineStatus, parseMemory } from './machine-status.ts';

function processor(idle: number, user: number) {
  return { times: { idle, user, nice: 0, sys: 0, irq: 0 } };
}

describe('the use of the processors', () => {
  test('is of all of them together', () => {
    assert.deepEqual(cpuTimeOf([processor(10, 30), processor(20, 40)]), { idle: 30, all: 100 });
  });

  const rows: readonly (readonly [idle: number, all: number, percent: number])[] = [
    [100, 100, 0],
    [0, 100, 100],
    [50, 100, 50],
    [1, 3, 67],
    [0, 0, 0],
    // A processor was taken away.
    [-5, -10, 0],
  ];
  for (const [idle, all, percent] of rows)
    test(`${idle} of ${all} idle since the last look: ${percent} %`, () => {
      assert.equal(cpuUsed({ idle: 1000, all: 5000 }, { idle: 1000 + idle, all: 5000 + all }), percent);
    });
});

describe('memory by /proc/meminfo', () => {
  const text = [
    'MemTotal:        2040424 kB',
    'MemFree:          300100 kB',
    'MemAvailable:     900000 kB',
    'Buffers:           40020 kB',
    'Cached:           500300 kB',
    'SwapCached:          999 kB',
    '',
  ].join('\n');

  test('is read by the names at the beginning of lines', () => {
    assert.deepEqual(parseMemory(text), { total: 2040424, free: 300100, buffers: 40020, cached: 500300 });
  });

  test('is 0 where a line is missing', () => {
    assert.deepEqual(parseMemory('MemTotal: 100 kB\nMemFree: 7 kB'), {
      ...{ total: 100, free: 7, buffers: 0, cached: 0 },
    });
  });

  test('is no such text without a total', () => {
    assert.equal(parseMemory(''), undefined);
    assert.equal(parseMemory('MemFree: 7 kB'), undefined);
    assert.equal(parseMemory('MemTotal: 0 kB'), undefined);
  });
});

describe('the state of the machine', () => {
  test('has the file system of the data folder in kB, and plausible figures', async () => {
    const status = await createMachineStatus(tmpdir())();
    const { blocks, bsize } = statfsSync(tmpdir());
    assert.equal(status.disk.total, Math.round((blocks * bsize) / 1024));
    assert.ok(status.disk.used > 0 && status.disk.used <= status.disk.total);
    assert.ok(status.cpuUsed >= 0 && status.cpuUsed <= 100);
    assert.ok(status.memory.total > status.memory.free && status.memory.free > 0);
  });

  test('has the memory that every system knows where there is no /proc/meminfo', async () => {
    const { memory } = await createMachineStatus(tmpdir(), '/no/such/meminfo')();
    assert.deepEqual([memory.total, memory.cached, memory.buffers], [Math.round(totalmem() / 1024), 0, 0]);
    assert.ok(memory.free > 0 && memory.free < memory.total);
  });

  test('cannot be asked of a folder that is not there', async () => {
    await assert.rejects(createMachineStatus('/no/such/folder')(), { code: 'ENOENT' });
  });
});
