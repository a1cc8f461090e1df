/** The bounds of the parameters of faults. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FaultError } from './parameters.ts';
import { readFault } from './read-fault.ts';

const DAY = 86_400_000;
const MILLION = 1_000_000;

const rows: readonly [fault: object, parameter: string, least: number, most: number][] = [
  [{ fault: 'deaf' }, 'after', 0, DAY],
  [{ fault: 'deaf' }, 'lasts', 0, DAY],
  [{ fault: 'deaf' }, 'times', 1, MILLION],
  [{ fault: 'coldStart' }, 'boot', 0, DAY],
  [{ fault: 'reboots' }, 'every', 1000, DAY],
  [{ fault: 'radioOff' }, 'functionality', 0, 4],
  [{ fault: 'wrongSpeed' }, 'lines', 1, 1000],
  [{ fault: 'dataMode' }, 'every', 100, 60_000],
  [{ fault: 'says', text: 'x' }, 'count', 1, MILLION],
  [{ fault: 'flood' }, 'octetsPerSecond', 1, 10 * MILLION],
  [{ fault: 'simLate' }, 'code', 0, 999],
  [{ fault: 'simLost' }, 'code', 0, 999],
  [{ fault: 'pinAsked' }, 'tries', 1, 3],
  [{ fault: 'simChange', form: 'notice' }, 'card', 0, 99],
  [{ fault: 'registration' }, 'status', 0, 255],
  [{ fault: 'registration' }, 'circuit', 0, 255],
  [{ fault: 'registration' }, 'packet', 0, 255],
  [{ fault: 'registration' }, 'eps', 0, 255],
  [{ fault: 'registrationFlaps' }, 'every', 10, 3_600_000],
  [{ fault: 'registrationFlaps' }, 'status', 0, 255],
  [{ fault: 'circuitDenied' }, 'status', 0, 255],
  [{ fault: 'circuitDenied' }, 'packet', 0, 255],
  [{ fault: 'circuitDenied' }, 'code', 0, 999],
  [{ fault: 'storedMessages' }, 'count', 0, 255],
  [{ fault: 'countWrong' }, 'by', -255, 255],
  [{ fault: 'listIncomplete' }, 'hidden', 1, 255],
  [{ fault: 'readLate' }, 'code', 0, 999],
  [{ fault: 'pduLength' }, 'by', -100, 100],
  [{ fault: 'submitAnswer', form: 'none' }, 'code', 0, 999],
  [{ fault: 'ussdAnswer' }, 'coding', 0, 255],
  [{ fault: 'ussdAnswer' }, 'pieces', 1, 8],
  [{ fault: 'ussdAnswer' }, 'error', 0, 999],
];

function isTaken(given: object): boolean {
  try {
    readFault(given, '');
    return true;
  } catch (error) {
    if (error instanceof FaultError) return false;
    throw error;
  }
}

describe('whole numbers', () => {
  for (const [fault, parameter, least, most] of rows)
    test(`${JSON.stringify(fault)}: ${parameter} from ${least} to ${most}`, () => {
      const values = [least - 1, least, least + 0.5, most, most + 1];
      const taken = values.filter(value => isTaken({ ...fault, [parameter]: value }));
      assert.deepEqual(taken, [least, most]);
    });
});

test('a text is of up to 4096 octets, a list of up to 200 of them', () => {
  const says = (text: string) => isTaken({ fault: 'says', text });
  assert.deepEqual(['', 'x'.repeat(4096), 'x'.repeat(4097), '\u00ff', '\u0100'].map(says), [
    ...[true, true, false],
    ...[true, false],
  ]);
  const notices = (count: number) => isTaken({ fault: 'simLost', notices: Array(count).fill('x') });
  assert.deepEqual([0, 200, 201].map(notices), [true, true, false]);
});
