/**
 * The vendor's chapters 2 to 16 through the server: each against our gateway, and against original hardware of every era and with each
 * switch of the virtual fleet on and off; then all of them together. One server has all gateways, and each row runs for all at once.
 * The suite turns every fourth switch, `npm run chapters-run` each of them.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import {
  runningServer,
  type ServerAnswer,
  type TestServer,
} from '../../packages/server/src/testing/running-server.ts';
import {
  type ChapterGateways,
  openChapterGateways,
  type Subject,
  UNREACHABLE,
} from './support/chapter-gateways.ts';

/** Milliseconds that a message is on the air where another one is to wait behind it: longer than any machine takes for that. */
const ON_THE_AIR = 600_000;

/** Milliseconds between two questions: fifty gateways are asked for at once. */
const PAUSE = 250;
const PATIENCE = 60_000;

async function until<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean): Promise<T> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    if (performance.now() > end) throw new Error(`not as wanted: ${JSON.stringify(answer)}`);
    await delay(PAUSE);
  }
}

// biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for
type Reply = any;

describe("the vendor's chapters through the server", { timeout: 480_000 }, () => {
  let server: TestServer;
  let gateways: ChapterGateways;
  const events: { kind: string; data: Record<string, unknown> }[] = [];
  const reading = new AbortController();

  before(async () => {
    server = await runningServer('chapters', { SIMGATE_SERVER_HANDOFF_ASK_TAKEN: '0.5' });
    // It ends by its signal.
    readEvents().catch(() => {});
    gateways = await openChapterGateways(server, `${server.folder}/own`);
  });
  after(async () => {
    reading.abort();
    await gateways?.[Symbol.asyncDispose]();
    await server?.remove();
  });

  async function readEvents(): Promise<void> {
    const headers = { authorization: `Bearer ${server.key}` };
    const response = await fetch(`${server.url}/v1/events`, { headers, signal: reading.signal });
    let text = '';
    for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const lines = (text + piece).split('\n');
      text = lines.pop() ?? '';
      let kind = '';
      for (const line of lines) {
        if (line.startsWith('event: ')) kind = line.slice(7);
        if (line.startsWith('data: ')) events.push({ kind, data: JSON.parse(line.slice(6)).data });
      }
    }
  }

  const told = (
    kind: string,
    gateway: string,
    fits: (data: Record<string, unknown>) => boolean = () => true,
  ) =>
    until(
      async () => events.filter(one => one.kind === kind && one.data.gateway === gateway && fits(one.data)),
      found => found.length > 0,
    );
  const at = ({ id }: Subject, rest: string) => `/v1/gateways/${id}${rest}`;
  /** Asks until it is answered so: a box may lose an answer, and is asked again by a person too. */
  async function ask(path: string, body?: object, wanted = 200): Promise<Reply> {
    const answer = await until(
      () => server.call(path, body),
      ({ status }: ServerAnswer) => status === wanted,
    );
    return answer.body;
  }
  async function send(
    subject: Subject,
    text: string,
    to: readonly string[],
    more: object = {},
  ): Promise<Reply> {
    const { body, status } = await server.call('/v1/messages', { to, text, gateway: subject.id, ...more });
    assert.equal(status, 202, JSON.stringify(body));
    return body;
  }
  const ended = (id: string, state: string) =>
    until(
      () => server.call(`/v1/messages/${id}`),
      ({ body }) => body.message?.state === state,
    ).then(({ body }) => body);
  const number = ({ digits }: Subject, last: number) => `+49151${digits}${String(last).padStart(5, '0')}`;

  /** One row: the same for every gateway at once. Failures are named. */
  function chapter(name: string, check: (subject: Subject) => Promise<void>, airTime = 0): void {
    test(name, async t => {
      let last = '';
      await gateways.airTime(airTime);
      const failures = await Promise.all(
        gateways.subjects.map(subject =>
          check(subject).then(
            () => {
              last = subject.name;
              return undefined;
            },
            (error: Error) => `${subject.name}: ${error.message.slice(0, 600)}`,
          ),
        ),
      );
      t.diagnostic(`the last one: ${last}`);
      assert.deepEqual(
        failures.filter(failure => failure !== undefined),
        [],
      );
    });
  }

  chapter(
    '2 to 4: messages are sent, results and delivery reports come back, each text once',
    async subject => {
      const text = `Chapter 2 of ${subject.name}`;
      const { messages } = await send(subject, text, [number(subject, 1), number(subject, 2)]);
      const cyrillic = await send(subject, `Глава 2 ${subject.digits}`, [number(subject, 3)]);
      const unreachable = await send(subject, `Nobody ${subject.digits}`, [
        `${UNREACHABLE}${subject.digits}00001`,
      ]);
      for (const { id } of [...messages, ...cyrillic.messages]) {
        const { message, attempts } = await ended(id, 'delivered');
        assert.equal(message.gateway, subject.id);
        assert.deepEqual([attempts.at(-1).state, attempts.at(-1).gateway], ['sent', subject.id]);
        assert.notEqual(message.sent_at, null);
      }
      const [{ id }] = unreachable.messages;
      assert.equal((await ended(id, 'undelivered')).message.reason, 'network_report');
      assert.equal(await subject.sent(text), 2);
      assert.equal(await subject.sent(`Глава 2 ${subject.digits}`), 1);
    },
  );

  chapter(
    '5 and 9: what waits inside a gateway is counted, and stopped',
    async subject => {
      // An answer that was empty named no task.
      if (subject.name === 'emptyAnswers') return;
      const text = `Chapter 9 of ${subject.name}`;
      const begun = await send(subject, `${text}, begun`, [number(subject, 9)], { port: 3 });
      await taskOf(begun.messages[0].id);
      const { messages } = await send(subject, text, [number(subject, 10)], { port: 3 });
      const task = await taskOf(messages[0].id);
      await until(
        () => server.call(at(subject, '/queue')),
        ({ body }) => body.in_queue === 1,
      );
      const unknown = await until(
        () => server.call(at(subject, '/tasks/999999/stop'), {}),
        ({ status }) => status !== 503,
      );
      assert.equal(unknown.status, 404);
      await ask(at(subject, `/tasks/${task}/stop`), {});
      assert.equal((await ended(messages[0].id, 'failed')).message.reason, 'failed_at_gateway');
      assert.equal(await subject.sent(text), 0);
      // The first message is on the air for long: what comes later goes by the other ports.
      await server.call(at(subject, '/ports/3'), { enabled: false }, { method: 'PATCH' });
    },
    ON_THE_AIR,
  );

  async function taskOf(id: string): Promise<number> {
    const { body } = await until(
      () => server.call(`/v1/messages/${id}`),
      answer => typeof answer.body.attempts?.at(-1)?.task === 'number',
    );
    return body.attempts.at(-1).task;
  }

  chapter('6: what a gateway receives is there once, by push and by poll', async subject => {
    const from = `+49152${subject.digits}00001`;
    await subject.receive(1, from, `Chapter 6 of ${subject.name}`);
    const { body } = await until(
      () => server.call(`/v1/inbound?from=${encodeURIComponent(from)}`),
      answer => answer.body.messages.length > 0,
    );
    const [{ gateway, port, text }, ...more] = body.messages;
    assert.deepEqual([gateway, port, text, more.length], [subject.id, 1, `Chapter 6 of ${subject.name}`, 0]);
  });

  chapter(
    '7 and 8: a USSD code is sent, its reply comes by question and as an event; a session is ended',
    async subject => {
      const path = at(subject, '/ports/2/ussd');
      await ask(path, { text: '*100#' }, 202);
      const { body } = await until(
        () => server.call(path),
        answer => answer.status === 200 && answer.body.text !== '',
      );
      assert.match(body.text, /balance/i);
      await told('ussd.received', subject.id, ({ port }) => port === 2);
      await ask(path, { command: 'cancel' }, 202);
    },
  );

  chapter('10: everything that a gateway knows of a port', async subject => {
    const { port, reg, imsi, iccid, signal, slot, callstate } = await ask(
      at(subject, '/ports/0/information'),
    );
    assert.deepEqual([port, reg, callstate], [0, 'REGISTER_OK', 'Idle']);
    assert.match(imsi, /^\d{14,15}$/);
    assert.match(iccid, /^\d{18,20}$/);
    assert.ok(signal > 0 && signal <= 31 && slot === 255);
  });

  chapter('11: a port is set: its number, a block, a forwarding, its power', async subject => {
    const act = (action: string, more: object = {}, port = 0) =>
      ask(at(subject, `/ports/${port}/actions`), { action, ...more });
    await act('number', { param: '4915100000' });
    // The answer is given before the modem has stored it.
    await until(
      () => server.call(at(subject, '/ports/0/information')),
      ({ body }) => String(body.number).replace('+', '') === '4915100000',
    );
    await act('block');
    await act('unblock');
    await act('CallForward', { param: 'Busy', number: '4917000' });
    await act('CheckCallForward');
    await forwarded(subject);
    await act('power', { param: 'off' }, 1);
    await until(
      () => server.call(at(subject, '')),
      ({ body }) => body.ports?.[1]?.registration !== 'REGISTER_OK',
    );
    await act('power', { param: 'on' }, 1);
    const refusal = await server.call(at(subject, '/ports/0/actions'), { action: 'slot', param: '3' });
    assert.ok(refusal.status === 400 || refusal.status === 503, JSON.stringify(refusal.body));
  });

  async function forwarded(subject: Subject): Promise<void> {
    // The first firmware has no word for it in get_port_info.
    if (['remainTypes', 'hardware of 2014'].includes(subject.name)) return;
    await until(
      () => server.call(at(subject, '/ports/0/information')),
      ({ body }) => String(body.call_forwarding?.Busy ?? '').endsWith('4917000'),
    );
  }

  chapter('12 and 16: a call that was answered is recorded, one that was not is told', async subject => {
    await subject.call(2, '+4917000001', true);
    await told('call.recorded', subject.id, ({ source_number }) =>
      String(source_number).endsWith('17000001'),
    );
    const { calls } = await ask(at(subject, '/calls?port=2'));
    assert.equal(calls.length, 1);
    assert.match(calls[0].source_number, /17000001$/);
    await subject.call(0, '+4917000002', false);
    const missed = await told('call.missed', subject.id);
    assert.deepEqual([missed.length, missed[0]?.data.port], [1, 0]);
  });

  chapter('13 to 15: the toolkit is seen, walked, and its view told by number', async subject => {
    // A step whose answer was empty may be done: only a look at the view shows it.
    if (subject.name === 'emptyAnswers') return;
    const path = at(subject, '/ports/0/toolkit');
    const menu = await until(
      () => server.call(path),
      ({ body }) => body.input_type === 1,
    );
    const { items, frame_id } = menu.body;
    assert.ok(items.length >= 3);
    assert.equal((await ask(`${path}/frame`)).frame_id, frame_id);
    const balance = items.find(({ text }: { text: string }) => /balance/i.test(text));
    const view = await ask(path, { item: balance.id });
    assert.match(view.text, /balance/i);
    assert.notEqual((await ask(`${path}/frame`)).frame_id, frame_id);
    await ask(path, { action: 'home' });
  });

  test('all of them together carry one batch, each message once', async () => {
    const to = Array.from({ length: 300 }, (_each, place) => `+49153${String(place).padStart(7, '0')}`);
    const { body } = await server.call('/v1/messages', { to, text: 'All together' });
    const done = await until(
      () => server.call(`/v1/batches/${body.batch}`),
      answer => (answer.body.states.delivered ?? 0) === to.length,
    );
    assert.equal(done.body.total, to.length);
    const sent = await Promise.all(gateways.subjects.map(subject => subject.sent('All together')));
    assert.equal(
      sent.reduce((sum, count) => sum + count, 0),
      to.length,
    );
    assert.ok(sent.filter(count => count > 0).length > 1);
  });

  chapter('16: a start of the gateway and a port that goes and comes are told', async subject => {
    await told('port.state', subject.id, ({ port, sends }) => port === 1 && sends === false);
    if (subject.isOurs) return;
    await subject.restart();
    await told('gateway.notice', subject.id, ({ notice }) => notice === 'power_on');
  });

  chapter('how busy a gateway is, by the later document', async subject => {
    const { memory_total } = await ask(at(subject, '/device'));
    assert.match(memory_total, /^\d+$/);
  });

  test('one whose API is switched off is down and says so, and works when it is on again', async () => {
    const { subjects, fleet } = gateways;
    const [, { id } = { id: '' }] = subjects;
    const quirk = (apiDisabled: boolean) => {
      const [front] = fleet.fleet.fronts;
      if (front) front.gateway.quirks = { ...front.gateway.quirks, apiDisabled };
    };
    quirk(true);
    const test = () => server.call(`/v1/gateways/${id}/test`, {});
    assert.match((await test()).body.detail, /switched off \(HTTP 404\)/);
    quirk(false);
    assert.equal((await test()).body.ok, true);
  });
});
