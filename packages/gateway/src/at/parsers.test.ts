/** Whatever a modem sends: no parser throws, none takes long, and what is read stays within its bounds. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { dialects } from '../dialects/dialects.ts';
import { generic } from '../dialects/generic.ts';
import { meaningOfNotice } from '../modem/notice-meaning.ts';
import { parseCaller, parseListedCall, parseMissedCall } from './call.ts';
import { splitFields, splitLists } from './fields.ts';
import { parseIdentity, parseImei } from './identity.ts';
import { parseOperator } from './operator.ts';
import { parseRegistration } from './registration.ts';
import { parseFinal, splitGlued } from './result.ts';
import { parseNumbers, parseOffer, parseTextOffer } from './settings.ts';
import { parseExtendedSignal, parseSignal, signalFromExtended } from './signal.ts';
import {
  parseIccid,
  parseImsi,
  parseOwnNumbers,
  parseServiceCentre,
  parseSimAccess,
  parseSimLock,
} from './sim.ts';
import { lengthIn, parseList, parseStorageLists, parseStorageUse, parseStored } from './storage.ts';
import { parseUssd } from './ussd.ts';

const names = [
  '+CSQ',
  '+CREG',
  '+CPMS',
  '+CMGL',
  '+CUSD',
  '+CLIP',
  '+CCWA',
  '+CLCC',
  '+CNMI',
  '+CRSM',
  '+CMTI',
];
const piece = fc.constantFrom(
  ...names,
  ':',
  ' ',
  ',',
  '"',
  '(',
  ')',
  '-',
  '0',
  '89',
  '145',
  'FF',
  '\n',
  'OK',
);
const text = fc
  .array(fc.oneof(piece, fc.string({ unit: 'binary-ascii', maxLength: 8 })), { maxLength: 60 })
  .map(pieces => pieces.join(''));

const parsers: readonly [name: string, parse: (line: string) => unknown][] = [
  ['fields', splitFields],
  ['lists', splitLists],
  ['results', line => [parseFinal(line), parseFinal(line, true), splitGlued(line)]],
  ['settings', line => [parseOffer(line), parseTextOffer(line), parseNumbers(line)]],
  ['identity', line => [parseIdentity([line], '+CGMI'), parseImei([line])]],
  ['the SIM', line => [parseSimLock(line), parseImsi([line]), parseIccid([line]), parseSimAccess(line)]],
  ['numbers', line => [parseOwnNumbers([line]), parseServiceCentre(line)]],
  ['the network', line => [parseRegistration(line), parseOperator(line)]],
  ['calls', line => [parseCaller(line, '+CLIP'), parseListedCall(line), parseMissedCall(line)]],
  ['USSD', parseUssd],
  [
    'storage',
    line => [parseStorageLists(line), parseStorageUse(line), parseList([line]), parseStored([line])],
  ],
  ['notices', line => [generic, ...dialects].map(dialect => meaningOfNotice({ line }, dialect))],
];

describe('parsers', () => {
  for (const [name, parse] of parsers)
    test(`of ${name} take any line`, () => {
      fc.assert(fc.property(text, line => void parse(line)));
    });

  for (const [name, parse] of parsers)
    test(`of ${name} take a line as long as lines can be in a moment`, () => {
      for (const character of ['"', ',', '(', ' ', '0', 'A', '-', ':']) {
        const started = performance.now();
        parse(`+CSQ: ${character.repeat(8000)}`);
        assert.ok(performance.now() - started < 1000, `${name}: ${character}`);
      }
    });

  test('a signal is 0 to 31 or unknown', () => {
    fc.assert(
      fc.property(text, line => {
        const signals = [parseSignal(line), signalFromExtended(parseExtendedSignal(line))];
        for (const signal of signals) assert.ok(signal === undefined || (signal >= 0 && signal <= 31));
      }),
    );
  });

  test('the length of a PDU is the number behind the last comma or colon of its header', () => {
    fc.assert(
      fc.property(
        fc.nat(300),
        fc.constantFrom('+CMT: ', '+CMT: "A, 5",', '+CDS: ,', '+CMGR: 1,,', ''),
        (length, head) => assert.equal(lengthIn(`${head}${length}`), length),
      ),
    );
  });
});
