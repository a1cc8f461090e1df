/** Push targets as a whole: those of the settings and those managed while running, each with its worker. */
import type { PushKind } from '@simgate/api/contract';
import {
  AddressBook,
  AddressGuard,
  destinationOf,
  optionsProblem,
  originProblem,
  type Resolve,
} from '@simgate/daemon/webhooks';
import { type AttemptQuery, forgetAttempts, type ListedAttempt } from './attempt-history.ts';
import { oldestWaiting } from './backlog.ts';
import { syncConfigured } from './configured-targets.ts';
import { forgetGivenUp, type GivenUpRow, type WaitingRow } from './delivery-lists.ts';
import { notHere, type Outcome, type Refusal, refusal, type TestResult } from './push-outcome.ts';
import type { PushOptions, PushTarget } from './push-target.ts';
import { QueueControl, type Resend } from './queue-control.ts';
import { sampleEvent } from './sample-events.ts';
import { insertTarget, loadTargets, removeTarget, updateTarget } from './target-store.ts';
import { type TargetView, viewOf } from './target-view.ts';
import { TestLimit } from './test-limit.ts';
import { bodyText, Workers, type WorkersContext } from './workers.ts';

export type { Outcome } from './push-outcome.ts';
export type { Resend } from './queue-control.ts';
export type { TargetView } from './target-view.ts';

type NewOptions = Partial<PushOptions> & Pick<PushOptions, 'url'>;
type Changes = Partial<PushOptions> & { readonly name?: string };

export interface Push {
  targets(): Promise<TargetView[]>;
  /** How many targets did not take what was sent to them last. */
  troubled(): number;
  target(id: number): Promise<Outcome<TargetView>>;
  create(name: string, options: NewOptions): Promise<Outcome<TargetView>>;
  /** Absent keys stay as they are. */
  change(id: number, changes: Changes): Promise<Outcome<TargetView>>;
  remove(id: number): Promise<Outcome<undefined>>;
  /** Posts a made-up event once, beside the queue. */
  test(id: number, kind?: PushKind): Promise<Outcome<TestResult>>;
  /** A page of the events that failed, and of those behind them, in order of ids behind `after`. */
  waiting(id: number, after: number, limit: number): Outcome<readonly WaitingRow[]>;
  givenUp(id: number, after: number, limit: number): Outcome<readonly GivenUpRow[]>;
  attempts(id: number, query: AttemptQuery): Outcome<readonly ListedAttempt[]>;
  /** `value` is how many events will be sent again. */
  resend(id: number, which: Resend): Promise<Outcome<number>>;
  /** Gives up events that wait; `value` is how many. */
  passOver(id: number, eventIds: readonly number[]): Promise<Outcome<number>>;
  /** Brings the targets of the settings up to date and begins. */
  start(): Promise<void>;
  /** Pushes what waits as long as targets take it, for at most `milliseconds`. */
  stop(milliseconds: number): Promise<void>;
}

const HOUR = 3600_000;
const DAY = 24 * HOUR;

const usualOptions: Omit<PushOptions, 'url' | 'kinds'> = {
  authentication: 'basic',
  user: '',
  password: '',
  secret: '',
  checkCertificate: true,
  extraKeys: true,
  enabled: true,
};

/** Changes go one after the other: each sees the result of the one before. */
class Turns {
  #last: Promise<unknown> = Promise.resolve();

  take<Value>(change: () => Promise<Value>): Promise<Value> {
    const result = this.#last.then(change, change);
    this.#last = result.catch(() => undefined);
    return result;
  }

  async over(): Promise<void> {
    await this.#last;
  }
}

export interface PushContext extends WorkersContext {
  /** Kinds that a target gets unless it names its own. */
  readonly usualKinds: readonly PushKind[];
  /** Finds the addresses of a name; absent: as the system does. */
  readonly resolve?: Resolve;
}

export class PushService implements Push {
  readonly #context: PushContext;
  readonly #guard: AddressGuard;
  readonly #workers: Workers;
  readonly #queues: QueueControl;
  readonly #turns = new Turns();
  readonly #tests: TestLimit;
  #stopListening = (): void => {};
  #stopUpkeep = (): void => {};

