import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { catalogue, PROGRAMS } from './catalogue.ts';

test('the launcher asks a newer Node for each of the programs', () => {
  const launcher = readFileSync(new URL('../../bin/simgate.js', import.meta.url), 'utf8');
  const [, list = ''] = /const programs = \[(.*)\];/.exec(launcher) ?? [];
  const named = [...list.matchAll(/'(\w+)'/g)].map(([, name]) => name);
  const programs = Object.entries(catalogue).filter(([, { group }]) => group === PROGRAMS);
  assert.deepEqual(named.toSorted(), programs.map(([name]) => name).toSorted());
});
