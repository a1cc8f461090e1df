/** Push targets as a whole: those of the settings and those managed while running, each with its courier. */
import type { PushKind } from '@simgate/api';
import type { GatewayEvent } from '../events.ts';
import { syncConfigured } from './configured-targets.ts';
import { type CourierContext, letterOf } from './courier.ts';
import type { PostOutcome } from './outcome.ts';
import { createPoster } from './post.ts';
import { sampleEvent } from './sample-events.ts';
import { createStaff, type Staff, type TargetView } from './staff.ts';
import { optionsProblem, type PushTarget, type TargetOptions, untroubled } from './target.ts';
import { type GivenUpRow, insertTarget, listGivenUp, loadTargets, markResending } from './target-store.ts';

export type { TargetView } from './staff.ts';

export interface TestResult {
  readonly delivered: boolean;
  /** 0 where no answer came. */
  readonly status: number;
  readonly trouble: string;
  readonly milliseconds: number;
}

export type Refusal = { readonly ok: false; readonly code: 400 | 404 | 409; readonly error: string };
export type Outcome<Value> = { readonly ok: true; readonly value: Value } | Refusal;

type NewOptions = Partial<TargetOptions> & Pick<TargetOptions, 'url'>;
type Changes = Partial<TargetOptions> & { readonly name?: string };

export interface Push {
  targets(): TargetView[];
  target(id: number): Outcome<TargetView>;
  create(name: string, options: NewOptions): Promise<Outcome<TargetView>>;
  /** Absent keys stay as they are. */
  change(id: number, changes: Changes): Promise<Outcome<TargetView>>;
  remove(id: number): Promise<Outcome<undefined>>;
  /** Posts a made-up event once, beside the queue. */
  test(id: number, kind?: PushKind): Promise<Outcome<TestResult>>;
  givenUp(id: number, after: number, limit: number): Outcome<readonly GivenUpRow[]>;
  /** All given-up events, or those named; `value` is how many. */
  resend(id: number, eventIds?: readonly number[]): Promise<Outcome<number>>;
  /** Brings the targets of the settings up to date and begins. */
  start(): Promise<void>;
  /** Pushes what waits as long as targets take it, for at most `milliseconds`. */
  stop(milliseconds: number): Promise<void>;
}

function notHere(id: number): Refusal {
  return {
    ok: false,
    code: 404,
    error: `id: there is no push target ${id}.`,
  };
}

function inSettings({ name }: PushTarget): Refusal {
  return {
    ok: false,
    code: 409,
    error: `id: the target "${name}" stands in the settings file and is changed there.`,
  };
}

