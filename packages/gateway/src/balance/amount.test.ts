/** Amounts as operators write them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { amountAt, type DecimalMark } from './amount.ts';

function first(text: string, decimal: DecimalMark = 'auto') {
  const characters = [...text];
  for (let at = 0; at < characters.length; at += 1) {
    const amount = amountAt(characters, at, decimal);
    if (amount !== undefined) return `${amount.value} ${amount.currency}`.trim();
  }
  return undefined;
}

describe('amounts', () => {
  const rows: [text: string, amount: string | undefined][] = [
    ['5', '5'],
    ['5.00', '5.00'],
    ['5,00 EUR', '5.00 EUR'],
    ['EUR 5,00', '5.00 EUR'],
    ['EUR5.00', '5.00 EUR'],
    ['$5.00', '5.00 $'],
    ['5.00€', '5.00 €'],
    ['£ 5.00', '5.00 £'],
    ['-1,50 EUR', '-1.50 EUR'],
    ['−1.50', '-1.50'],
    ['-$1.50', '-1.50 $'],
    ['$-1.50', '-1.50 $'],
    ['1.50- EUR', '-1.50 EUR'],
    ['Balance-5.00', '5.00'],
    ['-0.00', '0.00'],
    ['1,234.56', '1234.56'],
    ['1.234,56', '1234.56'],
    ['1 234,56 zl', '1234.56'],
    ['1\u00a0234,56', '1234.56'],
    ["1'234.50 CHF", '1234.50 CHF'],
    ['12.345.678', '12345678'],
    ['12,34,567.50', undefined],
    ['1,234', '1234'],
    ['1.234', '1234'],
    ['0.500 KWD', '0.500 KWD'],
    ['1234.567', '1234.567'],
    ['0,5', '0.5'],
    ['007.50', '7.50'],
    ['12 31', '12'],
    ['123 456', '123456'],
    ['1 234 567', '1234567'],
    ['1234 567', '1234'],
    ['1.50 234', '1.50'],
    ['123.456', '123456'],
    ['123,456.78', '123456.78'],
    ['1234,567.89', undefined],
    ['5:30', '5'],
    ['31.12.2026', undefined],
    ['until 31.12.2026: 4.20 EUR', '4.20 EUR'],
    ['version 1.2.3, 7 left', '7'],
    ['5.00.', '5.00'],
    ['5, 6', '5'],
    ['١٢٫٥٠ د.إ', '12.50'],
    ['५.२५', '5.25'],
    ['123456789012345', '123456789012345'],
    ['1234567890123456', undefined],
    ['1.123456', '1.123456'],
    ['1.1234567', undefined],
    ['5.00\u00a0EUR', '5.00 EUR'],
    ['5.00\u202fEUR', '5.00 EUR'],
    ['5.00-10.00', '5.00'],
    ['5.00 USDT', '5.00'],
    ['XEUR 5.00', '5.00'],
    ['', undefined],
    ['no number', undefined],
    ['-', undefined],
  ];
  for (const [text, amount] of rows) test(JSON.stringify(text), () => assert.equal(first(text), amount));
});

describe('the digits of a script', () => {
  const rows: [script: string, digits: string][] = [
    ['Latin', '1234567890'],
    ['Arabic', '١٢٣٤٥٦٧٨٩٠'],
    ['Persian', '۱۲۳۴۵۶۷۸۹۰'],
    ['Devanagari', '१२३४५६७८९०'],
    ['Bengali', '১২৩৪৫৬৭৮৯০'],
    ['Thai', '๑๒๓๔๕๖๗๘๙๐'],
    ['full width', '１２３４５６７８９０'],
  ];
  for (const [script, digits] of rows) test(script, () => assert.equal(first(digits), '1234567890'));
});

describe('a mark that the settings name', () => {
  const rows: [text: string, decimal: DecimalMark, amount: string | undefined][] = [
    ['1.234', 'point', '1.234'],
    ['1.234', 'comma', '1234'],
    ['1,234', 'comma', '1.234'],
    ['1,234', 'point', '1234'],
    ['1,234,567.89', 'point', '1234567.89'],
    ['1.23', 'comma', undefined],
  ];
  for (const [text, decimal, amount] of rows)
    test(`${text} with ${decimal}`, () => assert.equal(first(text, decimal), amount));
});
