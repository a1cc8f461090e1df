import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  createSimCard,
  isPin,
  readElementaryFile,
  resetSimSession,
  simCondition,
  takeReference,
  unblockPin,
  verifyPin,
} from './sim-card.ts';

const identity = { imsi: '001010000000001', iccid: '8988201000000000013', number: '+88201000001' };

function lockedCode() {
  return createSimCard({ ...identity, pinEnabled: true, pin: '1234', puk: '87654321' }).code;
}

describe('PIN and PUK (TS 102 221 9.5.1)', () => {
  type Step = readonly [
    act: 'pin' | 'puk' | 'power',
    code: string,
    result: string,
    pin: number,
    puk: number,
    then: string,
  ];
  const walks: readonly (readonly [title: string, steps: readonly Step[]])[] = [
    ['the right PIN opens', [['pin', '1234', 'accepted', 3, 10, 'ready']]],
    [
      'a right PIN restores the counter',
      [
        ['pin', '0000', 'wrong', 2, 10, 'pin'],
        ['pin', '0000', 'wrong', 1, 10, 'pin'],
        ['pin', '1234', 'accepted', 3, 10, 'ready'],
      ],
    ],
    [
      'power off and on asks again and restores nothing',
      [
        ['pin', '0000', 'wrong', 2, 10, 'pin'],
        ['power', '', '', 2, 10, 'pin'],
        ['pin', '1234', 'accepted', 3, 10, 'ready'],
        ['power', '', '', 3, 10, 'pin'],
      ],
    ],
    [
      'the third wrong PIN blocks it, even for the right one',
      [
        ['pin', '0000', 'wrong', 2, 10, 'pin'],
        ['pin', '0000', 'wrong', 1, 10, 'pin'],
        ['pin', '0000', 'wrong', 0, 10, 'puk'],
        ['pin', '1234', 'blocked', 0, 10, 'puk'],
        ['puk', '00000000', 'wrong', 0, 9, 'puk'],
        ['puk', '87654321', 'accepted', 3, 10, 'ready'],
        ['power', '', '', 3, 10, 'pin'],
        ['pin', '1111', 'accepted', 3, 10, 'ready'],
      ],
    ],
  ];
  for (const [title, steps] of walks) {
    test(title, () => {
      const sim = createSimCard({ ...identity, pinEnabled: true, pin: '1234', puk: '87654321' });
      for (const [act, code, result, pinLeft, pukLeft, then] of steps) {
        if (act === 'pin') assert.equal(verifyPin(sim.code, code), result);
        if (act === 'puk') assert.equal(unblockPin(sim.code, code, '1111'), result);
        if (act === 'power') resetSimSession(sim);
        assert.deepEqual([sim.code.pinTriesLeft, sim.code.pukTriesLeft], [pinLeft, pukLeft]);
        assert.equal(simCondition(sim.code), then);
      }
    });
  }

  test('ten wrong PUKs end the card', () => {
    const code = lockedCode();
    for (let attempt = 0; attempt < 10; attempt += 1)
      assert.equal(unblockPin(code, '00000000', '1111'), 'wrong');
    assert.equal(unblockPin(code, '87654321', '1111'), 'blocked');
    assert.equal(simCondition(code), 'blocked');
  });

  for (const [pin, right] of [
    ['1234', true],
    ['12345678', true],
    ['123', false],
    ['123456789', false],
    ['12a4', false],
  ] as const) {
    test(`${pin} is ${right ? 'a' : 'no'} PIN`, () => assert.equal(isPin(pin), right));
  }
});

test('TP-MR starts at 0 and goes round after 255 (23.040 9.2.3.6)', () => {
  const sim = createSimCard(identity);
  const references = Array.from({ length: 257 }, () => takeReference(sim));
  assert.deepEqual([references[0], references[1], references[255], references[256]], [0, 1, 255, 0]);
});

describe('elementary files of the card (31.102 4.2)', () => {
  const fill = 'ff'.repeat(9);
  const rows: readonly [title: string, file: number, options: object, octets: string][] = [
    ['an ICCID of 19 digits is filled with F (TS 102 221 13.2)', 0x2fe2, {}, '988802010000000010f3'],
    ['one of 20 digits is whole', 0x2fe2, { iccid: '89882010000000000136' }, '98880201000000001063'],
    ['IMSI: length, parity of an odd number of digits, digits', 0x6f07, {}, '080910100000000010'],
    ['SPN: display condition, name, fill', 0x6f46, {}, `0173696d67617465${fill}`],
    ['SPN of 16 characters', 0x6f46, { serviceProvider: '1'.repeat(16) }, `01${'31'.repeat(16)}`],
    ['SPN of 17 characters is cut', 0x6f46, { serviceProvider: '1'.repeat(17) }, `01${'31'.repeat(16)}`],
    ['AD: normal operation, an MNC of 2 digits', 0x6fad, {}, '00000002'],
  ];
  for (const [title, file, options, expected] of rows)
    test(title, () => {
      const octets = readElementaryFile(createSimCard({ ...identity, ...options }), file) ?? Uint8Array.of();
      assert.equal(Buffer.from(octets).toString('hex'), expected);
    });
});

test('a card of which nothing is named: no PIN is asked, 30 messages, the own number and 100 contacts', () => {
  const { code, messages, ownNumbers, contacts, toolkit, ...rest } = createSimCard(identity);
  assert.deepEqual(code, {
    ...{ pin: '0000', puk: '12345678', enabled: false },
    ...{ pinTriesLeft: 3, pukTriesLeft: 10, verified: false },
  });
  assert.deepEqual(
    [messages.slots.length, ownNumbers, contacts.length],
    [30, [{ number: '+88201000001', text: '' }, undefined, undefined, undefined], 100],
  );
  assert.deepEqual(rest, {
    ...identity,
    ...{ serviceProvider: 'simgate', serviceCentre: '', lastReference: 255, memoryExceeded: false },
    ...{ class: 'uicc', waitingResponse: undefined },
  });
  assert.ok(toolkit);
  assert.equal(createSimCard({ ...identity, toolkit: false }).toolkit, undefined);
  assert.ok(createSimCard({ ...identity, toolkit: true }).toolkit);
});

test('power off takes the response that waits, too', () => {
  const sim = createSimCard(identity);
  sim.waitingResponse = Uint8Array.of(1);
  resetSimSession(sim);
  assert.equal(sim.waitingResponse, undefined);
});

test('a file the card has not', () => {
  assert.equal(readElementaryFile(createSimCard(identity), 0x6f99), undefined);
});
