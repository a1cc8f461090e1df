/** Who has a device, on a made-up machine: open files, lock files, ModemManager; and the reason that follows. */
import assert from 'node:assert/strict';
import { chmodSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { LinkError } from '../errors.ts';
import { hindranceAt, noPermission, whyNotOpened } from './hindrance.ts';
import { accessTo, groupOf, holdersOf, isManager, managerRuns, nameOfHolder } from './holders.ts';
import { type MadeUpMachine, madeUpMachine } from './testing.ts';

/** A process with open files below /dev. */
function run(machine: MadeUpMachine, process: number, name: string, ...devices: readonly string[]): void {
  machine.write(`proc/${process}/comm`, `${name}\n`);
  for (const [index, device] of devices.entries()) machine.link(`proc/${process}/fd/${index}`, device);
}

function tty(machine: MadeUpMachine, name = 'ttyUSB0'): string {
  machine.write(`dev/${name}`, '');
  return join(machine.root, 'dev', name);
}

describe('holders of a device', () => {
  test('nobody', async context => {
    const machine = madeUpMachine(context);
    assert.deepEqual(await holdersOf(machine.root, tty(machine)), []);
  });

  test('each process that has it open, once, and no other', async context => {
    const machine = madeUpMachine(context);
    const [device, other] = [tty(machine), tty(machine, 'ttyUSB1')];
    run(machine, 41, 'minicom', device, device);
    run(machine, 42, 'pppd', other);
    run(machine, 43, 'sh', '/dev/null', 'socket:[77]');
    run(machine, 44, 'smsd', other, device);
    assert.deepEqual(await holdersOf(machine.root, device), [
      { process: 41, name: 'minicom' },
      { process: 44, name: 'smsd' },
    ]);
  });

  test('not this process itself', async context => {
    const machine = madeUpMachine(context);
    const device = tty(machine);
    run(machine, process.pid, 'node', device);
    assert.deepEqual(await holdersOf(machine.root, device), []);
  });

  test('found by a stable name of the same device', async context => {
    const machine = madeUpMachine(context);
    const device = tty(machine);
    machine.link('dev/serial/by-id/usb-maker', device);
    run(machine, 41, 'minicom', device);
    const found = await holdersOf(machine.root, join(machine.root, 'dev/serial/by-id/usb-maker'));
    assert.deepEqual(found, [{ process: 41, name: 'minicom' }]);
  });

  test('of a device that went away while it was looked at', async context => {
    const machine = madeUpMachine(context);
    const device = join(machine.root, 'dev/ttyUSB7');
    run(machine, 41, 'minicom', device);
    assert.deepEqual(await holdersOf(machine.root, device), [{ process: 41, name: 'minicom' }]);
  });

  test('of a pseudo-terminal: not who serves it, though it keeps the near side open too', async context => {
    const machine = madeUpMachine(context);
    const device = tty(machine, 'pts/3');
    run(machine, 41, 'socat', device, '/dev/ptmx');
    machine.write('proc/41/fdinfo/1', 'pos:\t0\nflags:\t02000002\ntty-index:\t3\n');
    run(machine, 42, 'minicom', device);
    run(machine, 43, 'tmux', device, '/dev/pts/ptmx');
    machine.write('proc/43/fdinfo/1', 'pos:\t0\ntty-index:\t8\n');
    run(machine, 44, 'on an old kernel', device, '/dev/ptmx');
    assert.deepEqual(
      (await holdersOf(machine.root, device)).map(({ name }) => name),
      ['minicom', 'tmux'],
    );
  });

  test('a process whose name cannot be read is its number', () => {
    assert.equal(nameOfHolder({ process: 7, name: '' }), 'process 7');
    assert.equal(nameOfHolder({ process: 7, name: 'pppd' }), 'pppd, process 7');
  });
});

describe('ModemManager', () => {
  test('runs or does not, and is known by its name', context => {
    const machine = madeUpMachine(context);
    run(machine, 7, 'ModemManagerX');
    assert.equal(managerRuns(machine.root), false);
    run(machine, 8, 'ModemManager');
    assert.equal(managerRuns(machine.root), true);
    assert.equal(isManager({ process: 8, name: 'ModemManager' }), true);
    assert.equal(isManager({ process: 7, name: 'ModemManagerX' }), false);
  });
});

describe('rights', () => {
  test('absent, granted', context => {
    const machine = madeUpMachine(context);
    assert.equal(accessTo(join(machine.root, 'dev/ttyUSB9')), 'absent');
    assert.equal(accessTo(tty(machine)), 'granted');
  });

  test('the group that may open it by its name, by its number where it has none', context => {
    const machine = madeUpMachine(context);
    const device = tty(machine);
    const { gid } = statSync(device);
    chmodSync(device, 0o660);
    machine.write('etc/group', 'wheel:x:99999:\n');
    assert.equal(groupOf(machine.root, device), `${gid}`);
    machine.write('etc/group', `wheel:x:99999:\ndialout:x:${gid}:anna\n`);
    assert.equal(groupOf(machine.root, device), 'dialout');
  });

  test('a device that we may not open: the group to join, where there is one', context => {
    const machine = madeUpMachine(context);
    const device = tty(machine);
    machine.write('etc/group', `dialout:x:${statSync(device).gid}:anna\n`);
    chmodSync(device, 0o660);
    assert.match(noPermission(device, machine.root).remedies.join(), /dialout/);
    chmodSync(device, 0o600);
    assert.doesNotMatch(noPermission(device, machine.root).remedies.join(), /dialout|undefined/);
  });

  test('no group where it is root’s, where it may only read, and where there is no device', context => {
    const machine = madeUpMachine(context);
    const device = tty(machine);
    const { gid } = statSync(device);
    machine.write('etc/group', `root:x:${gid}:\n`);
    chmodSync(device, 0o660);
    assert.equal(groupOf(machine.root, device), undefined);
    machine.write('etc/group', `dialout:x:${gid}:\n`);
    for (const mode of [0o640, 0o620, 0o606]) {
      chmodSync(device, mode);
      assert.equal(groupOf(machine.root, device), undefined, mode.toString(8));
    }
    assert.equal(groupOf(machine.root, join(machine.root, 'dev/none')), undefined);
  });
});

describe('why a device will not open', () => {
  test('it is not there', async context => {
    const { root } = madeUpMachine(context);
    const device = join(root, 'dev/ttyUSB0');
    assert.equal((await hindranceAt({ device }, root))?.code, 'absent');
  });

  test('nothing', async context => {
    const machine = madeUpMachine(context);
    assert.equal(await hindranceAt({ device: tty(machine) }, machine.root), undefined);
  });

  test('a program, which is named; ModemManager before any other', async context => {
    const machine = madeUpMachine(context);
    const device = tty(machine);
    run(machine, 41, 'minicom', device);
    const held = await hindranceAt({ device }, machine.root);
    assert.equal(held?.code, 'held');
    assert.match(JSON.stringify(held), /minicom, process 41/);
    run(machine, 42, 'ModemManager', device);
    assert.equal((await hindranceAt({ device }, machine.root))?.code, 'held_by_manager');
  });

  const errors: readonly (readonly [message: string, place: object, manager: boolean, code: string])[] = [
    ['connect ECONNREFUSED', { tcp: 'modem:7001' }, false, 'unreachable'],
    ['is in use by process 7', { device: '/dev/x' }, false, 'held'],
    ['Error Resource temporarily unavailable Cannot lock port', { device: '/dev/x' }, true, 'held'],
    ['Device or resource busy', { device: '/dev/x' }, false, 'held'],
    ['Device or resource busy', { device: '/dev/x' }, true, 'held_by_manager'],
    ['Input/output error', { device: '/dev/x' }, true, 'cannot_open'],
  ];
  for (const [message, place, manager, code] of errors)
    test(`"${message}"${manager ? ' while ModemManager runs' : ''}: ${code}`, context => {
      const machine = madeUpMachine(context);
      if (manager) run(machine, 8, 'ModemManager');
      assert.equal(whyNotOpened(place, new LinkError('x', message), machine.root).code, code);
    });

  test('host and port of a line over TCP stand apart, as nc takes them', context => {
    const { root } = madeUpMachine(context);
    const found = whyNotOpened({ tcp: 'modem:7001' }, new LinkError('x', 'refused'), root);
    assert.match(JSON.stringify(found), /modem 7001/);
  });
});
