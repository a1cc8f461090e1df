/** The reader of V.250 5.2, tried with random input. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { splitCommandLine } from './command-line.ts';
import {
  createLineReader,
  defaultLineSettings,
  type LineEvent,
  type LineReader,
  LONGEST_LINE,
  LONGEST_TEXT,
  takeLine,
  takeText,
} from './line-reader.ts';
import { parseParameters } from './parameters.ts';

const settings = defaultLineSettings();
const octetText = fc
  .array(fc.integer({ min: 0, max: 255 }), { maxLength: 400 })
  .map(codes => String.fromCharCode(...codes));
const body = fc.stringMatching(/^[ -~]{0,60}$/).filter(text => !text.startsWith('/'));

/** Everything that is complete in the pending octets. */
function takeAll(reader: LineReader): LineEvent[] {
  const events: LineEvent[] = [];
  for (;;) {
    const { event } = takeLine(reader, settings);
    if (event === undefined) return events;
    events.push(event);
  }
}

describe('the line reader', () => {
  test('gives the lines that were typed, however they are cut into pieces', () =>
    fc.assert(
      fc.property(fc.array(body, { maxLength: 8 }), fc.integer({ min: 1, max: 9 }), (bodies, size) => {
        const reader = createLineReader();
        const typed = bodies.map(text => `AT${text}\r`).join('');
        const events: LineEvent[] = [];
        for (let at = 0; at < typed.length; at += size) {
          reader.pending += typed.slice(at, at + size);
          events.push(...takeAll(reader));
        }
        assert.deepEqual(
          events,
          bodies.map(text => ({ kind: 'line', text })),
        );
      }),
    ));

  test('holds no more than a line of any input, and reads the next one', () =>
    fc.assert(
      fc.property(octetText, fc.integer({ min: 1, max: 9000 }), (noise, length) => {
        const reader = createLineReader();
        reader.pending = `${noise}\rAT${'x'.repeat(length)}`;
        takeAll(reader);
        assert.equal(reader.pending, '');
        assert.ok(reader.line.length <= LONGEST_LINE);
        reader.pending = '\rAT+CSQ\r';
        assert.deepEqual(takeAll(reader).at(-1), { kind: 'line', text: '+CSQ' });
      }),
    ));

  test('echoes what it consumed and nothing else', () =>
    fc.assert(
      fc.property(octetText, typed => {
        const reader = createLineReader();
        reader.pending = typed;
        let echo = '';
        for (;;) {
          const taken = takeLine(reader, settings);
          echo += taken.echo;
          if (taken.event === undefined) break;
        }
        assert.equal(echo, typed);
      }),
    ));

  test('text behind a prompt ends at Ctrl-Z or ESC and is bounded', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-F]{0,400}$/), fc.integer({ min: 1, max: 99 }), (text, size) => {
        const reader = createLineReader();
        const typed = `${text}\u001aAT\r`;
        let event: ReturnType<typeof takeText>['event'];
        for (let at = 0; at < typed.length; at += size) {
          reader.pending += typed.slice(at, at + size);
          event ??= takeText(reader, settings, false).event;
        }
        assert.deepEqual(event, { kind: 'text', text });
        reader.pending = 'A'.repeat(2 * LONGEST_TEXT);
        takeText(reader, settings, false);
        assert.ok(reader.line.length <= LONGEST_TEXT);
      }),
    ));
});

describe('command lines of any kind', () => {
  test('are split or refused', () =>
    fc.assert(
      fc.property(octetText, text => {
        const commands = splitCommandLine(text);
        assert.ok(commands === undefined || commands.every(({ name }) => name === name.toUpperCase()));
      }),
    ));
  test('have parameters that say what they are', () =>
    fc.assert(
      fc.property(octetText, text => {
        for (const { kind } of parseParameters(text))
          assert.ok(['omitted', 'number', 'string', 'other'].includes(kind));
      }),
    ));
});
