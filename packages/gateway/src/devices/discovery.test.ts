import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { Json, Settings } from '@simgate/daemon/store';
import { fakeClock } from '@simgate/daemon/testing';
import { type ScriptedModem, scriptedModem, settle } from '../at/testing.ts';
import type { PortConfig } from '../config/schema.ts';
import { LinkError } from '../errors.ts';
import type { Link } from '../link/link.ts';
import { Discovery } from './discovery.ts';
import { type MadeUpDevice, type MadeUpMachine, madeUpMachine } from './testing.ts';

/** Values in memory: what is stored, and how often. */
function settingsInMemory(values = new Map<string, Json>()): Settings & { writes: number } {
  return {
    writes: 0,
    get: name => values.get(name),
    async set(name, value) {
      this.writes += 1;
      values.set(name, value);
    },
  };
}

interface BenchOptions {
  readonly enabled?: boolean;
  readonly adapters?: boolean;
  readonly ports?: readonly PortConfig[];
  readonly machine?: MadeUpMachine;
  readonly settings?: ReturnType<typeof settingsInMemory>;
  readonly forgetAfter?: number;
}

/** A gateway's discovery on a made-up machine: `happened` is what the ports and the log were given. */
async function bench(context: TestContext, options: BenchOptions = {}) {
  const { enabled = true, adapters = false, ports = [], forgetAfter = 90 } = options;
  const machine = options.machine ?? madeUpMachine(context);
  const settings = options.settings ?? settingsInMemory();
  const clock = fakeClock();
  const happened: string[] = [];
  const opened: string[] = [];
  const modems = new Map<string, ScriptedModem>();
  let kernel = () => {};
  const note = (fields: object, text: string) => void happened.push(`${text}: ${JSON.stringify(fields)}`);
  const discovery = new Discovery({
    config: {
      ports,
      discovery: { enabled, adapters, inhibitModemManager: false, forgetAfter, root: machine.root },
    },
    ...{ settings, clock, steady: () => clock.now(), log: { info: note, warn: note, error: note } },
    open: async ({ device = '', tcp = '' }): Promise<Link> => {
      const path = device.replace(`${machine.root}/dev/`, '') + tcp;
      opened.push(path);
      const modem = modems.get(path);
      if (modem === undefined) throw new LinkError(path, 'No such file or directory');
      return modem.link;
    },
    watch: (folder, changed) => {
      assert.equal(folder, `${machine.root}/dev`);
      kernel = changed;
      return () => {};
    },
  });
  await discovery.prepare();
  const asked: string[] = [];
  discovery.start({
    add: ({ port }) => asked.push(`add ${port}`),
    reopen: port => asked.push(`reopen ${port}`),
  });
  context.after(() => discovery.stop());
  const pass = async (milliseconds: number) => {
    clock.advance(milliseconds);
    await settle();
  };
  return {
    ...{ machine, settings, clock, discovery, happened, asked, opened, modems, pass },
    kernel: () => kernel(),
    numbers: () => discovery.ports.map(({ port }) => port),
  };
}

function modem(ports: string, serial: string, ...ttys: string[]): MadeUpDevice {
  const interfaces = ttys.map((tty, number) => ({ number, driver: 'option', tty }));
  return { ports, ids: 'cccc:0001', serial, interfaces };
}

