import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { SubmitOutcome } from '../../modem/modem.ts';
import { accepts, type Bench, collect, openBench, type ScriptedPort } from '../testing.ts';

/** Texts in the order in which ports were given them, with the ports. */
function carried(bench: Bench): [number, string][] {
  return bench.carried.map(({ port, text }) => [port, text]);
}

async function send(bench: Bench, number: string, ...texts: string[]): Promise<void> {
  for (const text of texts) await bench.send([number], { text });
}

async function statuses(bench: Bench): Promise<string[]> {
  return (await collect(bench.messages.results({}))).map(row => row.status);
}

const refusal: SubmitOutcome = {
  kind: 'refused',
  refusal: { source: 'cms', code: 38, text: 'out of order', permanent: false },
};
const doubt: SubmitOutcome = { kind: 'inDoubt', reason: 'silence', late: Promise.resolve(undefined) };

/** A port that answers when it is let. */
function held(port: ScriptedPort): (outcome?: SubmitOutcome) => void {
  let answer = (_outcome: SubmitOutcome): void => {};
  port.answer = () => new Promise(resolve => (answer = resolve));
  return (outcome = { kind: 'accepted', reference: 1 }) => answer(outcome);
}

function away(bench: Bench, number: number, isAway = true): Promise<void> {
  const port = bench.port(number);
  port.canSend = !isAway;
  bench.listener.changed(port);
  return bench.skip(0);
}

