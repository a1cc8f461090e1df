/** The parts that handlers work with, on an SQLite store and a clock that stands still, without HTTP. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '@simgate/api/endpoint';
import type { Call } from '@simgate/daemon/http';
import { Guessing } from '@simgate/daemon/sign-in';
import { type FakeClock, fakeClock, silentLog } from '@simgate/daemon/testing';
import { Accept } from '../accept/accept.ts';
import { Keys } from '../access/keys.ts';
import { ServerUsers } from '../access/users.ts';
import { Fleet } from '../choice/fleet.ts';
import { usualSlots } from '../choice/slots.ts';
import { loadServerConfig } from '../config/load.ts';
import { createIdMaker } from '../domain/ids.ts';
import { DEFAULT_POOL, usualPool } from '../domain/pool.ts';
import { type Gateways, openGateways } from '../gateways/index.ts';
import { usualHandoff } from '../handoff/context.ts';
import { Dispatcher } from '../handoff/dispatcher.ts';
import type { ServerContext } from '../http/context.ts';
import { ensurePool } from '../store/fleet.ts';
import { Webhooks } from '../webhooks/webhooks.ts';
import { openSqlite, type StoreBench } from './engines.ts';

export interface HandlerBench {
  readonly context: ServerContext;
  readonly clock: FakeClock;
  readonly gateways: Gateways;
  readonly bench: StoreBench;
  dispose(): Promise<void>;
}

/** Nothing works in the background: no partition is owned, and no webhook is delivered. */
export async function openHandlerBench(): Promise<HandlerBench> {
  const bench = await openSqlite();
  const { store } = bench;
  const clock = fakeClock();
  const folder = mkdtempSync(join(tmpdir(), 'simgate-bench-'));
  const parts = { store, clock, random: () => 0.5, ids: createIdMaker(() => clock.now()), log: silentLog };
  const gateways = openGateways({ ...parts, keyFile: join(folder, 'secret.key'), answerMs: 30_000 });
  const keys = new Keys(parts);
  const users = await ServerUsers.open({ ...parts, configured: new Map(), allowShort: false });
  await store.write(() => ensurePool(usualPool(DEFAULT_POOL)));
  const plan = new Fleet();
  await plan.refresh(store);
  const settings = { ...usualHandoff, slots: usualSlots };
  const dispatcher = new Dispatcher({ ...parts, fleet: plan, drivers: gateways.fleet, settings });
  const { webhooks: config } = loadServerConfig(undefined, {});
  const context: ServerContext = {
    ...parts,
    ...{ keys, users: users.directory, guessing: new Guessing(() => clock.monotonic()), plan, dispatcher },
    accept: new Accept({ ...parts, fleet: plan, onStored: () => {} }),
    ...{
      fleet: gateways.fleet,
      picture: gateways.picture,
      pushes: gateways.pushes,
      secrets: gateways.secrets,
    },
    webhooks: new Webhooks({ ...parts, config }),
    ...{ ready: () => true, metricsText: async () => '' },
  };
  return {
    ...{ context, clock, gateways, bench },
    async dispose() {
      users.close();
      keys.close();
      await gateways.close();
      await bench.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The call of somebody with a role. */
export function callAs(role: Role = 'admin', more: Partial<Call> = {}): Call {
  return { caller: { user: 'me', role }, ...more } as Call;
}

interface Gave {
  readonly kind: string;
  readonly code: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for
  readonly body?: any;
  readonly error?: string;
}

/** The body of an answer that went well, with the code that its endpoint documents. */
export async function bodyOf(answer: unknown, code = 200) {
  const gave = (await answer) as Gave;
  assert.deepEqual([gave.kind, gave.code], ['done', code], gave.error);
  return gave.body;
}

export async function refusalOf(answer: unknown): Promise<readonly [code: number, error: string]> {
  const gave = (await answer) as Gave;
  assert.equal(gave.kind, 'refused');
  return [gave.code, gave.error ?? ''];
}
