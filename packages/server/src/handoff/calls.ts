/** Calls to gateways, and writing down what they proved. */
import { within } from '@simgate/daemon';
import type { Slots } from '../choice/slots.ts';
import type { HandOffOutcome } from '../domain/driver.ts';
import type { Claim } from '../store/handoff/claim.ts';
import { type AttemptOutcome, recordAllOutcomes } from '../store/handoff/outcomes.ts';
import type { HandoffContext, HeldLease } from './context.ts';
import { callOf, type OpenAttempt, type OpenAttempts } from './open-attempts.ts';

export interface CallParts {
  readonly context: HandoffContext;
  readonly lease: HeldLease;
  readonly slots: Slots;
  readonly open: OpenAttempts;
  readonly alone: Set<string>;
  /** @param onlyRoom no message waits again, but there is room for one */
  readonly wake: (onlyRoom?: boolean) => void;
}

/** A driver keeps its own deadline; one that does not come back is in doubt so many milliseconds later. */
const LONGEST_BEYOND = 60_000;

type Outcomes = Map<string, AttemptOutcome[]>;

function addTo(outcomes: Outcomes, gateway: string, one: AttemptOutcome): void {
  const known = outcomes.get(gateway);
  if (known === undefined) outcomes.set(gateway, [one]);
  else known.push(one);
}

/**
 * The proof that a call gives for its messages. A repeat that was surely not taken proves nothing of the first time: the gateway
 * is asked for the user ids then.
 */
function provenBy(attempts: readonly OpenAttempt[], proof: HandOffOutcome): HandOffOutcome {
  if (proof.kind !== 'notTaken' || !attempts.some(attempt => attempt.repeated)) return proof;
  for (const attempt of attempts) attempt.askInstead = true;
  return { kind: 'inDoubt', detail: proof.detail };
}

export class Calls {
  readonly #parts: CallParts;
  readonly #underWay = new Set<Promise<void>>();
  /** Outcomes that wait to be written, by gateway. */
  #outcomes: Outcomes = new Map();
  #isStoring = false;
  #storing: Promise<void> = Promise.resolve();
  #uncalled: Outcomes = new Map();

  constructor(parts: CallParts) {
    this.#parts = parts;
  }

