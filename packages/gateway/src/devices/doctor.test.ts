/** `runDoctor` on made-up machines: which devices are asked, which tty of them, what keeps each from serving, and the exit code. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { lockFolder } from '@simgate/daemon/store';
import { loadConfig } from '../config/load.ts';
import type { PortConfig } from '../config/schema.ts';
import { noPseudoTerminal, pseudoTerminal } from '../link/testing.ts';
import { type DoctorReport, runDoctor } from './doctor.ts';
import { type AtAnswers, atResponder, type MadeUpMachine, madeUpMachine, wellModem } from './testing.ts';

const pinRequired: AtAnswers = { ...wellModem, 'AT+CPIN?': ['+CPIN: SIM PIN', 'OK'] };

/** A modem at an address; returns that. */
async function atAddress(context: TestContext, answers: AtAnswers): Promise<string> {
  const server = createServer(socket => {
    socket.on(
      'data',
      atResponder(answers, text => void socket.write(text)),
    );
    socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => void server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A modem at a device file; returns that. */
async function atDevice(context: TestContext, answers: AtAnswers): Promise<string> {
  const terminal = await pseudoTerminal(context);
  terminal.hears(atResponder(answers, text => terminal.sends(Buffer.from(text, 'latin1'))));
  return terminal.path;
}

interface Machine extends MadeUpMachine {
  /** A module of the USB whose ttys lead to these files. */
  module(ports: string, ttys: Readonly<Record<string, string | undefined>>, ids?: string): void;
  examine(more?: { ports?: PortConfig[]; targets?: string[]; discovery?: object }): Promise<DoctorReport>;
}

function machineFor(context: TestContext): Machine {
  const machine = madeUpMachine(context);
  return {
    ...machine,
    module(ports, ttys, ids = 'cccc:0001') {
      const driver = ids.startsWith('0403') ? 'ftdi_sio' : 'option';
      const interfaces = Object.entries(ttys).map(([tty, leadsTo], number) => ({
        ...{ number, driver, tty },
        ...(leadsTo !== undefined && { leadsTo }),
      }));
      machine.plug({ ports, ids, serial: `S${ports}`, interfaces });
    },
    examine({ ports = [], targets = [], discovery = {} } = {}) {
      const config = loadConfig(undefined, {
        SIMGATE_DISCOVERY_ROOT: machine.root,
        SIMGATE_DATA_FOLDER: join(machine.root, 'data'),
      });
      return runDoctor({
        config: { ...config, ports, discovery: { ...config.discovery, ...discovery } },
        targets,
      });
    },
  };
}

/** Name, port, device below the machine, and verdict of each device. */
function seen({ devices }: DoctorReport, root: string) {
  return devices.map(({ name, port, device, verdict }) => [
    name.replace(`${root}/`, ''),
    port,
    device.replace(`${root}/`, ''),
    verdict.code,
  ]);
}

describe('a machine without any modem', () => {
  test('ends with 1, and the one finding that there is none', async context => {
    const { gateway, devices, findings, exitCode } = await machineFor(context).examine();
    assert.deepEqual(
      [gateway, devices, findings.map(({ code }) => code), exitCode],
      [null, [], ['no_device'], 1],
    );
  });

  test('a serial adapter is not asked: it may lead to anything', async context => {
    const machine = machineFor(context);
    machine.module('3', { ttyUSB9: undefined }, '0403:6001');
    const report = await machine.examine();
    assert.deepEqual(seen(report, machine.root), [['0403:6001', null, 'dev/ttyUSB9', 'not_asked']]);
    assert.deepEqual([report.findings.map(({ code }) => code), report.exitCode], [['no_device'], 1]);
    const [{ verdict } = {}] = report.devices;
    assert.ok(verdict?.remedies.some(text => text.includes('discovery.adapters: true')));
  });

  test('a line of the board is not asked, and adapters: true would not help it', async context => {
    const machine = machineFor(context);
    machine.board('ttyAMA0');
    const { devices } = await machine.examine({ discovery: { adapters: true } });
    assert.equal(devices[0]?.verdict.code, 'not_asked');
    assert.ok(!devices[0]?.verdict.remedies.some(text => text.includes('discovery.adapters')));
  });
});

describe('a device that has no tty to ask on', () => {
  const rows: readonly [verdict: string, ids: string, interfaces: { codes?: string; driver?: string }][] = [
    ['network_stick', '12d1:14dc', { codes: '020600' }],
    ['storage_mode', '12d1:1f01', { codes: '080650' }],
    ['packet_only', 'cccc:0002', { driver: 'cdc_mbim' }],
  ];
  for (const [verdict, ids, one] of rows)
    test(`is ${verdict}`, async context => {
      const machine = machineFor(context);
      machine.plug({ ports: '2', ids, interfaces: [{ number: 0, ...one }] });
      const report = await machine.examine();
      assert.deepEqual(seen(report, machine.root), [[ids, null, '', verdict]]);
      assert.deepEqual([report.findings, report.exitCode, report.devices[0]?.asked], [[], 1, []]);
    });

  test('a disk has the command that switches it, with its ids', async context => {
    const machine = machineFor(context);
    machine.plug({ ports: '2', ids: '12d1:1f01', interfaces: [{ number: 0, codes: '080650' }] });
    const { devices } = await machine.examine();
    assert.ok(devices[0]?.verdict.remedies.some(text => text.includes('-v 0x12d1 -p 0x1f01')));
  });
});

describe('a modem at an address', () => {
  test('is asked where a person names it, and where the settings do', async context => {
    const machine = machineFor(context);
    const tcp = await atAddress(context, wellModem);
    const named = await machine.examine({ targets: [tcp] });
    assert.deepEqual([seen(named, machine.root), named.exitCode], [[[tcp, null, tcp, 'well']], 0]);
    const configured = await machine.examine({ ports: [{ port: 4, tcp, record: false }] });
    assert.deepEqual([seen(configured, machine.root), configured.exitCode], [[[tcp, 4, tcp, 'well']], 0]);
    assert.deepEqual(
      [configured.devices[0]?.asked, configured.devices[0]?.usb, configured.devices[0]?.facts.operator],
      [[], [], 'Operator'],
    );
  });

  test('ends with 3 where some serve, and with 1 where none does', async context => {
    const machine = machineFor(context);
    const [well, bad] = [await atAddress(context, wellModem), await atAddress(context, pinRequired)];
    const both = await machine.examine({ targets: [well, bad] });
    assert.deepEqual(
      [both.devices.map(({ verdict }) => verdict.code), both.exitCode],
      [['well', 'pin_required'], 3],
    );
    assert.equal((await machine.examine({ targets: [bad] })).exitCode, 1);
  });

  test('is unreachable where nothing listens', async context => {
    const machine = machineFor(context);
    const { devices, exitCode } = await machine.examine({ targets: ['127.0.0.1:1'] });
    assert.deepEqual([devices[0]?.verdict.code, exitCode], ['unreachable', 1]);
  });
});

describe('a modem of the USB', { skip: noPseudoTerminal }, () => {
  test('is asked on its ttys in order until one answers', async context => {
    const machine = machineFor(context);
    machine.module('1', {
      ttyUSB0: '/dev/none',
      ttyUSB1: await atDevice(context, wellModem),
      ttyUSB2: '/dev/none',
    });
    const { devices, exitCode } = await machine.examine();
    const [device] = devices;
    assert.deepEqual(
      device?.asked.map(one => [one.device.replace(`${machine.root}/`, ''), one.code]),
      [
        ['dev/ttyUSB0', 'absent'],
        ['dev/ttyUSB1', 'well'],
      ],
    );
    assert.deepEqual([device?.device, exitCode], [`${machine.root}/dev/ttyUSB1`, 0]);
    assert.deepEqual(device?.usb, ['serial:cccc:S1', 'place:pci0000:00/0000:00:14.0/usb2/1']);
  });

  test('that says what is wrong is not asked on its other ttys', async context => {
    const machine = machineFor(context);
    machine.module('1', { ttyUSB0: await atDevice(context, pinRequired), ttyUSB1: '/dev/none' });
    const { devices } = await machine.examine();
    assert.deepEqual(
      devices[0]?.asked.map(({ code }) => code),
      ['pin_required'],
    );
  });

  test('that answers nowhere has the first obstacle for a verdict', async context => {
    const machine = machineFor(context);
    machine.module('1', { ttyUSB0: '/dev/none', ttyUSB1: undefined });
    const { devices, exitCode } = await machine.examine();
    assert.deepEqual(
      [devices[0]?.asked.map(({ code }) => code), devices[0]?.verdict.code, exitCode],
      [['absent', 'cannot_open'], 'absent', 1],
    );
  });

  test('is asked only on the tty that a person names, whichever name of it', async context => {
    const machine = machineFor(context);
    const leadsTo = await atDevice(context, wellModem);
    machine.module('1', { ttyUSB0: '/dev/none', ttyUSB1: leadsTo });
    const path = `${machine.root}/dev/ttyUSB1`;
    machine.link('dev/modem', 'ttyUSB1');
    for (const name of [path, `${machine.root}/dev/modem`, leadsTo]) {
      const report = await machine.examine({ targets: [name] });
      const device = name.replace(`${machine.root}/`, '');
      assert.deepEqual(seen(report, machine.root), [['cccc:0001', null, device, 'well']]);
    }
    assert.deepEqual(
      seen(await machine.examine({ targets: [`${machine.root}/dev/ttyUSB0`] }), machine.root),
      [['cccc:0001', null, 'dev/ttyUSB0', 'absent']],
    );
  });

  test('named by a person is asked also where it is an adapter, and a file that no device has too', async context => {
    const machine = machineFor(context);
    machine.module('3', { ttyUSB9: await atDevice(context, wellModem) }, '0403:6001');
    const own = await atDevice(context, wellModem);
    const report = await machine.examine({ targets: [`${machine.root}/dev/ttyUSB9`, own, '/dev/none:1'] });
    assert.deepEqual(
      report.devices.map(({ verdict }) => verdict.code),
      ['well', 'well', 'absent'],
    );
    assert.equal(report.exitCode, 3);
  });

  test('an adapter is asked where discovery takes adapters, or the settings name it', async context => {
    const machine = machineFor(context);
    machine.module('3', { ttyUSB9: await atDevice(context, wellModem) }, '0403:6001');
    const found = await machine.examine({ discovery: { adapters: true } });
    assert.deepEqual(seen(found, machine.root), [['0403:6001', null, 'dev/ttyUSB9', 'well']]);
    const device = `${machine.root}/dev/ttyUSB9`;
    const configured = await machine.examine({ ports: [{ port: 2, device, record: false }] });
    assert.deepEqual(seen(configured, machine.root), [['0403:6001', 2, 'dev/ttyUSB9', 'well']]);
  });

  test('has the port of the settings by its place or serial; one that is not there is absent', async context => {
    const machine = machineFor(context);
    machine.module('1', { ttyUSB0: await atDevice(context, wellModem) });
    const ports = [
      { port: 1, usb: 'serial:cccc:S1', record: false },
      { port: 2, usb: 'serial:cccc:S9', record: false },
      { port: 3, device: '/dev/none', record: false },
    ];
    const report = await machine.examine({ ports });
    assert.deepEqual(seen(report, machine.root), [
      ['cccc:0001', 1, 'dev/ttyUSB0', 'well'],
      ['serial:cccc:S9', 2, 'serial:cccc:S9', 'absent'],
      ['/dev/none', 3, '/dev/none', 'absent'],
    ]);
  });
});

describe('while a gateway runs', () => {
  function runs(context: TestContext, machine: Machine): void {
    mkdirSync(join(machine.root, 'data'));
    context.after(lockFolder(join(machine.root, 'data'), 'process 4711'));
  }

  test('its ports are not asked; others are', async context => {
    const machine = machineFor(context);
    runs(context, machine);
    const tcp = await atAddress(context, wellModem);
    const report = await machine.examine({ ports: [{ port: 4, tcp: '127.0.0.1:1', record: false }] });
    assert.deepEqual(
      [report.gateway, seen(report, machine.root), report.exitCode],
      ['process 4711', [['127.0.0.1:1', 4, '127.0.0.1:1', 'used_by_gateway']], 0],
    );
    assert.match(report.devices[0]?.verdict.causes[0] ?? '', /process 4711/);
    const other = await machine.examine({ targets: [tcp] });
    assert.equal(other.devices[0]?.verdict.code, 'well');
  });

  test('a modem that discovery gives it is not asked either; without discovery it is', async context => {
    const machine = machineFor(context);
    runs(context, machine);
    machine.module('1', { ttyUSB0: '/dev/none' });
    const codes = async (discovery: object) =>
      (await machine.examine({ discovery })).devices.map(({ verdict }) => verdict.code);
    assert.deepEqual(await codes({ enabled: true }), ['used_by_gateway']);
    assert.deepEqual(await codes({ enabled: false }), ['absent']);
  });

  test('a stick that no gateway can use has its remedy all the same', async context => {
    const machine = machineFor(context);
    runs(context, machine);
    machine.plug({ ports: '2', ids: 'cccc:0002', interfaces: [{ number: 0, driver: 'cdc_mbim' }] });
    const { devices } = await machine.examine({ discovery: { enabled: true } });
    assert.equal(devices[0]?.verdict.code, 'packet_only');
  });
});
