/** Messages that are sent again, and their new rows. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createTasks } from '../queries/tasks.ts';
import { type Bench, openBench } from '../testing.ts';

const refused = {
  kind: 'refused',
  refusal: { permanent: true, source: 'cms', code: 8, text: 'no credit' },
} as const;

function carried(bench: Bench): string[] {
  return bench.carried.map(({ number, text }) => `${number} ${text}`);
}

/** Task 1 of three messages, the last two of them refused for good. */
async function halfFailed(t: Parameters<typeof openBench>[0], text: string) {
  const bench = await openBench(t);
  bench.port(0).answer = (_tpdu, count) => (count === 1 ? { kind: 'accepted', reference: 1 } : refused);
  const recipients = ['01', '02', '03'].map(number => ({
    number,
    textParam: [`for ${number}`],
    userId: number,
  }));
  await bench.send(recipients, { text, owner: 'anna' });
  await bench.quiet();
  bench.port(0).answer = () => ({ kind: 'accepted', reference: 9 });
  bench.carried.length = 0;
  return bench;
}

describe('sending again', () => {
  test('the failed messages of a task, each with its own text, is a new task of who asks', async t => {
    const bench = await halfFailed(t, 'Hi #param#');
    const answer = await bench.messages.sendAgain({
      taskId: 1,
      unsure: false,
      by: 'bert',
      name: 'second try',
    });
    assert.deepEqual(answer, { ok: true, taskId: 2, inQueue: 2, messages: 2, next: null });
    await bench.quiet();
    assert.deepEqual(carried(bench), ['02 Hi for 02', '03 Hi for 03']);
    const task = createTasks(bench.store).find(2, 'bert');
    assert.deepEqual([task?.name, task?.recipients], ['second try', 2]);
    const [, , , again] = bench.journal().filter(event => event.kind === 'sms_result');
    assert.equal(again?.kind === 'sms_result' && again.userId, '02');
  });

  test('one text is the text of the new task, and places in it stay as they are', async t => {
    const bench = await openBench(t);
    bench.port(0).answer = () => refused;
    await bench.send(['01', '02'], { text: 'as #param# stands' });
    await bench.quiet();
    bench.carried.length = 0;
    await bench.messages.sendAgain({ ids: [2, 1, 2], unsure: false, by: '' });
    await bench.quiet();
    assert.deepEqual(carried(bench), ['02 as #param# stands', '01 as #param# stands']);
    assert.equal(createTasks(bench.store).find(2, undefined)?.text, 'as #param# stands');
  });

  test('goes through the ports that were named, as urgent and with as few reports as at first', async t => {
    const bench = await openBench(t, { ports: 2 });
    bench.port(1).answer = () => refused;
    await bench.send(['01'], { ports: [1], priority: 'urgent', statusReport: false });
    await bench.quiet();
    bench.port(1).canSend = false;
    await bench.messages.sendAgain({ taskId: 1, unsure: false, by: '' });
    await bench.quiet();
    assert.deepEqual([bench.carried.length, bench.messages.waitingFor(1)], [1, 1]);
    await bench.send(['02'], { ports: [1] });
    bench.port(1).canSend = true;
    bench.listener.changed(bench.port(1));
    await bench.quiet();
    assert.deepEqual(
      bench.carried.slice(1).map(({ number, tpdu }) => [number, tpdu.statusReportRequest]),
      [
        ['01', false],
        ['02', true],
      ],
    );
  });

  test('goes through any port where none was named', async t => {
    const bench = await openBench(t, { ports: 2 });
    bench.port(0).answer = () => refused;
    await bench.send(['01']);
    await bench.quiet();
    bench.port(0).canSend = false;
    await bench.messages.sendAgain({ taskId: 1, unsure: false, by: '' });
    await bench.quiet();
    assert.deepEqual(
      bench.carried.map(({ port }) => port),
      [0, 1],
    );
  });

  test('by id also what was sent; not what is on its way', async t => {
    const bench = await openBench(t);
    await bench.send(['01']);
    await bench.quiet();
    assert.ok((await bench.messages.sendAgain({ ids: [1], unsure: false, by: '' })).ok);
    bench.port(0).canSend = false;
    await bench.send(['02']);
    const answer = await bench.messages.sendAgain({ ids: [3], unsure: false, by: '' });
    assert.ok(!answer.ok && answer.code === 409 && answer.error.startsWith('ids: message 3 '));
  });

  test('leaves out what may have been sent, unless that is wanted', async t => {
    const bench = await openBench(t, { sms: { inDoubtAge: 60 } });
    bench.port(0).answer = () => ({ kind: 'inDoubt', reason: 'silence', late: new Promise(() => {}) });
    await bench.send(['01']);
    await bench.pass(120);
    const without = await bench.messages.sendAgain({ taskId: 1, unsure: false, by: '' });
    assert.ok(!without.ok && without.code === 404);
    assert.ok((await bench.messages.sendAgain({ taskId: 1, unsure: true, by: '' })).ok);
  });

  test('knows no message and no task of another user', async t => {
    const bench = await halfFailed(t, 'Hi');
    for (const choice of [{ ids: [2] }, { taskId: 1 }, { ids: [99] }, { taskId: 99 }]) {
      const answer = await bench.messages.sendAgain({ ...choice, unsure: true, by: 'bert', owner: 'bert' });
      assert.ok(!answer.ok && answer.code === 404, JSON.stringify(choice));
    }
  });

  test('under one Idempotency-Key sends once', async t => {
    const bench = await halfFailed(t, 'Hi');
    const ask = () =>
      bench.messages.sendAgain({
        ...{ taskId: 1, unsure: false, by: '', idempotency: { key: 'k', digest: 'd' } },
      });
    const [one, other] = await Promise.all([ask(), ask()]);
    assert.ok(one.ok && other.ok && one.taskId === other.taskId);
    await bench.quiet();
    assert.equal(bench.carried.length, 2);
  });
});
