import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compilePattern, patternProblem } from './pattern.ts';

describe('the amount in an answer', () => {
  const rows: [what: string, pattern: string, text: string, read: string | undefined][] = [
    ['the first amount', '{amount}', 'Your balance is 12.50 EUR.', '12.50 EUR'],
    ['behind words', 'balance is {amount}', 'Tariff 7: your BALANCE is  $12.50, till 31.12.2026', '12.50 $'],
    ['before words', '{amount} credit', 'until 31.12.2026 you have 3.00 credit', '3.00 '],
    ['anything between', 'Guthaben*betraegt {amount}', 'Ihr Guthaben für 0170 betraegt 4,20 EUR', '4.20 EUR'],
    ['a word as the currency', 'баланс: {amount} {currency}', 'Ваш баланс: 105,30 руб.', '105.30 руб'],
    ['the currency before it', '{currency} {amount} left', 'Rs. 20.50 left', '20.50 Rs'],
    ['a full stop behind it', '{amount} {currency}. Thank you', '5.00 EUR. Thank you', '5.00 EUR'],
    ['a currency of several parts', '{amount} {currency}', '12.50 د.إ', '12.50 د.إ'],
    ['line ends are blanks', 'Balance: {amount}', 'Balance:\r\n5.00', '5.00 '],
    ['blanks may be missing', 'Balance: {amount}', 'Balance:5.00', '5.00 '],
    ['a negative amount', 'Saldo {amount}', 'Saldo -3,10 EUR', '-3.10 EUR'],
    ['full width', 'balance {amount}', 'ｂalance １２.５０', '12.50 '],
    ['a minus behind it', '{amount}; valid', '1.50-; valid', '-1.50 '],
    ['a word of eight letters', '{amount} {currency}', '5 Guthaben', '5 Guthaben'],
    ['of a longer word its beginning', '{amount} {currency}', '5 Guthabens', '5 Guthaben'],
    ['a blank at the end', '{amount}* ', '5', '5 '],
    ['two blanks of the pattern', 'is  {amount}', 'is 5', '5 '],
    ['two stars', 'is**{amount}', 'is 5', '5 '],
    ['another text', 'balance is {amount}', 'Service not available, call 12345', undefined],
    ['a date in its place', 'until {amount}', 'until 31.12.2026', undefined],
    ['pieces in the wrong order', 'left*{amount}', '5.00 left', undefined],
    ['no text', '{amount}', '', undefined],
  ];
  for (const [what, pattern, text, read] of rows)
    test(what, () => {
      const found = compilePattern(pattern, 'auto').read(text);
      assert.equal(found && `${found.value} ${found.currency}`, read);
    });

  test('a fraction is told apart by the settings', () => {
    assert.equal(compilePattern('{amount}', 'point').read('1.234 KWD')?.value, '1.234');
  });

  test('a long text of a stranger takes little time, and its end is not looked at', () => {
    const pattern = compilePattern(`${'a*'.repeat(80)}{amount}`, 'auto');
    const started = performance.now();
    for (const text of ['a'.repeat(1e6), '1'.repeat(1e6), '1.'.repeat(1e6), ' '.repeat(1e6)])
      assert.equal(pattern.read(text), undefined);
    assert.ok(performance.now() - started < 1000);
    assert.equal(compilePattern('{amount}', 'auto').read(`${'x'.repeat(1000)}5`), undefined);
  });
});

describe('a pattern of the settings', () => {
  const rows: [string, string | undefined][] = [
    ['{amount}', undefined],
    ['{currency} {amount} *', undefined],
    ['balance', 'needs {amount} exactly once'],
    ['{amount} {amount}', 'needs {amount} exactly once'],
    ['{currency}{amount}{currency}', 'has {currency} more than once'],
    ['{amount} {date}', 'knows no other places than {amount} and {currency}'],
  ];
  for (const [pattern, problem] of rows) test(pattern, () => assert.equal(patternProblem(pattern), problem));
});
