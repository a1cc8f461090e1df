/** The doctor's report as people read it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DeviceReport, DoctorReport } from './doctor.ts';
import { renderReport } from './doctor-text.ts';
import type { FoundDevice } from './found-device.ts';
import { nameOfDevice } from './found-device.ts';
import type { Finding } from './reasons.ts';

function found(
  kind: Finding['kind'],
  title: string,
  causes: string[] = [],
  remedies: string[] = [],
): Finding {
  return { code: 'absent', kind, title, causes, remedies };
}

const device: DeviceReport = {
  name: 'Maker Module (aaaa:0125)',
  port: 3,
  device: '/dev/ttyUSB2',
  usb: ['serial:aaaa:1', 'place:1.4'],
  verdict: found('well', 'It serves'),
  warnings: [found('warning', 'The signal is weak', ['The antenna is loose.'], ['Fasten it.'])],
  facts: { imei: '35', operator: 'Net' },
  asked: [
    { device: '/dev/ttyUSB1', code: 'silent' },
    { device: '/dev/ttyUSB2', code: 'well' },
  ],
};
const report: DoctorReport = { gateway: null, devices: [device], findings: [], exitCode: 0 };

describe('the report', () => {
  test('of a device: place, facts, names, what was tried, warnings, verdict', () => {
    assert.equal(
      renderReport(report),
      `Maker Module (aaaa:0125)  /dev/ttyUSB2  port 3
  imei 35, operator Net
  usb: serial:aaaa:1  or  place:1.4
  tried before: /dev/ttyUSB1: silent
  ! The signal is weak
    because: The antenna is loose.
    do: Fasten it.
  ✓ It serves
`,
    );
  });

  test('of a device that is known by its file alone, without a port', () => {
    const plain = { ...device, name: '/dev/ttyS0', device: '/dev/ttyS0', port: null, usb: [], facts: {} };
    const devices = [{ ...plain, warnings: [], asked: [], verdict: found('fault', 'It is silent') }];
    assert.equal(renderReport({ ...report, devices }), '/dev/ttyS0\n  ✗ It is silent\n');
  });

  test('a gateway that runs stands first, what concerns no device last', () => {
    const findings = [found('unasked', 'No device was found', ['None is plugged in.'])];
    assert.equal(
      renderReport({ gateway: 'process 7', devices: [], findings, exitCode: 1 }),
      `The gateway runs (process 7): the devices it uses are not asked.

– No device was found
  because: None is plugged in.
`,
    );
  });
});

describe('the name of a device for people', () => {
  const plain: FoundDevice = {
    kind: 'modem',
    place: 'p',
    vendor: 'aaaa',
    product: '0125',
    serial: '',
    makerName: 'Maker',
    productName: 'Module',
    interfaces: [],
    ttys: [],
    folder: '/sys/x',
    managerUid: '',
    managerIgnores: false,
  };
  const noIds = { vendor: '', product: '' };
  const noNames = { makerName: '', productName: '' };
  const ttyS0 = { name: 'ttyS0', path: '/dev/ttyS0', codes: '', role: 'unknown', links: [] } as const;
  const rows: readonly (readonly [differences: Partial<FoundDevice>, name: string])[] = [
    [{}, 'Maker Module (aaaa:0125)'],
    [{ makerName: '' }, 'Module (aaaa:0125)'],
    [{ productName: '' }, 'Maker (aaaa:0125)'],
    [noIds, 'Maker Module'],
    [noNames, 'aaaa:0125'],
    [{ ...noNames, ...noIds, ttys: [ttyS0] }, 'ttyS0'],
    [{ ...noNames, ...noIds }, 'a device'],
  ];
  for (const [differences, name] of rows)
    test(name, () => assert.equal(nameOfDevice({ ...plain, ...differences }), name));
});
