import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { packUssd, toHex } from '@simgate/gsm';
import { parseUssd } from '../../at/ussd.ts';
import type { UssdForm } from '../../dialects/dialect.ts';
import {
  type CharacterSet,
  isLongPacked,
  joinPacked,
  mayBeCut,
  provenForm,
  readUssd,
  ussdObstacle,
  writeUssd,
} from './ussd-coding.ts';

describe('a USSD request as the modem takes it', () => {
  const rows: [
    what: string,
    text: string,
    form: UssdForm,
    set: CharacterSet,
    written: string,
    dcs: number,
  ][] = [
    ['characters', '*100#', 'characters', 'GSM', '*100#', 15],
    ['characters under IRA', '*100#', 'characters', 'IRA', '*100#', 15],
    ['characters under UCS2', '*1#', 'characters', 'UCS2', '002A00310023', 15],
    ['packed septets', '*100#', 'packed', 'GSM', 'AA180C3602', 15],
    ['packed, whatever +CSCS says', '*100#', 'packed', 'UCS2', 'AA180C3602', 15],
    ['UCS-2, always hexadecimal', 'да', 'characters', 'GSM', '04340430', 72],
    ['UCS-2 beside packed septets', 'да', 'packed', 'GSM', '04340430', 72],
    // 0x00, 0x22, CR and Ctrl-Z (Greek capital Xi) would end the text or the command line.
    ['a commercial at, 0x00 in GSM', 'a@b', 'characters', 'GSM', '006100400062', 72],
    ['the same under IRA', 'a@b', 'characters', 'IRA', 'a@b', 15],
    ['a quote', '"1"', 'characters', 'IRA', '002200310022', 72],
    ['a line end', '1\r', 'characters', 'GSM', '0031000D', 72],
    ['Xi, which is Ctrl-Z', 'Ξ', 'characters', 'GSM', '039E', 72],
  ];
  for (const [what, text, form, set, written, dataCodingScheme] of rows)
    test(what, () => assert.deepEqual(writeUssd(text, form, set), { text: written, dataCodingScheme }));

  for (const [what, text, obstacle] of [
    ['182 septets fit 160 octets', 'x'.repeat(182), undefined],
    ['183 do not', 'x'.repeat(183), /182 characters/],
    ['91 of the extension table are 182 septets', '€'.repeat(91), undefined],
    ['92 are too many', '€'.repeat(92), /182 characters/],
    ['80 UCS-2 characters fit', 'я'.repeat(80), undefined],
    ['81 do not', 'я'.repeat(81), /80 UCS-2/],
    ['an emoji is two of them', '😀'.repeat(41), /80 UCS-2/],
    ['nothing', '', /empty/],
  ] as const)
    test(what, () => {
      if (obstacle === undefined) assert.equal(ussdObstacle(text), undefined);
      else {
        assert.match(String(ussdObstacle(text)), obstacle);
        assert.throws(() => writeUssd(text, 'characters', 'GSM'), { name: 'EncodeError', field: 'text' });
      }
    });
});

