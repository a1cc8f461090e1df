import { whyNotStored } from '@simgate/daemon';
import type { Port, SimIdentity } from '../ports/port.ts';
import type { BalanceContext } from './balance-context.ts';
import { type Balance, forgetBalances, loadBalance, loadBalances, saveBalance } from './balance-rows.ts';
import type { AskOutcome, Balances, BalanceView } from './balances.ts';
import { type Answered, BalanceQuestion, type Begun } from './question.ts';
import type { BalanceRule } from './rules.ts';

const HOUR = 3600_000;
const DAY = 24 * HOUR;
/** Milliseconds between two looks at the ports. */
const LOOK_EVERY = 30_000;
/** A SIM that was never asked is asked within this time, so that not all of them ask at once after a start. */
const FIRST_WITHIN = 600_000;
/** The first delay after a question without a result; it doubles each time, up to the interval of the rule. */
const FIRST_RETRY = 600_000;
/** By how much of itself an interval varies. */
const JITTER = 0.1;

export class BalanceWatch implements Balances {
  readonly #context: BalanceContext;
  readonly #question: BalanceQuestion;
  /** Ports with an outstanding question. */
  readonly #asking = new Set<number>();
  readonly #running = new Set<Promise<void>>();
  /** When a SIM that was never asked is asked, in steady time. */
  readonly #firstTimes = new Map<string, number>();
  #cancelLook = () => {};
  #stopped = false;

  constructor(context: BalanceContext) {
    this.#context = context;
    this.#question = new BalanceQuestion(context);
  }

  start(): void {
    this.#lookLater();
  }

