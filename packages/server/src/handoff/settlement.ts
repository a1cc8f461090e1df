/**
 * Settling what is open. A doubt is settled by the gateway's answer and by nothing else: by repeating the call under its key where the
 * gateway knows keys, else by asking for the user_id. What no answer settles goes by the rule of its pool when its time is over.
 */
import { within } from '@simgate/daemon';
import type { DriverAbilities, GatewayDriver, SendResult, SettleAnswer } from '../domain/driver.ts';
import { settleAnswer } from '../inbound/reports.ts';
import { keepSticky } from '../store/acceptance.ts';
import { giveUp, recordOutcomes } from '../store/handoff/outcomes.ts';
import { isAbout, type Settled } from '../store/results.ts';
import type { CallParts, Calls } from './calls.ts';
import { type OpenAttempt, sizeOfCall } from './open-attempts.ts';

/** A driver that does not come back holds up no other question, in milliseconds. */
const LONGEST_QUESTION = 120_000;

export interface SettlementParts extends CallParts {
  readonly calls: Calls;
}

export class Settlement {
  readonly #parts: SettlementParts;
  /** Gateways with a question under way. */
  readonly #asking = new Set<string>();

  constructor(parts: SettlementParts) {
    this.#parts = parts;
  }

  /**
   * Puts the questions that are due, one at a time to each gateway.
   * @param waiting whether messages wait: then ports that a gateway has not settled anything of for a while are asked about at once
   */
  ask(waiting = false): void {
    const { open, context } = this.#parts;
    for (const gateway of open.gateways()) {
      const due = waiting ? [...open.due(gateway), ...this.#oldestOfFull(gateway)] : open.due(gateway);
      if (due.length === 0 || this.#asking.has(gateway)) continue;
      this.#asking.add(gateway);
      this.#settle(gateway, due)
        .catch(error => context.log.warn({ error, gateway }, 'doubts cannot be settled now'))
        .finally(() => this.#asking.delete(gateway));
    }
  }

  /** The message that each full port has had longest, where the port has settled nothing for so long as it was asked about in vain. */
  #oldestOfFull(gateway: string): OpenAttempt[] {
    const { open, slots, context } = this.#parts;
    const { askFullMs, askTakenMs } = context.settings;
    return [...open.oldestTaken(gateway)].filter(
      ({ port, asks, nextAskAt }) =>
        nextAskAt > context.clock.monotonic() &&
        slots.fullFor(gateway, port) >= Math.min(askTakenMs, askFullMs * 2 ** asks),
    );
  }

  /** Takes what a gateway reports by itself or when asked. Resolves once it is stored. */
  async results(gateway: string, results: readonly SendResult[]): Promise<void> {
    const { context, lease } = this.#parts;
    const settled = await context.store.write(() =>
      settleAnswer({ id: gateway, part: lease.fence.part }, context.clock.now(), results),
    );
    await this.heard(gateway, results, settled);
  }

  /** Takes note of results that are stored already. */
  async heard(gateway: string, results: readonly SendResult[], settled: readonly Settled[]): Promise<void> {
    const { open, wake } = this.#parts;
    for (const result of results) {
      const attempt = open.get(gateway, result.userId);
      if (attempt !== undefined && isAbout(result, attempt.handOff.recipient)) this.#keep(attempt, result);
    }
    await this.#remember(settled);
    wake(true);
  }

  #keep(attempt: OpenAttempt, { status }: SendResult): void {
    const { context, open, slots } = this.#parts;
    const now = context.clock.monotonic();
    if (status === 'sending') {
      attempt.state = 'taken';
      attempt.nextAskAt = now + context.settings.askTakenMs;
      return;
    }
    open.remove(attempt);
    slots.settled(attempt.gateway, attempt.port, 1);
    // Those behind one that was asked about have not been pushed either.
    if (attempt.asks > 0) open.hurry(attempt, now);
    const breaker = slots.portBreaker(attempt.gateway, attempt.port);
    if (status === 'failed') breaker.failed(now);
    else breaker.succeeded();
  }

  /** Losing one of these costs a recipient its usual SIM, and nothing else. */
  async #remember(settled: readonly Settled[]): Promise<void> {
    const { context } = this.#parts;
    const at = context.clock.now();
    const known = settled
      .filter(
        ({ state, pool }) =>
          (state === 'sent' || state === 'delivered') && context.fleet.pool(pool)?.sticky === true,
      )
      .map(({ pool, recipient, sim }) => ({ pool, recipient, sim, at }));
    if (known.length > 0) await context.store.write(() => keepSticky(known));
  }

