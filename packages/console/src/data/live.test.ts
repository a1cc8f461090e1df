/** The stores of the page: the stream of the gateway, its loss and return, and the session. The gateway is `fetch`, the browser an event target. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, mock, test } from 'node:test';
import { json, openPage, settle, stream } from './page-testing.ts';
import { portOf } from './testing.ts';

const page = openPage();
// The stores ask the page for its address as soon as they are loaded.
const { client, Fault, onSignedOut, reply } = await import('./api.ts');
const { counters, link, news, ports, startLive, stopLive } = await import('./live.ts');
const { loaded } = await import('./loaded.ts');
const { resume, session, signIn, signOut } = await import('./session.ts');
const { gatewayNow } = await import('./clock.ts');
page.leave();

const start = Date.UTC(2026, 0, 1);
const TIME = '2026-05-31T18:00:00.000Z';
const who = {
  ...{ user: 'ann', role: 'operator', expires_at: null, version: '0.1.0', serial_number: '7b1e' },
  ...{ time_zone: 'UTC', time: TIME, base_path: '', offers: {} },
};
const snapshot = {
  time: TIME,
  ports: [portOf(1), portOf(2)],
  counters: { waiting: 1, unread: 2 },
  news: { events: 7, inbox: 3 },
};
const unauthorized = json({ error: 'no' }, 401);

/** Lets time pass until it is so: the client asks a gateway that is away more than once before it gives up. */
async function until(isSo: () => boolean): Promise<void> {
  for (let step = 0; step < 2000 && !isSo(); step += 1) {
    await settle();
    if (!isSo()) mock.timers.tick(100);
  }
  assert.ok(isSo());
}

/** A live page: its stream has brought a snapshot. `request` is that of the stream. */
async function live() {
  const open = stream();
  page.answers = { 'GET /v1/live': () => open.response, 'GET /v1/session': json(who) };
  startLive();
  await settle();
  open.send('snapshot', snapshot);
  await settle();
  const [request] = page.asked;
  page.took();
  return { ...open, request };
}

