import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { splitCommandLine } from './command-line.ts';
import { createLineReader, defaultLineSettings, LONGEST_TEXT, takeLine, takeText } from './line-reader.ts';
import { parseParameters, readNumbers } from './parameters.ts';

describe('a command line falls into commands (V.250 5.3, 5.4)', () => {
  const rows: readonly [line: string, commands: readonly string[] | undefined][] = [
    ['', []],
    ['E0', ['E execute 0']],
    ['E0V1Q0', ['E execute 0', 'V execute 1', 'Q execute 0']],
    ['&F&W', ['&F execute ', '&W execute ']],
    ['\\Q3&C1', ['\\Q execute 3', '&C execute 1']],
    ['S3?', ['S3 read ']],
    ['S3=13S4=10', ['S3 set 13', 'S4 set 10']],
    ['E0+CMEE=1;+CREG=2', ['E execute 0', '+CMEE set 1', '+CREG set 2']],
    ['+CMEE=1;', ['+CMEE set 1']],
    ['+CMEE?;+CMEE=?', ['+CMEE read ', '+CMEE test ']],
    [' + C', undefined],
    ['+CSCA = "+49;1",145', ['+CSCA set "+49;1",145']],
    ['^CURC=0;E1', ['^CURC set 0', 'E execute 1']],
    ['D+4912;', ['D execute +4912;']],
    ['+CMEE?1', undefined],
    ['+', undefined],
    ['"', undefined],
  ];
  for (const [line, expected] of rows) {
    test(`AT${line}`, () => {
      const commands = splitCommandLine(line);
      assert.deepEqual(
        commands?.map(({ name, form, argument }) => `${name} ${form} ${argument}`),
        expected,
      );
    });
  }
});

describe('parameters', () => {
  test('decimals, strings with commas, what is left out', () => {
    assert.deepEqual(parseParameters('01, "a,b",,x'), [
      { kind: 'number', value: 1, text: '01' },
      { kind: 'string', text: 'a,b' },
      { kind: 'omitted' },
      { kind: 'other', text: 'x' },
    ]);
    assert.deepEqual(parseParameters('  '), []);
  });

  const range = { allowed: { from: 0, to: 5 } };
  const rows: readonly [argument: string, values: number[] | undefined][] = [
    ['3', [3, 7]],
    ['3,1', [3, 1]],
    ['3,', [3, 7]],
    ['6', undefined],
    ['3,2', undefined],
    ['3,1,1', undefined],
    ['"3"', undefined],
    ['', undefined],
  ];
  for (const [argument, values] of rows) {
    test(`"${argument}" by the rules 0-5 and 1 or nothing`, () => {
      const rules = [range, { allowed: [1], otherwise: 7 }];
      assert.deepEqual(readNumbers(parseParameters(argument), rules), values);
    });
  }
});

describe('the text after a prompt', () => {
  function typed(input: string, promptEachLine = false) {
    const reader = { ...createLineReader(), pending: input };
    return { reader, ...takeText(reader, defaultLineSettings(), promptEachLine) };
  }

  test('ends with Ctrl-Z; what is behind it stays', () => {
    const { reader, event } = typed('0011\u001aAT\r');
    assert.deepEqual(event, { kind: 'text', text: '0011' });
    assert.equal(reader.pending, 'AT\r');
  });

  test('ESC cancels, even before a Ctrl-Z', () => {
    assert.deepEqual(typed('00\u001b\u001a').event, { kind: 'cancelled' });
  });

  test('a backspace edits', () => {
    assert.deepEqual(typed('ab\b\bc\u001a').event, { kind: 'text', text: 'c' });
  });

  test('is echoed; in text mode each line end is answered with a prompt', () => {
    assert.equal(typed('a\rb\r\u001a', true).echo, 'a\r\n> b\r\n> ');
    assert.equal(typed('a\rb\r\u001a').echo, 'ab');
    const reader = { ...createLineReader(), pending: 'a\rb\r\u001a' };
    const settings = { ...defaultLineSettings(), echo: false };
    assert.equal(takeText(reader, settings, true).echo, '\r\n> \r\n> ');
  });

  test('comes in pieces of any size', () => {
    const reader = createLineReader();
    let event: unknown;
    for (const character of '0011\u001a') {
      reader.pending += character;
      event = takeText(reader, defaultLineSettings(), false).event;
    }
    assert.deepEqual(event, { kind: 'text', text: '0011' });
  });

  test('is kept to a bound', () => {
    const { event } = typed(`${'0'.repeat(LONGEST_TEXT + 5)}\u001a`);
    assert.ok(event?.kind === 'text');
    assert.equal(event.text.length, LONGEST_TEXT);
  });
});

test('a line has 2048 characters, a text behind a prompt 4096', () => {
  const settings = defaultLineSettings();
  const events = [2048, 2049].map(length => {
    const reader = { ...createLineReader(), pending: `AT${'x'.repeat(length - 2)}\r` };
    return takeLine(reader, settings).event?.kind;
  });
  assert.deepEqual(events, ['line', 'overlong']);
  assert.equal(LONGEST_TEXT, 4096);
});

test('an overlong line is one event, the next line is read again', () => {
  const settings = defaultLineSettings();
  const reader = { ...createLineReader(), pending: `AT${'x'.repeat(5000)}\rATI\r` };
  assert.deepEqual(takeLine(reader, settings).event, { kind: 'overlong' });
  assert.deepEqual(takeLine(reader, settings).event, { kind: 'line', text: 'I' });
});
