/** A disk that fails under the gateway: what was accepted is kept, what was refused is never sent. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import {
  type Answer,
  type GatewayProgram,
  instantAir,
  startGatewayProgram,
  until,
} from '../end-to-end/support/gateway.ts';
import { missing } from '../foreign/support/foreign-program.ts';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';
import { type FailingDisk, failingDisk } from './disk-faults.ts';

/** Exit code of a gateway whose disk did not confirm a write (docs/operating.md). */
const STORE_FAILED = 74;

interface Result {
  readonly user_id: number;
  readonly status: string;
}

/** Sends one message; undefined where the connection broke before an answer. */
async function send(gateway: GatewayProgram, userId: number): Promise<Answer | undefined> {
  const body = { text: 'Hello', param: [{ number: `8820199${userId}`, user_id: userId }] };
  return gateway.call('/api/send_sms', body).catch(() => undefined);
}

async function resultsOf(gateway: GatewayProgram): Promise<Result[]> {
  return (await gateway.call('/api/query_sms_result')).result as Result[];
}

describe('a disk that fails', { timeout: 120_000, skip: missing('cc') }, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let disk: FailingDisk;
  const data = () => join(folder.path, 'data');

  before(async () => {
    folder = await temporaryFolder('faults');
    disk = await failingDisk(folder.path, data());
  });

  after(() => folder.remove());

  async function start(t: TestContext): Promise<GatewayProgram> {
    const gateway = await startGatewayProgram(data(), disk.environment);
    t.after(() => gateway.program.end());
    await instantAir(gateway);
    return gateway;
  }

  test('does not synchronise: the gateway refuses, ends with its exit code, and the next start knows nothing of what was refused', async t => {
    const accepted = new Set<number>();
    const refused = new Set<number>();
    let unanswered = 0;
    for (let round = 0; round < 3; round += 1) {
      const gateway = await start(t);
      const attempt = async (userId: number): Promise<void> => {
        const answer = await send(gateway, userId);
        if (answer?.error_code === 202) accepted.add(userId);
        else if (answer === undefined) unanswered += 1;
        else refused.add(userId);
      };
      const ids = Array.from({ length: 40 }, (_, index) => round * 1000 + index);
      await Promise.all(ids.slice(0, 20).map(attempt));
      // The disk fails while these are on their way.
      const underWay = ids.slice(20).map(attempt);
      await disk.fail('sync');
      await Promise.all(underWay);
      const ending = await gateway.program.ended;
      assert.equal(ending.code, STORE_FAILED, ending.output);
      assert.match(ending.output, /simgate: the disk did not confirm a write: .*EIO/);
      await disk.heal();
    }
    const gateway = await start(t);
    const stored = (await resultsOf(gateway)).map(row => row.user_id);
    assert.deepEqual(
      [...accepted].filter(id => !stored.includes(id)),
      [],
      'accepted, and lost',
    );
    assert.deepEqual(
      [...refused].filter(id => stored.includes(id)),
      [],
      'refused, and sent',
    );
    assert.equal(new Set(stored).size, stored.length);
    assert.ok(accepted.size > 0 && accepted.size + refused.size + unanswered === 120);
  });

  for (const fault of ['full', 'write'] as const) {
    test(`refuses writes (${fault}): requests are refused with a reason, and everything goes on when it takes them again`, async t => {
      const gateway = await start(t);
      const base = fault === 'full' ? 10_000 : 20_000;
      await disk.fail(fault);
      const answer = await send(gateway, base);
      assert.equal(answer?.error_code, 500);
      assert.match(String(answer.error), /could not be stored/);
      await disk.heal();
      assert.equal((await send(gateway, base + 1))?.error_code, 202);
      const results = await until(
        () => resultsOf(gateway),
        rows => rows.some(row => row.user_id === base + 1 && row.status !== 'SENDING'),
      );
      assert.ok(!results.some(row => row.user_id === base));
    });
  }
});
