/** Webhooks of a server: signed, in the order of their subjects, repeated until they are taken, and steered by a person. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, type TestContext, test } from 'node:test';
import { openReceiver, type Recorded, until } from '@simgate/daemon/testing';
import { startPostgres, withoutPostgres } from '../testing/postgres-cluster.ts';
import { runningServer, type TestServer } from '../testing/running-server.ts';

const allowed = {
  SIMGATE_SERVER_WEBHOOKS_ALLOWED_ADDRESSES: '127.0.0.1',
  SIMGATE_SERVER_WEBHOOKS_RETRY_DELAY: '0.1',
  SIMGATE_SERVER_WEBHOOKS_RETRY_DELAY_MAXIMUM: '1',
};

interface SentEvent {
  readonly type: string;
  readonly timestamp: string;
  readonly data: { readonly number: string; readonly opted_out: boolean };
}

function eventIn({ body }: Recorded): SentEvent {
  return JSON.parse(body) as SentEvent;
}

interface Delivery {
  readonly event: string;
  readonly subject: string;
  readonly state: string;
  readonly attempts: number;
  readonly last_error: string;
}

function suite(settings: () => Promise<Readonly<Record<string, string>>>): void {
  let server: TestServer;

  before(async () => {
    server = await runningServer('webhooks', { ...allowed, ...(await settings()) });
  });

  after(() => server.remove());

  /** Each call is one event about the number. */
  async function happen(number: string, optedOut = true): Promise<void> {
    const { status, body } = await server.call('/v1/opt-outs', { number, opted_out: optedOut });
    assert.equal(status, 200, JSON.stringify(body));
  }

  async function webhook(context: TestContext, url: string, more: object = {}) {
    const { status, body } = await server.call('/v1/webhooks', { url, ...more });
    assert.equal(status, 201, JSON.stringify(body));
    const { id } = body.webhook;
    context.after(() => server.call(`/v1/webhooks/${id}`, undefined, { method: 'DELETE' }));
    return { id: id as string, secret: body.secret as string };
  }

  async function deliveries(
    id: string,
    wanted: (all: readonly Delivery[]) => boolean,
  ): Promise<readonly Delivery[]> {
    let found: readonly Delivery[] = [];
    await until(async () => {
      found = (await server.call(`/v1/webhooks/${id}/deliveries`)).body.deliveries;
      return wanted(found);
    });
    return found;
  }

  test('are signed as Standard Webhooks asks, with type, time and data', async context => {
    const receiver = await openReceiver(context);
    const { secret, id } = await webhook(context, receiver.url);
    await happen('+4915120000001');
    await receiver.received(1);
    const [request] = receiver.requests;
    assert.ok(request);
    const { headers, body } = request;
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const signature = createHmac('sha256', key).update(signed).digest('base64');
    assert.equal(headers['webhook-signature'], `v1,${signature}`);
    const { type, data } = eventIn(request);
    assert.deepEqual([type, data.number, data.opted_out], ['optout.changed', '+4915120000001', true]);
    const [delivered] = await deliveries(id, ([one]) => one?.state === 'delivered');
    assert.equal(delivered?.event, headers['webhook-id']);
  });

  test('get what happens from now on, of the kinds that they want', async context => {
    await happen('+4915120000002');
    const [all, none] = [await openReceiver(context), await openReceiver(context)];
    await webhook(context, all.url);
    await webhook(context, none.url, { kinds: ['message.delivered'] });
    await happen('+4915120000003');
    await all.received(1);
    assert.deepEqual(
      all.requests.map(request => eventIn(request).data.number),
      ['+4915120000003'],
    );
    assert.equal(none.requests.length, 0);
  });

  test('get an event again until they take it; what is behind it of the same subject waits', async context => {
    const receiver = await openReceiver(context);
    let refusals = 2;
    receiver.answer = request => {
      const first = eventIn(request).data.number.endsWith('4') && refusals > 0;
      if (first) refusals -= 1;
      return { status: first ? 503 : 204 };
    };
    const { id } = await webhook(context, receiver.url);
    await happen('+4915120000004', true);
    await happen('+4915120000004', false);
    const all = await deliveries(id, list => list.filter(({ state }) => state === 'delivered').length === 2);
    assert.ok(all.every(({ state }) => state === 'delivered'));
    const sent4 = receiver.requests.map(request => eventIn(request).data.opted_out);
    assert.deepEqual(sent4, [true, true, true, false]);
    assert.equal(new Set(receiver.ids()).size, 2);
  });

  test('that refuse one event can be made to pass it over, and those behind it come', async context => {
    const receiver = await openReceiver(context);
    // A status that is repeated for days: after three 4xx answers the event would be passed over by itself.
    receiver.answer = request => ({
      status: eventIn(request).data.opted_out ? 500 : 204,
      text: 'not this one',
    });
    const { id } = await webhook(context, receiver.url);
    await happen('+4915120000005', true);
    await happen('+4915120000005', false);
    const waiting = await deliveries(id, list =>
      list.some(({ state, attempts }) => state === 'waiting' && attempts > 0),
    );
    const refused = waiting.find(({ attempts }) => attempts > 0);
    assert.match(refused?.last_error ?? '', /500/);
    const shown = (await server.call('/v1/webhooks')).body.webhooks.find(
      (one: { id: string }) => one.id === id,
    );
    assert.match(shown.last_error, /500/);
    const passed = await server.call(`/v1/webhooks/${id}/deliveries/${refused?.event}/pass-over`, {});
    assert.equal(passed.status, 200);
    const after = await deliveries(id, list => list.some(({ state }) => state === 'delivered'));
    assert.deepEqual(after.map(({ state }) => state).toSorted(), ['delivered', 'passed_over']);
  });

  test('get once more what a person sends again', async context => {
    const receiver = await openReceiver(context);
    const { id } = await webhook(context, receiver.url);
    await happen('+4915120000006');
    const [delivered] = await deliveries(id, ([one]) => one?.state === 'delivered');
    const resend = (event: string) => server.call(`/v1/webhooks/${id}/deliveries/${event}/resend`, {});
    assert.equal((await resend(delivered?.event ?? '')).status, 200);
    await receiver.received(2);
    assert.equal(new Set(receiver.ids()).size, 1);
    assert.equal((await resend('evt_0_99999')).status, 404);
    assert.equal((await resend('nonsense')).status, 404);
  });

  test('that are switched off get what happened meanwhile when they are switched on', async context => {
    const receiver = await openReceiver(context);
    const { id } = await webhook(context, receiver.url);
    const change = (wish: object) => server.call(`/v1/webhooks/${id}`, wish, { method: 'PATCH' });
    assert.equal((await change({ enabled: false })).body.enabled, false);
    await happen('+4915120000007');
    assert.equal((await change({ enabled: true, description: 'back' })).body.description, 'back');
    await receiver.received(1);
    assert.equal(eventIn(receiver.requests[0] as Recorded).data.number, '+4915120000007');
  });

  test('keep their place over a restart, and lose nothing', async context => {
    const receiver = await openReceiver(context);
    receiver.answer = () => ({ status: 503 });
    await webhook(context, receiver.url);
    for (const last of ['1', '2', '3']) await happen(`+491512000001${last}`);
    await receiver.received(1);
    server = await server.restart();
    receiver.answer = () => ({ status: 204 });
    const numbers = () => new Set(receiver.requests.map(request => eventIn(request).data.number));
    await until(() => numbers().size === 3);
  });

  test('and the live stream has the same, and goes on behind an event that was got', async () => {
    const abort = new AbortController();
    const read = async (lastEventId: string | undefined, wanted: RegExp): Promise<string> => {
      const response = await fetch(`${server.url}/v1/events`, {
        headers: {
          authorization: `Bearer ${server.key}`,
          ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
        },
        signal: abort.signal,
      });
      let text = '';
      for await (const piece of response.body ?? []) {
        text += Buffer.from(piece).toString();
        if (text.startsWith(': hello') && lastEventId === undefined && !text.includes('data:'))
          void happen('+4915120000021');
        if (wanted.test(text)) break;
      }
      return text;
    };
    const first = await read(undefined, /data: .*20000021.*\n\n/);
    const id = [...first.matchAll(/^id: (\S+)$/gm)].at(-1)?.[1];
    await happen('+4915120000022');
    const second = await read(id, /data: .*\n\n/);
    assert.match(second, /"number":"\+4915120000022"/);
    assert.doesNotMatch(second, /20000021/);
    abort.abort();
  });
}

describe('webhooks of a server on SQLite', { timeout: 120_000 }, () => suite(async () => ({})));

describe('webhooks of a server on PostgreSQL', { timeout: 180_000, skip: withoutPostgres }, () => {
  let end: (() => unknown) | undefined;
  suite(async () => {
    const cluster = await startPostgres();
    end = () => cluster.stop();
    return { SIMGATE_SERVER_DATABASE: await cluster.createDatabase() };
  });
  after(() => end?.());
});
