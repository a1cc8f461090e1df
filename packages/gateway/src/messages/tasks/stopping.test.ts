/** A task that is paused or stopped sends nothing from then on, whatever its messages were doing. */
import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { SubmitOutcome } from '../../modem/modem.ts';
import { createTasks } from '../queries/tasks.ts';
import { type Bench, collect, openBench } from '../testing.ts';

const refusal: SubmitOutcome = {
  kind: 'refused',
  refusal: { permanent: false, source: 'cms', code: 42, text: 'congestion' },
};

/** A port that answers when the test lets it. */
function heldPort(bench: Bench) {
  const answers: ((outcome: SubmitOutcome) => void)[] = [];
  bench.port(0).answer = () => new Promise(resolve => answers.push(resolve));
  return (outcome: SubmitOutcome = { kind: 'accepted', reference: 1 }) => answers.shift()?.(outcome);
}

function numbers(bench: Bench): string[] {
  return bench.carried.map(({ number }) => number);
}

async function statuses(bench: Bench): Promise<string[]> {
  const rows = await collect(bench.messages.results({}));
  return rows.map(({ number, status }) => `${number} ${status}`);
}

async function reopened(t: TestContext, bench: Bench): Promise<Bench> {
  bench.kill();
  return openBench(t, { folder: bench.folder, clock: bench.clock });
}

describe('a paused task', () => {
  test('completes what was begun, begins nothing, and lets other tasks pass', async t => {
    const bench = await openBench(t);
    const answer = heldPort(bench);
    await bench.send(['01', '02', '03']);
    await bench.quiet();
    assert.equal(await bench.messages.pause(1), 'paused');
    await bench.send(['09']);
    answer();
    await bench.quiet();
    assert.deepEqual(numbers(bench), ['01', '09']);
    answer();
    await bench.pass(120);
    assert.deepEqual(numbers(bench), ['01', '09']);
    assert.equal(bench.messages.inQueue(), 2);
    assert.deepEqual(await statuses(bench), ['01 SENT_OK', '02 SENDING', '03 SENDING', '09 SENT_OK']);
  });

  test('goes on in its order', async t => {
    const bench = await openBench(t, { start: false });
    await bench.send(['01', '02']);
    await bench.messages.pause(1);
    bench.start();
    await bench.quiet();
    assert.deepEqual(numbers(bench), []);
    assert.equal(await bench.messages.resume(1), 'running');
    await bench.quiet();
    assert.deepEqual(numbers(bench), ['01', '02']);
    assert.equal(bench.messages.inQueue(), 0);
  });

  test('does not try again what the network refused meanwhile, until it goes on', async t => {
    const bench = await openBench(t);
    const answer = heldPort(bench);
    await bench.send(['01']);
    await bench.quiet();
    await bench.messages.pause(1);
    answer(refusal);
    await bench.pass(600);
    assert.deepEqual(numbers(bench), ['01']);
    await bench.messages.resume(1);
    await bench.quiet();
    assert.deepEqual(numbers(bench), ['01', '01']);
  });

  test('holds up no other message to the same recipient', async t => {
    const bench = await openBench(t);
    const answer = heldPort(bench);
    await bench.send(['01']);
    await bench.quiet();
    await bench.send(['01']);
    await bench.messages.pause(1);
    answer(refusal);
    await bench.pass(60);
    assert.deepEqual(numbers(bench), ['01', '01']);
    answer();
    await bench.quiet();
    assert.deepEqual(await statuses(bench), ['01 SENDING', '01 SENT_OK']);
  });

  test('stays paused over a crash; one that went on goes on', async t => {
    const before = await openBench(t);
    before.port(0).canSend = false;
    await before.send(['01', '02']);
    await before.send(['03']);
    await before.messages.pause(1);
    await before.messages.pause(2);
    before.port(0).canSend = true;
    before.listener.changed(before.port(0));
    await before.quiet();
    // As a crash between the decision and the moving of the messages leaves it.
    await before.store.write(database => database.run('UPDATE tasks SET course = 0 WHERE id = 2'));
    const after = await reopened(t, before);
    await after.quiet();
    assert.deepEqual(numbers(after), ['03']);
    await after.messages.resume(1);
    await after.quiet();
    assert.deepEqual(numbers(after), ['03', '01', '02']);
  });

  test('with more messages than a step moves loses none and doubles none', async t => {
    const bench = await openBench(t);
    bench.port(0).canSend = false;
    const all = Array.from({ length: 210 }, (_, index) => `${1000 + index}`);
    await bench.send(all);
    await bench.messages.pause(1);
    bench.port(0).canSend = true;
    bench.listener.changed(bench.port(0));
    await bench.quiet();
    assert.deepEqual([numbers(bench), bench.messages.inQueue()], [[], 210]);
    await bench.messages.resume(1);
    await bench.quiet();
    assert.deepEqual([numbers(bench).toSorted(), bench.messages.inQueue()], [all, 0]);
  });

  test('that is paused for too long ends FAILED and says so', async t => {
    const bench = await openBench(t, { sms: { waitingAge: 100 } });
    bench.port(0).canSend = false;
    await bench.send(['01']);
    await bench.messages.pause(1);
    bench.port(0).canSend = true;
    bench.listener.changed(bench.port(0));
    await bench.pass(200);
    assert.deepEqual([numbers(bench), await statuses(bench)], [[], ['01 FAILED']]);
    const [event] = bench.journal();
    assert.ok(event?.kind === 'sms_result' && event.reasonCode === 'paused');
    assert.equal(bench.messages.inQueue(), 0);
  });

  test('names the ports that its messages wait for', async t => {
    const bench = await openBench(t);
    bench.port(0).canSend = false;
    await bench.send(['01'], { ports: [0] });
    await bench.messages.pause(1);
    bench.port(0).canSend = true;
    bench.listener.changed(bench.port(0));
    await bench.quiet();
    assert.deepEqual([bench.messages.waitingFor(0), bench.messages.waitingByPort().get(0)], [1, 1]);
  });
});

