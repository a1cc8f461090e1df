/** Servers that are killed and frozen at any moment, over gateways whose own record is the judge: nothing is lost, nothing goes out twice. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { systemClock } from '@simgate/daemon';
import { silentLog } from '@simgate/daemon/testing';
import { openPostgresStore } from '../store/postgres/postgres-store.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { judge } from './kill-judge.ts';
import { withoutPostgres } from './postgres-cluster.ts';
import { plantFleet, shortLease } from './server-bench.ts';
import { sharedDatabase } from './shared-postgres.ts';

const gateways = [
  { id: 'a', part: 3 },
  { id: 'b', part: 77 },
  { id: 'c', part: 200 },
];
const ids = gateways.map(({ id }) => id);
/** Lives that are killed, of each kind; more of them for a night: KILLS=100. */
const kills = Number(process.env.KILLS ?? 3);

interface Life {
  readonly store: string;
  readonly records: string;
  readonly kind: 'simgate' | 'vendor';
  readonly seed: number;
  readonly messages: number;
  readonly finish?: boolean;
}

function live({ store, records, kind, seed, messages, finish }: Life): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, 'one-life.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      ...{ STORE: store, RECORD: records, GATEWAYS: ids.join(), KIND: kind, SEED: String(seed) },
      ...{ MESSAGES: String(messages), FINISH: finish === true ? '1' : '0' },
    },
  });
}

/** Resolves when it owns partitions. */
async function ready(life: ChildProcess): Promise<void> {
  if (life.stdout !== null) await once(life.stdout, 'data');
}

async function gone(life: ChildProcess): Promise<number | null> {
  if (life.exitCode === null && life.signalCode === null) await once(life, 'exit');
  return life.exitCode;
}

function pauseOf(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}

/** The last life ends by itself, when everything is settled. */
async function finish(life: Omit<Life, 'messages' | 'finish'>): Promise<void> {
  assert.equal(await gone(live({ ...life, messages: 10, finish: true })), 0);
}

describe('a server on SQLite that is killed', () => {
  for (const kind of ['simgate', 'vendor'] as const)
    test(`over gateways of kind ${kind} loses nothing and sends nothing twice`, async () => {
      const records = mkdtempSync(join(tmpdir(), 'simgate-kill-'));
      const folder = join(records, 'data');
      const open = () => openSqliteStore({ folder, clock: systemClock, log: silentLog });
      try {
        const planted = open();
        await plantFleet(planted, { gateways, portsEach: 4, pool: { mostAttempts: 1000 } });
        await planted.close();
        for (let seed = 1; seed <= kills; seed++) {
          const life = live({ store: folder, records, kind, seed, messages: 100_000 });
          await ready(life);
          // Any moment will do: what happens until then is different each time, and the judge takes all of it.
          await pauseOf(40 + 60 * (seed % 5));
          life.kill('SIGKILL');
          await gone(life);
        }
        await finish({ store: folder, records, kind, seed: 99 });
        const store = open();
        const judged = await judge(store, records, ids);
        await store.close();
        assert.deepEqual([judged.lost, judged.twice, judged.untrue], [[], [], []], JSON.stringify(judged));
        assert.ok(judged.accepted > 10, `only ${judged.accepted} were accepted`);
      } finally {
        rmSync(records, { recursive: true, force: true });
      }
    });
});

describe('servers on PostgreSQL that are killed and frozen', { skip: withoutPostgres }, () => {
  test('lose nothing and send nothing twice', async () => {
    const records = mkdtempSync(join(tmpdir(), 'simgate-kill-'));
    const { url, giveBack } = await sharedDatabase();
    const store = await openPostgresStore({ url, connections: 2 });
    const common = { store: url, records, kind: 'simgate' } as const;
    try {
      await plantFleet(store, { gateways, portsEach: 4, pool: { mostAttempts: 1000 } });
      const lives = [1, 2, 3].map(seed => live({ ...common, seed, messages: 100_000 }));
      await Promise.all(lives.map(ready));
      await pauseOf(500);
      lives[0]?.kill('SIGKILL');
      lives[1]?.kill('SIGSTOP');
      // Longer than a lease: the third takes over, and the second wakes up to find that it owns nothing.
      await pauseOf(2 * shortLease.leaseMs);
      lives[1]?.kill('SIGCONT');
      await pauseOf(500);
      for (const life of lives) life.kill('SIGKILL');
      await Promise.all(lives.map(gone));
      await finish({ ...common, seed: 99 });
      const judged = await judge(store, records, ids);
      assert.deepEqual([judged.lost, judged.twice, judged.untrue], [[], [], []], JSON.stringify(judged));
      assert.ok(judged.accepted > 10, `only ${judged.accepted} were accepted`);
    } finally {
      await store.close();
      giveBack();
      rmSync(records, { recursive: true, force: true });
    }
  });
});