describe('what a +CUSD says', () => {
  const rows: [what: string, line: string, form: UssdForm | undefined, set: CharacterSet, text: string][] = [
    ['characters under IRA', '+CUSD: 0,"Bal: $5",15', 'characters', 'IRA', 'Bal: $5'],
    [
      'characters under GSM: 0x02 is a dollar, 0x7b a-umlaut',
      '+CUSD: 0,"\x025 w{hlen",15',
      'characters',
      'GSM',
      '$5 wählen',
    ],
    ['an escape under GSM', '+CUSD: 0,"5 \x1be",15', 'characters', 'GSM', '5 €'],
    ['octets that no septet has are shown as they are', '+CUSD: 0,"5 \xa3",15', 'characters', 'GSM', '5 £'],
    ['packed septets', '+CUSD: 0,"CF2135487D2E4130572D0682BB1A",0', 'packed', 'GSM', 'OCTATOK 0.51 p.'],
    [
      'packed septets from a maker who was not known for it',
      '+CUSD: 0,"CF2135487D2E4130572D0682BB1A",0',
      undefined,
      'GSM',
      'OCTATOK 0.51 p.',
    ],
    ['characters where packed septets were expected', '+CUSD: 0,"Hello",15', 'packed', 'GSM', 'Hello'],
    ['digits are a balance, not hexadecimal', '+CUSD: 0,"12345678",15', 'characters', 'GSM', '12345678'],
    [
      'UCS-2 of the default alphabet under +CSCS="UCS2"',
      '+CUSD: 0,"00480069",15',
      'characters',
      'UCS2',
      'Hi',
    ],
    ['the same from a module that thinks so', '+CUSD: 0,"00480069",15', undefined, 'GSM', 'Hi'],
    ['UCS-2', '+CUSD: 1,"0434043001F6",72', 'characters', 'GSM', 'даǶ'],
    ['UCS-2 with a pair of surrogates', '+CUSD: 1,"D83DDE00",72', 'packed', 'GSM', '😀'],
    ['characters under a UCS-2 coding', '+CUSD: 0,"plain text",72', 'characters', 'IRA', 'plain text'],
    ['8-bit data that is text', '+CUSD: 0,"48692100A3",68', 'characters', 'GSM', '48692100A3'],
    ['8-bit data in Latin 1', '+CUSD: 0,"4869A3",68', 'characters', 'GSM', 'Hi£'],
    ['a language in front of characters', '+CUSD: 0,"en\rHello",16', 'characters', 'IRA', 'Hello'],
    ['what looks like one under another coding', '+CUSD: 0,"en\rHello",15', 'characters', 'IRA', 'en\rHello'],
    ['no language where no CR is behind it', '+CUSD: 0,"en, Hello",16', 'characters', 'IRA', 'en, Hello'],
    [
      'UCS-2 that a full buffer cut inside of a character',
      '+CUSD: 1,"04340430044",72',
      undefined,
      'GSM',
      'да',
    ],
    ['UCS-2 with the rest of another answer behind', '+CUSD: 1,"0434000004300430",72', undefined, 'GSM', 'д'],
    [
      'five letters of another script',
      '+CUSD: 0,"043F04400438043204350442",15',
      'characters',
      'GSM',
      'привет',
    ],
    ['exactly five of them', '+CUSD: 0,"043F0440043804320435",15', 'characters', 'GSM', 'приве'],
    [
      'four of them, which may be digits',
      '+CUSD: 0,"043F044004380432",15',
      'characters',
      'GSM',
      '043F044004380432',
    ],
    ['four packed characters', '+CUSD: 0,"61F1980C",15', undefined, 'GSM', 'abcd'],
    ['three, which may be digits', '+CUSD: 0,"61F118",15', undefined, 'GSM', '61F118'],
    [
      'UTF-8 of a module with a system of its own',
      '+CUSD: 0,"caf\xc3\xa9",15',
      'characters',
      'GSM',
      'caf\xe9',
    ],
    ['an octet beyond the alphabet', '+CUSD: 0,"a\x80",15', 'characters', 'GSM', 'a\x80'],
    ['no coding at all', '+CUSD: 0,"Hello"', 'characters', 'GSM', 'Hello'],
    ['no text', '+CUSD: 2', 'characters', 'GSM', ''],
  ];
  for (const [what, line, form, set, text] of rows)
    test(what, () => {
      const read = parseUssd(line);
      assert.ok(read);
      assert.equal(readUssd(read, form, set), text);
    });
});

/** A line with this text. */
function line(text: string, dataCodingScheme = 15) {
  return { status: 0, text, dataCodingScheme };
}

function packed(text: string) {
  return toHex(packUssd(text));
}

describe('the form that an answer proves', () => {
  const rows: readonly (readonly [text: string, form: UssdForm | undefined])[] = [
    ['Hello', 'characters'],
    ['C8329BFD06', 'packed'],
    // More than a quarter of other signs is no damage of the line.
    ['ABCDE?!?', 'characters'],
    ['ABCDEF?!', undefined],
    // Digits, UCS-2 and short ones prove nothing.
    ['12345678', undefined],
    ['00480069', undefined],
    ['61F118', undefined],
    ['', undefined],
  ];
  for (const [text, form] of rows)
    test(`${text || 'nothing'}: ${form ?? 'none'}`, () => assert.equal(provenForm(line(text)), form));

  test('is none under the coding of UCS-2', () => assert.equal(provenForm(line('Hello', 72)), undefined));

  test('is beyond doubt from 40 digits on', () => {
    const text = 'abcdefghijklmnopqrstuv';
    assert.deepEqual(
      [text, text.slice(1)].map(one => [packed(one).length, isLongPacked(line(packed(one)))]),
      [
        [40, true],
        [38, false],
      ],
    );
  });
});

