/** The short form of `npm run flood-run`: only what does not depend on the load of the machine. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { floodRun } from './flood-run.ts';
import { type FloodKind, floods } from './floods.ts';

/** MB. The long form asks for 20 in a minute; compiled code that comes with the first notices is part of a short one. */
const MOST_GROWTH = 40;
const kinds: readonly FloodKind[] = ['cmgl', 'cusd', 'octets'];

describe('a modem that floods its line', { concurrency: true, timeout: 120_000 }, () => {
  for (const kind of kinds)
    test(`${kind}: memory is bounded, the other ports work, the gateway ends well`, async () => {
      const { growth, delays, fault } = await floodRun({ kind, seconds: 3, quiet: 1, ports: 3 });
      assert.equal(fault, '');
      assert.ok(growth < MOST_GROWTH, `memory grew by ${growth.toFixed(1)} MB`);
      assert.ok(delays.length > 3, `${delays.length} messages were asked for`);
    });

  test('every piece is made of octets', () => {
    for (const { piece } of Object.values(floods)) assert.match(piece(70_000), /^[\0-\xff]+$/);
  });
});
