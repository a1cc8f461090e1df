import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { UsbForm } from '../dialects/usb-form.ts';
import { nameOfDevice } from './found-device.ts';
import { deviceSignature, scanDevices } from './scan.ts';
import { type MadeUpDevice, madeUpMachine } from './testing.ts';

const forms: readonly UsbForm[] = [
  { vendors: ['aaaa'], layouts: [], atCodes: [], modes: { '14dc': 'network', '1f01': 'storage' } },
];

const module: MadeUpDevice = {
  ports: '1.4',
  ids: 'aaaa:0125',
  serial: 'S1',
  names: ['Maker', 'Module'],
  interfaces: [
    { number: 0, driver: 'option', tty: 'ttyUSB0', tags: ['ID_MM_PORT_TYPE_QCDM=1'] },
    { number: 2, driver: 'option', tty: 'ttyUSB1', codes: 'ff0201', tags: ['ID_MM_PORT_TYPE_AT_PRIMARY=1'] },
    { number: 10, driver: 'option', tty: 'ttyUSB2' },
    { number: 4, driver: 'qmi_wwan' },
  ],
};

describe('finding serial devices', () => {
  test('a module is one device with all its ttys, its place and its names', context => {
    const machine = madeUpMachine(context);
    machine.plug(module);
    const [device, ...others] = scanDevices(machine.root, forms);
    assert.equal(others.length, 0);
    assert.ok(device);
    assert.equal(nameOfDevice(device), 'Maker Module (aaaa:0125)');
    assert.deepEqual([device.kind, device.place], ['modem', 'pci0000:00/0000:00:14.0/usb2/1.4']);
    assert.deepEqual([device.vendor, device.product, device.serial], ['aaaa', '0125', 'S1']);
    assert.equal(device.managerUid, '/sys/devices/pci0000:00/0000:00:14.0/usb1/1-1.4');
    assert.deepEqual(
      device.ttys.map(tty => [tty.name, tty.interface, tty.role, tty.codes]),
      [
        ['ttyUSB0', 0, 'other', 'ffffff'],
        ['ttyUSB1', 2, 'primary', 'ff0201'],
        ['ttyUSB2', 10, 'unknown', 'ffffff'],
      ],
    );
    assert.deepEqual(device.ttys[1]?.links, [`${machine.root}/dev/serial/by-id/usb-ttyUSB1`]);
  });

  test('a device is named by what it has', () => {
    const rows: [names: string[], ids: string[], tty: string | undefined, name: string][] = [
      [['Maker', 'Module'], ['aaaa', '0125'], 'ttyUSB0', 'Maker Module (aaaa:0125)'],
      [['', 'Module'], ['aaaa', '0125'], undefined, 'Module (aaaa:0125)'],
      [['', ''], ['aaaa', '0125'], 'ttyUSB0', 'aaaa:0125'],
      [['Maker', ''], ['', ''], 'ttyUSB0', 'Maker'],
      [['', ''], ['', ''], 'ttyAMA0', 'ttyAMA0'],
      [['', ''], ['', ''], undefined, 'a device'],
    ];
    for (const [[makerName = '', productName = ''], [vendor = '', product = ''], tty, name] of rows) {
      const one = { name: `${tty}`, path: '', codes: '', role: 'unknown', links: [] } as const;
      const ttys = tty === undefined ? [] : [one];
      const about = {
        kind: 'modem',
        place: '1',
        serial: '',
        vendor,
        product,
        makerName,
        productName,
      } as const;
      const rest = { interfaces: [], folder: '', managerUid: '', managerIgnores: false };
      assert.equal(nameOfDevice({ ...about, ...rest, ttys }), name);
    }
  });

  test('its place is the same when the bus got another number', context => {
    const machine = madeUpMachine(context);
    machine.plug(module);
    const before = scanDevices(machine.root, forms)[0]?.place;
    machine.unplug('1.4');
    machine.plug({ ...module, bus: 3 });
    assert.equal(scanDevices(machine.root, forms)[0]?.place, before);
  });

  test('a link that leads nowhere is no device', context => {
    const machine = madeUpMachine(context);
    machine.plug(module);
    machine.link('sys/bus/usb/devices/1-9', '../../../nowhere');
    machine.link('sys/class/tty/ttyUSB9', '../../nowhere');
    assert.equal(scanDevices(machine.root, forms).length, 1);
  });

  test('a tty without an interface counts as of the first', context => {
    const machine = madeUpMachine(context);
    const lines = [2, 1].map(number => ({ number, driver: 'ftdi_sio', tty: `ttyUSB${number}` }));
    machine.plug({ ports: '2', ids: 'cccc:6011', interfaces: lines });
    const folder = 'sys/devices/pci0000:00/0000:00:14.0/usb1/1-2';
    machine.write(`${folder}/ttyUSB8/tty/ttyUSB8/dev`, '188:8\n');
    machine.link(`${folder}/ttyUSB8/tty/ttyUSB8/device`, '../..');
    machine.link('sys/class/tty/ttyUSB8', `../../../${folder}/ttyUSB8/tty/ttyUSB8`);
    assert.deepEqual(
      scanDevices(machine.root, forms).map(({ place, ttys }) => [place.slice(-4), ttys[0]?.name]),
      [
        ['/2:0', 'ttyUSB8'],
        ['/2:1', 'ttyUSB1'],
        ['/2:2', 'ttyUSB2'],
      ],
    );
  });

  test('ModemManager knows a device by its path, or as udev names it', context => {
    const machine = madeUpMachine(context);
    const tags = ['ID_MM_PHYSDEV_UID=uid', 'ID_MM_DEVICE_IGNORE=1'];
    machine.plug({ ...module, interfaces: [{ number: 0, driver: 'option', tty: 'ttyUSB0', tags }] });
    machine.board('ttyAMA0');
    assert.deepEqual(
      scanDevices(machine.root, forms).map(({ managerUid, managerIgnores }) => [
        managerUid.replace(machine.root, ''),
        managerIgnores,
      ]),
      [
        ['uid', true],
        ['/sys/devices/platform/serial/ttyAMA0/tty/ttyAMA0', false],
      ],
    );
  });

  const kinds: readonly [string, Partial<MadeUpDevice>, string][] = [
    ['a maker of modems', { ids: 'aaaa:9999' }, 'modem'],
    [
      'a driver of modems',
      { ids: 'cccc:1', interfaces: [{ number: 0, driver: 'option', tty: 'ttyUSB0' }] },
      'modem',
    ],
    [
      'a tag of udev',
      { ids: 'cccc:1', interfaces: [{ number: 0, tty: 'ttyACM0', tags: ['ID_MM_DEVICE_PROCESS=1'] }] },
      'modem',
    ],
    [
      'neither',
      { ids: 'cccc:1', interfaces: [{ number: 0, driver: 'ftdi_sio', tty: 'ttyUSB0' }] },
      'adapter',
    ],
  ];
  for (const [what, device, kind] of kinds) {
    test(`${what} makes a ${kind}`, context => {
      const machine = madeUpMachine(context);
      machine.plug({ ...module, ...device });
      assert.equal(scanDevices(machine.root, forms)[0]?.kind, kind);
    });
  }

  test('each line of an adapter is a device of its own', context => {
    const machine = madeUpMachine(context);
    const lines = [0, 1].map(number => ({ number, driver: 'ftdi_sio', tty: `ttyUSB${number}` }));
    machine.plug({ ports: '2', ids: 'cccc:6011', interfaces: lines });
    assert.deepEqual(
      scanDevices(machine.root, forms).map(({ place, ttys }) => [
        place.slice(-6),
        ttys.map(({ name }) => name),
      ]),
      [
        ['sb2/2:0', ['ttyUSB0']],
        ['sb2/2:1', ['ttyUSB1']],
      ].map(([place, ttys]) => [String(place).slice(-6), ttys]),
    );
  });

  const withoutTty: readonly [
    string,
    string,
    readonly { number: number; codes?: string; driver?: string }[],
    string?,
  ][] = [
    ['a router in a stick, by its product', 'aaaa:14dc', [{ number: 0, codes: '020600' }], 'network'],
    ['a router in a stick, by its interface', 'aaaa:7777', [{ number: 0, codes: 'e00103' }], 'network'],
    ['a disk with drivers, by its product', 'aaaa:1f01', [{ number: 0, codes: '080650' }], 'storage'],
    ['a disk with drivers, by its interface', 'aaaa:7777', [{ number: 0, codes: '080650' }], 'storage'],
    ['QMI or MBIM alone, of any maker', 'cccc:1', [{ number: 0, driver: 'cdc_mbim' }], 'packet'],
    ['a disk of anybody', 'cccc:1', [{ number: 0, codes: '080650' }]],
    ['a keyboard', 'cccc:1', [{ number: 0, codes: '030101' }]],
  ];
  for (const [what, ids, interfaces, expected] of withoutTty) {
    test(`${what}: ${expected ?? 'not shown'}`, context => {
      const machine = madeUpMachine(context);
      machine.plug({ ports: '1', ids, interfaces });
      assert.deepEqual(
        scanDevices(machine.root, forms).map(({ noTty }) => noTty),
        expected === undefined ? [] : [expected],
      );
    });
  }

  test('a line of the board is shown where its chip is there', context => {
    const machine = madeUpMachine(context);
    machine.board('ttyAMA0');
    machine.board('ttyS7');
    machine.write('sys/devices/platform/serial/ttyS7/tty/ttyS7/type', '0\n');
    assert.deepEqual(
      scanDevices(machine.root, forms).map(({ kind, place }) => [kind, place]),
      [['uart', 'ttyAMA0']],
    );
  });

  test('a machine without these folders has none', () => {
    assert.deepEqual(scanDevices('/there/is/no/such/folder', forms), []);
  });

  test('the signature changes with what is plugged in', context => {
    const machine = madeUpMachine(context);
    const none = deviceSignature(machine.root);
    machine.plug(module);
    const one = deviceSignature(machine.root);
    machine.unplug('1.4');
    assert.notEqual(one, none);
    assert.equal(deviceSignature(machine.root), none);
  });
});
