import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { parseUssd } from '../../at/ussd.ts';
import type { UssdForm } from '../../dialects/dialect.ts';
import { type CharacterSet, readUssd, ussdObstacle, writeUssd } from './ussd-coding.ts';

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
