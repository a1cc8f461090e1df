import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ColourChoice, isColoured } from './colour.ts';

describe('colours', () => {
  const rows: readonly (readonly [
    choice: ColourChoice,
    isTTY: boolean,
    environment: Record<string, string>,
    coloured: boolean,
  ])[] = [
    ['auto', true, {}, true],
    ['auto', false, {}, false],
    ['auto', true, { TERM: 'dumb' }, false],
    ['auto', true, { NO_COLOR: '1' }, false],
    ['auto', true, { NO_COLOR: '' }, true],
    ['auto', false, { FORCE_COLOR: '1' }, true],
    ['auto', true, { FORCE_COLOR: '0' }, false],
    ['always', false, { NO_COLOR: '1' }, true],
    ['never', true, { FORCE_COLOR: '1' }, false],
  ];
  for (const [choice, isTTY, environment, coloured] of rows)
    test(`--color ${choice}, ${isTTY ? 'at a terminal' : 'piped'}, ${JSON.stringify(environment)}: ${coloured}`, () => {
      assert.equal(isColoured(choice, { isTTY }, environment), coloured);
    });
});
