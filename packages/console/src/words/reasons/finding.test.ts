/** Findings about devices in the language of the page. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { de } from './de.ts';
import { findingIn, valuesOf } from './finding.ts';
import { addReasons } from './translated.ts';

addReasons('de', de);

describe('the values of a filled sentence', () => {
  const rows: [template: string, filled: string, values: Record<string, string> | undefined][] = [
    ['no place', 'no place', {}],
    ['no place', 'no places', undefined],
    ['{device} is full', '/dev/ttyS0 is full', { device: '/dev/ttyS0' }],
    ['sudo fuser -v {device}', 'sudo fuser -v /dev/ttyS0', { device: '/dev/ttyS0' }],
    ['{a} in {b}, not {c}', 'x in y, not z', { a: 'x', b: 'y', c: 'z' }],
    ['{a} in {b}', 'x of y', undefined],
    ['{holder}', '', { holder: '' }],
  ];
  for (const [template, filled, values] of rows)
    test(`${template} ← ${filled}`, () => assert.deepEqual(valuesOf(template, filled), values));
});

describe('a finding', () => {
  test('is told in the language, with the names that the gateway filled in', () =>
    assert.deepEqual(
      findingIn('de', {
        code: 'no_permission',
        title: 'this user may not open the device',
        causes: ['/dev/ttyUSB2 belongs to the group dialout, and anna is not in it'],
        remedies: ['sudo usermod -aG dialout anna'],
      }),
      {
        title: 'Dieser Benutzer darf das Gerät nicht öffnen',
        causes: ['/dev/ttyUSB2 gehört der Gruppe dialout, und anna ist nicht darin'],
        remedies: ['sudo usermod -aG dialout anna'],
        page: 'symptoms/permission-denied',
        lang: 'de',
      },
    ));

  test('a sentence of its own is not taken for a place that fits everything', () => {
    const said = ['+COPS: 2', 'no antenna or no coverage'];
    const told = findingIn('de', { code: 'unregistered', title: '', causes: said, remedies: [] });
    assert.deepEqual(told.causes, ['+COPS: 2', 'Keine Antenne oder kein Empfang']);
  });

  test('in English it begins with a capital letter', () => {
    const told = findingIn('en', { code: 'no_sim', title: 'no SIM', causes: [], remedies: [] });
    assert.deepEqual([told.title, told.lang], ['No SIM', 'en']);
  });
});
