/** The frame of the page: its address, its keys, and the pages that a person has. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { createElement } from 'react';
import { FakeElement } from '../data/element-testing.ts';
import { endHooks, runHook } from '../data/hook-testing.ts';
import { openPage, settle } from '../data/page-testing.ts';

const page = openPage();
const place = await import('./place.ts');
const { isAt, placesFor } = await import('./places.ts');
const { useKeys } = await import('./keys.ts');
const { draft } = await import('../pages/compose/draft.ts');
const { switchKeys } = await import('../parts/list-keys.ts');
page.leave();

describe('the frame of the page', () => {
  before(() => page.enter());
  after(() => page.leave());
  afterEach(async () => {
    await endHooks();
    page.hash = '';
    page.pushed.length = 0;
    page.replaced.length = 0;
    page.storage = new Map();
    page.document.activeElement = page.document.body;
    page.document.found.clear();
  });

  describe('the address', () => {
    const places: readonly [hash: string, path: string, later: string][] = [
      ['', '/', '/'],
      ['#', '/', '/'],
      ['#/messages', '/messages', '/messages'],
      ['#/messages?number=%2B49', '/messages', '/messages?number=%2B49'],
      ['#?a=1', '/', '?a=1'],
    ];
    for (const [hash, path, later] of places)
      test(`${JSON.stringify(hash)} is the page ${path}`, async () => {
        page.hash = hash;
        const shown = await runHook(
          () => [place.useHashPath()[0], place.useShownPath()[0], place.useLaterPlace()],
          undefined,
        );
        assert.deepEqual(shown.now, [path, path, later]);
        await shown.end();
      });

    test('of a link stands behind #', () =>
      assert.deepEqual(
        [place.useHashPath.hrefs('/inbox'), place.useShownPath.hrefs('/inbox')],
        ['#/inbox', '#/inbox'],
      ));

    test('changes as a person goes on, and shows the new page', async () => {
      const shown = await runHook(() => place.useHashPath(), undefined);
      const [, goTo] = shown.now;
      goTo('/inbox');
      await settle();
      assert.deepEqual([shown.now[0], page.pushed, page.replaced], ['/inbox', ['#/inbox'], []]);
      goTo('/calls', { replace: true });
      await settle();
      assert.deepEqual([shown.now[0], page.pushed, page.replaced], ['/calls', ['#/inbox'], ['#/calls']]);
      await shown.end();
    });

    test('that stays the same is no change', async () => {
      page.hash = '#/inbox';
      let changes = 0;
      const count = () => {
        changes += 1;
      };
      addEventListener('hashchange', count);
      place.goTo('/inbox');
      assert.equal(changes, 0);
      place.goTo('/calls');
      assert.equal(changes, 1);
      removeEventListener('hashchange', count);
    });

    test('that the browser changes shows its page, until nobody looks at it', async () => {
      const shown = await runHook(() => place.useHashPath()[0], undefined);
      page.hash = '#/push';
      dispatchEvent(new Event('hashchange'));
      await settle();
      assert.equal(shown.now, '/push');
      await shown.end();
      shown.rendered();
      page.hash = '#/calls';
      dispatchEvent(new Event('hashchange'));
      await settle();
      assert.equal(shown.rendered(), 0);
    });

    test('carries the filter of a page; a part that is empty goes', async () => {
      page.hash = '#/messages?number=%2B49&state=failed';
      const shown = await runHook(() => place.useFilter(), undefined);
      assert.deepEqual(shown.now[0], { number: '+49', state: 'failed' });
      shown.now[1]({ state: '', text: 'a b' });
      await settle();
      assert.deepEqual(
        [shown.now[0], page.replaced, page.pushed],
        [{ number: '+49', text: 'a b' }, ['#/messages?number=%2B49&text=a+b'], []],
      );
      shown.now[1]({ number: '', text: '' });
      await settle();
      assert.deepEqual([shown.now[0], page.hash], [{}, '#/messages']);
      await shown.end();
    });

    test('of the first page may have a filter alone', async () => {
      page.hash = '#?text=a';
      const shown = await runHook(() => place.useFilter()[0], undefined);
      assert.deepEqual(shown.now, { text: 'a' });
      await shown.end();
    });

    const filters: readonly [hash: string, filter: object][] = [
      ['#/messages?number=2', { number: '2' }],
      ['#/messages', {}],
      ['#/inbox?number=3', { number: '1' }],
    ];
    for (const [hash, filter] of filters)
      test(`${hash} leaves the page of messages to number 1 with ${JSON.stringify(filter)}`, async () => {
        page.hash = hash;
        const shown = await runHook(
          () => [place.useFilter()[0], place.useShownPath()[0]],
          undefined,
          child => createElement(place.shownPlace, { value: '/messages?number=1' }, child),
        );
        assert.deepEqual(shown.now, [filter, '/messages']);
        await shown.end();
      });
  });

  describe('a key', () => {
    interface Pressed {
      readonly key: string;
      readonly target?: FakeElement;
      readonly ctrlKey?: boolean;
      readonly metaKey?: boolean;
      readonly altKey?: boolean;
    }
    /** Whether the browser was kept from doing its own. */
    function press({ key, target, ...held }: Pressed): boolean {
      const event = Object.assign(new Event('keydown', { cancelable: true }), { key, ...held });
      if (target !== undefined) Object.defineProperty(event, 'target', { value: target });
      dispatchEvent(event);
      return event.defaultPrevented;
    }
    /** A page with its keys, whose first list has an entry and that has a search. */
    async function withKeys() {
      const [search, entry] = [new FakeElement('INPUT'), new FakeElement('A')];
      page.document.found.set('[data-search]', search).set('main .list-item', entry);
      draft.set({ ...draft.get(), opened: false });
      return { search, entry, keys: await runHook(useKeys, undefined) };
    }
    const focus = () => page.document.activeElement;

    const letters: readonly (readonly [letter: string, hash: string])[] = [
      ...[['p', '#/'] as const, ['m', '#/messages'] as const, ['i', '#/inbox'] as const],
      ...[['u', '#/ussd'] as const, ['c', '#/calls'] as const, ['e', '#/events'] as const],
      ...[['w', '#/push'] as const, ['v', '#/phone'] as const, ['s', '#/settings'] as const],
    ];
    for (const [letter, hash] of letters)
      test(`g ${letter} goes to ${hash}`, async () => {
        page.hash = '#/tasks';
        const { keys } = await withKeys();
        press({ key: 'g' });
        press({ key: letter });
        assert.equal(page.hash, hash);
        await keys.end();
      });

    test('behind g that is none of a page does nothing, and the next one stands for itself', async () => {
      page.hash = '#/inbox';
      const { keys } = await withKeys();
      for (const key of ['g', 'x', 'p', 'g', '?', 'i']) press({ key });
      assert.deepEqual([page.hash, keys.now.listed], ['#/inbox', false]);
      await keys.end();
    });

    test('c begins a message', async () => {
      const { keys } = await withKeys();
      assert.equal(press({ key: 'x' }), false);
      assert.equal(draft.get().opened, false);
      assert.equal(press({ key: 'c' }), true);
      assert.equal(draft.get().opened, true);
      await keys.end();
    });

    test('/ leads to the search, and is not written there', async () => {
      const { keys, search } = await withKeys();
      assert.deepEqual([press({ key: '/' }), focus()], [true, search]);
      await keys.end();
    });

    test('j enters the list where nothing has the focus', async () => {
      const { keys, entry } = await withKeys();
      const button = new FakeElement('BUTTON');
      page.document.activeElement = button;
      press({ key: 'j' });
      assert.equal(focus(), button);
      page.document.activeElement = page.document.body;
      press({ key: 'j' });
      assert.equal(focus(), entry);
      await keys.end();
    });

    test('? shows the list of keys', async () => {
      const { keys } = await withKeys();
      assert.equal(keys.now.listed, false);
      press({ key: '?' });
      await settle();
      assert.equal(keys.now.listed, true);
      keys.now.close();
      await settle();
      assert.equal(keys.now.listed, false);
      await keys.end();
    });

    const editable = Object.assign(new FakeElement('DIV'), { isContentEditable: true });
    const others: readonly [what: string, pressed: Omit<Pressed, 'key'>, isLeft: boolean][] = [
      ['with Ctrl', { ctrlKey: true }, true],
      ['with Meta', { metaKey: true }, true],
      ['with Alt', { altKey: true }, true],
      ['in a field', { target: new FakeElement('INPUT') }, true],
      ['in a text', { target: new FakeElement('TEXTAREA') }, true],
      ['in a choice', { target: new FakeElement('SELECT') }, true],
      ['in a text that is edited', { target: editable }, true],
      ['on a button', { target: new FakeElement('BUTTON') }, false],
    ];
    for (const [what, pressed, isLeft] of others)
      test(`${what} is ${isLeft ? 'left to the browser' : 'of the page'}`, async () => {
        const { keys } = await withKeys();
        assert.deepEqual([press({ key: 'c', ...pressed }), draft.get().opened], [!isLeft, !isLeft]);
        await keys.end();
      });

    test('does nothing where a person has switched the keys off', async () => {
      switchKeys(false);
      const { keys } = await withKeys();
      assert.deepEqual([press({ key: 'c' }), draft.get().opened], [false, false]);
      await keys.end();
    });

    test('does nothing once the page is gone', async () => {
      const { keys } = await withKeys();
      await keys.end();
      assert.deepEqual([press({ key: 'c' }), draft.get().opened], [false, false]);
    });
  });

  const bars: readonly [role: string, simulator: boolean, paths: string][] = [
    ['admin', true, '/ /messages /inbox /ussd /calls /events /push /phone /settings'],
    ['admin', false, '/ /messages /inbox /ussd /calls /events /push /settings'],
    ['operator', true, '/ /messages /inbox /ussd /calls /events /push /settings'],
    ['viewer', true, '/ /messages /inbox /calls /events /settings'],
    ['sender', true, '/ /messages /inbox /settings'],
  ];
  for (const [role, simulator, paths] of bars)
    test(`has for the role ${role} ${simulator ? 'beside' : 'without'} a simulator: ${paths}`, () => {
      const own = placesFor({ role, offers: { simulator } } as never);
      assert.equal(own.map(({ path }) => path).join(' '), paths);
    });

  test('shows four pages in the bar of a phone', () => {
    const own = placesFor({ role: 'admin', offers: { simulator: true } } as never);
    assert.deepEqual(
      own.filter(({ first }) => first).map(({ path }) => path),
      ['/', '/messages', '/inbox', '/ussd'],
    );
  });

  const marked: readonly [path: string, location: string, isMarked: boolean][] = [
    ['/', '/', true],
    ['/', '/ports/3', true],
    ['/', '/inbox', false],
    ['/messages', '/messages/7', true],
    ['/messages', '/tasks/7', true],
    ['/messages', '/inbox', false],
    ['/inbox', '/inbox', true],
    ['/inbox', '/tasks', false],
  ];
  for (const [path, location, isMarked] of marked)
    test(`marks ${path} at ${location}: ${isMarked}`, () => assert.equal(isAt(path, location), isMarked));
});