function nameTaken(name: string): Refusal {
  return {
    ok: false,
    code: 409,
    error: `name: there is a target named "${name}" already.`,
  };
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

/** What keeps options and name from being set; `id` is the target that may have the name. */
function refusalOf(staff: Staff, name: string, options: TargetOptions, id?: number): Refusal | undefined {
  const problem = optionsProblem(options);
  if (problem !== undefined) return { ok: false, code: 400, error: problem };
  const owner = staff.named(name);
  return owner === undefined || owner.id === id ? undefined : nameTaken(name);
}

function troubleOf(outcome: PostOutcome): string {
  if (outcome.kind === 'accepted') return '';
  return outcome.kind === 'failed' ? outcome.reason : `the target answered ${outcome.status}`;
}

async function postOnce(
  { clock, config, shape }: CourierContext,
  { options }: PushTarget,
  event: GatewayEvent,
): Promise<TestResult> {
  const started = clock.monotonic();
  const poster = createPoster(options, clock, config.timeout * 1000);
  const letter = letterOf(event, `test-${Math.round(clock.now())}`, options, shape, clock.now());
  const outcome = await poster.post(letter, new AbortController().signal);
  poster.close();
  return {
    delivered: outcome.kind === 'accepted',
    status: outcome.status,
    trouble: troubleOf(outcome),
    milliseconds: Math.round(clock.monotonic() - started),
  };
}

/** Changes go one after the other: each sees what the one before left. */
function createTurns() {
  let last: Promise<unknown> = Promise.resolve();
  return {
    take<Value>(change: () => Promise<Value>): Promise<Value> {
      const result = last.then(change, change);
      last = result.catch(() => undefined);
      return result;
    },
    over: (): Promise<unknown> => last,
  };
}

/** What changes targets. */
function createChanges(context: CourierContext, staff: Staff, allKinds: readonly PushKind[]) {
  const { store, journal } = context;
  const show = (id: number): Outcome<TargetView> => {
    const value = staff.view(id);
    return value === undefined ? notHere(id) : { ok: true, value };
  };
  /** A target that may be changed here. */
  const ours = (id: number): PushTarget | Refusal => {
    const target = staff.find(id);
    if (target === undefined) return notHere(id);
    return target.configured ? inSettings(target) : target;
  };
  return {
    show,
    async create(name: string, given: NewOptions): Promise<Outcome<TargetView>> {
      const options = { ...usualOptions, kinds: allKinds, ...given };
      const refusal = refusalOf(staff, name, options);
      if (refusal !== undefined) return refusal;
      const fresh = { name, configured: false, options, lastEvent: journal.newest() };
      const id = await store.write(database => insertTarget(database, fresh));
      staff.employ({ ...fresh, id, trying: untroubled });
      return show(id);
    },
    async change(id: number, { name, ...options }: Changes): Promise<Outcome<TargetView>> {
      const target = ours(id);
      if ('ok' in target) return target;
      const changed = { ...target, name: name ?? target.name, options: { ...target.options, ...options } };
      const refusal = refusalOf(staff, changed.name, changed.options, id);
      if (refusal !== undefined) return refusal;
      await staff.replace(changed);
      return show(id);
    },
    async remove(id: number): Promise<Outcome<undefined>> {
      const target = ours(id);
      if ('ok' in target) return target;
      await staff.dismiss(id);
      return { ok: true, value: undefined };
    },
  };
}

/** Makes the pushing side of the gateway; nothing is pushed before `start`. */
export function createPush(context: CourierContext, allKinds: readonly PushKind[]): Push {
  const { store, journal, clock, config, log } = context;
  const staff = createStaff(context);
  const turns = createTurns();
  const changes = createChanges(context, staff, allKinds);
  let stopListening = () => {};
  return {
    targets: staff.views,
    target: changes.show,
    create: (name, options) => turns.take(() => changes.create(name, options)),
    change: (id, changed) => turns.take(() => changes.change(id, changed)),
    remove: id => turns.take(() => changes.remove(id)),
    async test(id, kind) {
      const target = staff.find(id);
      if (target === undefined) return notHere(id);
      const event = sampleEvent(kind ?? target.options.kinds[0] ?? 'sms', clock.now());
      return { ok: true, value: await postOnce(context, target, event) };
    },
    givenUp: (id, after, limit) =>
      staff.find(id) === undefined
        ? notHere(id)
        : { ok: true, value: listGivenUp(store.read, id, after, limit) },
    async resend(id, eventIds) {
      if (staff.find(id) === undefined) return notHere(id);
      const steady = store.steady.now();
      const value = await store.write(database => markResending(database, id, eventIds, steady));
      staff.hurry(id);
      return { ok: true, value };
    },
    async start() {
      try {
        await store.write(database => syncConfigured(database, config.targets, journal.newest()));
      } catch (error) {
        log.error({ error: String(error) }, 'push targets of the settings could not be noted');
      }
      for (const target of loadTargets(store.read)) staff.employ(target);
      stopListening = journal.onCommitted(staff.wake);
    },
    async stop(milliseconds) {
      await turns.over();
      await staff.stop(milliseconds);
      stopListening();
    },
  };
}
