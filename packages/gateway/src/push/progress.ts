/** How far a target has come, in memory and a moment later in the store: a crash repeats what was not noted yet. */
import type { Log, Store } from '../store/store.ts';
import type { PushTarget, Trying } from './target.ts';
import { saveProgress } from './target-store.ts';

export interface Progress {
  readonly lastEvent: number;
  readonly trying: Trying;
  /** An event is done with. Noted at once, together with those done meanwhile. */
  advance(eventId: number, trying: Trying): void;
  /** A try went wrong. */
  note(trying: Trying): void;
  /** Events the target does not want: noted with the next that it does, or when many were passed. */
  pass(eventId: number): void;
  /** Resolves when everything is noted. */
  saved(): Promise<void>;
}

/** Unwanted events passed before it is noted: after a crash no more than these are looked at again. */
const MOST_PASSED = 1000;

export function createProgress(target: PushTarget, store: Store, log: Log): Progress {
  let { lastEvent, trying } = target;
  let noted = lastEvent;
  let dirty = false;
  let saving: Promise<void> | undefined;

  const saveAll = async (): Promise<void> => {
    while (dirty) {
      dirty = false;
      noted = lastEvent;
      await store.write(database => saveProgress(database, target.id, lastEvent, trying));
    }
  };

  const saveWhole = async (): Promise<void> => {
    try {
      await saveAll();
    } catch (error) {
      log.error({ target: target.name, error: String(error) }, 'progress could not be noted');
    }
    saving = undefined;
  };

  const save = (): void => {
    dirty = true;
    saving ??= saveWhole();
  };

  return {
    get lastEvent() {
      return lastEvent;
    },
    get trying() {
      return trying;
    },
    advance(eventId, after) {
      lastEvent = eventId;
      trying = after;
      save();
    },
    note(after) {
      trying = after;
      save();
    },
    pass(eventId) {
      lastEvent = eventId;
      if (lastEvent - noted >= MOST_PASSED) save();
    },
    async saved() {
      if (lastEvent !== noted) save();
      await saving;
    },
  };
}