  /** Gives up what is outstanding; it is asked again after the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelLook();
    this.#question.stop();
    await Promise.all(this.#running);
  }

  list(): readonly BalanceView[] {
    const present = new Map(this.#context.ports().map(port => [port.snapshot().sim?.imsi, port.number]));
    return loadBalances(this.#context.store.read).map(balance =>
      this.#view(balance, present.get(balance.imsi)),
    );
  }

  async ask(number: number): Promise<AskOutcome> {
    const port = this.#context.ports().find(one => one.number === number);
    if (port === undefined) return { ok: false, code: 404, error: 'port: there is no such port.' };
    const { sim } = port.snapshot();
    const obstacle = this.#obstacle(port);
    if (obstacle !== undefined || sim === undefined)
      return { ok: false, code: 503, error: `port: ${obstacle}.` };
    const rule = this.#context.rules.for(number, sim.imsi);
    if (rule === undefined)
      return {
        ok: false,
        code: 409,
        error: 'port: no rule under balance.rules of the settings fits its SIM.',
      };
    return this.#ask(port, sim, rule);
  }

  #view(balance: Balance, presentPort: number | undefined): BalanceView {
    const rule = this.#context.rules.for(presentPort ?? balance.port, balance.imsi);
    const nextIn = Math.max(0, Math.round((balance.nextSteady - this.#context.store.steady.now()) / 1000));
    return {
      ...balance,
      presentPort,
      threshold: rule?.threshold,
      isLow: isLow(balance.amount, rule?.threshold),
      nextIn: rule === undefined || presentPort === undefined ? undefined : nextIn,
      isAsked: presentPort !== undefined && this.#asking.has(presentPort),
    };
  }

  #lookLater(): void {
    this.#cancelLook = this.#context.clock.after(LOOK_EVERY, () => {
      this.#look();
      if (!this.#stopped) this.#lookLater();
    });
  }

  #look(): void {
    const { rules, ports, store, retention } = this.#context;
    for (const port of ports()) {
      const { sim } = port.snapshot();
      const rule = sim && rules.for(port.number, sim.imsi);
      if (sim === undefined || rule === undefined || this.#obstacle(port) !== undefined) continue;
      if (store.steady.now() >= this.#dueTime(sim.imsi)) void this.#ask(port, sim, rule);
    }
    if (retention.events === 0) return;
    const before = this.#context.clock.now() - retention.events * DAY;
    if (loadBalances(store.read).some(({ askedAt }) => askedAt < before))
      this.#write(balances => forgetBalances(balances, before));
  }

  #dueTime(imsi: string): number {
    const { store, random } = this.#context;
    const next = loadBalance(store.read, imsi)?.nextSteady ?? this.#firstTimes.get(imsi);
    if (next !== undefined) return next;
    const first = store.steady.now() + random() * FIRST_WITHIN;
    this.#firstTimes.set(imsi, first);
    return first;
  }

  /** Why a port cannot be asked now; undefined where it can. An open USSD dialogue shows when the question is sent. */
  #obstacle(port: Port): string | undefined {
    const { sim, simInDoubt, reg, callstate, blocked } = port.snapshot();
    if (this.#stopped) return 'the gateway is being stopped';
    if (sim === undefined) return 'it has no SIM in service';
    if (simInDoubt) return 'its SIM may have changed and is being read again; ask a little later';
    if (reg !== 'REGISTER_OK') return 'it is not registered on a network';
    if (blocked) return 'it is blocked';
    if (callstate !== 'Idle') return 'a call is going on; ask when it is over';
    if (this.#asking.has(port.number)) return 'it is being asked already';
    return undefined;
  }

  async #ask(port: Port, sim: SimIdentity, rule: BalanceRule): Promise<AskOutcome> {
    this.#asking.add(port.number);
    const asked = this.#asked(port, sim);
    const begun = await this.#begin(port, asked, rule);
    if (!begun.ok) {
      this.#asking.delete(port.number);
      return begun;
    }
    const finished = this.#finish(port, asked, rule, begun.requestId).finally(() => {
      this.#asking.delete(port.number);
      this.#running.delete(finished);
    });
    this.#running.add(finished);
    return { ok: true, imsi: sim.imsi };
  }

  /** The next time is stored before the question is sent: a crash does not ask again at once. */
  async #begin(port: Port, asked: Balance, rule: BalanceRule): Promise<Begun> {
    const { store, log } = this.#context;
    try {
      await this.#save({ ...asked, nextSteady: this.#retryTime(asked.failures + 1, rule) });
      const begun = await this.#question.begin(port, rule.code);
      // Nothing was sent: the next look asks.
      if (!begun.ok) await this.#save({ ...asked, nextSteady: store.steady.now() });
      return begun;
    } catch (error) {
      log.error({ port: port.number, error: String(error) }, 'a question for a balance could not be stored');
      return {
        ok: false,
        code: 500,
        error: `gateway: the question could not be stored: ${whyNotStored(error)}.`,
      };
    }
  }

  /** The row of a SIM that is asked now. */
  #asked({ number }: Port, { imsi, iccid }: SimIdentity): Balance {
    const { store, clock } = this.#context;
    const before = loadBalance(store.read, imsi) ?? {
      ...{ amount: null, currency: '', readAt: null, text: '', trouble: '', failures: 0, nextSteady: 0 },
    };
    return { ...before, imsi, iccid, port: number, askedAt: Math.round(clock.now()) };
  }

  async #finish(port: Port, asked: Balance, rule: BalanceRule, requestId: number): Promise<void> {
    const answered = await this.#question.answer(port, rule, requestId);
    if (this.#stopped) return;
    const { sim, simInDoubt } = port.snapshot();
    const isSame = sim?.imsi === asked.imsi && !simInDoubt;
    // An answer that may be of another SIM belongs to none.
    const outcome: Answered = isSame
      ? answered
      : { trouble: 'the SIM may have changed before the answer came' };
    const { log } = this.#context;
    try {
      await this.#save(this.#result(asked, rule, outcome));
      if (outcome.trouble !== undefined)
        log.warn({ port: port.number }, `the balance is not known: ${outcome.trouble}`);
    } catch (error) {
      log.error({ port: port.number, error: String(error) }, 'a balance could not be stored');
    }
  }

  #result(asked: Balance, rule: BalanceRule, { text = '', trouble = '', amount }: Answered): Balance {
    const { clock } = this.#context;
    if (amount === undefined) {
      const failures = asked.failures + 1;
      const nextSteady = this.#retryTime(failures, rule);
      return { ...asked, text, trouble, failures, nextSteady };
    }
    return {
      ...asked,
      amount: amount.value,
      currency: rule.currency || amount.currency,
      readAt: Math.round(clock.now()),
      text,
      trouble,
      failures: 0,
      nextSteady: this.#later(rule.every * HOUR),
    };
  }

  #retryTime(failures: number, { every }: BalanceRule): number {
    return this.#later(Math.min(FIRST_RETRY * 2 ** (failures - 1), every * HOUR));
  }

  #later(milliseconds: number): number {
    const { store, random } = this.#context;
    return Math.round(store.steady.now() + milliseconds * (1 + JITTER * (2 * random() - 1)));
  }

  #save(balance: Balance): Promise<void> {
    return this.#context.store.write(database => saveBalance(database, balance));
  }

  #write(work: (database: Parameters<typeof forgetBalances>[0]) => void): void {
    this.#context.store
      .write(work)
      .catch(error => this.#context.log.error({ error: String(error) }, 'old balances could not be removed'));
  }
}

function isLow(amount: string | null, threshold: number | undefined): boolean {
  return amount !== null && threshold !== undefined && Number(amount) < threshold;
}
