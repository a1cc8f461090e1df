/** The parts of the hand-off in one partition, on an SQLite store and a clock that stands still, around a gateway that a test scripts. */
import { fakeClock } from '@simgate/daemon/testing';
import { Fleet } from '../choice/fleet.ts';
import { Slots, usualSlots } from '../choice/slots.ts';
import type {
  DriverAbilities,
  GatewayDriver,
  HandOffCall,
  HandOffOutcome,
  SettleAnswer,
} from '../domain/driver.ts';
import { createIdMaker } from '../domain/ids.ts';
import { codeOfState, type MessageState, stateOfCode } from '../domain/message-state.ts';
import { Calls } from '../handoff/calls.ts';
import { type HandoffContext, type HandoffSettings, usualHandoff } from '../handoff/context.ts';
import { keyOfCall, type OpenAttempt, OpenAttempts } from '../handoff/open-attempts.ts';
import { Settlement } from '../handoff/settlement.ts';
import { enroll, takeEveryLease } from '../store/leases.ts';
import { all, get, run } from '../store/statements.ts';
import { openSqlite } from './engines.ts';
import { type FleetPlan, plantFleet } from './server-bench.ts';

export const PART = 3;
/** A lease that no test outlives. */
const LEASE_MS = 86_400_000;

export interface HandoffBenchOptions {
  readonly abilities?: Partial<DriverAbilities>;
  readonly settings?: Partial<HandoffSettings>;
  readonly plan?: Partial<FleetPlan>;
  /** The gateway has no driver here. */
  readonly isGone?: boolean;
}

const plain: FleetPlan = { gateways: [{ id: 'g', part: PART }], portsEach: 2 };

