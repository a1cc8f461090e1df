/** Push targets as a whole: those of the settings and those managed while running, each with its courier. */
import type { PushKind } from '@simgate/api';
import type { GatewayEvent } from '../events.ts';
import { type Courier, type CourierContext, type CourierState, letterOf, startCourier } from './courier.ts';
import { createPoster } from './post.ts';
import { sampleEvent } from './sample-events.ts';
import { optionsProblem, type PushTarget, type TargetOptions, untroubled } from './target.ts';
import {
  countGivenUp,
  countWaiting,
  type GivenUpRow,
  insertTarget,
  listGivenUp,
  loadTargets,
  markResending,
  removeTarget,
  saveProgress,
  updateTarget,
} from './target-store.ts';

/** A target with what is known of its queue now. */
export interface TargetView extends PushTarget {
  readonly state: CourierState | 'disabled';
  readonly waiting: number;
  readonly givenUp: number;
}

export interface TestResult {
  readonly delivered: boolean;
  /** 0 where no answer came. */
  readonly status: number;
  readonly trouble: string;
  readonly milliseconds: number;
}

export type Refusal = { readonly ok: false; readonly code: 400 | 404 | 409; readonly error: string };
export type Outcome<Value> = { readonly ok: true; readonly value: Value } | Refusal;

export interface Push {
  targets(): TargetView[];
  target(id: number): Outcome<TargetView>;
  create(
    name: string,
    options: Partial<TargetOptions> & Pick<TargetOptions, 'url'>,
  ): Promise<Outcome<TargetView>>;
  /** Absent keys stay as they are. */
  change(id: number, changes: Partial<TargetOptions> & { name?: string }): Promise<Outcome<TargetView>>;
  remove(id: number): Promise<Outcome<undefined>>;
  /** Posts a made-up event once, beside the queue. */
  test(id: number, kind?: PushKind): Promise<Outcome<TestResult>>;
  givenUp(id: number, after: number, limit: number): Outcome<readonly GivenUpRow[]>;
  /** All given-up events, or those named; `value` is how many. */
  resend(id: number, eventIds?: readonly number[]): Promise<Outcome<number>>;
  /** Brings the targets of the settings up to date and begins. Rejects with `StoreError`. */
  start(): Promise<void>;
  /** Pushes what waits as long as targets take it, for at most `milliseconds`. */
  stop(milliseconds: number): Promise<void>;
}

const notHere = (id: number): Refusal => ({
  ok: false,
  code: 404,
  error: `id: there is no push target ${id}.`,
});

const inSettings = ({ name }: PushTarget): Refusal => ({
  ok: false,
  code: 409,
  error: `id: the target "${name}" stands in the settings file and is changed there.`,
});

const nameTaken = (name: string): Refusal => ({
  ok: false,
  code: 409,
  error: `name: there is a target named "${name}" already.`,
});

interface Running {
  readonly target: PushTarget;
  /** Undefined while disabled. */
  readonly courier: Courier | undefined;
}

const usualOptions: Omit<TargetOptions, 'url' | 'kinds'> = {
  authentication: 'basic',
  user: '',
  password: '',
  secret: '',
  checkCertificate: true,
  extraKeys: true,
  enabled: true,
};

/** How long a courier that is replaced may take to finish its post, in milliseconds. */
const replaceWithin = 1000;

