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
import { all } from '../store/statements.ts';
import type { Store } from '../store/store.ts';
import { judge } from './kill-judge.ts';
import { withoutPostgres } from './postgres-cluster.ts';
import { plantFleet, until } from './server-bench.ts';
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

/** A life, and how far it has come. */
class LiveServer {
  readonly process: ChildProcess;
  #printed = '';

  constructor({ store, records, kind, seed, messages, finish }: Life) {
    this.process = spawn(process.execPath, [join(import.meta.dirname, 'one-life.ts')], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        ...{ STORE: store, RECORD: records, GATEWAYS: ids.join(), KIND: kind, SEED: String(seed) },
        ...{ MESSAGES: String(messages), FINISH: finish === true ? '1' : '0' },
      },
    });
    this.process.stdout?.on('data', piece => {
      this.#printed += piece;
    });
  }

  /** How many times it has accepted ten messages. */
  get accepted(): number {
    return this.#printed.split('.').length - 1;
  }

  /** Resolves when it has accepted ten messages so many times. */
  async untilAccepted(times: number): Promise<void> {
    while (this.accepted < times && this.process.stdout !== null) await once(this.process.stdout, 'data');
  }

  kill(signal: NodeJS.Signals): void {
    this.process.kill(signal);
  }

  async gone(): Promise<number | null> {
    const { process: child } = this;
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child.exitCode;
  }
}

/** The last life ends by itself, when everything is settled. */
async function finish(life: Omit<Life, 'messages' | 'finish'>): Promise<void> {
  assert.equal(await new LiveServer({ ...life, messages: 10, finish: true }).gone(), 0);
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
          const life = new LiveServer({ store: folder, records, kind, seed, messages: 100_000 });
          // Any moment will do: what is handed over until then is different each time, and the judge takes all of it.
          await life.untilAccepted(1 + 2 * (seed % 3));
          life.kill('SIGKILL');
          await life.gone();
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

/** How many processes have partitions. */
async function owners(store: Store): Promise<number> {
  const rows = await store.read(() =>
    all<{ owner: string }>("SELECT DISTINCT owner FROM partition_lease WHERE owner <> ''"),
  );
  return rows.length;
}

describe('servers on PostgreSQL that are killed and frozen', { skip: withoutPostgres }, () => {
  test('lose nothing and send nothing twice', async () => {
    const records = mkdtempSync(join(tmpdir(), 'simgate-kill-'));
    const { url, giveBack } = await sharedDatabase();
    const store = await openPostgresStore({ url, connections: 2 });
    const common = { store: url, records, kind: 'simgate' } as const;
    try {
      await plantFleet(store, { gateways, portsEach: 4, pool: { mostAttempts: 1000 } });
      const lives = [1, 2, 3].map(seed => new LiveServer({ ...common, seed, messages: 100_000 }));
      const [killed, frozen, third] = lives;
      assert.ok(killed && frozen && third);
      await Promise.all(lives.map(life => life.untilAccepted(2)));
      killed.kill('SIGKILL');
      frozen.kill('SIGSTOP');
      // The third takes over, and the second wakes up to find that it owns nothing.
      await until(store, async () => (await owners(store)) === 1);
      const before = frozen.accepted;
      frozen.kill('SIGCONT');
      await frozen.untilAccepted(before + 1);
      for (const life of lives) life.kill('SIGKILL');
      await Promise.all(lives.map(life => life.gone()));
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
