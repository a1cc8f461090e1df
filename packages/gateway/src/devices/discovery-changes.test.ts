/** Discovery while ports and devices change: what a survey shows, when it is looked, and what ends with it. */
import assert from 'node:assert/strict';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { systemClock } from '@simgate/daemon';
import { fakeClock, silentLog } from '@simgate/daemon/testing';
import { scriptedModem, settle } from '../at/testing.ts';
import type { PortConfig } from '../config/schema.ts';
import { Discovery, type DiscoveryOptions } from './discovery.ts';
import { type MadeUpMachine, madeUpMachine } from './testing.ts';

interface BenchOptions {
  readonly enabled?: boolean;
  readonly ports?: readonly PortConfig[];
  readonly more?: Partial<DiscoveryOptions>;
  readonly inhibit?: boolean;
}

async function bench(context: TestContext, machine: MadeUpMachine, options: BenchOptions = {}) {
  const { enabled = true, ports = [], inhibit = false } = options;
  const clock = fakeClock();
  const asked: string[] = [];
  const opened: string[] = [];
  const folders: string[] = [];
  const discovery = new Discovery({
    config: {
      ports,
      discovery: {
        ...{ enabled, adapters: false, inhibitModemManager: inhibit, forgetAfter: 90, root: machine.root },
      },
    },
    ...{ settings: { get: () => undefined, set: async () => {} }, steady: () => 0, clock, log: silentLog },
    open: async ({ device = '' }) => {
      opened.push(device.replace(`${machine.root}/dev/`, ''));
      return scriptedModem({}).link;
    },
    watch: folder => {
      folders.push(`watch ${folder.replace(machine.root, '')}`);
      return () => void folders.push('end');
    },
    ...options.more,
  });
  context.after(() => discovery.stop());
  await discovery.prepare();
  const start = () =>
    discovery.start({
      add: ({ port }) => asked.push(`add ${port}`),
      reopen: port => asked.push(`reopen ${port}`),
    });
  const pass = async (milliseconds: number) => {
    clock.advance(milliseconds);
    await settle();
  };
  return { discovery, clock, asked, opened, folders, start, pass };
}

function plug(machine: MadeUpMachine, ports: string, ...ttys: string[]): void {
  const interfaces = ttys.map((tty, number) => ({ number, driver: 'option', tty }));
  machine.plug({ ports, ids: 'cccc:0001', serial: `S${ports}`, interfaces });
}

function served(discovery: Discovery) {
  return discovery.survey().devices.map(({ device, port, usb }) => [device.ttys[0]?.name, port, usb[0]]);
}

describe('a survey', () => {
  test('has each device that is there now, with its names and the port that it serves', async context => {
    const machine = madeUpMachine(context);
    plug(machine, '1', 'ttyUSB0');
    const { discovery } = await bench(context, machine);
    plug(machine, '2', 'ttyUSB1');
    assert.deepEqual(served(discovery), [
      ['ttyUSB0', 0, 'serial:cccc:S1'],
      ['ttyUSB1', undefined, 'serial:cccc:S2'],
    ]);
    assert.equal('port' in (discovery.survey().devices[1] ?? {}), false);
  });

  test('has the devices that the settings name, and none for a file that is not there', async context => {
    const machine = madeUpMachine(context);
    plug(machine, '1', 'ttyUSB0');
    machine.plug({
      ...{ ports: '2', ids: 'cccc:0001', serial: 'S2' },
      interfaces: [{ number: 0, driver: 'option', tty: 'ttyUSB1', leadsTo: 'gone' }],
    });
    machine.link('dev/modem', 'ttyUSB0');
    const ports = [
      { port: 5, device: join(machine.root, 'dev/modem'), record: false },
      { port: 6, device: join(machine.root, 'dev/none'), record: false },
    ];
    const { discovery } = await bench(context, machine, { enabled: false, ports });
    assert.deepEqual(served(discovery), [
      ['ttyUSB0', 5, 'serial:cccc:S1'],
      ['ttyUSB1', undefined, 'serial:cccc:S2'],
    ]);
  });
});

