import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Encoding, Submit } from '@simgate/gsm';
import { type Bench, defaultSms, openBench } from '../testing.ts';
import { cutMessage } from './segmentation.ts';

async function carriedTpdus(bench: Bench): Promise<Submit[]> {
  await bench.quiet();
  return bench.carried.map(({ tpdu }) => tpdu);
}

describe('a message keeps how its text was cut', () => {
  const texts: [string, string, Encoding, 8 | 16, number[]][] = [
    ['one segment', 'Hello', 'auto', 8, []],
    ['three segments', 'x'.repeat(400), 'gsm-7bit', 8, []],
    ['a 16-bit reference', 'x'.repeat(400), 'gsm-7bit', 16, []],
    ['UCS-2 because of its last character', `${'x'.repeat(150)}ж`, 'auto', 8, []],
    ['a national table', 'ş'.repeat(200), 'gsm-7bit', 8, [1]],
  ];
  for (const [name, text, encoding, referenceWidth, nationalTables] of texts)
    test(`a row of an earlier version, which keeps no cut, makes the same TPDUs: ${name}`, async context => {
      const sms = { referenceWidth, nationalTables };
      const now = await openBench(context, { sms });
      await now.send(['01'], { text, encoding });
      const before = await openBench(context, { sms, start: false });
      await before.send(['01'], { text, encoding });
      await before.store.write(database => database.run('UPDATE messages SET cut = NULL'));
      before.start();
      const tpdus = await carriedTpdus(now);
      assert.equal(tpdus.length, cutMessage(text, encoding, { ...defaultSms, ...sms }).ends.length);
      assert.deepEqual(await carriedTpdus(before), tpdus);
    });

  test('so that neither a restart nor another setting cuts it anew', async context => {
    const before = await openBench(context, { start: false });
    await before.send(['01'], { text: 'x'.repeat(400) });
    await before.stop();
    before.store.close();
    const { folder, clock } = before;
    const after = await openBench(context, { folder, clock, sms: { referenceWidth: 16 } });
    const lengths = (await carriedTpdus(after)).map(({ userData }) => userData.payload.length);
    assert.deepEqual(lengths, [153, 153, 94]);
  });
});

describe('national tables', () => {
  const rows: [string, string, number[], { locking?: number; single?: number }, number][] = [
    ['are not used where the default alphabet suffices', 'plain', [1], {}, 1],
    ['are not used where they lack the character', 'ж', [1], {}, 1],
    ['shift alone where that takes as few segments', 'ş'.repeat(20), [1], { single: 1 }, 1],
    ['are those that take the fewest segments', 'ş'.repeat(80), [1], { locking: 1 }, 1],
    ['of several languages: the one that has the characters', 'ã'.repeat(80), [1, 3], { locking: 3 }, 1],
  ];
  for (const [name, text, nationalTables, national, count] of rows)
    test(name, () => {
      const cut = cutMessage(text, 'gsm-7bit', { ...defaultSms, nationalTables });
      assert.deepEqual([cut.national, cut.ends.length], [national, count]);
    });
});