describe('packed septets that a module cut', () => {
  test('end inside of a septet: seven octets are whole (23.038 6.1.2.3.1)', () => {
    const whole = packed('Your balance is 5.00 EUR until May.');
    const cut = [13, 14, 15, 16, 28].map(digits => mayBeCut(line(whole.slice(0, digits))));
    assert.deepEqual(cut, [true, false, true, true, false]);
    assert.deepEqual(
      [mayBeCut(line('')), mayBeCut(line('Hi')), mayBeCut(line('D977', 72))],
      [false, false, false],
    );
  });

  const BALANCE = packed('Your balance is 5.00 EUR until May.');
  const rows: readonly (readonly [what: string, begin: string, rest: string, joins: boolean])[] = [
    ['half an octet, with its rest', BALANCE.slice(0, 9), BALANCE.slice(9), true],
    ['half an octet, with a piece that is cut too', BALANCE.slice(0, 9), BALANCE.slice(9, 20), true],
    ['half an octet, with a rest that leaves half an octet', BALANCE.slice(0, 9), BALANCE.slice(9, 21), true],
    ['half an octet, with an answer of its own', BALANCE.slice(0, 9), packed('Hello'), false],
    // The bits behind its last septet are not zero.
    [
      'a septet, with a rest that reads alone by chance',
      '7076D80D6296CD7490595E2E83CCF2',
      '7219D44EBBEBF4F21C',
      true,
    ],
    // They are, as the letter behind is a blank.
    [
      'nothing that shows, with 8 digits that are read only joined',
      'D9775D0E1287D961F7B80C',
      '4ACF416F',
      true,
    ],
    ['nothing that shows, with 6 digits, which prove nothing', 'D9775D0E1287D961F7B80C', '4ACF1B', false],
    ['nothing that shows, with an answer of its own', packed('Your balance'), packed('Hello'), false],
    ['half an octet, with plain text', BALANCE.slice(0, 9), 'Hello', false],
    [
      'half an octet of 160 octets',
      packed('Abcd '.repeat(40).slice(0, 182)).slice(0, 9),
      packed('Abcd '.repeat(40).slice(0, 182)).slice(9),
      true,
    ],
  ];
  for (const [what, begin, rest, joins] of rows)
    test(`${what}: ${joins ? 'is one' : 'are two'}`, () => {
      const whole = joins ? line(`${begin}${rest}`) : undefined;
      assert.deepEqual(joinPacked(line(begin), line(rest)), whole);
    });

  test('are not joined to more than 160 octets, nor over two codings', () => {
    const most = packed('Abcd '.repeat(40).slice(0, 182));
    assert.equal(joinPacked(line(most.slice(0, 9)), line(`${most.slice(9)}00`)), undefined);
    assert.equal(joinPacked(line(BALANCE.slice(0, 9)), line(BALANCE.slice(9), 0)), undefined);
  });
});

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly vendor: string | null;
  readonly input: string;
  readonly expect: {
    readonly text?: string;
    readonly text_starts_with?: string;
    readonly text_if_gsm7_packed?: string;
  };
}

describe('what real modems said', () => {
  const file = new URL('../../../../../vectors/at-responses.json', import.meta.url);
  const rows: Row[] = JSON.parse(readFileSync(file, 'utf8'));
  for (const { id, input, vendor, expect } of rows.filter(({ kind }) => kind === 'cusd_urc'))
    test(id, () => {
      const read = parseUssd(input.trimEnd());
      assert.ok(read);
      const text = readUssd(read, vendor === 'huawei' ? 'packed' : undefined, 'IRA');
      if (expect.text_starts_with !== undefined) assert.ok(text.startsWith(expect.text_starts_with), text);
      else assert.equal(text, expect.text ?? expect.text_if_gsm7_packed ?? '');
      assert.doesNotMatch(text, /\0/);
    });
});