  /** Hands one call over. Its attempts are on disk. */
  make(gateway: string, attempts: readonly OpenAttempt[]): void {
    const work = this.#make(gateway, attempts);
    this.#underWay.add(work);
    void work.finally(() => this.#underWay.delete(work));
  }

  /** Attempts that may have been written and were surely not called. */
  neverCalled(claims: readonly Pick<Claim, 'gateway' | 'userId'>[]): void {
    for (const { gateway, userId } of claims)
      addTo(this.#uncalled, gateway, { userId, kind: 'notTaken', detail: 'it was not called' });
  }

  /** Gives back what was not called; nothing else may be claimed before. */
  async storeUncalled(): Promise<void> {
    if (this.#uncalled.size === 0) return;
    const outcomes = this.#uncalled;
    await this.#write(outcomes);
    this.#uncalled = new Map();
  }

  /** Resolves when no call is under way and everything proved is stored, or the lease has ended. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
    await this.#storing;
  }

  async #make(gateway: string, attempts: readonly OpenAttempt[]): Promise<void> {
    const { context, lease, slots } = this.#parts;
    const driver = context.drivers.driverOf(gateway);
    const call = callOf(attempts);
    if (call === undefined) return;
    slots.callBegins(gateway);
    // Between plan and call a gateway may have been removed: then nothing was sent.
    const outcome: HandOffOutcome =
      driver === undefined
        ? { kind: 'notTaken', fault: 'gateway', detail: 'the gateway is gone' }
        : ((await within(
            context.clock,
            driver.abilities.callMs + LONGEST_BEYOND,
            driver.send(call, lease.signal),
          )) ?? { kind: 'inDoubt', detail: 'the gateway gave no answer' });
    slots.callEnds(gateway);
    if (!lease.signal.aborted) await this.#take(gateway, attempts, outcome);
    this.#parts.wake(outcome.kind !== 'notTaken');
  }

  /** The outcome of a call. Also of one that was repeated. */
  #take(gateway: string, attempts: readonly OpenAttempt[], proof: HandOffOutcome): Promise<void> {
    this.#judge(gateway, attempts, proof);
    const outcome = provenBy(attempts, proof);
    for (const [place, attempt] of attempts.entries()) {
      // A result may have settled it before the call came back.
      if (this.#parts.open.get(gateway, attempt.userId) !== attempt) continue;
      this.#keep(attempt, outcome);
      addTo(this.#outcomes, gateway, this.#outcomeOf(attempt, { place, inCall: attempts.length }, outcome));
    }
    if (this.#isStoring) return this.#storing;
    this.#isStoring = true;
    this.#storing = this.#store();
    return this.#storing;
  }

  /** Who rests, and who may go on. */
  #judge(gateway: string, [first]: readonly OpenAttempt[], outcome: HandOffOutcome): void {
    const { slots, context } = this.#parts;
    const now = context.clock.monotonic();
    if (first === undefined) return;
    if (outcome.kind === 'taken') slots.gatewayBreaker(gateway).succeeded();
    else if (outcome.kind === 'inDoubt' || outcome.fault === 'gateway')
      slots.gatewayBreaker(gateway).failed(now);
    else if (outcome.fault === 'port') slots.portBreaker(gateway, first.port).failed(now);
  }

  #keep(attempt: OpenAttempt, outcome: HandOffOutcome): void {
    const { context, slots, open } = this.#parts;
    const now = context.clock.monotonic();
    if (outcome.kind === 'notTaken') {
      open.remove(attempt);
      slots.settled(attempt.gateway, attempt.port, 1);
      return;
    }
    attempt.state = outcome.kind;
    attempt.nextAskAt =
      now + (outcome.kind === 'taken' ? context.settings.askTakenMs : context.settings.askFirstMs);
  }

  #outcomeOf(
    attempt: OpenAttempt,
    { place, inCall }: { readonly place: number; readonly inCall: number },
    outcome: HandOffOutcome,
  ): AttemptOutcome {
    const { userId } = attempt;
    if (outcome.kind === 'taken')
      return { userId, kind: 'taken', detail: '', ...(outcome.task !== undefined && { task: outcome.task }) };
    if (outcome.kind === 'inDoubt') return { userId, kind: 'inDoubt', detail: outcome.detail };
    const { alone, context } = this.#parts;
    const notTaken = { userId, kind: 'notTaken', detail: outcome.detail } as const;
    if (outcome.fault === 'message') {
      // Of several messages only one may be at fault: it is named, or each is tried by itself.
      if (inCall === 1 || outcome.index === place) {
        alone.delete(attempt.message);
        return { ...notTaken, final: 'refused_by_gateway' };
      }
      if (outcome.index === undefined) alone.add(attempt.message);
      return notTaken;
    }
    const most = context.fleet.pool(attempt.pool)?.mostAttempts ?? 1;
    if (attempt.attempts < most) return notTaken;
    alone.delete(attempt.message);
    return { ...notTaken, final: 'no_attempt_left' };
  }

  /** Writes what waits, again and again until it is stored or the lease has ended: then the next owner asks the gateways. */
  async #store(): Promise<void> {
    const { context, lease } = this.#parts;
    while (this.#outcomes.size > 0 && !lease.signal.aborted) {
      const outcomes = this.#outcomes;
      this.#outcomes = new Map();
      try {
        await this.#write(outcomes);
      } catch (error) {
        context.log.warn({ error, part: lease.fence.part }, 'what calls proved cannot be stored now');
        for (const [gateway, ofGateway] of outcomes)
          for (const one of ofGateway) addTo(this.#outcomes, gateway, one);
        await new Promise<void>(resolve => void context.clock.after(context.settings.pollMs, resolve));
      }
    }
    this.#isStoring = false;
  }

  #write(outcomes: Outcomes): Promise<void> {
    const { store, clock } = this.#parts.context;
    const { fence } = this.#parts.lease;
    const at = clock.now();
    const batches = [...outcomes].map(([gateway, ofGateway]) => ({
      fence,
      gateway,
      at,
      outcomes: ofGateway,
    }));
    return store.write(() => recordAllOutcomes(fence, batches));
  }
}
