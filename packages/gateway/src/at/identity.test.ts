import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseIdentity, parseImei } from './identity.ts';
import { parseOperator } from './operator.ts';

describe('the IMEI in an answer (23.003 6.2)', () => {
  const rows: readonly [lines: readonly string[], imei: string | undefined][] = [
    [['490154203237518'], '490154203237518'],
    [['+CGSN: "490154203237518"'], '490154203237518'],
    // An IMEISV has two digits of the software version in place of the check digit.
    [['4901542032375101'], '490154203237510'],
    [['49015420323751801'], '490154203237518'],
    [['49015420323751'], undefined],
    [['490154203237518012'], undefined],
    [['noise', '', '490154203237518', '353270040000001'], '490154203237518'],
    [[], undefined],
  ];
  for (const [lines, imei] of rows)
    test(`${lines.join(' / ') || 'no line'}: ${imei ?? 'none'}`, () => assert.equal(parseImei(lines), imei));
});

describe('maker, model and firmware (27.007 5.1 to 5.3)', () => {
  const rows: readonly [lines: readonly string[], text: string][] = [
    [['Maker'], 'Maker'],
    [['+CGMI: "Maker"'], 'Maker'],
    [['Maker', '', 'of modems'], 'Maker of modems'],
    [[], ''],
  ];
  for (const [lines, text] of rows)
    test(`${lines.join(' / ') || 'no line'}: ${text || 'nothing'}`, () =>
      assert.equal(parseIdentity(lines, '+CGMI'), text));
});

describe('the operator (27.007 7.3)', () => {
  const rows: readonly [line: string, operator: object | undefined][] = [
    ['+COPS: 0,0,"Net One",7', { name: 'Net One', accessTechnology: 7 }],
    ['+COPS: 0,0,"Net One"', { name: 'Net One' }],
    ['+COPS: 0,2,"26201",0', { name: '26201', accessTechnology: 0 }],
    ['+COPS: 0,0,"Net One,7', { name: 'Net One', accessTechnology: 7 }],
    ['+COPS: 0', undefined],
    ['+COPS: 0,0,""', undefined],
  ];
  for (const [line, operator] of rows)
    test(`${line}: ${JSON.stringify(operator) ?? 'none'}`, () =>
      assert.deepEqual(parseOperator(line), operator));
});
