/** Files of recipients: there whole or not at all, whatever ends the process in between. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, type TestContext, test } from 'node:test';
import type { ImportRequest, ImportRow, ImportRows } from '../messages.ts';
import { createTasks } from '../queries/tasks.ts';
import { type Bench, collect, openBench } from '../testing.ts';

function rowOf(number: string, line: number, more: Partial<ImportRow> = {}): ImportRow {
  return { line, number, values: [], text: undefined, userId: null, ...more };
}

async function* rows(all: readonly ImportRow[], size = 200): ImportRows {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}

function manyRows(count: number): ImportRow[] {
  return Array.from({ length: count }, (_, index) => rowOf(`${1000 + index}`, index + 2));
}

function importInto(bench: Bench, all: ImportRows, request: Partial<ImportRequest> = {}) {
  return bench.messages.importRows(
    { text: 'Hi', encoding: 'auto', statusReport: true, digest: () => 'd', ...request },
    all,
  );
}

function numbers(bench: Bench): string[] {
  return bench.carried.map(({ number }) => number);
}

async function reopened(t: TestContext, bench: Bench): Promise<Bench> {
  bench.kill();
  return openBench(t, { folder: bench.folder, clock: bench.clock });
}

/** The messages and tasks that are left, and whether the size of the queue is right. */
function left(bench: Bench) {
  const count = (table: string) =>
    bench.store.read.get<{ count: number }>(`SELECT count(*) AS count FROM ${table}`)?.count;
  return [count('tasks'), count('messages'), count('set_aside'), count('queue'), bench.messages.inQueue()];
}

describe('a file of recipients is refused', () => {
  test('with the line that has no text, where the request has none either', async t => {
    const bench = await openBench(t);
    const all = rows([rowOf('01', 2, { text: 'own' }), rowOf('02', 3)]);
    const request = { encoding: 'auto', statusReport: true, digest: () => 'd' } as const;
    assert.deepEqual(await bench.messages.importRows(request, all), {
      ok: false,
      code: 400,
      error: 'line 3: has no text, and the request has none either',
    });
  });

  test('by a gateway without a port', async t => {
    const bench = await openBench(t, { ports: 0 });
    assert.deepEqual(await importInto(bench, rows(manyRows(1))), {
      ok: false,
      code: 550,
      error: 'this gateway has no port',
    });
  });
});

