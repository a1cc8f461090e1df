/** The stores as components read them: what each hook returns, and which news render its component. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { endHooks, runHook } from './hook-testing.ts';
import { openPage, settle } from './page-testing.ts';
import { portOf } from './testing.ts';

const page = openPage();
const hooks = await import('./hooks.ts');
const { counters, link, news, ports } = await import('./live.ts');
const { session } = await import('./session.ts');
page.leave();

function signedIn(role: 'admin' | 'operator' | 'sender' | 'viewer') {
  session.set({ kind: 'in', who: { user: 'ann', role } as never });
}

describe('a component', () => {
  before(() => page.enter());
  after(() => page.leave());
  beforeEach(() => ports.replace([portOf(1), portOf(2)]));
  afterEach(async () => {
    await endHooks();
    ports.replace([]);
    counters.set({});
    news.set({});
    link.set({ kind: 'connecting' });
    session.set({ kind: 'unknown' });
  });

  const changes: readonly [what: string, change: () => void][] = [
    ['the signal of port 1', () => ports.change([{ port: 1, signal: 3 }])],
    ['the count of port 1', () => ports.change([{ port: 1, waiting: 3 }])],
    ['the signal of port 2', () => ports.change([{ port: 2, signal: 3 }])],
    ['a new port', () => ports.change([portOf(3)])],
    ['a count of the gateway', () => counters.set({ waiting: 1 })],
    ['a full disk', () => counters.set({ store_trouble: 1 })],
    ['a new message', () => news.set({ messages: 7 })],
    ['a received message', () => news.set({ messages: 7, inbox: 7 })],
    ['a lost gateway', () => link.set({ kind: 'lost', since: 1, again: 2 })],
    ['a person who signs in', () => signedIn('viewer')],
  ];
  const rows: readonly [what: string, hook: () => unknown, renderedBy: readonly string[]][] = [
    ['one port', () => hooks.usePort(1), ['the signal of port 1', 'the count of port 1']],
    [
      'the signal of one port',
      () => hooks.usePortPart(1, ({ signal }) => ({ signal })),
      ['the signal of port 1'],
    ],
    [
      'all ports',
      () => hooks.useAllPorts(),
      ['the signal of port 1', 'the count of port 1', 'the signal of port 2', 'a new port'],
    ],
    [
      'all signals',
      () => hooks.usePortsPart(all => all.map(({ signal }) => signal)),
      ['the signal of port 1', 'the signal of port 2', 'a new port'],
    ],
    ['the numbers of ports', () => hooks.usePortNumbers(), ['a new port']],
    ['the counts', () => hooks.useCounters(), ['a count of the gateway', 'a full disk']],
    ['whether the disk is full', () => hooks.useStoreTrouble(), ['a full disk']],
    ['the newest message', () => hooks.useNewest('messages'), ['a new message']],
    ['the link', () => hooks.useLink(), ['a lost gateway']],
    ['the session', () => hooks.useSession(), ['a person who signs in']],
  ];
  for (const [what, hook, renderedBy] of rows)
    test(`with ${what} is rendered by ${renderedBy.join(', ')} alone`, async () => {
      const component = await runHook(hook, undefined);
      const rendering: string[] = [];
      for (const [name, change] of changes) {
        component.rendered();
        change();
        await settle();
        if (component.rendered() > 0) rendering.push(name);
      }
      await component.end();
      assert.deepEqual(rendering, renderedBy);
    });

  test('reads the newest state', async () => {
    const component = await runHook(
      (port: number) => ({
        label: hooks.usePort(port)?.label,
        signal: hooks.usePortPart(port, ({ signal }) => signal),
        newest: hooks.useNewest('messages'),
        isDiskFull: hooks.useStoreTrouble(),
      }),
      2 as number,
    );
    assert.deepEqual(component.now, { label: '', signal: 21, newest: 0, isDiskFull: false });
    ports.change([{ port: 2, label: 'roof', signal: 7 }]);
    news.set({ messages: 12 });
    counters.set({ store_trouble: 1 });
    await settle();
    assert.deepEqual(component.now, { label: 'roof', signal: 7, newest: 12, isDiskFull: true });
    counters.set({ store_trouble: 0 });
    await component.change(9);
    assert.deepEqual(component.now, { label: undefined, signal: undefined, newest: 12, isDiskFull: false });
    await component.end();
  });

  test('shows a port as it is once it is there', async () => {
    const component = await runHook(() => hooks.usePortPart(7, ({ signal }) => signal), undefined);
    assert.equal(component.now, undefined);
    ports.replace([portOf(7, { signal: 5 })]);
    await settle();
    assert.equal(component.now, 5);
    await component.end();
  });

  const roles: readonly [role: Parameters<typeof signedIn>[0], mayOperate: boolean, maySend: boolean][] = [
    ['admin', true, true],
    ['operator', true, true],
    ['sender', false, true],
    ['viewer', false, false],
  ];
  for (const [role, mayOperate, maySend] of roles)
    test(`of a person with the role ${role} may operate: ${mayOperate}, may send: ${maySend}`, async () => {
      signedIn(role);
      const component = await runHook(() => [hooks.useMayOperate(), hooks.useMaySend()], undefined);
      assert.deepEqual(component.now, [mayOperate, maySend]);
      await component.end();
    });

  test('behind the sign-in is at fault where nobody is signed in', async () => {
    const component = await runHook(() => hooks.useWho(), undefined);
    assert.match(String(component.error), /nobody is signed in/);
    await component.end();
  });
});