/** Makes the pushing side of the gateway; nothing is pushed before `start`. */
export const createPush = (context: CourierContext, allKinds: readonly PushKind[]): Push => {
  const { store, journal, clock, config } = context;
  const running = new Map<number, Running>();
  let stopListening = () => {};
  let changes: Promise<unknown> = Promise.resolve();

  const employ = (target: PushTarget): void => {
    const poster = () => createPoster(target.options, clock, config.timeout * 1000);
    const courier = target.options.enabled ? startCourier(target, poster(), context) : undefined;
    running.set(target.id, { target, courier });
  };

  /** The target as its courier has it now. */
  const current = ({ target, courier }: Running): PushTarget =>
    courier === undefined ? target : { ...target, lastEvent: courier.lastEvent, trying: courier.trying };

  const viewOf = (one: Running): TargetView => {
    const target = current(one);
    const { id, lastEvent, options } = target;
    return {
      ...target,
      state: one.courier?.state ?? 'disabled',
      waiting: countWaiting(store.read, lastEvent, options.kinds),
      givenUp: countGivenUp(store.read, id),
    };
  };

  const find = (id: number): Outcome<Running> => {
    const value = running.get(id);
    return value === undefined ? notHere(id) : { ok: true, value };
  };

  const show = (id: number): Outcome<TargetView> => {
    const found = find(id);
    return found.ok ? { ok: true, value: viewOf(found.value) } : found;
  };

  const takenBy = (name: string): number | undefined =>
    [...running.values()].find(({ target }) => target.name === name)?.target.id;

  /** Changes go one after the other: each sees what the one before left. */
  const inTurn = <Value>(change: () => Promise<Value>): Promise<Value> => {
    const result = changes.then(change, change);
    changes = result.catch(() => undefined);
    return result;
  };

  const create: Push['create'] = async (name, given) => {
    const options = { ...usualOptions, kinds: allKinds, ...given };
    const problem = optionsProblem(options);
    if (problem !== undefined) return { ok: false, code: 400, error: problem };
    if (takenBy(name) !== undefined) return nameTaken(name);
    const fresh = { name, configured: false, options, lastEvent: journal.newest() };
    const id = await store.write(database => insertTarget(database, fresh));
    employ({ ...fresh, id, trying: untroubled });
    return show(id);
  };

  const replace = async (one: Running, changed: PushTarget): Promise<void> => {
    await one.courier?.stop(replaceWithin);
    // A new address or password is tried at once, whatever was in the way of the old.
    const target = { ...changed, lastEvent: one.courier?.lastEvent ?? changed.lastEvent, trying: untroubled };
    await store.write(database => {
      updateTarget(database, target.id, target);
      saveProgress(database, target.id, target.lastEvent, target.trying);
    });
    employ(target);
  };

  const change: Push['change'] = async (id, { name, ...options }) => {
    const found = find(id);
    if (!found.ok) return found;
    const { target } = found.value;
    if (target.configured) return inSettings(target);
    const changed = { ...target, name: name ?? target.name, options: { ...target.options, ...options } };
    const problem = optionsProblem(changed.options);
    if (problem !== undefined) return { ok: false, code: 400, error: problem };
    if ((takenBy(changed.name) ?? id) !== id) return nameTaken(changed.name);
    await replace(found.value, changed);
    return show(id);
  };

  const remove: Push['remove'] = async id => {
    const found = find(id);
    if (!found.ok) return found;
    if (found.value.target.configured) return inSettings(found.value.target);
    running.delete(id);
    await found.value.courier?.stop(0);
    await store.write(database => removeTarget(database, id));
    return { ok: true, value: undefined };
  };

  const postOnce = async ({ options }: PushTarget, event: GatewayEvent): Promise<TestResult> => {
    const started = clock.monotonic();
    const poster = createPoster(options, clock, config.timeout * 1000);
    const letter = letterOf(event, `test-${Math.round(clock.now())}`, options, context.shape, clock.now());
    const outcome = await poster.post(letter, new AbortController().signal);
    poster.close();
    const trouble =
      outcome.kind === 'failed'
        ? outcome.reason
        : outcome.kind === 'rejected'
          ? `the target answered ${outcome.status}`
          : '';
    const milliseconds = Math.round(clock.monotonic() - started);
    return { delivered: outcome.kind === 'accepted', status: outcome.status, trouble, milliseconds };
  };

  /** Targets of the settings, by their names: new ones begin now, gone ones are removed, the others go on. */
  const syncConfigured = (): Promise<void> =>
    store.write(database => {
      const known = loadTargets(database);
      const names = new Set(config.targets.map(({ name }) => name));
      for (const { id, configured, name } of known) {
        if (configured && !names.has(name)) removeTarget(database, id);
      }
      for (const { name, ...rest } of config.targets) {
        const options = { ...rest, enabled: true };
        const before = known.find(one => one.name === name);
        if (before === undefined) {
          insertTarget(database, { name, configured: true, options, lastEvent: journal.newest() });
        } else {
          updateTarget(database, before.id, { name, configured: true, options });
        }
      }
    });

  return {
    targets: () => [...running.values()].map(viewOf).sort((one, other) => one.id - other.id),
    target: show,
    create: (name, options) => inTurn(() => create(name, options)),
    change: (id, changed) => inTurn(() => change(id, changed)),
    remove: id => inTurn(() => remove(id)),
    async test(id, kind) {
      const found = find(id);
      if (!found.ok) return found;
      const { target } = found.value;
      const event = sampleEvent(kind ?? target.options.kinds[0] ?? 'sms', clock.now());
      return { ok: true, value: await postOnce(target, event) };
    },
    givenUp(id, after, limit) {
      const found = find(id);
      return found.ok ? { ok: true, value: listGivenUp(store.read, id, after, limit) } : found;
    },
    async resend(id, eventIds) {
      const found = find(id);
      if (!found.ok) return found;
      const steady = store.steady.now();
      const value = await store.write(database => markResending(database, id, eventIds, steady));
      running.get(id)?.courier?.hurry();
      return { ok: true, value };
    },
    async start() {
      await syncConfigured();
      for (const target of loadTargets(store.read)) employ(target);
      stopListening = journal.onCommitted(() => {
        for (const { courier } of running.values()) courier?.wake();
      });
    },
    async stop(milliseconds) {
      await changes;
      await Promise.all([...running.values()].map(({ courier }) => courier?.stop(milliseconds)));
      stopListening();
    },
  };
};
