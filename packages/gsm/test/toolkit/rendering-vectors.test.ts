/** Text attributes against the rendering that the source of the vectors makes of them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fromHex } from '../../src/hex.ts';
import type { TextAttribute } from '../../src/toolkit/objects/display.ts';
import { decodeProactiveCommand, type ProactiveCommand } from '../../src/toolkit/proactive-command.ts';
import { rowsOf } from './vector-rows.ts';

/** Shades the source gives to the colours of 23.040 that the conformance tests use. */
const shades = new Map([
  [4, '#347235'],
  [11, '#FFFF00'],
]);

const alignments = { left: 'left', centre: 'center', right: 'right', default: 'left' } as const;
const sizes = { normal: '', large: 'font-size: big;', small: 'font-size: small;', reserved: '' } as const;

function styleOf(attribute: TextAttribute): string {
  const decorations = [
    attribute.bold ? 'font-weight: bold;' : '',
    attribute.italic ? 'font-style: italic;' : '',
    attribute.underlined ? 'text-decoration: underline;' : '',
    attribute.struckThrough ? 'text-decoration: line-through;' : '',
  ].join('');
  const colours = `color: ${shades.get(attribute.foreground)};background-color: ${shades.get(attribute.background)};`;
  return `${sizes[attribute.size]}${decorations}${colours}`;
}

/** 23.040 9.2.3.24.10.1.1: what lies outside the stretch stays as it is; a length of 0 reaches to the end. */
function render(text: string, attribute: TextAttribute): string {
  const end = attribute.length === 0 ? text.length : attribute.start + attribute.length;
  const inner = text.slice(attribute.start, end);
  const span = `<span style="${styleOf(attribute)}">${inner}</span>`;
  const block = `<div style="text-align: ${alignments[attribute.alignment]};">${span}</div>`;
  return text.slice(0, attribute.start) + block + text.slice(end);
}

function shownText(command: ProactiveCommand): string {
  if ('text' in command) return command.text.text;
  return 'alpha' in command ? (command.alpha?.text ?? '') : '';
}

describe('text attributes of the conformance tests', () => {
  const rows = rowsOf('proactive_command').filter(({ expect }) => 'html' in expect);

  test('are all there', () => assert.equal(rows.length, 53));

  for (const { id, hex, expect } of rows) {
    const { html } = expect;
    test(`${id} looks as it should`, () => {
      const command = decodeProactiveCommand(fromHex(hex));
      assert.ok('textAttributes' in command);
      const [attribute, ...others] = command.textAttributes ?? [];
      assert.ok(attribute);
      assert.deepEqual(others, []);
      assert.equal(render(shownText(command), attribute), html);
    });
  }
});
