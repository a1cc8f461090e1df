import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DecodeError, EncodeError } from '../errors.ts';
import { fromHex, toHex } from '../hex.ts';
import {
  type CardClass,
  type CardCommandBody,
  type CardInstruction,
  type CardStatus,
  decodeCardAnswer,
  encodeCardCommand,
  encodeStatusCommand,
} from './card-command.ts';

describe('command APDUs of the toolkit (102 221 10.1, 51.011 9.2)', () => {
  const rows: readonly [card: CardClass, name: CardInstruction, body: CardCommandBody, hex: string][] = [
    ['uicc', 'terminalProfile', { data: fromHex('7FFF') }, '80100000027FFF'],
    ['sim', 'terminalProfile', { data: fromHex('7FFF') }, 'A0100000027FFF'],
    ['uicc', 'fetch', { length: 0x0b }, '801200000B'],
    ['sim', 'fetch', { length: 256 }, 'A012000000'],
    [
      'uicc',
      'terminalResponse',
      { data: fromHex('810301218082028281830100') },
      '801400000C810301218082028281830100',
    ],
    ['uicc', 'envelope', { data: fromHex('D30782020181900101') }, '80C2000009D30782020181900101'],
    ['uicc', 'getResponse', { length: 5 }, '00C0000005'],
    ['sim', 'getResponse', { length: 5 }, 'A0C0000005'],
  ];
  for (const [card, name, body, hex] of rows)
    test(`${name} to a ${card}`, () => assert.equal(toHex(encodeCardCommand(card, name, body)), hex));

  test('STATUS', () => {
    assert.equal(toHex(encodeStatusCommand('uicc')), '80F2000C00');
    assert.equal(toHex(encodeStatusCommand('sim')), 'A0F2000016');
  });

  test('what does not fit is refused', () => {
    const tooLong = { data: new Uint8Array(256) };
    assert.throws(
      () => encodeCardCommand('uicc', 'envelope', tooLong),
      new EncodeError('Lc', '256 is more than 255 octets'),
    );
    for (const length of [0, 257])
      assert.throws(
        () => encodeCardCommand('uicc', 'fetch', { length }),
        new EncodeError('Le', `${length} is not 1 to 256`),
      );
  });
});

describe('answers of the card (102 221 10.2, 51.011 9.4)', () => {
  const rows: readonly [words: string, status: CardStatus][] = [
    ['9000', { kind: 'done' }],
    ['910B', { kind: 'command', length: 11 }],
    ['9100', { kind: 'command', length: 256 }],
    ['6105', { kind: 'data', length: 5 }],
    ['9F1A', { kind: 'data', length: 26 }],
    ['9E02', { kind: 'refused' }],
    ['6C0B', { kind: 'length', length: 11 }],
    ['9300', { kind: 'busy' }],
    ['6E00', { kind: 'class' }],
    ['6300', { kind: 'done' }],
    ['6D00', { kind: 'refused' }],
    ['6A80', { kind: 'refused' }],
  ];
  for (const [words, status] of rows)
    test(words, () =>
      assert.deepEqual(decodeCardAnswer(fromHex(words)), { data: new Uint8Array(), words, status }),
    );

  test('data stand before the status words', () => {
    assert.deepEqual(decodeCardAnswer(fromHex('D0009000')), {
      data: fromHex('D000'),
      words: '9000',
      status: { kind: 'done' },
    });
  });

  for (const hex of ['', '90'])
    test(`"${hex}" is none`, () => {
      assert.throws(
        () => decodeCardAnswer(fromHex(hex)),
        new DecodeError('SW1 SW2', 0, 'a response has two octets of status at least'),
      );
    });
});
