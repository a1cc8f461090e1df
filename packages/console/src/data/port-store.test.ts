/** The store of ports: who hears of which change. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PortStore } from './port-store.ts';
import { portOf } from './testing.ts';

function watched() {
  const store = new PortStore();
  const heard: string[] = [];
  store.subscribe(() => heard.push('one'), 1);
  store.subscribe(() => heard.push('two'), 2);
  store.subscribe(() => heard.push('any'));
  store.numbers.subscribe(() => heard.push('numbers'));
  store.replace([portOf(2), portOf(1)]);
  const take = () => heard.splice(0);
  take();
  return { store, take };
}

describe('the store of ports', () => {
  test('keeps them in order of their numbers', () => {
    const { store } = watched();
    assert.deepEqual(store.numbers.get(), [1, 2]);
    assert.deepEqual(
      store.all().map(({ port }) => port),
      [1, 2],
    );
  });

  test('a change of one port is heard by its card and by who sums up', () => {
    const { store, take } = watched();
    store.change([{ port: 2, signal: 7 }]);
    assert.deepEqual(take(), ['two', 'any']);
    assert.equal(store.get(2)?.signal, 7);
  });

  test('the same again is no news, and the port keeps its identity', () => {
    const { store, take } = watched();
    const before = store.get(1);
    store.replace([portOf(1), portOf(2)]);
    assert.deepEqual(take(), []);
    assert.equal(store.get(1), before);
  });

  test('a snapshot without a port takes it away', () => {
    const { store, take } = watched();
    store.replace([portOf(2)]);
    assert.deepEqual(take(), ['numbers', 'one', 'any']);
    assert.equal(store.get(1), undefined);
  });

  test('a change of a port that no snapshot had is left alone', () => {
    const { store, take } = watched();
    store.change([{ port: 9, signal: 7 }]);
    assert.deepEqual(take(), []);
    assert.equal(store.get(9), undefined);
  });

  test('a port that comes whole is added, and one that is gone leaves', () => {
    const { store } = watched();
    store.change([portOf(4)], [1]);
    assert.deepEqual(store.numbers.get(), [2, 4]);
  });

  test('who has left hears nothing', () => {
    const { store, take } = watched();
    const leave = store.subscribe(() => assert.fail('heard'), 1);
    leave();
    store.change([{ port: 1, signal: 7 }]);
    assert.deepEqual(take(), ['one', 'any']);
  });
});
