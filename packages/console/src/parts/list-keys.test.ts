import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { FakeElement } from '../data/element-testing.ts';
import { openPage } from '../data/page-testing.ts';
import { directionOf, enterList, keysAreOn, moveFocus, switchKeys } from './list-keys.ts';

const page = openPage();
page.leave();

describe('the keys of a list', () => {
  before(() => page.enter());
  after(() => page.leave());
  afterEach(() => {
    page.storage = new Map();
    page.document.activeElement = page.document.body;
    page.document.found.clear();
  });

  for (const [key, letters, direction] of [
    ['ArrowDown', true, 1],
    ['ArrowUp', false, -1],
    ['j', true, 1],
    ['k', true, -1],
    ['j', false, 0],
    ['k', false, 0],
    ['x', true, 0],
  ] as const)
    test(`${key} with letters ${letters ? 'on' : 'off'}: ${direction}`, () =>
      assert.equal(directionOf(key, letters), direction));

  /** A list of three entries with the focus on one of them; returns the entry that has it after a key. */
  function focusAfter(key: string, from: number, more: object = {}) {
    const entries = Array.from({ length: 3 }, () => new FakeElement('BUTTON'));
    page.document.activeElement = entries[from] ?? page.document.body;
    let isPrevented = false;
    const list = { querySelectorAll: (selector: string) => (selector === '.list-item' ? entries : []) };
    moveFocus({
      ...{ key, ctrlKey: false, metaKey: false, altKey: false, currentTarget: list },
      target: entries[from] ?? page.document.body,
      preventDefault: () => {
        isPrevented = true;
      },
      ...more,
    } as never);
    return [entries.indexOf(page.document.activeElement), isPrevented];
  }

  const moves: readonly (readonly [
    what: string,
    key: string,
    from: number,
    more: object,
    to: number,
    isPrevented: boolean,
  ])[] = [
    ['goes to the next entry', 'ArrowDown', 0, {}, 1, true],
    ['goes to the entry before', 'k', 2, {}, 1, true],
    ['enters the list', 'j', -1, {}, 0, true],
    ['stays at the end', 'ArrowDown', 2, {}, 2, false],
    ['does nothing with another key', 'x', 0, {}, 0, false],
    ['is left to the browser with Ctrl', 'ArrowDown', 0, { ctrlKey: true }, 0, false],
    ['is left to the browser with Meta', 'ArrowDown', 0, { metaKey: true }, 0, false],
    ['is left to the browser with Alt', 'ArrowDown', 0, { altKey: true }, 0, false],
    ...['INPUT', 'TEXTAREA', 'SELECT'].map(
      name =>
        [`is left to a field ${name}`, 'ArrowDown', 0, { target: new FakeElement(name) }, 0, false] as const,
    ),
  ];
  for (const [what, key, from, more, to, isPrevented] of moves)
    test(`${key} ${what}`, () => assert.deepEqual(focusAfter(key, from, more), [to, isPrevented]));

  test('enter the first list of the page', () => {
    const entry = new FakeElement('A');
    enterList();
    assert.equal(page.document.activeElement, page.document.body);
    page.document.found.set('main .list-item', entry);
    enterList();
    assert.equal(page.document.activeElement, entry);
  });

  test('are on until a person switches the letters off, for this browser', () => {
    assert.equal(keysAreOn(), true);
    switchKeys(false);
    assert.deepEqual([keysAreOn(), focusAfter('j', 0)], [false, [0, false]]);
    switchKeys(true);
    assert.equal(keysAreOn(), true);
  });

  test('are on in a browser that keeps nothing', () => {
    page.storage = undefined;
    switchKeys(false);
    assert.equal(keysAreOn(), true);
  });
});
