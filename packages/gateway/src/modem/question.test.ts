/** Which commands of a person reach a modem. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readQuestion } from './question.ts';

describe('a command of a person is passed on', () => {
  const rows: readonly (readonly [command: string, text: string, names: readonly string[] | undefined])[] = [
    ['AT', 'AT', undefined],
    ['ati', 'ATI', undefined],
    ['ATI9', 'ATI9', undefined],
    [' at+csq ', 'AT+CSQ', ['+CSQ']],
    ['AT+CGMI', 'AT+CGMI', ['+CGMI']],
    ['AT+COPS?', 'AT+COPS?', ['+COPS']],
    ['AT+CMGF=?', 'AT+CMGF=?', ['+CMGF']],
    ['AT^SYSINFO?', 'AT^SYSINFO?', ['^SYSINFO']],
  ];
  for (const [command, text, names] of rows)
    test(`${command} as ${text}`, () => {
      const read = readQuestion(command);
      assert.ok('question' in read);
      assert.equal(read.question.text, text);
      assert.deepEqual(read.question.names, names);
    });

  test('and a notice of registration is not taken for its answer', () => {
    const read = readQuestion('AT+CREG?');
    assert.ok('question' in read);
    assert.equal(read.question.owns?.('+CREG: 2,1'), true);
    assert.equal(read.question.owns?.('+CREG: 1'), false);
  });
});

describe('a command of a person is refused', () => {
  const noQuestion = /^is no question/;
  const rows: readonly (readonly [command: string, why: RegExp])[] = [
    ['', noQuestion],
    ['hello', noQuestion],
    ['ATD112;', noQuestion],
    ['ATZ', noQuestion],
    ['AT&F', noQuestion],
    ['ATE1', noQuestion],
    ['AT+CFUN=0', noQuestion],
    ['AT+CPIN="0000"', noQuestion],
    ['AT+CMGF=1', noQuestion],
    ['AT+CMGL', noQuestion],
    ['AT+CMGS=14', noQuestion],
    ['AT+CSQ;+CFUN=0', noQuestion],
    ['AT+CSQ\rAT+CFUN=0', noQuestion],
    ['AT+CSQ\x1a', noQuestion],
    ['AT+NEW', noQuestion],
    [`AT+${'X'.repeat(32)}?`, noQuestion],
    ['AT^RESET?', /restart/],
    ['AT+QPOWD=?', /restart/],
    ['AT+CPWROFF?', /restart/],
    ['AT+COPS=?', /searches for networks/],
  ];
  for (const [command, why] of rows)
    test(JSON.stringify(command), () => {
      const read = readQuestion(command);
      assert.ok('refusal' in read);
      assert.match(read.refusal, why);
    });
});
