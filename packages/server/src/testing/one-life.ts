/**
 * One life of a server for tests that kill it: accepts, hands over, and writes each accepted message down only after it was answered. It
 * reads its task from environment variables, and ends when it is killed, or by itself when nothing is left to do. It prints `ready`, and a dot for
 * each ten messages that it accepted.
 *
 * STORE: a folder, or postgres://...; RECORD: folder of the gateways' records; GATEWAYS: their ids; SEED: of its chance; MESSAGES: how many
 * it accepts in this life; KIND: simgate or vendor; FINISH: 1: hands everything over and ends.
 */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '@simgate/daemon';
import { silentLog } from '@simgate/daemon/testing';
import { soleOwnership } from '../partitions/ownership.ts';
import { openPostgresStore } from '../store/postgres/postgres-store.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { fileRecord, type Step, scriptedGateway } from './scripted-gateway.ts';
import { countStates, shortLease, startServer, until } from './server-bench.ts';

const { STORE = '', RECORD = '', GATEWAYS = '', SEED = '1', MESSAGES = '0', KIND, FINISH } = process.env;

/** Uniform in [0, 1), the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const random = seeded(Number(SEED));
/** Messages that wait or are on their way, all lives together. */
const MOST_WAITING = 200;

/** Faults in any mixture; the last life has none, so that it comes to an end. */
function nextStep(): Step {
  if (FINISH === '1') return 'take';
  const drawn = random();
  if (drawn < 0.7) return 'take';
  if (drawn < 0.85) return 'loseAnswer';
  return drawn < 0.9 && KIND === 'simgate' ? 'loseCall' : 'refuse';
}

const postgres = STORE.startsWith('postgres:');
const store = postgres
  ? await openPostgresStore({ url: STORE, connections: 4 })
  : openSqliteStore({ folder: STORE, clock: systemClock, log: silentLog });

const drivers = new Map(
  GATEWAYS.split(',').map(id => [
    id,
    scriptedGateway({
      record: fileRecord(join(RECORD, `${id}.record`)),
      next: nextStep,
      kind: KIND === 'simgate' ? 'simgate' : 'vendor',
    }),
  ]),
);
const server = await startServer({
  store,
  drivers,
  ownership: postgres ? shortLease : soleOwnership,
  // Nothing is given up while lives are killed; the last one comes to an end.
  settings: { doubtMs: FINISH === '1' ? 0 : 3_600_000 },
});
process.stdout.write('ready\n');

async function waiting(): Promise<number> {
  const states = await countStates(store);
  return (states.get(1) ?? 0) + (states.get(2) ?? 0);
}

/** Ten at a time; what is answered is written down before the next is asked for. Accepting never gets far ahead of handing over. */
async function acceptAll(count: number): Promise<void> {
  for (let sent = 0; sent < count; sent += 10) {
    await until(store, async () => (await waiting()) < MOST_WAITING).catch(() => {});
    const numbers = Array.from({ length: 10 }, () => `+4915${String(random()).slice(2, 11).padEnd(9, '7')}`);
    // While the database is away nothing is accepted, and the next ones are tried.
    const answer = await server.send(numbers).catch(() => undefined);
    if (answer?.kind !== 'accepted') continue;
    appendFileSync(
      join(RECORD, `accepted-${process.pid}`),
      answer.reply.messages.map(({ id, to }) => `${id} ${to}\n`).join(''),
    );
    process.stdout.write('.');
  }
}

await acceptAll(Number(MESSAGES));
if (FINISH === '1') {
  await until(store, async () => (await waiting()) === 0);
  await server.stop();
  await store.close();
  process.exit(0);
}