describe('looking for devices', () => {
  test('begins with the start, comes after 5 s, and ends with the stop', async context => {
    const machine = madeUpMachine(context);
    const { discovery, start, asked, pass, folders, clock } = await bench(context, machine);
    assert.deepEqual([folders, clock.waiting], [[], 0]);
    start();
    plug(machine, '1', 'ttyUSB0');
    await pass(4999);
    assert.deepEqual(asked, []);
    await pass(1);
    assert.deepEqual(asked, ['add 0', 'reopen 0']);
    await discovery.stop();
    assert.deepEqual([folders, clock.waiting], [['watch /dev', 'end'], 0]);
    discovery.configure({ port: 7, usb: 'place:x', record: false });
    assert.deepEqual([folders.length, clock.waiting], [2, 0]);
  });

  test('begins with the first port that wants it, and not twice', async context => {
    const machine = madeUpMachine(context);
    const { discovery, start, folders } = await bench(context, machine, { enabled: false });
    discovery.configure({ port: 1, usb: 'place:x', record: false });
    assert.deepEqual(folders, []);
    discovery.forget(1);
    start();
    discovery.configure({ port: 2, tcp: 'a:1', record: false });
    assert.deepEqual(folders, []);
    discovery.configure({ port: 1, usb: 'place:x', record: false });
    discovery.configure({ port: 3, usb: 'place:y', record: false });
    assert.deepEqual(folders, ['watch /dev']);
  });

  test('finds one that came back as another tty between two looks', async context => {
    const machine = madeUpMachine(context);
    plug(machine, '1', 'ttyUSB0');
    const { start, asked, pass } = await bench(context, machine);
    start();
    machine.unplug('1');
    plug(machine, '1', 'ttyUSB4');
    await pass(5000);
    assert.deepEqual(asked, ['reopen 0']);
  });

  test('finds what was plugged in since the last look when a port is opened', async context => {
    const machine = madeUpMachine(context);
    const config = { port: 3, usb: 'serial:cccc:S1', record: false };
    const { discovery, opened } = await bench(context, machine, { enabled: false, ports: [config] });
    plug(machine, '1', 'ttyUSB0');
    await discovery.openLink(config, 9600);
    assert.deepEqual(opened, ['ttyUSB0']);
  });
});

describe('the ports of discovery', () => {
  test('are those of the settings, changed, added and forgotten', async context => {
    const machine = madeUpMachine(context);
    plug(machine, '1', 'ttyUSB0');
    const ports = [{ port: 0, tcp: 'a:1', record: false }];
    const { discovery, start, pass } = await bench(context, machine, { ports });
    assert.deepEqual(discovery.ports, [...ports, { port: 1, record: false }]);
    discovery.configure({ port: 0, tcp: 'b:1', record: false });
    discovery.configure({ port: 5, tcp: 'c:1', record: false });
    discovery.configure({ port: 6, tcp: 'd:1', record: false });
    discovery.forget(5);
    discovery.forget(9);
    assert.deepEqual(
      discovery.ports.map(({ port, tcp }) => [port, tcp]),
      [
        [0, 'b:1'],
        [1, undefined],
        [6, 'd:1'],
      ],
    );
    start();
    // The number of a port that was forgotten is free for the next modem, those of the settings are not.
    discovery.forget(0);
    plug(machine, '2', 'ttyUSB1');
    await pass(5000);
    assert.deepEqual(
      discovery.ports.map(({ port }) => port),
      [1, 6, 0],
    );
  });
});

test('ModemManager is asked for a device when it is opened, by the program that is given, and has it back after the stop', async context => {
  const machine = madeUpMachine(context);
  plug(machine, '1', 'ttyUSB0');
  machine.write('proc/4711/comm', 'ModemManager\n');
  const program = join(machine.root, 'mmcli');
  machine.write(
    'mmcli',
    `#!/bin/sh
trap 'echo back >> "$0.said"; exit 0' TERM
echo "$1" >> "$0.said"
echo "successfully inhibited device"
while :; do sleep 0.05; done
`,
  );
  chmodSync(program, 0o755);
  const more = { managerProgram: program, clock: systemClock };
  const { discovery } = await bench(context, machine, { inhibit: true, more });
  await discovery.openLink({ port: 0, record: false }, 9600);
  await discovery.stop();
  assert.match(
    readFileSync(`${program}.said`, 'utf8'),
    /^--inhibit-device=\/sys\/devices\/pci\S+\/1-1\nback\n$/,
  );
});
