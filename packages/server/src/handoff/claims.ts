/** Turns a plan into the attempts that are written down before any gateway is called. */
import type { PlannedCall } from '../choice/plan.ts';
import type { Slots } from '../choice/slots.ts';
import { encodingOfCode } from '../domain/message.ts';
import type { Claim, ClaimBatch } from '../store/handoff/claim.ts';
import type { Fence } from '../store/leases.ts';
import type { UsageRow } from '../store/usage.ts';
import { nextUserId } from '../store/waiting.ts';
import type { HandoffContext } from './context.ts';
import { keyOfCall, type OpenAttempt } from './open-attempts.ts';
import type { UserIds } from './user-ids.ts';

export interface ClaimedCall {
  readonly planned: PlannedCall;
  readonly attempts: readonly OpenAttempt[];
}

export interface ClaimedPlan {
  readonly batch: ClaimBatch;
  readonly calls: readonly ClaimedCall[];
}

function attemptsOf(
  { clock }: HandoffContext,
  planned: PlannedCall,
  call: string,
  firstUserId: number,
): OpenAttempt[] {
  const { place, pool, priority, rows } = planned;
  return rows.map((row, index) => ({
    gateway: place.gateway.id,
    userId: firstUserId + index,
    message: row.id,
    port: place.port.port,
    call,
    pool: pool.id,
    priority,
    attempts: row.attempts + 1,
    at: clock.now(),
    handOff: {
      userId: firstUserId + index,
      recipient: row.recipient,
      text: row.body,
      encoding: encodingOfCode(row.encoding),
    },
    state: 'handing',
    repeated: false,
    askInstead: false,
    asks: 0,
    nextAskAt: Number.POSITIVE_INFINITY,
  }));
}

function claimOf(attempt: OpenAttempt, sim: string): Claim {
  return {
    message: attempt.message,
    recipient: attempt.handOff.recipient,
    pool: attempt.pool,
    gateway: attempt.gateway,
    port: attempt.port,
    sim,
    userId: attempt.userId,
    call: attempt.call,
  };
}

/** The use of each SIM of the plan, once `claimed` is sent. A SIM may have several calls. */
function usageOf(calls: readonly ClaimedCall[], slots: Slots): (claimed: ReadonlySet<string>) => UsageRow[] {
  return claimed => {
    const bySim = Map.groupBy(calls, ({ planned }) => planned.place.sim.id);
    return [...bySim].map(([sim, ofSim]) => {
      const made = ofSim.flatMap(({ attempts }) => attempts.filter(({ message }) => claimed.has(message)));
      const written = new Set(made.map(({ handOff }) => handOff.recipient));
      const recipients = ofSim.flatMap(({ planned }) => [...planned.newRecipients]);
      return {
        sim,
        usage: slots.usageAfter(sim, made.length),
        recipients: recipients.filter(recipient => written.has(recipient)),
      };
    });
  };
}

/** Gives each message of a plan its user_id and each call its key. */
export async function claimsOf(
  context: HandoffContext,
  fence: Fence,
  slots: Slots,
  userIds: UserIds,
  planned: readonly PlannedCall[],
): Promise<ClaimedPlan> {
  const blocks = new Map<string, number>();
  const calls: ClaimedCall[] = [];
  for (const one of planned) {
    const gateway = one.place.gateway.id;
    if (!userIds.knows(gateway))
      userIds.learn(gateway, await context.store.read(() => nextUserId(fence.part, gateway)));
    const { first, reserve } = userIds.take(gateway, one.rows.length);
    if (reserve !== undefined) blocks.set(gateway, reserve);
    calls.push({
      planned: one,
      attempts: attemptsOf(context, one, keyOfCall(context.ids.next(fence.part), one.rows.length), first),
    });
  }
  const claims = calls.flatMap(({ planned: { place }, attempts }) =>
    attempts.map(attempt => claimOf(attempt, place.sim.id)),
  );
  return {
    calls,
    batch: {
      fence,
      at: context.clock.now(),
      claims,
      blocks: [...blocks].map(([gateway, next]) => ({ gateway, next })),
      usage: usageOf(calls, slots),
    },
  };
}