describe('ports: auto', () => {
  test('each modem that is there becomes a port', async context => {
    const machine = madeUpMachine(context);
    machine.plug(modem('1', 'A', 'ttyUSB0'));
    machine.plug(modem('2', 'B', 'ttyUSB1'));
    const { numbers, settings } = await bench(context, { machine });
    assert.deepEqual(numbers(), [0, 1]);
    assert.equal(settings.writes, 1);
  });

  test('a modem plugged in while it runs becomes a port; the look costs no write when nothing is new', async context => {
    const { machine, asked, pass, settings, happened } = await bench(context);
    machine.plug(modem('1', 'A', 'ttyUSB0'));
    await pass(5000);
    assert.deepEqual(asked, ['add 0', 'reopen 0']);
    assert.match(
      happened.join(),
      /modem plugged in: \{"port":0,"device":"cccc:0001","place":"pci\S+usb2\/1"/,
    );
    await pass(60_000);
    assert.deepEqual([asked.length, settings.writes], [2, 1]);
  });

  test("the kernel's word makes it look sooner, once udev has had its moment", async context => {
    const { machine, asked, pass, kernel } = await bench(context);
    machine.plug(modem('1', 'A', 'ttyUSB0'));
    kernel();
    await pass(499);
    assert.deepEqual(asked, []);
    // More of it does not put the look off.
    kernel();
    await pass(1);
    assert.deepEqual(asked, ['add 0', 'reopen 0']);
  });

  test("the kernel's words leave one look to come, however many they are", async context => {
    const { clock, kernel } = await bench(context);
    const before = clock.waiting;
    for (let word = 0; word < 5; word += 1) kernel();
    assert.equal(clock.waiting, before);
  });

  test('one that is pulled and plugged in elsewhere, as another tty, is the same port', async context => {
    const { machine, asked, pass, numbers, happened, discovery, modems } = await bench(context);
    machine.plug(modem('1', 'A', 'ttyUSB0'));
    machine.plug(modem('2', 'B', 'ttyUSB1'));
    await pass(5000);
    machine.unplug('1');
    await pass(5000);
    assert.match(happened.at(-1) ?? '', /modem unplugged: \{"port":0/);
    await assert.rejects(discovery.openLink({ port: 0, record: false }, 9600), /not plugged in/);
    machine.plug(modem('3.4', 'A', 'ttyUSB7'));
    await pass(5000);
    assert.deepEqual([asked.at(-1), numbers()], ['reopen 0', [0, 1]]);
    modems.set('ttyUSB7', scriptedModem({}));
    assert.equal((await discovery.openLink({ port: 0, record: false }, 9600)).name, 'scripted');
  });

  test('numbers outlast a restart, whatever order the modems come in; one that is away keeps its port', async context => {
    const machine = madeUpMachine(context);
    const settings = settingsInMemory();
    machine.plug(modem('1', 'A', 'ttyUSB0'));
    await bench(context, { machine, settings });
    machine.plug(modem('0', 'B', 'ttyUSB1'));
    const second = await bench(context, { machine, settings });
    assert.deepEqual(second.numbers(), [0, 1]);
    machine.unplug('1');
    machine.unplug('0');
    machine.plug(modem('5', 'B', 'ttyUSB0'));
    const third = await bench(context, { machine, settings });
    assert.deepEqual(third.numbers(), [0, 1]);
    third.modems.set('ttyUSB0', scriptedModem({}));
    await third.discovery.openLink({ port: 1, record: false }, 9600);
    await assert.rejects(third.discovery.openLink({ port: 0, record: false }, 9600), LinkError);
  });

  test('one that was away for longer than discovery.forgetAfter gives its number back', async context => {
    const machine = madeUpMachine(context);
    const settings = settingsInMemory();
    machine.plug(modem('1', 'A', 'ttyUSB0'));
    await bench(context, { machine, settings });
    machine.unplug('1');
    assert.deepEqual((await bench(context, { machine, settings, forgetAfter: 1 })).numbers(), [0]);
    const kept = JSON.parse(JSON.stringify(settings.get('devicePorts')));
    kept.known[0].seenAt -= 24 * 3600_000;
    await settings.set('devicePorts', kept);
    assert.deepEqual((await bench(context, { machine, settings, forgetAfter: 1 })).numbers(), []);
  });

  test('settings of a port without a device are for the modem that is found for its number', async context => {
    const machine = madeUpMachine(context);
    machine.plug(modem('1', 'A', 'ttyUSB0'));
    const ports = [{ port: 0, pin: '1234', record: false }];
    const { discovery } = await bench(context, { machine, ports });
    assert.deepEqual(discovery.ports, ports);
  });

  test('modems that the settings name are not found a second time', async context => {
    const machine = madeUpMachine(context);
    machine.plug(modem('1', 'A', 'ttyUSB0'));
    machine.plug(modem('2', 'B', 'ttyUSB1'));
    machine.plug(modem('3', 'C', 'ttyUSB2'));
    const ports = [
      { port: 0, device: `${machine.root}/dev/ttyUSB1`, record: false },
      { port: 7, usb: 'serial:cccc:C', record: false },
    ];
    const { numbers } = await bench(context, { machine, ports });
    assert.deepEqual(numbers(), [0, 7, 1]);
  });

  for (const adapters of [false, true]) {
    test(`adapters are ${adapters ? '' : 'not '}taken for modems with discovery.adapters: ${adapters}`, async context => {
      const machine = madeUpMachine(context);
      machine.plug({
        ports: '1',
        ids: '0403:6001',
        interfaces: [{ number: 0, driver: 'ftdi_sio', tty: 'ttyUSB0' }],
      });
      const { numbers } = await bench(context, { machine, adapters });
      assert.deepEqual(numbers(), adapters ? [0] : []);
    });
  }

  test('a stick that is no modem on a tty is named once', async context => {
    const { machine, happened, pass } = await bench(context);
    machine.plug({ ports: '1', ids: 'cccc:0002', interfaces: [{ number: 0, driver: 'cdc_mbim' }] });
    await pass(5000);
    await pass(60_000);
    assert.equal(happened.filter(text => text.includes('QMI or MBIM alone')).length, 1);
  });

  test('one that comes and goes all the time fills no log', async context => {
    const { machine, happened, pass } = await bench(context);
    for (let time = 0; time < 20; time += 1) {
      machine.plug(modem('1', 'A', 'ttyUSB0'));
      await pass(5000);
      machine.unplug('1');
      await pass(5000);
    }
    assert.equal(happened.length, 7);
    assert.match(happened.at(-1) ?? '', /comes and goes all the time/);
  });

  test('what cannot be stored becomes no port, and is tried again', async context => {
    const { machine, settings, asked, happened, pass } = await bench(context);
    const { set } = settings;
    settings.set = () => Promise.reject(new Error('disk full'));
    machine.plug(modem('1', 'A', 'ttyUSB0'));
    await pass(5000);
    assert.deepEqual(asked, []);
    assert.match(happened.join(), /disk full/);
    settings.set = set;
    await pass(5000);
    assert.deepEqual(asked, ['add 0', 'reopen 0']);
  });
});

describe('opening a port', () => {
  test('without discovery: its device as the settings name it, and nothing is looked for', async context => {
    const ports = [{ port: 3, tcp: 'there:1', record: false }];
    const { discovery, opened, modems, settings, numbers } = await bench(context, { enabled: false, ports });
    modems.set('there:1', scriptedModem({}));
    await discovery.openLink({ port: 3, tcp: 'there:1', record: false }, 0);
    assert.deepEqual([opened, settings.writes, numbers()], [['there:1'], 0, [3]]);
  });

  const obstacles: readonly [string, (machine: MadeUpMachine) => void, RegExp][] = [
    ['is not there', () => {}, /the device is not there .*; do: ls -l/],
    [
      "is another program's",
      machine => {
        machine.write('dev/ttyUSB0', '');
        machine.write('proc/4711/comm', 'minicom\n');
        machine.link('proc/4711/fd/3', `${machine.root}/dev/ttyUSB0`);
      },
      /another process holds the device \(minicom, process 4711\); do: end that program/,
    ],
    [
      "is ModemManager's",
      machine => {
        machine.plug(modem('1', 'A', 'ttyUSB0'));
        machine.write('proc/4711/comm', 'ModemManager\n');
        machine.link('proc/4711/fd/3', `${machine.root}/dev/ttyUSB0`);
      },
      /ModemManager holds the device .*; do: sudo mmcli --inhibit-device=\/sys\/devices\/pci\S+\/1-1 /,
    ],
    [
      'does not open',
      machine => machine.write('dev/ttyUSB0', ''),
      /cannot be opened \(.*No such file.*\); do: dmesg/,
    ],
  ];
  for (const [what, prepare, sentence] of obstacles)
    test(`a device that ${what} is refused with the reason and what mends it`, async context => {
      const machine = madeUpMachine(context);
      prepare(machine);
      const config = { port: 0, device: `${machine.root}/dev/ttyUSB0`, record: false };
      const { discovery } = await bench(context, { machine, enabled: false, ports: [config] });
      await assert.rejects(discovery.openLink(config, 9600), error => {
        assert.ok(error instanceof LinkError);
        assert.match(error.message, sentence);
        return true;
      });
    });

  test('pinned by usb: the tty that the modem has now', async context => {
    const machine = madeUpMachine(context);
    machine.plug(modem('1', 'A', 'ttyUSB4'));
    const config = { port: 3, usb: 'place:pci0000:00/0000:00:14.0/usb2/1', record: false };
    const { discovery, opened, modems, pass, asked } = await bench(context, {
      machine,
      enabled: false,
      ports: [config],
    });
    modems.set('ttyUSB4', scriptedModem({}));
    await discovery.openLink(config, 9600);
    machine.unplug('1');
    await pass(5000);
    machine.plug(modem('1', 'A', 'ttyUSB9'));
    await pass(5000);
    modems.set('ttyUSB9', scriptedModem({}));
    await discovery.openLink(config, 9600);
    assert.deepEqual([opened, asked], [['ttyUSB4', 'ttyUSB9'], ['reopen 3']]);
  });
});
