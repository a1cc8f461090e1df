import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import {
  type QuirkChanges,
  type Quirks,
  quirkSets,
  quirksOf,
  quirkTable,
  readQuirkArgument,
} from './quirks.ts';

describe('a switch on the command line', () => {
  const rows: readonly [argument: string, changes: QuirkChanges][] = [
    ['trailingCommas', { trailingCommas: true }],
    ['trailingCommas=true', { trailingCommas: true }],
    ['getRefused=false', { getRefused: false }],
    ['answerTime=50', { answerTime: 50 }],
    ['clockOffset=-91800000', { clockOffset: -91_800_000 }],
    ['auth=basic', { auth: 'basic' }],
    ['pushSecret=a=b', { pushSecret: 'a=b' }],
  ];
  for (const [argument, changes] of rows) {
    test(argument, () => assert.deepEqual(readQuirkArgument(argument), changes));
  }

  const refused: readonly [argument: string, reason: RegExp][] = [
    ['tired=1', /^quirk tired is not known here/],
    ['answerTime=soon', /^quirk answerTime has to be a whole number from 0 to 86400000$/],
    ['getRefused=1', /^quirk getRefused has to be true or false$/],
    ['auth=none', /^quirk auth has to be one of digest, basic, both$/],
  ];
  for (const [argument, reason] of refused) {
    test(argument, () => assert.throws(() => readQuirkArgument(argument), { message: reason }));
  }
});

describe('the value that a switch has by itself can be given as well', () => {
  for (const [name, { otherwise }] of Object.entries(quirkTable))
    test(name, () => assert.deepEqual(readQuirkArgument(`${name}=${otherwise}`), { [name]: otherwise }));
});

describe('a switch with a number is taken at its bounds, and refused beyond them', () => {
  const DAY = 86_400_000;
  const bounds: readonly [name: keyof Quirks, least: number, most: number][] = [
    ['banAfter', 0, 1000],
    ['banTime', 0, DAY],
    ['answerTime', 0, DAY],
    ['handshakeTime', 0, DAY],
    ['emptyAnswers', 0, 1000],
    ['mostRecipients', 1, 10_000],
    ['mostNumbers', 1, 10_000],
    ['mostUserIds', 0, 10_000],
    ['queueLimit', 0, 1_000_000],
    ['clockOffset', -40 * DAY, 40 * DAY],
    ['referenceRange', 1, 256],
    ['resultsKept', 1, 1_000_000],
    ['inboxKept', 1, 1_000_000],
    ['pushTries', 1, 100],
    ['pushRepeats', 0, 1000],
  ];
  for (const [name, least, most] of bounds)
    test(name, () => {
      const isTaken = (value: number) => {
        try {
          return readQuirkArgument(`${name}=${value}`)[name] === value;
        } catch {
          return false;
        }
      };
      assert.deepEqual([least - 1, least, most, most + 1].filter(isTaken), [least, most]);
    });

  test('these are all', () => {
    const numbers = Object.entries(quirkTable).filter(([, { kind }]) => kind === 'number');
    assert.deepEqual(
      numbers.map(([name]) => name),
      bounds.map(([name]) => name),
    );
  });
});

test('a set is that of 2021 with its own switches, and changes stand above it', () => {
  assert.equal(quirksOf('2021').auth, 'digest');
  assert.equal(quirksOf('2014').resultColon, true);
  assert.equal(quirksOf('document').banAfter, 0);
  assert.equal(quirksOf('document', { banAfter: 3 }).banAfter, 3);
});

test('docs/virtual-fleet.md has every switch with its values', () => {
  const page = readFileSync(new URL('../../../../docs/virtual-fleet.md', import.meta.url), 'utf8');
  const shown = (value: unknown) => (value === undefined ? '' : `\`${value === '' ? '""' : value}\``);
  const rows = Object.entries(quirkTable).map(([name, { otherwise, about }]) => {
    const others = (['2017', '2014', 'document'] as const).map(set => {
      const changes: QuirkChanges = quirkSets[set];
      return shown(changes[name as keyof Quirks]);
    });
    return `| \`${name}\` | ${shown(otherwise)} | ${others.join(' | ')} | ${about} |`;
  });
  for (const row of rows) assert.ok(page.includes(`\n${row}\n`), row);
});
