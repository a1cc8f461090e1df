/** The couriers at work: one for each target that is enabled. */
import { type Courier, type CourierContext, type CourierState, startCourier } from './courier.ts';
import { createPoster } from './post.ts';
import { type PushTarget, untroubled } from './target.ts';
import { countGivenUp, countWaiting, removeTarget, saveProgress, updateTarget } from './target-store.ts';

/** A target with what is known of its queue now. */
export interface TargetView extends PushTarget {
  readonly state: CourierState | 'disabled';
  readonly waiting: number;
  readonly givenUp: number;
}

interface Post {
  readonly target: PushTarget;
  /** Undefined while disabled. */
  readonly courier: Courier | undefined;
}

export interface Staff {
  employ(target: PushTarget): void;
  /** A courier for the changed target takes over where the old one was; what was in the way of the old is forgotten. */
  replace(changed: PushTarget): Promise<void>;
  dismiss(id: number): Promise<void>;
  find(id: number): PushTarget | undefined;
  named(name: string): PushTarget | undefined;
  views(): TargetView[];
  view(id: number): TargetView | undefined;
  /** Something new stands in the journal. */
  wake(): void;
  /** Something is to be sent again. */
  hurry(id: number): void;
  stop(milliseconds: number): Promise<void>;
}

/** How long a courier that is replaced may take to finish its post, in milliseconds. */
const REPLACE_WITHIN = 1000;

/** The target as its courier has it now. */
function current({ target, courier }: Post): PushTarget {
  return courier === undefined ? target : { ...target, lastEvent: courier.lastEvent, trying: courier.trying };
}

export function createStaff(context: CourierContext): Staff {
  const { store, clock, config } = context;
  const posts = new Map<number, Post>();

  const employ = (target: PushTarget): void => {
    const { id, options } = target;
    if (!options.enabled) {
      posts.set(id, { target, courier: undefined });
      return;
    }
    const poster = createPoster(options, clock, config.timeout * 1000);
    posts.set(id, { target, courier: startCourier(target, poster, context) });
  };

  const viewOf = (post: Post): TargetView => {
    const target = current(post);
    const waiting = countWaiting(store.read, target.lastEvent, target.options.kinds);
    const state = post.courier?.state ?? 'disabled';
    return { ...target, state, waiting, givenUp: countGivenUp(store.read, target.id) };
  };

  const replace = async (changed: PushTarget): Promise<void> => {
    const post = posts.get(changed.id);
    await post?.courier?.stop(REPLACE_WITHIN);
    const lastEvent = post?.courier?.lastEvent ?? changed.lastEvent;
    const target = { ...changed, lastEvent, trying: untroubled };
    await store.write(database => {
      updateTarget(database, target.id, target);
      saveProgress(database, target.id, target.lastEvent, target.trying);
    });
    employ(target);
  };

  const dismiss = async (id: number): Promise<void> => {
    const post = posts.get(id);
    posts.delete(id);
    await post?.courier?.stop(0);
    await store.write(database => removeTarget(database, id));
  };

  return {
    employ,
    replace,
    dismiss,
    find: id => posts.get(id)?.target,
    named: name => [...posts.values()].find(({ target }) => target.name === name)?.target,
    views: () => [...posts.values()].map(viewOf).sort((one, other) => one.id - other.id),
    view(id) {
      const post = posts.get(id);
      return post === undefined ? undefined : viewOf(post);
    },
    wake() {
      for (const { courier } of posts.values()) courier?.wake();
    },
    hurry: id => posts.get(id)?.courier?.hurry(),
    async stop(milliseconds) {
      await Promise.all([...posts.values()].map(({ courier }) => courier?.stop(milliseconds)));
    },
  };
}