describe('the page', () => {
  before(() => page.enter());
  after(() => page.leave());
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: start });
  });
  afterEach(async () => {
    stopLive();
    await settle();
    mock.timers.reset();
    page.document.hidden = false;
    page.hash = '';
    page.replaced.length = 0;
    page.answers = {};
    page.took();
    link.set({ kind: 'connecting' });
    session.set({ kind: 'unknown' });
  });

  describe('the stream of the gateway', () => {
    test('begins with a snapshot of everything, and sets the clock', async () => {
      await live();
      assert.deepEqual(
        [ports.numbers.get(), counters.get(), news.get(), link.get()],
        [[1, 2], snapshot.counters, snapshot.news, { kind: 'live' }],
      );
      assert.equal(gatewayNow(), Date.parse(TIME));
    });

    test('is asked for under the path of the page, as a page asks', async () => {
      page.answers = { 'GET /v1/live': () => stream().response };
      startLive();
      await settle();
      const [{ path, headers } = {}] = page.asked;
      assert.deepEqual([path, headers?.get('x-simgate')], ['/console/v1/live', '1']);
    });

    test('goes on with what changed', async () => {
      const { send } = await live();
      send('delta', {
        ports: { 2: { signal: 9 }, 5: portOf(5) },
        gone: [1],
        counters: { waiting: 4 },
        news: { inbox: 8 },
      });
      await settle();
      assert.deepEqual(
        [ports.numbers.get(), ports.get(2)?.signal, counters.get(), news.get()],
        [[2, 5], 9, { waiting: 4, unread: 2 }, { events: 7, inbox: 8 }],
      );
    });

    test('keeps what an event does not name, and leaves out kinds of a later gateway', async () => {
      const { send } = await live();
      const before = [counters.get(), news.get(), link.get()];
      send('delta', {});
      send('of_a_later_gateway', { ports: [] });
      send('snapshot', { ...snapshot, counters: counters.get(), news: news.get() });
      await settle();
      assert.deepEqual([counters.get(), news.get(), ports.numbers.get()], [before[0], before[1], [1, 2]]);
      assert.equal(link.get(), before[2]);
    });

    test('begins once, however often it is started', async () => {
      await live();
      startLive();
      await settle();
      assert.deepEqual(page.took(), []);
    });

    test('that ends is lost, and is asked for again after a second', async () => {
      const { end } = await live();
      end();
      await settle();
      assert.deepEqual(link.get(), { kind: 'lost', since: start, again: start + 1000 });
      mock.timers.tick(999);
      await settle();
      assert.deepEqual(page.took(), []);
      const again = stream();
      page.answers = { 'GET /v1/live': () => again.response };
      mock.timers.tick(1);
      await settle();
      assert.deepEqual(page.took(), ['GET /console/v1/live']);
      again.send('snapshot', snapshot);
      await settle();
      assert.deepEqual(link.get(), { kind: 'live' });
    });

    test('is asked for with growing pauses, up to half a minute; since is when it was lost first', async () => {
      startLive();
      const pauses: number[] = [];
      const since = new Set<number>();
      for (let loss = 0; loss < 7; loss += 1) {
        const before = link.get();
        await until(() => link.get() !== before);
        const state = link.get();
        assert.ok(state.kind === 'lost');
        pauses.push(state.again - Date.now());
        since.add(state.since);
      }
      assert.deepEqual([pauses, since.size], [[1000, 2000, 4000, 8000, 16_000, 30_000, 30_000], 1]);
    });

    test('counts its losses anew once something came', async () => {
      const open = await live();
      for (let loss = 0; loss < 2; loss += 1) {
        const again = loss === 0 ? open : stream();
        page.answers = { 'GET /v1/live': () => again.response };
        if (loss > 0) {
          await until(() => page.asked.length > 0);
          again.send('snapshot', snapshot);
          await settle();
        }
        again.end();
        await until(() => link.get().kind === 'lost');
        const state = link.get();
        assert.ok(state.kind === 'lost' && state.again - Date.now() === 1000);
      }
    });

    test('rests while nobody sees the page, and begins anew when somebody does', async () => {
      const { request } = await live();
      page.document.hidden = true;
      page.document.dispatchEvent(new Event('visibilitychange'));
      await settle();
      assert.equal(request?.signal?.aborted, true);
      mock.timers.tick(60_000);
      await settle();
      assert.deepEqual([page.took(), link.get().kind], [[], 'live']);
      page.document.hidden = false;
      page.document.dispatchEvent(new Event('visibilitychange'));
      await settle();
      assert.deepEqual(page.took(), ['GET /console/v1/live']);
    });

    test('ends where the browser goes offline, and begins at once where it is back', async () => {
      const { request } = await live();
      dispatchEvent(new Event('offline'));
      await settle();
      assert.deepEqual([link.get().kind, request?.signal?.aborted, page.took()], ['lost', true, []]);
      page.answers = { 'GET /v1/live': () => stream().response };
      dispatchEvent(new Event('online'));
      await settle();
      assert.deepEqual(page.took(), ['GET /console/v1/live']);
      mock.timers.tick(1000);
      await settle();
      assert.deepEqual(page.took(), []);
    });

    test('is asked for once, behind the longer pause, where it is lost twice', async () => {
      await live();
      dispatchEvent(new Event('offline'));
      dispatchEvent(new Event('offline'));
      mock.timers.tick(1999);
      await settle();
      assert.deepEqual(page.took(), []);
      mock.timers.tick(1);
      await settle();
      assert.deepEqual(page.took(), ['GET /console/v1/live']);
    });

    test('takes the place of the one before where the browser changes its network', async () => {
      const { request } = await live();
      dispatchEvent(new Event('online'));
      await settle();
      assert.deepEqual([request?.signal?.aborted, page.took()], [true, ['GET /console/v1/live']]);
    });

    test('is checked every 15 seconds: a dead connection has no error of its own', async () => {
      await live();
      mock.timers.tick(14_999);
      await settle();
      assert.deepEqual(page.took(), []);
      mock.timers.tick(1);
      await settle();
      assert.deepEqual([page.took(), link.get().kind], [['GET /console/v1/session'], 'live']);
      page.answers = { 'GET /v1/session': json({ error: 'no' }, 403) };
      mock.timers.tick(15_000);
      await settle();
      assert.deepEqual([page.took(), link.get().kind], [['GET /console/v1/session'], 'live']);
      page.answers = {};
      await until(() => link.get().kind === 'lost');
    });

    test('that is stopped is over: nothing is asked for any more', async () => {
      const { end, request } = await live();
      stopLive();
      assert.equal(request?.signal?.aborted, true);
      end();
      await settle();
      mock.timers.tick(60_000);
      for (const name of ['online', 'offline']) dispatchEvent(new Event(name));
      page.document.dispatchEvent(new Event('visibilitychange'));
      await settle();
      assert.deepEqual([page.took(), link.get().kind], [[], 'live']);
    });

    test('of a session that has ended is not asked for again', async () => {
      page.answers = { 'GET /v1/live': unauthorized };
      startLive();
      await settle();
      mock.timers.tick(60_000);
      await settle();
      assert.deepEqual(
        page.took().filter(path => path.includes('live')),
        ['GET /console/v1/live'],
      );
    });
  });

  describe('the session of the page', () => {
    const inside = { 'GET /v1/live': () => stream().response };

    test('goes on by the cookie of before', async () => {
      page.answers = { ...inside, 'GET /v1/session': json(who) };
      await resume();
      await settle();
      assert.deepEqual([session.get(), gatewayNow()], [{ kind: 'in', who }, Date.parse(TIME)]);
      assert.deepEqual(page.took(), ['GET /console/v1/session', 'GET /console/v1/live']);
    });

    test('begins by the token of the address, which does not stay there', async () => {
      page.hash = '#token=once.A-1~';
      page.answers = { ...inside, 'POST /v1/session': json(who, 201) };
      await resume();
      const [{ method, body = '' } = {}] = page.asked;
      assert.deepEqual([method, JSON.parse(body), page.replaced], ['POST', { token: 'once.A-1~' }, ['#/']]);
      assert.equal(session.get().kind, 'in');
    });

    test('falls back to the cookie where the token is used up', async () => {
      page.hash = '#token=used';
      page.answers = { ...inside, 'POST /v1/session': unauthorized, 'GET /v1/session': json(who) };
      await resume();
      assert.equal(session.get().kind, 'in');
    });

    for (const hash of ['#/ports', '#token=', `#token=${'x'.repeat(201)}`, '#token=a b'])
      test(`takes no token out of ${hash.slice(0, 20)}`, async () => {
        page.hash = hash;
        page.answers = { ...inside, 'GET /v1/session': json(who) };
        await resume();
        assert.deepEqual([page.took()[0], page.replaced], ['GET /console/v1/session', []]);
      });

    test('is none where nobody has signed in', async () => {
      page.answers = { 'GET /v1/session': unauthorized };
      await resume();
      assert.deepEqual(session.get(), { kind: 'out', ended: false, user: '' });
    });

    test('is asked for every two seconds while the gateway is away', async () => {
      let isOver = false;
      void resume().then(() => {
        isOver = true;
      });
      await until(() => isOver);
      assert.equal(session.get().kind, 'unknown');
      page.took();
      page.answers = { ...inside, 'GET /v1/session': json(who) };
      mock.timers.tick(1999);
      await settle();
      assert.deepEqual(page.took(), []);
      mock.timers.tick(1);
      await settle();
      assert.equal(session.get().kind, 'in');
    });

    test('begins with user and password, or says what is wrong', async () => {
      page.answers = { ...inside, 'POST /v1/session': [unauthorized, json(who, 201)] };
      await assert.rejects(signIn('ann', 'x'), error => error instanceof Fault && error.signedOut);
      assert.equal(session.get().kind, 'unknown');
      await signIn('ann', 'geheim');
      assert.deepEqual(
        [JSON.parse(page.asked[1]?.body ?? ''), session.get().kind],
        [{ user: 'ann', password: 'geheim' }, 'in'],
      );
    });

    test('ends by a person, also where the gateway does not answer', async () => {
      page.answers = { ...inside, 'POST /v1/session': json(who, 201) };
      await signIn('ann', 'geheim');
      await settle();
      const ofStream = page.asked.find(({ path }) => path.endsWith('/live'));
      await signOut();
      assert.deepEqual(session.get(), { kind: 'out', ended: false, user: 'ann' });
      assert.equal(ofStream?.signal?.aborted, true);
      assert.ok(page.took().includes('DELETE /console/v1/session'));
    });

    test('that the gateway has ended is named once, with who it was', async () => {
      page.answers = { ...inside, 'GET /v1/session': json(who) };
      await resume();
      let heard = 0;
      const end = onSignedOut(() => {
        heard += 1;
      });
      page.answers = { 'GET /v1/session': unauthorized };
      for (let request = 0; request < 2; request += 1)
        await assert.rejects(reply(client.getSession()), Fault);
      end();
      await assert.rejects(reply(client.getSession()), Fault);
      assert.deepEqual([heard, session.get()], [2, { kind: 'out', ended: true, user: 'ann' }]);
    });
  });

  describe('a fault', () => {
    const rows: readonly [
      answer: Response | Error,
      message: RegExp,
      signedOut: boolean,
      unreachable: boolean,
    ][] = [
      [unauthorized, /^unauthorized$/, true, false],
      [json({ error: 'port: no' }, 400), /port: no/, false, false],
      [new TypeError('fetch failed'), /fetch failed/, false, true],
      [new Response('<html>', { status: 200 }), /^unexpected$/, false, false],
    ];
    for (const [answer, message, signedOut, unreachable] of rows)
      test(`of ${answer instanceof Error ? answer.message : answer.status} knows what it is`, async () => {
        page.answers = { 'GET /v1/tasks': answer };
        let fault: unknown;
        void reply(client.listTasks()).catch((error: unknown) => {
          fault = error;
        });
        await until(() => fault !== undefined);
        assert.ok(fault instanceof Fault);
        assert.match(fault.message, message);
        assert.deepEqual([fault.signedOut, fault.unreachable], [signedOut, unreachable]);
      });
  });

  describe('a part of the page', () => {
    /** Loads a part that fails so often, from a gateway that is away at the first tries. */
    async function load(failures: number, awayAt: number, there = unauthorized) {
      let tries = 0;
      page.answers = {
        'GET /v1/session': () => {
          if (tries <= awayAt) throw new TypeError('fetch failed');
          return there.clone();
        },
      };
      const work = loaded(async () => {
        tries += 1;
        if (tries <= failures) throw new Error('no such file');
        return 'part';
      }).catch((error: Error) => error.message);
      let isOver = false;
      void work.then(() => {
        isOver = true;
      });
      await until(() => isOver);
      return [await work, tries];
    }

    const rows: readonly [what: string, failures: number, awayAt: number, outcome: string, tries: number][] =
      [
        ['is loaded', 0, 0, 'part', 1],
        ['is tried once more where the gateway is there', 1, 0, 'part', 2],
        ['is given up after the second failure there', 9, 0, 'no such file', 2],
        ['is waited for while the gateway is away', 4, 9, 'part', 5],
        ['counts only failures while somebody is there', 9, 3, 'no such file', 5],
      ];
    for (const [what, failures, awayAt, outcome, tries] of rows)
      test(what, async () => assert.deepEqual(await load(failures, awayAt), [outcome, tries]));

    test('is given up after the second failure for a person who is signed in, too', async () =>
      assert.deepEqual(await load(9, 0, json(who)), ['no such file', 2]));
  });
});
