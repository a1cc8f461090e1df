import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startPushReceiver } from './push-receiver.ts';

async function post(url: string, id: number): Promise<number | 'no answer'> {
  try {
    const answer = await fetch(url, { method: 'POST', body: '{}', headers: { 'webhook-id': String(id) } });
    return answer.status;
  } catch {
    return 'no answer';
  }
}

test('it is busy, loses answers, and remembers what it took', async t => {
  const chances = [0.05, 0.15, 0.5];
  const receiver = await startPushReceiver(() => chances.shift() ?? 0);
  t.after(receiver.close);
  const url = `${receiver.url}/hook`;
  assert.deepEqual([await post(url, 1), await post(url, 1), await post(url, 2)], [503, 'no answer', 200]);
  receiver.heal();
  assert.equal(await post(url, 3), 200);
  const taken = receiver.pushes.get('/hook')?.map(push => [push.id, push.taken]);
  assert.deepEqual(taken, [
    [1, false],
    [1, true],
    [2, true],
    [3, true],
  ]);
});

test('one of its targets refuses every tenth event until it is healed', async t => {
  const receiver = await startPushReceiver(() => 0.05);
  t.after(receiver.close);
  const url = `${receiver.url}/tenth`;
  assert.deepEqual([await post(url, 9), await post(url, 10), await post(url, 11)], [200, 503, 200]);
  receiver.heal();
  assert.equal(await post(url, 10), 200);
});
