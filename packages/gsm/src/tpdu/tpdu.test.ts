/** The six TPDUs of 23.040 9.2.2, octet by octet. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { UserData } from '../fields/user-data.ts';
import { fromHex, toHex } from '../hex.ts';
import { decodeTpdu } from './decode-tpdu.ts';
import { encodeTpdu } from './encode-tpdu.ts';
import type {
  Command,
  Deliver,
  DeliverReport,
  Direction,
  StatusReport,
  Submit,
  SubmitReport,
  Tpdu,
} from './tpdu.ts';

const all = [...Array(256).keys()];
const international = { typeOfNumber: 'international', numberingPlan: 1, digits: '46708251358' } as const;
const time = { year: 2024, month: 2, day: 29, hour: 12, minute: 0, second: 0, zoneQuarters: 4 };
const hello: UserData = { header: [], payload: Uint8Array.from(Buffer.from('hello')) };

const submit: Submit = {
  type: 'submit',
  rejectDuplicates: false,
  statusReportRequest: false,
  replyPath: false,
  messageReference: 0,
  destination: international,
  protocolIdentifier: 0,
  dataCodingScheme: 0,
  userData: hello,
};

const deliver: Deliver = {
  type: 'deliver',
  moreMessages: false,
  loopPrevention: false,
  statusReportIndication: false,
  replyPath: false,
  originator: international,
  protocolIdentifier: 0,
  dataCodingScheme: 0,
  serviceCentreTimestamp: time,
  userData: hello,
};

const report: StatusReport = {
  type: 'statusReport',
  moreMessages: false,
  loopPrevention: false,
  onCommand: false,
  messageReference: 7,
  recipient: international,
  serviceCentreTimestamp: time,
  dischargeTime: { ...time, minute: 1 },
  status: 0,
};

const submitReport: SubmitReport = { type: 'submitReport', serviceCentreTimestamp: time };
const deliverReport: DeliverReport = { type: 'deliverReport' };

const command: Command = {
  type: 'command',
  statusReportRequest: true,
  messageReference: 1,
  protocolIdentifier: 0,
  commandType: 2,
  messageNumber: 7,
  destination: international,
  commandData: new Uint8Array(0),
};

const TO = '0B916407281553F8';
const SCTS = '42209221000040';
const DISCHARGE = '42209221100040';
const HELLO_HEX = '05E8329BFD06';

const samples: readonly (readonly [string, Tpdu, Direction, string])[] = [
  ['SUBMIT', submit, 'fromMobile', `0100${TO}0000${HELLO_HEX}`],
  [
    'SUBMIT with validity and report',
    { ...submit, statusReportRequest: true, validityPeriod: { format: 'relative', value: 0xaa } },
    'fromMobile',
    `3100${TO}0000AA${HELLO_HEX}`,
  ],
  [
    'SUBMIT with all flags',
    { ...submit, rejectDuplicates: true, statusReportRequest: true, replyPath: true },
    'fromMobile',
    `A500${TO}0000${HELLO_HEX}`,
  ],
  ['DELIVER', deliver, 'toMobile', `04${TO}0000${SCTS}${HELLO_HEX}`],
  ['DELIVER, more to come', { ...deliver, moreMessages: true }, 'toMobile', `00${TO}0000${SCTS}${HELLO_HEX}`],
  [
    'DELIVER with all flags',
    { ...deliver, moreMessages: true, loopPrevention: true, statusReportIndication: true, replyPath: true },
    'toMobile',
    `A8${TO}0000${SCTS}${HELLO_HEX}`,
  ],
  ['STATUS-REPORT', report, 'toMobile', `0607${TO}${SCTS}${DISCHARGE}00`],
  [
    'STATUS-REPORT on a command',
    { ...report, onCommand: true },
    'toMobile',
    `2607${TO}${SCTS}${DISCHARGE}00`,
  ],
  [
    'STATUS-REPORT with text',
    { ...report, dataCodingScheme: 0, userData: hello },
    'toMobile',
    `0607${TO}${SCTS}${DISCHARGE}000600${HELLO_HEX}`,
  ],
  [
    'STATUS-REPORT with text and no coding',
    { ...report, userData: hello },
    'toMobile',
    `0607${TO}${SCTS}${DISCHARGE}0004${HELLO_HEX}`,
  ],
  [
    'STATUS-REPORT with an empty TP-PI',
    { ...report, parameterIndicator: 0 },
    'toMobile',
    `0607${TO}${SCTS}${DISCHARGE}0000`,
  ],
  ['DELIVER-REPORT to RP-ACK', deliverReport, 'fromMobile', '0000'],
  ['DELIVER-REPORT to RP-ERROR', { ...deliverReport, failureCause: 0xd3 }, 'fromMobile', '00D300'],
  [
    'DELIVER-REPORT with everything',
    { ...deliverReport, failureCause: 0xd3, protocolIdentifier: 0x7f, dataCodingScheme: 0, userData: hello },
    'fromMobile',
    `00D3077F00${HELLO_HEX}`,
  ],
  [
    'DELIVER-REPORT with reserved bits in TP-PI',
    { ...deliverReport, failureCause: 0xd3, protocolIdentifier: 1, parameterIndicator: 0x41 },
    'fromMobile',
    '00D34101',
  ],
  ['SUBMIT-REPORT to RP-ACK', submitReport, 'toMobile', `0100${SCTS}`],
  ['SUBMIT-REPORT to RP-ERROR', { ...submitReport, failureCause: 0xc0 }, 'toMobile', `01C000${SCTS}`],
  [
    'SUBMIT-REPORT with everything',
    { ...submitReport, failureCause: 0xc0, protocolIdentifier: 1, dataCodingScheme: 4, userData: hello },
    'toMobile',
    `01C007${SCTS}01040568656C6C6F`,
  ],
  ['COMMAND', command, 'fromMobile', `2201000207${TO}00`],
  [
    'COMMAND with data and a header in it',
    { ...command, headerIndication: true, commandData: fromHex('0500030102') },
    'fromMobile',
    `6201000207${TO}050500030102`,
  ],
];

describe('each TPDU is written and read', () => {
  for (const [what, tpdu, direction, hex] of samples) {
    test(what, () => {
      assert.equal(toHex(encodeTpdu(tpdu)), hex);
      assert.deepEqual(decodeTpdu(fromHex(hex), direction), tpdu);
    });
  }
});

describe('all 256 values come back', () => {
  const fields: Readonly<Record<string, (octet: number) => Tpdu>> = {
    'TP-MR': octet => ({ ...submit, messageReference: octet }),
    'TP-PID': octet => ({ ...submit, protocolIdentifier: octet }),
    'TP-DCS of SUBMIT': octet => ({ ...submit, dataCodingScheme: octet }),
    'TP-VP': octet => ({ ...submit, validityPeriod: { format: 'relative', value: octet } }),
    'TP-MR of COMMAND': octet => ({ ...command, messageReference: octet }),
    'TP-PID of COMMAND': octet => ({ ...command, protocolIdentifier: octet }),
    'TP-CT': octet => ({ ...command, commandType: octet }),
    'TP-MN': octet => ({ ...command, messageNumber: octet }),
    'TP-FCS': octet => ({ ...deliverReport, ...(octet > 7 && { failureCause: octet }) }),
    'TP-PID of DELIVER-REPORT': octet => ({ ...deliverReport, protocolIdentifier: octet }),
    'TP-DCS of DELIVER-REPORT': octet => ({ ...deliverReport, dataCodingScheme: octet, userData: hello }),
  };
  for (const [field, make] of Object.entries(fields)) {
    test(field, () => {
      for (const octet of all)
        assert.deepEqual(decodeTpdu(encodeTpdu(make(octet)), 'fromMobile'), make(octet));
    });
  }

  const toMobile: Readonly<Record<string, (octet: number) => Tpdu>> = {
    'TP-PID of DELIVER': octet => ({ ...deliver, protocolIdentifier: octet }),
    'TP-DCS of DELIVER': octet => ({ ...deliver, dataCodingScheme: octet }),
    'TP-ST': octet => ({ ...report, status: octet }),
    'TP-MR of STATUS-REPORT': octet => ({ ...report, messageReference: octet }),
    'TP-DCS of STATUS-REPORT': octet => ({ ...report, dataCodingScheme: octet, userData: hello }),
  };
  for (const [field, make] of Object.entries(toMobile)) {
    test(field, () => {
      for (const octet of all) assert.deepEqual(decodeTpdu(encodeTpdu(make(octet)), 'toMobile'), make(octet));
    });
  }
});

describe('first octet', () => {
  /** Bits that have no meaning in SMS-DELIVER are not kept. */
  const unusedInDeliver = 0x10;
  test('of SUBMIT: every bit comes back', () => {
    for (const octet of all.filter(octet => (octet & 0x43) === 0x01)) {
      const validity = { 0: '', 8: '00'.repeat(7), 16: 'AA', 24: SCTS }[octet & 0x18] ?? '';
      const hex = `${toHex(Uint8Array.of(octet))}00${TO}0000${validity}${HELLO_HEX}`;
      assert.equal(toHex(encodeTpdu(decodeTpdu(fromHex(hex), 'fromMobile'))), hex);
    }
  });

  test('of DELIVER: every bit that means something comes back', () => {
    for (const octet of all.filter(octet => (octet & 0x43) === 0x00)) {
      const hex = (first: number) => `${toHex(Uint8Array.of(first))}${TO}0000${SCTS}${HELLO_HEX}`;
      const again = encodeTpdu(decodeTpdu(fromHex(hex(octet)), 'toMobile'));
      assert.equal(toHex(again), hex(octet & ~unusedInDeliver));
    }
  });

  test('TP-MTI 11 is read as DELIVER by the phone and refused by the service centre (9.2.3.1)', () => {
    assert.equal(decodeTpdu(fromHex(`07${TO}0000${SCTS}${HELLO_HEX}`), 'toMobile').type, 'deliver');
    const fromPhone = () => decodeTpdu(fromHex(`0300${TO}0000${HELLO_HEX}`), 'fromMobile');
    assert.throws(fromPhone, { name: 'DecodeError', field: 'TP-MTI', octet: 0 });
  });

  test('the direction decides what TP-MTI means', () => {
    assert.equal(decodeTpdu(fromHex(`01C000${SCTS}`), 'toMobile').type, 'submitReport');
    assert.throws(() => decodeTpdu(fromHex(`01C000${SCTS}`), 'fromMobile'), { name: 'DecodeError' });
  });
});