  /** Nothing is pushed before `start`. */
  constructor(context: PushContext) {
    const { config, clock, resolve } = context;
    this.#context = context;
    this.#guard = new AddressGuard(config.allowedAddresses);
    this.#workers = new Workers(context, new AddressBook(this.#guard, clock, resolve));
    this.#queues = new QueueControl(context, this.#workers);
    this.#tests = new TestLimit(clock);
  }

  async targets(): Promise<TargetView[]> {
    const views: TargetView[] = [];
    for (const atWork of this.#workers.all()) views.push(await viewOf(atWork, this.#context));
    return views;
  }

  troubled(): number {
    return this.#workers.all().filter(({ worker }) => Boolean(worker?.health.trouble)).length;
  }

  async target(id: number): Promise<Outcome<TargetView>> {
    const atWork = this.#workers.find(id);
    return atWork === undefined ? notHere(id) : { ok: true, value: await viewOf(atWork, this.#context) };
  }

  /** Each target that is enabled, with the age of its oldest event in seconds; 0 where none waits. */
  ages(): { readonly name: string; readonly oldestAge: number }[] {
    const { store, journal, clock } = this.#context;
    const enabled = [...this.#workers.all()].filter(({ worker }) => worker !== undefined);
    return enabled.map(({ target }) => {
      const oldest = oldestWaiting(store.read, journal, target);
      const oldestAge = oldest === undefined ? 0 : Math.max(0, Math.round((clock.now() - oldest) / 1000));
      return { name: target.name, oldestAge };
    });
  }

  create(name: string, given: NewOptions): Promise<Outcome<TargetView>> {
    return this.#turns.take(async () => {
      const { store, journal, usualKinds } = this.#context;
      const options = { ...usualOptions, kinds: usualKinds, ...given };
      const problem = this.#problemOf(name, options, undefined);
      if (problem !== undefined) return problem;
      const fresh = { name, configured: false, options, lastEvent: journal.newest() };
      const id = await store.write(database => insertTarget(database, fresh));
      this.#workers.begin({ ...fresh, id });
      return this.target(id);
    });
  }

  change(id: number, { name, ...given }: Changes): Promise<Outcome<TargetView>> {
    return this.#turns.take(async () => {
      const target = this.#changeable(id);
      if ('ok' in target) return target;
      const options = { ...target.options, ...given };
      const changed = { ...target, name: name ?? target.name, options };
      const problem =
        this.#problemOf(changed.name, options, id) ?? this.#originRefusal(target.options, given);
      if (problem !== undefined) return problem;
      const left = (await this.#workers.end(id)) ?? target;
      await this.#store(changed);
      this.#workers.begin({ ...changed, lastEvent: left.lastEvent });
      return this.target(id);
    });
  }

  remove(id: number): Promise<Outcome<undefined>> {
    return this.#turns.take(async () => {
      const target = this.#changeable(id);
      if ('ok' in target) return target;
      await this.#workers.end(id, 0);
      this.#workers.forget(id);
      await this.#context.store.write(database => removeTarget(database, id));
      return { ok: true, value: undefined };
    });
  }

  async test(id: number, kind?: PushKind): Promise<Outcome<TestResult>> {
    const atWork = this.#workers.find(id);
    if (atWork === undefined) return notHere(id);
    const limited = this.#tests.begin(id);
    if (limited !== undefined) return refusal(429, limited);
    try {
      return { ok: true, value: await this.#postSample(atWork.target, kind) };
    } finally {
      this.#tests.end(id);
    }
  }

  waiting(id: number, after: number, limit: number): Outcome<readonly WaitingRow[]> {
    return this.#queues.waiting(id, after, limit);
  }

  givenUp(id: number, after: number, limit: number): Outcome<readonly GivenUpRow[]> {
    return this.#queues.givenUp(id, after, limit);
  }

  attempts(id: number, query: AttemptQuery): Outcome<readonly ListedAttempt[]> {
    return this.#queues.attempts(id, query);
  }

  resend(id: number, which: Resend): Promise<Outcome<number>> {
    return this.#queues.resend(id, which);
  }

  passOver(id: number, eventIds: readonly number[]): Promise<Outcome<number>> {
    return this.#queues.passOver(id, eventIds);
  }

  async start(): Promise<void> {
    const { store, config, journal, log } = this.#context;
    try {
      await store.write(database => syncConfigured(database, config.targets, journal.newest()));
    } catch (error) {
      log.error({ error: String(error) }, 'push targets of the settings could not be stored');
    }
    for (const target of loadTargets(store.read)) this.#workers.begin(target);
    this.#stopListening = journal.onCommitted(() => this.#workers.wake());
    this.#keepTidy();
  }

  async stop(milliseconds: number): Promise<void> {
    await this.#turns.over();
    this.#tests.stop();
    await this.#workers.endAll(milliseconds);
    this.#stopListening();
    this.#stopUpkeep();
  }

  /** A target that may be changed while the gateway runs. */
  #changeable(id: number): PushTarget | Refusal {
    const target = this.#workers.find(id)?.target;
    if (target === undefined) return notHere(id);
    return target.configured
      ? refusal(409, `id: the target "${target.name}" stands in the settings file and is changed there.`)
      : target;
  }

  /** Why name and options cannot be set; `id` is the target that may have the name. */
  #problemOf(name: string, options: PushOptions, id: number | undefined): Refusal | undefined {
    const problem = optionsProblem(options) ?? this.#addressProblem(options.url);
    if (problem !== undefined) return refusal(400, problem);
    const owner = this.#workers.named(name);
    return owner === undefined || owner.id === id
      ? undefined
      : refusal(409, `name: there is a target named "${name}" already.`);
  }

  #addressProblem(url: string): string | undefined {
    const problem = this.#guard.problem(destinationOf(url)?.host ?? '');
    return problem === undefined ? undefined : `url: ${problem}.`;
  }

  #originRefusal(before: PushOptions, given: Partial<PushOptions>): Refusal | undefined {
    const problem = originProblem(before, given);
    return problem === undefined ? undefined : refusal(400, problem);
  }

  /** Stores a changed target. Nothing waits for its next attempt any longer, because the change may have mended the cause. */
  #store(changed: PushTarget): Promise<void> {
    return this.#context.store.write(database => {
      updateTarget(database, changed.id, changed);
      database.run(
        'UPDATE push_deliveries INDEXED BY push_deliveries_due SET next_steady = 0 WHERE target_id = ? AND state = 0',
        changed.id,
      );
    });
  }

  async #postSample({ options }: PushTarget, kind: PushKind | undefined): Promise<TestResult> {
    const { clock, shape } = this.#context;
    const started = clock.monotonic();
    const event = sampleEvent(kind ?? options.kinds[0] ?? 'sms', clock.now());
    const poster = this.#workers.poster(options, 1);
    const id = `test-${Math.round(clock.now())}`;
    const message = { id, body: bodyText(event, options, shape) };
    const { outcome } = await poster.post(message, this.#tests.signal);
    poster.close();
    return {
      delivered: outcome.kind === 'accepted',
      status: outcome.status,
      trouble: outcome.kind === 'accepted' ? '' : outcome.reason,
      milliseconds: Math.round(clock.monotonic() - started),
    };
  }

  /** Forgets given-up events and attempts that are as old as the journal keeps events, now and every hour. */
  #keepTidy(): void {
    const { store, clock, retention, log } = this.#context;
    this.#stopUpkeep = clock.after(HOUR, () => this.#keepTidy());
    if (retention.events === 0) return;
    const before = store.steady.now() - retention.events * DAY;
    for (const { target } of this.#workers.all()) {
      const tidied = store.write(database => {
        forgetGivenUp(database, target.id, before);
        forgetAttempts(database, target.id, before);
      });
      tidied.catch(error => log.error({ error: String(error) }, 'old pushes could not be removed'));
    }
  }
}
