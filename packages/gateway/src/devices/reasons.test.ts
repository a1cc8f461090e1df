import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { type DeviceReason, deviceReasons } from '@simgate/api/contract';
import { finding } from './reasons.ts';

const reasons: readonly (readonly [string, DeviceReason])[] = Object.entries(deviceReasons);

describe('reasons why a device does not serve', () => {
  test('docs/operating.md lists every one with its title', () => {
    const page = readFileSync(new URL('../../../../docs/operating.md', import.meta.url), 'utf8');
    const listed = [...page.matchAll(/^\| `(\w+)` \| (.*) \|$/gm)].map(([, code, title]) => [code, title]);
    assert.deepEqual(
      listed,
      reasons.map(([code, { title }]) => [code, title]),
    );
  });

  for (const [code, { kind, causes, remedies }] of reasons)
    test(`${code}: ${kind === 'well' ? 'nothing to mend' : 'has a cause and a remedy'}`, () => {
      assert.deepEqual([causes.length > 0, remedies.length > 0], Array(2).fill(kind !== 'well'));
    });

  test('sentences are filled in, and left out where what they need is not known', () => {
    const { causes, remedies } = finding('no_permission', { device: '/dev/x', user: 'anna' });
    assert.deepEqual(causes, []);
    assert.deepEqual(
      remedies.filter(text => text.includes('{')),
      [],
    );
    const known = finding('no_permission', { device: '/dev/x', user: 'anna', group: 'dialout' });
    assert.equal(known.remedies[0], 'sudo usermod -aG dialout anna');
  });
});
