import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { commandTypeOf } from './command-layouts.ts';
import { device } from './objects/card.ts';
import type { CommandOf } from './proactive-command.ts';
import { answerText } from './text-answer.ts';

const devices = { source: device.card, destination: device.terminal };
const question = { text: { text: '?', dataCodingScheme: 4 }, devices, ignored: [] };

function getInput(qualifier: number, minimum = 1, maximum = 10): CommandOf<'getInput'> {
  const details = { number: 1, commandType: commandTypeOf('getInput'), qualifier };
  return { type: 'getInput', details, ...question, responseLength: { minimum, maximum } };
}

function getInkey(qualifier: number): CommandOf<'getInkey'> {
  const details = { number: 1, commandType: commandTypeOf('getInkey'), qualifier };
  return { type: 'getInkey', details, ...question };
}

/** Qualifiers of 102 223 8.6: 1 characters, 2 UCS-2, 4 hidden, 8 packed. */
describe('an answer is coded as the card asked', () => {
  const rows: readonly (readonly [
    what: string,
    command: CommandOf<'getInput'> | CommandOf<'getInkey'>,
    text: string,
    dataCodingScheme: number,
  ])[] = [
    ['digits', getInput(0x00), '0123', 0x04],
    ['all digits there are', getInput(0x00), '0189*#+', 0x04],
    ['hidden digits', getInput(0x04), '1234', 0x04],
    ['packed digits', getInput(0x08), '1234', 0x00],
    ['characters', getInput(0x01), 'Müller', 0x04],
    ['packed characters', getInput(0x09), 'Müller', 0x00],
    ['characters in UCS-2', getInput(0x03), 'Привет', 0x08],
    ['Latin characters in UCS-2', getInput(0x03), 'abc', 0x08],
    ['digits, where only characters could be UCS-2', getInput(0x02), '12', 0x04],
    ['one digit', getInkey(0x00), '#', 0x04],
    ['one character', getInkey(0x01), 'q', 0x04],
    ['one character of two septets', getInkey(0x01), '€', 0x04],
    ['one character in UCS-2', getInkey(0x03), 'Д', 0x08],
    ['a bit that GET INKEY does not have', getInkey(0x08), '5', 0x04],
  ];
  for (const [what, command, text, dataCodingScheme] of rows) {
    test(what, () => {
      assert.deepEqual(answerText(command, text), { accepted: true, text: { text, dataCodingScheme } });
    });
  }
});

describe('an answer that does not fit says why', () => {
  const rows: readonly (readonly [
    what: string,
    command: CommandOf<'getInput'> | CommandOf<'getInkey'>,
    text: string,
    reason: RegExp,
  ])[] = [
    ['letters for digits', getInput(0x00), '12a', /digits 0-9/],
    ['a character outside the GSM alphabet', getInput(0x01), 'Привет', /GSM alphabet/],
    ['too short', getInput(0x00, 4, 8), '123', /3 characters, at least 4/],
    ['too long', getInput(0x00, 4, 8), '123456789', /9 characters, at most 8/],
    ['too long by a character of two septets', getInput(0x01, 0, 3), 'ab€', /4 characters, at most 3/],
    ['too long in UCS-2', getInput(0x03, 0, 2), 'abc', /3 characters, at most 2/],
    ['no key', getInkey(0x00), '', /at least 1/],
    ['two keys', getInkey(0x01), 'ab', /at most 1/],
    ['a letter for a digit key', getInkey(0x00), 'x', /digits 0-9/],
  ];
  for (const [what, command, text, reason] of rows) {
    test(what, () => {
      const answer = answerText(command, text);
      assert.ok(!answer.accepted);
      assert.match(answer.reason, reason);
    });
  }
});

describe('the lengths of an answer', () => {
  test('may be none', () => assert.ok(answerText(getInput(0x00, 0, 5), '').accepted));
  test('have no upper limit at 255 (102 223 8.11)', () => {
    assert.ok(answerText(getInput(0x00, 0, 255), '1'.repeat(300)).accepted);
  });
  test('are counted in UCS-2 without the septets', () =>
    assert.ok(answerText(getInput(0x03, 1, 1), '€').accepted));
});