describe('what is refused', () => {
  for (const [what, hex, direction, field, octet] of [
    ['nothing', '', 'toMobile', 'first octet', 0],
    ['no reference', '01', 'fromMobile', 'TP-MR', 0],
    ['no destination', '0100', 'fromMobile', 'TP-DA', 1],
    ['no protocol', `0100${TO}`, 'fromMobile', 'TP-PID', 9],
    ['no coding', `0100${TO}00`, 'fromMobile', 'TP-DCS', 10],
    ['no validity', `1100${TO}0000`, 'fromMobile', 'TP-VP', 11],
    ['no length', `0100${TO}0000`, 'fromMobile', 'TP-UDL', 11],
    ['no time', `04${TO}0000`, 'toMobile', 'TP-SCTS', 10],
    ['no discharge time', `0607${TO}${SCTS}`, 'toMobile', 'TP-DT', 16],
    ['no status', `0607${TO}${SCTS}${DISCHARGE}`, 'toMobile', 'TP-ST', 23],
    ['TP-PI that announces too much', `0607${TO}${SCTS}${DISCHARGE}0001`, 'toMobile', 'TP-PID', 25],
    ['TP-PI that never ends', `0607${TO}${SCTS}${DISCHARGE}0080`, 'toMobile', 'TP-PI', 25],
    ['octets behind TP-PI', `0607${TO}${SCTS}${DISCHARGE}000041`, 'toMobile', 'TPDU', 26],
    ['no TP-PI', '00D3', 'fromMobile', 'TP-PI', 1],
    ['fewer command data than announced', `2201000207${TO}0501`, 'fromMobile', 'TP-CD', 14],
    ['more command data than announced', `2201000207${TO}0001`, 'fromMobile', 'TPDU', 14],
  ] as const) {
    test(`${what}: ${field}, octet ${octet}`, () =>
      assert.throws(() => decodeTpdu(fromHex(hex), direction), { name: 'DecodeError', field, octet }));
  }

  for (const [what, tpdu, field] of [
    ['reference 256', { ...submit, messageReference: 256 }, 'TP-MR'],
    ['protocol -1', { ...submit, protocolIdentifier: -1 }, 'TP-PID'],
    ['coding 0.5', { ...submit, dataCodingScheme: 0.5 }, 'TP-DCS'],
    ['failure cause 7', { ...deliverReport, failureCause: 7 }, 'TP-FCS'],
    ['status 256', { ...report, status: 256 }, 'TP-ST'],
    ['157 octets of command data', { ...command, commandData: new Uint8Array(157) }, 'TP-CD'],
  ] as const) {
    test(`${what} cannot be written: ${field}`, () =>
      assert.throws(() => encodeTpdu(tpdu), { name: 'EncodeError', field }));
  }
});