export async function openHandoffBench(options: HandoffBenchOptions = {}) {
  const bench = await openSqlite();
  const { store } = bench;
  const clock = fakeClock();
  await plantFleet(store, { ...plain, ...options.plan });
  const fleet = new Fleet();
  await fleet.refresh(store);
  await store.write(() => enroll({ id: 'me', name: '', former: '' }, LEASE_MS));
  const leases = await store.write(() => takeEveryLease('me'));
  const lost = new AbortController();
  const fence = { part: PART, owner: 'me', epoch: leases.find(({ part }) => part === PART)?.epoch ?? 0 };
  const made: HandOffCall[] = [];
  const asked: (readonly number[])[] = [];
  const script: {
    outcome: HandOffOutcome | Promise<HandOffOutcome>;
    answer: SettleAnswer | Promise<SettleAnswer>;
  } = {
    outcome: { kind: 'taken' },
    answer: { kind: 'noAnswer', detail: 'busy' },
  };
  const driver: GatewayDriver = {
    kind: 'vendor',
    abilities: {
      ...{ repeatMs: 0, mostInCall: 8, calls: 1, mostInQuestion: 32, callMs: 1000 },
      ...options.abilities,
    },
    async send(call) {
      made.push(call);
      return script.outcome;
    },
    async settle(userIds) {
      asked.push(userIds);
      return script.answer;
    },
    close: async () => {},
  };
  const warnings: string[] = [];
  const log = {
    info: () => {},
    warn: (_fields: object, text: string) => void warnings.push(text),
    error: () => {},
  };
  const context: HandoffContext = {
    ...{ store, fleet, clock, random: () => 0.5, log, ids: createIdMaker(() => clock.now()) },
    drivers: { driverOf: id => (id === 'g' && options.isGone !== true ? driver : undefined) },
    settings: { ...usualHandoff, slots: usualSlots, ...options.settings },
  };
  const open = new OpenAttempts(clock);
  const slots = new Slots(usualSlots, clock, () => 0.5);
  let wakes = 0;
  const parts = {
    ...{ context, lease: { fence, signal: lost.signal }, slots, open, alone: new Set<string>() },
    wake: () => {
      wakes += 1;
    },
  };
  const calls = new Calls(parts);
  const settlement = new Settlement({ ...parts, calls });

  /** Writes a message with an open attempt, and keeps the attempt in memory as a claim does. */
  async function claim(
    id: string,
    userId: number,
    changes: Partial<OpenAttempt> & { readonly messages?: number } = {},
  ): Promise<OpenAttempt> {
    const { messages = 1, ...rest } = changes;
    const attempt: OpenAttempt = {
      ...{ gateway: 'g', userId, message: id, port: 0, call: keyOfCall('c', messages), pool: 'default' },
      ...{ priority: 'normal', attempts: 1, at: clock.now(), state: 'handing', repeated: false },
      ...{ askInstead: false, asks: 0, nextAskAt: Number.POSITIVE_INFINITY },
      handOff: { userId, recipient: `+49151${userId}`, text: id, encoding: 'gsm-7bit' },
      ...rest,
    };
    await store.write(function* () {
      yield* run(
        `INSERT INTO message (part, id, batch, owner, pool, lane, prefer_sim, recipient, country, written, body, encoding, segments,
           priority, state, state_at, reason, detail, created_at, attempts, gateway, port, sim, user_id, reference, metadata, moves)
         VALUES (?, ?, 'b', 'o', ?, ?, '', ?, 'DE', '', ?, 1, 1, 1, ?, 0, '', '', 0, ?, 'g', ?, 'g-0', ?, '', '{}', 0)`,
        ...[
          PART,
          id,
          attempt.pool,
          `${attempt.pool}    `,
          attempt.handOff.recipient,
          id,
          codeOfState('sending'),
        ],
        ...[attempt.attempts, attempt.port, userId],
      );
      yield* run(
        `INSERT INTO attempt (part, gateway, user_id, message, port, sim, call_id, epoch, state, at, state_at, detail)
         VALUES (?, ?, ?, ?, ?, 'g-0', ?, ?, ?, ?, 0, '')`,
        ...[PART, attempt.gateway, userId, id, attempt.port, attempt.call, fence.epoch],
        ...[{ handing: 0, taken: 1, inDoubt: 2 }[attempt.state], attempt.at],
      );
    });
    open.add(attempt);
    slots.found('g', attempt.port, 1);
    return attempt;
  }

  interface Row {
    readonly state: MessageState;
    readonly reason: string;
    readonly detail: string;
    readonly attempt: number;
    readonly task: number | null;
  }

  /** A message with the number of the state of its attempt. */
  async function rowOf(id: string): Promise<Row | undefined> {
    const row = await store.read(() =>
      get<{ state: number; reason: string; detail: string; attempt: number; task: number | null }>(
        `SELECT message.state, message.reason, attempt.detail, attempt.state AS attempt, attempt.task FROM message
         JOIN attempt ON attempt.part = message.part AND attempt.message = message.id WHERE message.id = ?`,
        id,
      ),
    );
    return row === undefined ? undefined : { ...row, state: stateOfCode(row.state) };
  }

  const kinds = async () =>
    (await store.read(() => all<{ kind: string }>('SELECT kind FROM event ORDER BY part, seq'))).map(
      ({ kind }) => kind,
    );

  return {
    ...{
      bench,
      store,
      clock,
      fleet,
      context,
      parts,
      open,
      slots,
      calls,
      settlement,
      script,
      made,
      asked,
      warnings,
    },
    ...{ claim, rowOf, kinds, lose: () => lost.abort(), wakes: () => wakes },
    /** Failures in a row that a breaker counts: how many more it takes until it rests. */
    failuresOf(breaker: ReturnType<Slots['gatewayBreaker']>): number {
      for (let more = 0; more < usualSlots.breaker.failures; more += 1) {
        if (breaker.rests(clock.monotonic())) return usualSlots.breaker.failures - more;
        breaker.failed(clock.monotonic());
      }
      return 0;
    },
  };
}

export type HandoffBench = Awaited<ReturnType<typeof openHandoffBench>>;
