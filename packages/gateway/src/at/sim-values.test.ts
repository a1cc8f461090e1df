/** Values in answers about the SIM and its storage, one clause after another. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { numberText, parseIccid, parseTriesLeft, plainText, simLockOfError } from './sim.ts';
import {
  isOwn,
  isWhole,
  lengthIn,
  parseList,
  parseStorageUse,
  parseStored,
  parseStoredNotice,
} from './storage.ts';

describe('the state of the SIM behind an error', () => {
  /** 27.007 9.2.1 and 27.005 3.2.5; a plain ERROR proves nothing. */
  const rows = [
    ['cme', 9, undefined],
    ['cme', 10, 'absent'],
    ['cme', 11, 'pin'],
    ['cme', 12, 'puk'],
    ['cme', 13, 'busy'],
    ['cme', 14, 'busy'],
    ['cme', 15, 'absent'],
    ['cme', 16, undefined],
    ['cme', 310, undefined],
    ['cms', 10, undefined],
    ['cms', 310, 'absent'],
    ['cms', 311, 'pin'],
    ['cms', 312, undefined],
    ['cms', 313, 'busy'],
    ['cms', 314, 'busy'],
    ['cms', 315, 'absent'],
    ['cms', 316, 'puk'],
    ['plain', 10, undefined],
    ['cme', undefined, undefined],
  ] as const;
  for (const [source, code, lock] of rows)
    test(`${source} ${code}: ${lock ?? 'nothing'}`, () => assert.equal(simLockOfError(source, code), lock));
});

describe('the tries left of a PIN', () => {
  const rows: readonly (readonly [lines: readonly string[], field: number, tries: number | undefined])[] = [
    [['+CPINR: SIM PIN,3,3'], 1, 3],
    [['+CPINR: SIM PIN,0,3'], 1, 0],
    [['^SPIC: 2'], 0, 2],
    [['+SPIC: 3,10,3,10'], 0, 3],
    [['noise', '^SPIC: 1'], 0, 1],
    [['+CPINR: SIM PIN'], 1, undefined],
    [['+CPINR: SIM PIN,x'], 1, undefined],
    [[], 0, undefined],
  ];
  for (const [lines, field, tries] of rows)
    test(`${lines.join(' ') || 'no answer'}: ${tries ?? 'unknown'}`, () =>
      assert.equal(parseTriesLeft(lines, field), tries));
});

describe('a number with its type of address (24.008 10.5.4.7)', () => {
  const rows = [
    ['8820', 145, '+8820'],
    ['8820', 129, '8820'],
    ['8820', undefined, '8820'],
    ['+8820', 145, '+8820'],
    ['*100#', 145, '*100#'],
    ['', 145, ''],
    ['0038003800320030', 145, '+8820'],
    ['002B0038003800320030', 129, '+8820'],
  ] as const;
  for (const [text, type, number] of rows)
    test(`${text || 'none'} of type ${type ?? 'none'}: ${number || 'none'}`, () =>
      assert.equal(numberText(text, type), number));
});

describe('a string that may be UCS-2 in hexadecimal digits', () => {
  const rows = [
    ['00480069', 'Hi'],
    ['004800690021', 'Hi!'],
    // A single character may as well be a number.
    ['0048', '0048'],
    // Digits that no two zeros begin are no such string: they are a number.
    ['49170000', '49170000'],
    ['0048006', '0048006'],
    ['', ''],
  ] as const;
  for (const [text, plain] of rows)
    test(`${text || 'nothing'}: ${plain || 'nothing'}`, () => assert.equal(plainText(text), plain));
});

describe('the ICCID in a line', () => {
  const rows: readonly (readonly [line: string, iccid: string | undefined])[] = [
    ['+CCID: 898820112345678901', '898820112345678901'],
    ['+CCID: 8988201123456789012', '8988201123456789012'],
    ['+CCID: 89882011234567890123', '89882011234567890123'],
    ['+CCID: 89882011234567890', undefined],
    ['+CCID: 898820112345678901234', undefined],
    ['^ICCID: 98880211325476981032', '89882011234567890123'],
    // Neither way round begins with 89: as it came.
    ['+CCID: 12345678901234567890', '12345678901234567890'],
    ['898820112345678901FF', '898820112345678901'],
    ['ERROR', undefined],
  ];
  for (const [line, iccid] of rows)
    test(`${line}: ${iccid ?? 'none'}`, () => assert.equal(parseIccid([line]), iccid));

  test('is looked for in line after line', () => {
    assert.equal(parseIccid(['noise', '', '+CCID: 898820112345678901']), '898820112345678901');
  });
});

describe('the length of a TPDU at the end of a header', () => {
  const rows: readonly (readonly [header: string, length: number | undefined])[] = [
    ['+CMT: ,26', 26],
    ['+CDS: 26', 26],
    ['+CDS:26', 26],
    ['26', 26],
    ['+CMGR: 0,,159', 159],
    ['+CMT: ,26  ', 26],
    ['+CMT: , 26', 26],
    ['+CMT: "Ann 26', undefined],
    ['+CMT: x26', undefined],
    ['+CMT: ,', undefined],
    ['+CMT:', undefined],
    ['', undefined],
  ];
  for (const [header, length] of rows)
    test(`${JSON.stringify(header)}: ${length ?? 'none'}`, () => assert.equal(lengthIn(header), length));
});

