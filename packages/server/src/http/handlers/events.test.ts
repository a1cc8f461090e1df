/** The live stream of events: where it begins, what of it a reader gets, and its signs of life. */
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { ServerEvent } from '../../domain/events.ts';
import { appendEvents } from '../../store/events.ts';
import { run } from '../../store/statements.ts';
import { callAs, type HandlerBench, openHandlerBench, refusalOf } from '../../testing/handler-bench.ts';
import { handlers } from './handlers.ts';

let bench: HandlerBench;
let ended: AbortController;
beforeEach(async () => {
  bench = await openHandlerBench();
  ended = new AbortController();
});
afterEach(async () => {
  ended.abort();
  await bench.dispose();
});

function happen(part: number, subject: string, kind: ServerEvent['kind'] = 'message.sent'): Promise<void> {
  const data = { to: '+4915112345678', subject };
  return bench.bench.store.write(() => appendEvents(part, [{ kind, subject, at: 1000, pool: '', data }]));
}

type Call = ReturnType<typeof callAs>;

/** The pieces of a stream. */
async function streamOf(wish: { kinds?: string[]; after?: string } = {}, call: Call = callAs()) {
  const answer = await handlers.stream_events(wish as never, bench.context, call);
  assert.ok(answer.kind === 'streamed');
  assert.equal(answer.mediaType, 'text/event-stream');
  const pieces = answer.pieces(ended.signal)[Symbol.asyncIterator]();
  return async (): Promise<string> => String((await pieces.next()).value);
}

function subjectIn(piece: string): string | undefined {
  const data = /^data: (.*)$/m.exec(piece)?.[1];
  return data === undefined ? undefined : (JSON.parse(data) as { subject: string }).subject;
}

function idIn(piece: string): string {
  return /^id: (.*)$/m.exec(piece)?.[1] ?? '';
}

describe('the stream of events', { timeout: 30_000 }, () => {
  test('begins now, and shows where that is', async () => {
    await happen(7, 'before');
    const next = await streamOf();
    assert.equal(await next(), ': hello\nid: 7.1\n\n');
    await happen(7, 'after');
    const data = { kind: 'message.sent', at: '1970-01-01T00:00:01.000Z', subject: 'after' };
    const shown = { ...data, data: { to: '+4915112345678', subject: 'after' } };
    assert.equal(await next(), `id: 7.2\nevent: message.sent\ndata: ${JSON.stringify(shown)}\n\n`);
  });

  test('begins at 0.0 where nothing has happened', async () =>
    assert.equal(await (await streamOf())(), ': hello\nid: 0.0\n\n'));

  test('goes on behind the events that were got, in each partition', async () => {
    for (const [part, subject] of [
      [7, 'a'],
      [7, 'b'],
      [40, 'c'],
      [255, 'd'],
    ] as const)
      await happen(part, subject);
    const next = await streamOf({ after: '7.1-73.1' });
    assert.equal(idIn(await next()), '7.1-73.1');
    const pieces = [await next(), await next()];
    assert.deepEqual(pieces.map(subjectIn).toSorted(), ['b', 'c']);
    assert.equal(
      idIn(pieces[1] ?? '')
        .split('-')
        .toSorted()
        .join('-'),
      '14.1-7.2-73.1',
    );
  });

  test('goes by Last-Event-ID before `after`', async () => {
    await happen(7, 'a');
    await happen(7, 'b');
    const call = { ...callAs(), lastEventId: '7.1' } as Call;
    const next = await streamOf({ after: '7.0' }, call);
    await next();
    assert.equal(subjectIn(await next()), 'b');
  });

  for (const after of ['', 'x', '7', '7.', '777.1', '7.1-', '7.1--8.1', Array(257).fill('1.1').join('-')])
    test(`does not begin behind ${after.slice(0, 12)}`, async () =>
      assert.deepEqual(await refusalOf(handlers.stream_events({ after }, bench.context, callAs())), [
        ...[400, 'after: must be the id of an event of this stream.'],
      ]));

  test('has the kinds that are asked for', async () => {
    const next = await streamOf({ kinds: ['optout.changed'] });
    await next();
    await happen(7, 'a');
    await happen(7, 'b', 'optout.changed');
    const piece = await next();
    assert.deepEqual([subjectIn(piece), idIn(piece)], ['b', '7.2']);
  });

  test('shows numbers to all but viewers', async () => {
    const readers = await Promise.all([streamOf(), streamOf({}, callAs('viewer'))]);
    for (const next of readers) await next();
    await happen(7, 'a');
    const [open, masked] = await Promise.all(readers.map(next => next()));
    assert.match(open ?? '', /\+4915112345678/);
    assert.doesNotMatch(masked ?? '', /4915112345678/);
  });

  test('has more than one page of a partition', async () => {
    await bench.bench.store.write(() =>
      appendEvents(
        7,
        Array.from({ length: 250 }, (_each, at) => ({
          ...{ kind: 'message.sent' as const, subject: `s${at}`, at: 0, pool: '', data: {} },
        })),
      ),
    );
    const next = await streamOf({ after: '7.0' });
    await next();
    const subjects: (string | undefined)[] = [];
    for (let event = 0; event < 250; event += 1) subjects.push(subjectIn(await next()));
    assert.deepEqual(
      subjects,
      Array.from({ length: 250 }, (_each, at) => `s${at}`),
    );
  });

  test('passes over kinds of a later version', async () => {
    await happen(7, 'a');
    await bench.bench.store.write(() => run("UPDATE event SET kind = 'of.later' WHERE part = 7"));
    const next = await streamOf({ after: '7.0' });
    await next();
    await happen(8, 'b');
    assert.equal(subjectIn(await next()), 'b');
  });

  test('shows a sign of life with its place after 15 seconds without an event', async () => {
    const next = await streamOf({ kinds: ['optout.changed'] });
    await next();
    const sign = next();
    const pass = async (milliseconds: number, part: number, kind?: ServerEvent['kind']): Promise<void> => {
      for (let turns = 0; turns < 20; turns += 1) await turn();
      bench.clock.advance(milliseconds);
      await happen(part, 'a', kind);
    };
    await pass(14_999, 7);
    await pass(1, 8);
    assert.equal(await sign, 'id: 7.1-8.1\n: still here\n\n');
    const event = next();
    await pass(14_999, 7);
    await pass(0, 7, 'optout.changed');
    assert.equal(subjectIn(await event), 'a');
  });

  test('leaves nothing behind each wait for something new', async t => {
    const { store } = bench.context;
    let listening = 0;
    const { onCommitted } = store;
    t.mock.method(store, 'onCommitted', (listener: () => void) => {
      listening += 1;
      const end = onCommitted.call(store, listener);
      return () => {
        listening -= 1;
        end();
      };
    });
    const next = await streamOf();
    await next();
    for (const subject of ['a', 'b']) {
      const piece = next();
      while (listening === 0) await turn();
      assert.equal(getEventListeners(ended.signal, 'abort').length, 1);
      await happen(7, subject);
      assert.equal(subjectIn(await piece), subject);
      assert.deepEqual([listening, getEventListeners(ended.signal, 'abort').length], [0, 0]);
    }
  });

  test('ends with its reader', async () => {
    const answer = await handlers.stream_events({}, bench.context, callAs());
    assert.ok(answer.kind === 'streamed');
    const pieces = answer.pieces(ended.signal)[Symbol.asyncIterator]();
    await pieces.next();
    const last = pieces.next();
    ended.abort();
    assert.equal((await last).done, true);
  });
});