  async #settle(gateway: string, due: readonly OpenAttempt[]): Promise<void> {
    const driver = this.#parts.context.drivers.driverOf(gateway);
    if (driver === undefined) {
      this.#delay(due);
      await this.#giveUp(gateway, due, new Set(due), { kind: 'noAnswer', detail: 'the gateway is gone' });
      return;
    }
    const repeated = this.#repeat(gateway, driver.abilities, due);
    const asked = due.filter(attempt => !repeated.has(attempt));
    const most = driver.abilities.mostInQuestion;
    for (let at = 0; at < asked.length; at += most)
      await this.#question(gateway, driver, asked.slice(at, at + most));
  }

  /** Repeats calls in doubt whose key the gateway still knows. */
  #repeat(
    gateway: string,
    { repeatMs }: DriverAbilities,
    due: readonly OpenAttempt[],
  ): ReadonlySet<OpenAttempt> {
    const { context, open, calls } = this.#parts;
    const repeated = new Set<OpenAttempt>();
    const young = due.filter(
      ({ state, at, askInstead }) =>
        state === 'inDoubt' && !askInstead && context.clock.now() - at < repeatMs,
    );
    for (const call of new Set(young.map(attempt => attempt.call))) {
      const whole = open.ofCall(gateway, call);
      // Some of it is settled, so the gateway took all of it; and another body under the same key would be refused.
      if (whole.length !== sizeOfCall(call)) continue;
      for (const attempt of whole) {
        attempt.state = 'handing';
        attempt.repeated = true;
        repeated.add(attempt);
      }
      calls.make(gateway, whole);
    }
    return repeated;
  }

  async #question(gateway: string, driver: GatewayDriver, asked: readonly OpenAttempt[]): Promise<void> {
    const { context, lease } = this.#parts;
    const { signal } = lease;
    const userIds = asked.map(({ userId }) => userId);
    const answer: SettleAnswer = (await within(
      context.clock,
      LONGEST_QUESTION,
      driver.settle(userIds, signal),
    )) ?? { kind: 'noAnswer', detail: 'the gateway gave no answer' };
    if (signal.aborted) return;
    this.#delay(asked);
    if (answer.kind === 'answered') await this.results(gateway, answer.results);
    const results = new Map(answer.kind === 'answered' ? answer.results.map(one => [one.userId, one]) : []);
    const missing = asked.filter(({ userId, handOff }) => {
      const result = results.get(userId);
      return result === undefined || !isAbout(result, handOff.recipient);
    });
    if (answer.kind === 'answered' && answer.missing === 'notTaken')
      await this.#giveBack(gateway, driver.abilities, missing);
    await this.#giveUp(gateway, asked, new Set(missing), answer);
  }

  #delay(asked: readonly OpenAttempt[]): void {
    const { context } = this.#parts;
    const { askFirstMs, askLongestMs } = context.settings;
    for (const attempt of asked) {
      attempt.asks++;
      const delay = Math.min(askLongestMs, askFirstMs * 2 ** attempt.asks);
      attempt.nextAskAt = context.clock.monotonic() + delay;
    }
  }

  /** The gateway proves that it never took these. A call that may still be on its way is waited for. */
  async #giveBack(
    gateway: string,
    { callMs }: DriverAbilities,
    missing: readonly OpenAttempt[],
  ): Promise<void> {
    const { context, lease } = this.#parts;
    const never = missing.filter(({ state, at }) => state === 'inDoubt' && context.clock.now() - at > callMs);
    if (never.length === 0) return;
    const outcomes = never.map(({ userId }) => ({
      userId,
      kind: 'notTaken' as const,
      detail: 'the gateway does not know it',
    }));
    const stored = await context.store.write(() =>
      recordOutcomes({ fence: lease.fence, gateway, at: context.clock.now(), outcomes }),
    );
    if (stored !== undefined) this.#forget(never);
  }

  /** A message that the gateway reports as under way for too long is given up too. */
  async #giveUp(
    gateway: string,
    asked: readonly OpenAttempt[],
    missing: ReadonlySet<OpenAttempt>,
    answer: SettleAnswer,
  ): Promise<void> {
    const { context, lease, open } = this.#parts;
    const { doubtMs, takenMs, leastAsks } = context.settings;
    const over = asked.filter(attempt => {
      const age = context.clock.now() - attempt.at;
      const time = attempt.state === 'inDoubt' && missing.has(attempt) ? doubtMs : takenMs;
      return open.get(gateway, attempt.userId) === attempt && attempt.asks >= leastAsks && age >= time;
    });
    if (over.length === 0) return;
    const detail = answer.kind === 'answered' ? 'the gateway has no result for it' : answer.detail;
    const attempts = over.map(({ userId, state, pool }) => ({
      userId,
      detail,
      // A message that a gateway surely took is not sent again, whatever the rule.
      rule: state === 'taken' ? ('hold' as const) : (context.fleet.pool(pool)?.doubt ?? 'hold'),
    }));
    const stored = await context.store.write(() =>
      giveUp({ fence: lease.fence, gateway, at: context.clock.now(), attempts }),
    );
    if (stored !== undefined) this.#forget(over);
  }

  #forget(attempts: readonly OpenAttempt[]): void {
    const { open, slots, wake } = this.#parts;
    for (const attempt of attempts) {
      open.remove(attempt);
      slots.settled(attempt.gateway, attempt.port, 1);
    }
    wake();
  }
}