describe('TP-PI of more than one octet (9.2.3.27)', () => {
  for (const [what, hex, direction] of [
    ['a status report', `0607${TO}${SCTS}${DISCHARGE}00817F41`, 'toMobile'],
    ['a status report with three octets', `0607${TO}${SCTS}${DISCHARGE}00808000`, 'toMobile'],
    ['a report of an error', '00D3810041', 'fromMobile'],
    ['reserved bits beside', '00D3F90141', 'fromMobile'],
  ] as const) {
    test(`${what} comes back`, () => {
      assert.equal(toHex(encodeTpdu(decodeTpdu(fromHex(hex), direction))), hex);
    });
  }

  for (const [what, extension] of [
    ['its last octet announces another one', '80'],
    ['an octet follows the last one', '0000'],
  ] as const) {
    test(`is not written where ${what}`, () => {
      const wrong = { ...report, parameterIndicatorExtension: fromHex(extension) };
      assert.throws(() => encodeTpdu(wrong), { name: 'EncodeError', field: 'TP-PI' });
    });
  }

  test('is not written where it would be read as TP-FCS', () => {
    const report = { type: 'deliverReport', parameterIndicator: 0x08 } as const;
    assert.throws(() => encodeTpdu(report), { name: 'EncodeError', field: 'TP-PI' });
  });
});

describe('a status report from a SIM record', () => {
  test('is read without the FF that fill the record up (51.011 10.5.3)', () => {
    const hex = `0607${TO}${SCTS}${DISCHARGE}00`;
    assert.deepEqual(decodeTpdu(fromHex(`${hex}${'FF'.repeat(100)}`), 'toMobile'), report);
  });

  test('with other octets behind is refused', () => {
    const hex = `0607${TO}${SCTS}${DISCHARGE}00FFFF00`;
    assert.throws(() => decodeTpdu(fromHex(hex), 'toMobile'), { name: 'DecodeError' });
  });
});