describe('a stopped task', () => {
  test('does not try again what the network refuses after the stop', async t => {
    const bench = await openBench(t);
    const answer = heldPort(bench);
    await bench.send(['01', '02']);
    await bench.quiet();
    assert.equal(await bench.messages.stop(1), 'stopped');
    answer(refusal);
    await bench.pass(600);
    assert.deepEqual(numbers(bench), ['01']);
    assert.deepEqual(await statuses(bench), ['01 FAILED', '02 FAILED']);
    assert.equal(bench.messages.inQueue(), 0);
  });

  test('ends all of many messages, each with one event', async t => {
    const bench = await openBench(t, { start: false });
    await bench.send(Array.from({ length: 210 }, (_, index) => `${1000 + index}`));
    await bench.messages.stop(1);
    assert.equal(bench.messages.inQueue(), 0);
    assert.equal(bench.journal().length, 210);
  });

  test('is stopped to the end after a crash in between', async t => {
    const before = await openBench(t, { start: false });
    await before.send(['01', '02']);
    await before.store.write(database => database.run('UPDATE tasks SET course = 2 WHERE id = 1'));
    const after = await reopened(t, before);
    await after.pass(30);
    assert.deepEqual(numbers(after), []);
    assert.deepEqual(await statuses(after), ['01 FAILED', '02 FAILED']);
    assert.equal(createTasks(after.store).find(1, undefined)?.course, 'stopped');
  });

  test('can neither be paused nor go on, and neither can the task of another user', async t => {
    const bench = await openBench(t, { start: false });
    await bench.send(['01'], { owner: 'anna' });
    assert.equal(await bench.messages.pause(1, 'bert'), 'unknown');
    assert.equal(await bench.messages.resume(9), 'unknown');
    await bench.messages.stop(1);
    assert.deepEqual([await bench.messages.pause(1), await bench.messages.resume(1)], ['stopped', 'stopped']);
  });
});