describe('a PDU is whole', () => {
  /** Three octets behind a service centre of one octet, and without. */
  const rows: readonly (readonly [pdu: string, header: string, whole: boolean])[] = [
    ['00AABBCC', '+CMT: ,3', true],
    ['0191AABBCC', '+CMT: ,3', true],
    ['00AABB', '+CMT: ,3', true],
    ['00AA', '+CMT: ,3', false],
    ['00AABBCCDD', '+CMT: ,3', false],
    ['0191AABB', '+CMT: ,3', false],
    ['00AA', '+CMT: "Ann', true],
  ];
  for (const [pdu, header, whole] of rows)
    test(`${pdu} behind ${header}: ${whole}`, () => assert.equal(isWhole(pdu, header), whole));
});

describe('stored messages (27.005 4.1, 4.2)', () => {
  const PDU = '00AABBCC';

  test('are listed with index and state; what is damaged is marked', () => {
    assert.deepEqual(parseList(['+CMGL: 1,0,,3', PDU, '+CMGL: 2,3,"Ann",9', PDU, 'noise']), [
      { index: 1, status: 0, length: 3, pdu: PDU },
      { index: 2, status: 3, length: 9, pdu: PDU, damaged: true },
    ]);
  });

  test('have their PDU in the same line in some modules, and no state in others', () => {
    assert.deepEqual(parseList([`+CMGL: 1,0,,3 ${PDU}`]), [{ index: 1, status: 0, length: 3, pdu: PDU }]);
    assert.deepEqual(parseList(['+CMGL: 1,,,3', PDU]), [{ index: 1, length: 3, pdu: PDU }]);
  });

  for (const [field, read] of [
    ['G\xcc\xca3', { damaged: true }],
    ['3x', { damaged: true }],
    ['"REC UNREAD"', { status: 0 }],
    ['"STO SENT"', { status: 3 }],
  ] as const)
    test(`have a state that is no number, ${field}: ${JSON.stringify(read)}`, () => {
      const length = 3;
      assert.deepEqual(parseList([`+CMGL: 1,${field},,3`, PDU]), [{ index: 1, length, pdu: PDU, ...read }]);
      assert.deepEqual(parseStored([`+CMGR: ${field},,3`, PDU]), { length, pdu: PDU, ...read });
    });

  for (const [pdu, status, own] of [
    ['0001000B91', 0, true],
    ['0001000B91', undefined, true],
    ['0291AA01000B91', 1, true],
    ['0004000B91', 0, false],
    ['0004000B91', undefined, false],
    ['0004000B91', 2, true],
    ['0004000B91', 3, true],
    ['0006000B91', 0, false],
  ] as const)
    test(`${pdu} with state ${status} is ${own ? '' : 'not '}the modem's own`, () =>
      assert.equal(isOwn({ pdu, ...(status !== undefined && { status }) }), own));

  test('have an SMS-SUBMIT without the address of a service centre', () => {
    assert.equal(isOwn({ pdu: '01000B91', length: 4 }), true);
    assert.equal(isOwn({ pdu: '04000B91', length: 4 }), false);
  });

  test('are not known by a PDU whose length is not that of its header: it may begin elsewhere', () => {
    assert.equal(isOwn({ pdu: '04000B911201', length: 6 }), false);
    assert.equal(isOwn({ pdu: '04000B911201', length: 9 }), false);
  });

  test('are left out without a PDU', () => {
    assert.deepEqual(parseList(['+CMGL: 1,0,,3', '+CMGL: 2,1,,3', PDU]), [
      { index: 2, status: 1, length: 3, pdu: PDU },
    ]);
    assert.deepEqual(parseList([]), []);
    assert.equal(parseStored(['+CMGR: 0,,3']), undefined);
  });

  test('have no index when they are read alone', () => {
    assert.deepEqual(parseStored(['+CMGR: 1,,3', PDU]), { status: 1, length: 3, pdu: PDU });
  });

  const notices: readonly (readonly [line: string, found: object | undefined])[] = [
    ['+CMTI: "SM",3', { memory: 'SM', index: 3 }],
    ['+CMTI: SM,3', { memory: 'SM', index: 3 }],
    ['+CMTI: "sm",3', { memory: '', index: 3 }],
    ['+CMTI: "SIM",3', { memory: '', index: 3 }],
    ['+CMTI: 0,111', { memory: '', index: 111 }],
    ['+CMTI: "SM"', undefined],
    ['+CMTI: "SM",x', undefined],
    ['+CMTI', undefined],
  ];
  for (const [line, found] of notices)
    test(`${line}: ${JSON.stringify(found) ?? 'no place'}`, () =>
      assert.deepEqual(parseStoredNotice(line, '+CMTI'), found));

  const uses: readonly (readonly [line: string, found: readonly object[]])[] = [
    ['+CPMS: 1,30', [{ memory: '', used: 1, total: 30 }]],
    [
      '+CPMS: 1,30,2,50,0,9',
      [
        { memory: '', used: 1, total: 30 },
        { memory: '', used: 2, total: 50 },
        { memory: '', used: 0, total: 9 },
      ],
    ],
    [
      '+CPMS: "SM",1,30,"ME",2,50',
      [
        { memory: 'SM', used: 1, total: 30 },
        { memory: 'ME', used: 2, total: 50 },
      ],
    ],
    // A field that is lost does not make a number of the next one.
    ['+CPMS: 1,30,2', [{ memory: '', used: 1, total: 30 }]],
    ['+CPMS: "SM",x,30', []],
    ['+CPMS:', []],
  ];
  for (const [line, found] of uses)
    test(`${line} are ${found.length} storages`, () => assert.deepEqual(parseStorageUse(line), found));
});