describe('a file of recipients', () => {
  test('of more than a step becomes one task and is sent in its order', async t => {
    const bench = await openBench(t);
    const all = manyRows(210);
    const answer = await importInto(bench, rows(all), { name: 'Spring', owner: 'anna' });
    assert.deepEqual(answer, { ok: true, taskId: 1, inQueue: 210, messages: 210 });
    await bench.quiet();
    assert.deepEqual(
      numbers(bench),
      all.map(({ number }) => number),
    );
    const task = createTasks(bench.store).find(1, 'anna');
    assert.deepEqual([task?.name, task?.recipients, task?.counts.sentOk], ['Spring', 210, 210]);
    assert.deepEqual(
      readdirSync(bench.folder).filter(name => name.startsWith('spool')),
      [],
    );
  });

  test('fills the text with the values of a line, or takes the text of the line as it is', async t => {
    const bench = await openBench(t);
    await importInto(
      bench,
      rows([
        rowOf('01', 2, { values: ['Anna'], userId: 'a' }),
        rowOf('02', 3, { text: 'as #param# stands' }),
        rowOf('03', 4, { text: '#param#' }),
      ]),
      { text: 'Hi #param#' },
    );
    await bench.quiet();
    assert.deepEqual(
      bench.carried.map(({ text }) => text),
      ['Hi Anna', 'as #param# stands', '#param#'],
    );
    const [first] = await collect(bench.messages.results({}));
    assert.equal(first?.userId, 'a');
  });

  test('takes ids of its own while others send', async t => {
    const bench = await openBench(t, { start: false });
    async function* slow(): ImportRows {
      yield [rowOf('01', 2)];
      await bench.send(['09']);
      yield [rowOf('02', 3)];
    }
    assert.ok((await importInto(bench, slow())).ok);
    const found = await collect(bench.messages.results({}));
    assert.deepEqual(
      found.map(({ number }) => number),
      ['09', '01', '02'],
    );
    assert.deepEqual(createTasks(bench.store).find(2, undefined)?.recipients, 2);
  });

  test('with a number that is too long lets that one message end FAILED', async t => {
    const bench = await openBench(t);
    await importInto(bench, rows([rowOf('01', 2), rowOf('1'.repeat(22), 3)]));
    await bench.quiet();
    const found = await collect(bench.messages.results({}));
    assert.deepEqual(
      [found.map(({ status }) => status), bench.messages.inQueue()],
      [['SENT_OK', 'FAILED'], 0],
    );
  });

  const wrong: [string, ImportRow[], Partial<ImportRequest>, RegExp][] = [
    ['an emergency number', [rowOf('01', 2), rowOf('112', 3)], {}, /^line 3\.number: 112 is an emergency/],
    [
      'too few values',
      [rowOf('01', 2, { values: ['a'] })],
      { text: '#param##param#' },
      /^line 2\.values has fewer/,
    ],
    [
      'a text that is too long',
      [rowOf('01', 2, { text: 'x'.repeat(1501) })],
      {},
      /^line 2: text has 1501 bytes/,
    ],
    ['no line', [], {}, /^body: has no line/],
  ];
  for (const [what, all, request, error] of wrong)
    test(`with ${what} is refused whole`, async t => {
      const bench = await openBench(t);
      const answer = await importInto(
        bench,
        rows([...manyRows(300), ...all].slice(all.length === 0 ? 300 : 0)),
        request,
      );
      assert.ok(!answer.ok);
      assert.match(answer.error, what === 'too few values' ? /values has fewer/ : error);
      assert.deepEqual(left(bench), [0, 0, 0, 0, 0]);
    });

  test('with a fault of the file is refused with its line', async t => {
    const bench = await openBench(t);
    async function* broken(): ImportRows {
      yield [rowOf('01', 2), { line: 3, fault: 'is no JSON', code: 400 }];
    }
    const answer = await importInto(bench, broken());
    assert.ok(!answer.ok && answer.error === 'line 3: is no JSON');
    assert.deepEqual(left(bench), [0, 0, 0, 0, 0]);
  });

  test('that breaks off stores nothing', async t => {
    const bench = await openBench(t);
    async function* broken(): ImportRows {
      yield manyRows(200);
      throw new Error('the connection is gone');
    }
    await assert.rejects(importInto(bench, broken()), /connection is gone/);
    assert.deepEqual(left(bench), [0, 0, 0, 0, 0]);
  });

  test('that is more than the queue may hold is refused before its end', async t => {
    const bench = await openBench(t, { sms: { queueLimit: 300 } });
    let read = 0;
    async function* endless(): ImportRows {
      for (;;) {
        read += 1;
        yield manyRows(200);
      }
    }
    const answer = await importInto(bench, endless());
    assert.ok(!answer.ok && answer.code === 413);
    assert.equal(read, 2);
  });

  test('twice under one Idempotency-Key is one task', async t => {
    const bench = await openBench(t, { start: false });
    const ask = () =>
      importInto(bench, rows(manyRows(210)), { idempotency: { key: 'k', digest: '' }, digest: () => 'same' });
    const answers = await Promise.all([ask(), ask()]);
    assert.deepEqual(
      answers.map(answer => answer.ok && answer.messages),
      [210, 210],
    );
    assert.equal(new Set(answers.map(answer => answer.ok && answer.taskId)).size, 1);
    await bench.quiet();
    bench.start();
    await bench.pass(60);
    assert.equal(numbers(bench).length, 210);
    const other = await importInto(bench, rows(manyRows(1)), {
      ...{ idempotency: { key: 'k', digest: '' }, digest: () => 'other' },
    });
    assert.ok(!other.ok && other.code === 400 && other.error.includes('Idempotency-Key'));
  });
});

describe('a crash while a file is stored', () => {
  /** Stops where so many of its messages are written, as SIGKILL would. */
  async function killedAfter(t: TestContext, writes: number): Promise<Bench> {
    const bench = await openBench(t, { start: false });
    const all = manyRows(450);
    let seen = 0;
    const { store } = bench;
    store.onCommitted(() => {
      seen += 1;
    });
    const importing = importInto(bench, rows(all)).catch(() => undefined);
    while (seen < writes) await new Promise(resolve => setImmediate(resolve));
    bench.kill();
    await importing;
    return openBench(t, { folder: bench.folder, clock: bench.clock });
  }

  for (const writes of [1, 2, 3])
    test(`after commit ${writes} leaves nothing of it, and nothing is sent`, async t => {
      const after = await killedAfter(t, writes);
      await after.pass(60);
      assert.deepEqual(numbers(after), []);
      assert.deepEqual(createTasks(after.store).list(99, 9, undefined), []);
      assert.deepEqual(left(after), [0, 0, 0, 0, 0]);
    });

  test('behind the last commit loses none of it', async t => {
    const before = await openBench(t, { start: false });
    await importInto(before, rows(manyRows(210)));
    const after = await reopened(t, before);
    await after.quiet();
    assert.deepEqual([numbers(after).length, new Set(numbers(after)).size], [210, 210]);
  });
});
