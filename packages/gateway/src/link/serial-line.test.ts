/** The line behind a serial device: its modes and its control lines, which no pseudo-terminal has. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import type { Clock } from '@simgate/daemon';
import { fakeClock } from '@simgate/daemon/testing';
import { SerialPort } from 'serialport';
import { openSerial } from './serial.ts';
import { noPseudoTerminal, pseudoTerminal } from './testing.ts';

const DEVICE = '/dev/ttyFake0';

function lockFolderOf(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'locks-'));
  context.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** The library's device, with every call written down. Its modem sends `sent` and then nothing. */
function fakeDevice(context: TestContext, sent = '') {
  const calls: unknown[] = [];
  const silence = Promise.withResolvers<{ bytesRead: number }>();
  // A test may close what nobody reads.
  silence.promise.catch(() => {});
  let waiting = sent;
  const device = {
    isOpen: true,
    read: (buffer: Buffer, offset: number, length: number) => {
      const bytesRead = buffer.write(waiting, offset, length, 'latin1');
      waiting = '';
      return bytesRead > 0 ? Promise.resolve({ bytesRead }) : silence.promise;
    },
    write: async (octets: Buffer) => void calls.push(octets.toString('latin1')),
    set: async (lines: unknown) => void calls.push(lines),
    update: async () => {
      throw new Error('Error: Invalid argument, cannot set speed');
    },
    close: async () => {
      calls.push('closed');
      silence.reject(new Error('Error: closed'));
    },
  };
  context.mock.method(SerialPort.binding, 'open', async (options: unknown) => {
    calls.push(options);
    return device;
  });
  return { device, calls };
}

/** Lets everything go on that waits for no time. */
function turn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}

describe('line of a serial device', () => {
  test('opens for us alone, and keeps DTR up when it closes', async context => {
    const { calls } = fakeDevice(context, 'RDY');
    const lockFolder = lockFolderOf(context);
    const link = await openSerial({ path: DEVICE, baudRate: 9600, clock: fakeClock(), lockFolder });
    assert.deepEqual(calls, [{ path: DEVICE, baudRate: 9600, lock: true, hupcl: false }]);
    assert.deepEqual(readdirSync(lockFolder), ['LCK..ttyFake0']);
    const heard: string[] = [];
    link.attach({ bytes: chunk => heard.push(Buffer.from(chunk).toString()), closed: () => {} });
    await turn();
    assert.deepEqual(heard, ['RDY']);
  });

  test('lowers DTR for as long as asked and raises it again; RTS stays up', async context => {
    const { calls } = fakeDevice(context);
    const clock = fakeClock();
    const link = await openSerial({ path: DEVICE, baudRate: 9600, clock, lockFolder: lockFolderOf(context) });
    const lines = { brk: false, cts: false, dsr: false, rts: true };
    const pulse = link.pulseDtr?.(1000);
    await turn();
    clock.advance(999);
    await turn();
    assert.deepEqual(calls.slice(1), [{ ...lines, dtr: false }]);
    clock.advance(1);
    await pulse;
    assert.deepEqual(calls.slice(1), [
      { ...lines, dtr: false },
      { ...lines, dtr: true },
    ]);
  });

  test('goes on where there is no DTR', async context => {
    const { device } = fakeDevice(context);
    device.set = () => Promise.reject(new Error('Error: Inappropriate ioctl for device'));
    const clock = fakeClock();
    const link = await openSerial({ path: DEVICE, baudRate: 9600, clock, lockFolder: lockFolderOf(context) });
    await link.pulseDtr?.(1000);
    assert.equal(clock.waiting, 0);
  });

  test('is waited for no longer when it has taken what was written', async context => {
    const { calls } = fakeDevice(context);
    const clock = fakeClock();
    const link = await openSerial({ path: DEVICE, baudRate: 9600, clock, lockFolder: lockFolderOf(context) });
    link.write(Buffer.from('AT'));
    link.write(Buffer.from('\r'));
    assert.equal(clock.waiting, 1);
    await turn();
    assert.deepEqual(calls.slice(1), ['AT', '\r']);
    assert.equal(clock.waiting, 0);
  });

  test('names a speed that it cannot have as the fault of the device', async context => {
    fakeDevice(context);
    const lockFolder = lockFolderOf(context);
    const link = await openSerial({ path: DEVICE, baudRate: 9600, clock: fakeClock(), lockFolder });
    const message = `${DEVICE}: Invalid argument, cannot set speed`;
    await assert.rejects(async () => link.setBaudRate?.(12), { name: 'LinkError', message });
  });

  for (const [isOpen, closes] of [
    [true, ['closed']],
    [false, []],
  ] as const) {
    test(`a device that ${isOpen ? 'is open is closed' : 'is gone is not closed again'}, and its lock goes`, async context => {
      const { device, calls } = fakeDevice(context);
      const clock = fakeClock();
      const lockFolder = lockFolderOf(context);
      const link = await openSerial({ path: DEVICE, baudRate: 9600, clock, lockFolder });
      device.isOpen = isOpen;
      await link.close();
      assert.deepEqual(calls.slice(1), closes);
      assert.deepEqual(readdirSync(lockFolder), []);
      assert.equal(clock.waiting, 0);
    });
  }
});

/** The files below /dev that this process has open under that name. */
function openedAs(path: string): string[] {
  return readdirSync('/proc/self/fd').filter(name => linkOf(join('/proc/self/fd', name)) === path);
}

function linkOf(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}

describe('opening of a serial device', { skip: noPseudoTerminal }, () => {
  test('is given up after 10 s, and what opens later is closed', async context => {
    const { path } = await pseudoTerminal(context);
    const lockFolder = lockFolderOf(context);
    const settled = Promise.withResolvers<void>();
    const deadlines: number[] = [];
    const impatient: Clock = {
      ...fakeClock(),
      after(milliseconds, action) {
        deadlines.push(milliseconds);
        queueMicrotask(action);
        return settled.resolve;
      },
    };
    const message = `${path}: did not open within 10 s`;
    await assert.rejects(openSerial({ path, baudRate: 9600, clock: impatient, lockFolder }), { message });
    assert.deepEqual(deadlines, [10_000]);
    assert.deepEqual(readdirSync(lockFolder), []);
    await settled.promise;
    while (openedAs(path).length > 0) await turn();
  });

  test('can be followed by another speed', async context => {
    const modem = await pseudoTerminal(context, 9600);
    const lockFolder = lockFolderOf(context);
    const clock = fakeClock();
    const link = await openSerial({ path: modem.path, baudRate: 115200, clock, lockFolder });
    context.after(() => link.close());
    await link.setBaudRate?.(9600);
    link.write(Buffer.from('AT\r'));
    assert.equal(await modem.received('AT\r'), 'AT\r');
  });
});
