/** How many works are under way at once. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inTurn } from './lines.ts';
import { Turns } from './turns.ts';

interface Work {
  readonly name: string;
  readonly end: () => void;
  readonly fail: (error: Error) => void;
}

/** Works that the test ends by hand, in the order in which they began. */
function works(turns: Turns) {
  const begun: Work[] = [];
  const take = (name: string) =>
    turns.take(
      () =>
        new Promise<string>((resolve, reject) =>
          begun.push({ name, end: () => resolve(name), fail: reject }),
        ),
    );
  return { begun, take, names: () => begun.map(({ name }) => name) };
}

/** Lets everything happen that is due. */
function settle(): Promise<void> {
  return new Promise(resolve => void setImmediate(resolve));
}

describe('turns', () => {
  test('begin at once while there are fewer than the most, and then in the order of asking', async () => {
    const { begun, take, names } = works(new Turns(2));
    const all = ['a', 'b', 'c', 'd'].map(take);
    assert.deepEqual(names(), ['a', 'b']);
    begun[1]?.end();
    await settle();
    assert.deepEqual(names(), ['a', 'b', 'c']);
    begun[0]?.end();
    await settle();
    assert.deepEqual(names(), ['a', 'b', 'c', 'd']);
    for (const { end } of begun) end();
    assert.deepEqual(await Promise.all(all), ['a', 'b', 'c', 'd']);
  });

  test('that are given back are there for the next one', async () => {
    const { begun, take, names } = works(new Turns(1));
    for (const name of ['a', 'b', 'c']) {
      const work = take(name);
      assert.equal(names().at(-1), name);
      begun.at(-1)?.end();
      assert.equal(await work, name);
    }
  });

  test('of a work that fails go on to the next one', async () => {
    const { begun, take, names } = works(new Turns(1));
    const [failing, next] = [take('fails'), take('next')];
    begun[0]?.fail(new Error('no store'));
    await assert.rejects(failing, /no store/);
    await settle();
    assert.deepEqual(names(), ['fails', 'next']);
    begun[1]?.end();
    assert.equal(await next, 'next');
  });
});

describe('the lines of a look', () => {
  const lines = [
    { lane: 'a', priority: 0 },
    { lane: 'a', priority: 1 },
    { lane: 'b', priority: 1 },
    { lane: 'c', priority: 2 },
  ];
  const looks: [look: number, order: string[]][] = [
    [1, ['otp a', 'normal b', 'normal a', 'bulk c']],
    [2, ['otp a', 'normal a', 'normal b', 'bulk c']],
    [3, ['otp a', 'normal a', 'normal b', 'bulk c']],
    [4, ['otp a', 'normal b', 'normal a', 'bulk c']],
    [7, ['otp a', 'normal b', 'normal a', 'bulk c']],
    [8, ['bulk c', 'normal a', 'normal b', 'otp a']],
    [9, ['otp a', 'normal a', 'normal b', 'bulk c']],
    [16, ['bulk c', 'normal b', 'normal a', 'otp a']],
  ];
  for (const [look, order] of looks)
    test(`of number ${look} are the ${look % 8 === 0 ? 'least' : 'most'} urgent first, and each time those of another lane`, () =>
      assert.deepEqual(
        inTurn(lines, look).map(({ lane, priority }) => `${priority} ${lane}`),
        order,
      ));
});