describe('messages to one number', () => {
  test('go one after another through one SIM, however many are free', async t => {
    const bench = await openBench(t, { ports: 4 });
    await send(bench, '01', 'a', 'b', 'c', 'd');
    await bench.skip(0);
    assert.deepEqual(
      carried(bench).map(([, text]) => text),
      ['a', 'b', 'c', 'd'],
    );
    assert.equal(new Set(carried(bench).map(([port]) => port)).size, 1);
  });

  test('do not begin before the one before is handed over, and hold up no others', async t => {
    const bench = await openBench(t, { ports: 2 });
    const letGo = held(bench.port(0));
    await send(bench, '01', 'a', 'b');
    await send(bench, '02', 'other');
    await bench.skip(0);
    assert.deepEqual(carried(bench), [
      [0, 'a'],
      [1, 'other'],
    ]);
    assert.equal(bench.messages.inQueue(), 1);
    bench.port(0).answer = accepts;
    letGo();
    await bench.skip(0);
    assert.deepEqual(carried(bench).slice(2), [[0, 'b']]);
  });

  test('with or without + are to one number', async t => {
    const bench = await openBench(t, { ports: 2 });
    held(bench.port(0));
    await send(bench, '+4917', 'a');
    await send(bench, '4917', 'b');
    await bench.skip(0);
    assert.deepEqual(carried(bench), [[0, 'a']]);
  });

  test('that name ports of their own wait only for those that name the same ones', async t => {
    const bench = await openBench(t, { ports: 3 });
    held(bench.port(0));
    await send(bench, '01', 'any');
    await bench.send(['01'], { text: 'one', ports: [1] });
    await bench.send(['01'], { text: 'two', ports: [2] });
    await bench.skip(0);
    assert.deepEqual(carried(bench), [
      [0, 'any'],
      [1, 'one'],
      [2, 'two'],
    ]);
  });

  test('go through the SIM that carried the last one, over a restart and wherever it stands', async t => {
    const before = await openBench(t, { ports: 3 });
    await away(before, 0);
    await send(before, '01', 'a');
    await before.skip(0);
    assert.deepEqual(carried(before), [[1, 'a']]);
    await before.stop();
    before.store.close();
    const { folder, clock } = before;
    const after = await openBench(t, { ports: 3, folder, clock, start: false });
    [after.port(1).sim, after.port(2).sim] = [after.port(2).sim, after.port(1).sim];
    after.start();
    await send(after, '01', 'b');
    await after.skip(0);
    assert.deepEqual(carried(after), [[2, 'b']]);
  });

  test('go through another SIM when that one cannot send, and stay with it', async t => {
    const bench = await openBench(t, { ports: 2 });
    await send(bench, '01', 'a');
    await bench.skip(0);
    await away(bench, 0);
    await send(bench, '01', 'b');
    await bench.skip(0);
    await away(bench, 0, false);
    await send(bench, '01', 'c');
    await bench.skip(0);
    assert.deepEqual(carried(bench), [
      [0, 'a'],
      [1, 'b'],
      [1, 'c'],
    ]);
  });

  test('wait for that SIM while it is busy with others, and no longer than half a minute', async t => {
    const bench = await openBench(t, { ports: 2 });
    await send(bench, '01', 'a');
    await bench.skip(0);
    held(bench.port(0));
    await bench.send(['02'], { text: 'busy', ports: [0] });
    await send(bench, '01', 'b');
    await bench.skip(29);
    assert.deepEqual(carried(bench).slice(1), [[0, 'busy']]);
    await bench.skip(1);
    assert.deepEqual(carried(bench).slice(2), [[1, 'b']]);
  });

  test('left to a SIM that goes away go through another at once', async t => {
    const bench = await openBench(t, { ports: 2 });
    await send(bench, '01', 'a');
    await bench.skip(0);
    held(bench.port(0));
    await bench.send(['02'], { text: 'busy', ports: [0] });
    await send(bench, '01', 'b');
    await bench.skip(0);
    await away(bench, 0);
    assert.deepEqual(carried(bench).slice(2), [[1, 'b']]);
  });

  test('left to a SIM that moves to a port they must not use do not follow it there', async t => {
    const bench = await openBench(t, { ports: 3 });
    await bench.send(['01'], { text: 'a', ports: [0] });
    await bench.skip(0);
    const letGo = held(bench.port(0));
    await bench.send(['02'], { text: 'busy', ports: [0] });
    await bench.send(['01'], { text: 'b', ports: [0, 1] });
    await bench.skip(0);
    assert.deepEqual(carried(bench).slice(1), [[0, 'busy']]);
    const [first, last] = [bench.port(0), bench.port(2)];
    [first.sim, last.sim] = [last.sim, first.sim];
    first.canSend = false;
    letGo();
    for (const port of [first, last]) bench.listener.changed(port);
    await bench.skip(30);
    assert.deepEqual(carried(bench).slice(2), [[1, 'b']]);
  });

  test('of which one is refused wait for its next try; another SIM may make it', async t => {
    const bench = await openBench(t, { ports: 2 });
    await send(bench, '01', 'a');
    await bench.skip(0);
    bench.port(0).answer = () => refusal;
    await send(bench, '01', 'b', 'c');
    await bench.skip(0);
    assert.deepEqual(carried(bench).slice(1), [[0, 'b']]);
    await bench.pass(30);
    const rest = carried(bench).slice(2);
    assert.deepEqual(
      rest.filter(([, text]) => text === 'b').map(([port]) => port),
      [1],
      'no SIM that refused it is insisted on',
    );
    assert.equal(rest.at(-1)?.[1], 'c');
    assert.deepEqual(await statuses(bench), ['SENT_OK', 'SENT_OK', 'SENT_OK']);
  });

  test('do not wait for one in doubt: it was handed over', async t => {
    const bench = await openBench(t, { ports: 2 });
    bench.port(0).answer = (_tpdu, count) => (count === 1 ? doubt : { kind: 'accepted', reference: count });
    await send(bench, '01', 'a', 'b');
    await bench.skip(0);
    assert.deepEqual(carried(bench), [
      [0, 'a'],
      [0, 'b'],
    ]);
    assert.deepEqual(await statuses(bench), ['SENDING', 'SENT_OK']);
  });

  test('do not wait for one that ended: refused for good, stopped, or that cannot be encoded', async t => {
    const bench = await openBench(t, { start: false });
    const permanent: SubmitOutcome = {
      kind: 'refused',
      refusal: { source: 'cms', code: 1, text: 'unassigned', permanent: true },
    };
    bench.port(0).answer = (_tpdu, count) => (count === 1 ? permanent : accepts(_tpdu, count));
    await send(bench, '01', 'a', 'b', 'c');
    await bench.messages.stop(2);
    bench.start();
    await bench.skip(0);
    assert.deepEqual(await statuses(bench), ['FAILED', 'FAILED', 'SENT_OK']);
  });

  test('do not wait for the rest of a long one whose SIM has gone', async t => {
    const bench = await openBench(t, { ports: 2 });
    await away(bench, 1);
    const letGo = held(bench.port(0));
    await send(bench, '01', 'x'.repeat(200), 'next');
    await away(bench, 1, false);
    assert.equal(bench.carried.length, 1);
    bench.port(0).canSend = false;
    letGo();
    await bench.skip(0);
    await away(bench, 0);
    assert.deepEqual(carried(bench).slice(1), [[1, 'next']]);
  });

  test('that wait for their turn are waiting messages: counted, stopped, and FAILED after the set age', async t => {
    const bench = await openBench(t, { sms: { waitingAge: 3600 } });
    held(bench.port(0));
    await send(bench, '01', 'a', 'b', 'c');
    await bench.skip(0);
    assert.equal(bench.messages.inQueue(), 2);
    await bench.messages.stop(2);
    assert.equal(bench.messages.inQueue(), 1);
    await bench.skip(3600);
    await bench.skip(30);
    assert.equal(bench.messages.inQueue(), 0);
    assert.deepEqual(await statuses(bench), ['SENDING', 'FAILED', 'FAILED']);
  });

  test('of whom thousands wait hold up no other for long', async t => {
    const bench = await openBench(t, { ports: 2, start: false });
    for (let n = 0; n < 20; n += 1) await bench.send(Array(100).fill('01'));
    await send(bench, '02', 'other');
    held(bench.port(0));
    bench.port(1).canSend = false;
    bench.start();
    await bench.skip(0);
    await away(bench, 1, false);
    assert.deepEqual(carried(bench).at(-1), [1, 'other']);
    assert.equal(bench.messages.inQueue(), 1999);
  });

  test('go on after a crash: each once and in order, though one was being sent', async t => {
    const before = await openBench(t);
    held(before.port(0));
    await send(before, '01', 'a', 'b', 'c');
    await before.skip(0);
    before.kill();
    const { folder, clock } = before;
    const after = await openBench(t, { folder, clock });
    await after.skip(0);
    assert.deepEqual(carried(after), [
      [0, 'b'],
      [0, 'c'],
    ]);
  });

  test('overtake each other where a setting allows it', async t => {
    const bench = await openBench(t, { ports: 3, sms: { recipientOrder: false } });
    for (const port of bench.ports) held(port);
    await send(bench, '01', 'a', 'b', 'c');
    await bench.skip(0);
    assert.deepEqual(
      carried(bench).map(([port]) => port),
      [0, 1, 2],
    );
  });

  test('that waited for their turn leave it when the setting is changed', async t => {
    const sms = { recipientOrder: true };
    const bench = await openBench(t, { sms });
    const letGo = held(bench.port(0));
    await send(bench, '01', 'a', 'b', 'c');
    await bench.skip(0);
    bench.change({ recipientOrder: false });
    bench.port(0).answer = accepts;
    letGo();
    await bench.skip(0);
    assert.deepEqual(
      carried(bench).map(([, text]) => text),
      ['a', 'b', 'c'],
    );
  });
});

describe('one SIM', () => {
  test('is left a limited number of messages; further ones go through any port', async t => {
    const bench = await openBench(t, { ports: 2 });
    const numbers = Array.from({ length: 80 }, (_, n) => `+49${n}`);
    await away(bench, 1);
    await bench.send(numbers);
    await bench.skip(0);
    await away(bench, 1, false);
    held(bench.port(0));
    await bench.send(['+4999'], { ports: [0] });
    await bench.send(numbers);
    await bench.skip(0);
    const others = bench.carried.slice(81);
    assert.deepEqual([others.length, new Set(others.map(({ port }) => port))], [80 - 64, new Set([1])]);
  });
});
