/** Carries events to one target, one after the other; no courier waits for another. */
import type { Clock, Random } from '../clock.ts';
import type { PushConfig, RetentionConfig } from '../config/schema.ts';
import type { Journal } from '../events.ts';
import type { Log, Store } from '../store/store.ts';
import { createBell } from './bell.ts';
import { eventBody, type Shape } from './event-body.ts';
import { createJournalReader } from './journal-reader.ts';
import { afterPost, delayOf, isOver, type PostOutcome } from './outcome.ts';
import type { Letter, Poster } from './post.ts';
import { createProgress } from './progress.ts';
import { webhookHeaders } from './signature.ts';
import { type PushTarget, type TargetOptions, untroubled } from './target.ts';
import { forgetGivenUp, giveUp, nextResend, type Parcel, removeGivenUp } from './target-store.ts';

export type CourierState = 'idle' | 'pushing' | 'waiting';

export interface Courier {
  readonly state: CourierState;
  /** How far it has come; the store may be a moment behind. */
  readonly lastEvent: number;
  readonly trying: PushTarget['trying'];
  /** Something new stands in the journal or on the list to be sent again. */
  wake(): void;
  /** Ends a wait for the next try. */
  hurry(): void;
  /** Begins nothing once the queue is empty or a try failed; cuts what is under way after `milliseconds`. */
  stop(milliseconds: number): Promise<void>;
}

export interface CourierContext {
  readonly store: Store;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly config: PushConfig;
  readonly shape: Omit<Shape, 'extraKeys'>;
  /** Given-up events are kept as long as the journal keeps events. */
  readonly retention: Pick<RetentionConfig, 'events'>;
}

const DAY = 24 * 3600_000;

/** The letter an event travels in; `now` is wall time in milliseconds. */
export function letterOf(
  event: Parcel['event'],
  id: string,
  options: TargetOptions,
  shape: Omit<Shape, 'extraKeys'>,
  now: number,
): Letter {
  const body = JSON.stringify(eventBody(event, { ...shape, extraKeys: options.extraKeys }));
  const headers = webhookHeaders(options.secret, { id, timestamp: Math.floor(now / 1000), body });
  return { body, headers };
}

/** Starts carrying. The target's kinds and options stay as they are: a changed target gets another courier. */
export function startCourier(target: PushTarget, poster: Poster, context: CourierContext): Courier {
  const { store, journal, clock, random, log, config, shape, retention } = context;
  const { id, options } = target;
  const reader = createJournalReader(journal, options);
  const progress = createProgress(target, store, log);
  const news = createBell(clock);
  const patience = createBell(clock);
  const cut = new AbortController();
  let state: CourierState = 'idle';
  let stopping = false;
  let resends = true;
  let awake = false;

  const pick = (): Parcel | undefined => {
    const resend = resends ? nextResend(store.read, id) : undefined;
    if (resend !== undefined) return resend;
    resends = false;
    const { event, passed } = reader.next(progress.lastEvent);
    progress.pass(passed);
    return event === undefined
      ? undefined
      : { eventId: event.id, at: event.at, steady: event.steady, event: event.event, resent: false };
  };

  const post = (parcel: Parcel): Promise<PostOutcome> => {
    const letter = letterOf(parcel.event, String(parcel.eventId), options, shape, clock.now());
    return poster.post(letter, cut.signal);
  };

  const finish = async (parcel: Parcel): Promise<void> => {
    if (!parcel.resent) return progress.advance(parcel.eventId, untroubled);
    await store.write(database => removeGivenUp(database, id, parcel.eventId));
    progress.advance(progress.lastEvent, untroubled);
  };

  const abandon = async (parcel: Parcel, reason: string): Promise<void> => {
    const steady = store.steady.now();
    await store.write(database => {
      giveUp(database, id, parcel, { reason, at: clock.now(), steady });
      if (retention.events > 0) forgetGivenUp(database, id, steady - retention.events * DAY);
    });
    log.warn({ target: target.name, event: parcel.eventId, reason }, 'a push was given up');
    progress.advance(Math.max(progress.lastEvent, parcel.resent ? 0 : parcel.eventId), progress.trying);
  };

  const pace = { first: config.retryDelay * 1000, maximum: config.retryDelayMaximum * 1000 };

  /** How long to rest before the next try, in milliseconds; 0: go on. */
  const carry = async (parcel: Parcel): Promise<number> => {
    const limit = config.giveUpAfter * 1000;
    if (isOver(progress.trying, parcel.steady, store.steady.now(), limit)) {
      await abandon(parcel, progress.trying.trouble);
      return 0;
    }
    const outcome = await post(parcel);
    if (cut.signal.aborted && outcome.kind === 'failed') return 0;
    const { trying, decision } = afterPost(progress.trying, outcome, store.steady.now());
    if (decision.kind === 'next') {
      await finish(parcel);
      return 0;
    }
    progress.note(trying);
    if (decision.kind === 'giveUp') {
      await abandon(parcel, decision.reason);
      return 0;
    }
    log.warn({ target: target.name, event: parcel.eventId, reason: trying.trouble }, 'a push failed');
    return delayOf(trying, pace, random());
  };

  const rest = async (milliseconds: number): Promise<void> => {
    state = 'waiting';
    if (!stopping) await patience.wait(milliseconds);
  };

  /** One event, or the wait for one. False when the courier is to end. */
  const step = async (): Promise<boolean> => {
    awake = false;
    const parcel = pick();
    if (parcel === undefined) {
      if (stopping) return false;
      state = 'idle';
      if (!awake) await news.wait();
      return true;
    }
    state = 'pushing';
    const delay = await carry(parcel);
    if (delay > 0) await rest(delay);
    return !(stopping && delay > 0) && !cut.signal.aborted;
  };

  const run = async (): Promise<void> => {
    for (let more = true; more; ) {
      try {
        more = await step();
      } catch (error) {
        // The store cannot be read or written now; the event stays where it is.
        log.error({ target: target.name, error: String(error) }, 'a push could not be noted');
        await rest(pace.maximum);
        more = !stopping;
      }
    }
  };

  const running = run();
  return {
    get state() {
      return state;
    },
    get lastEvent() {
      return progress.lastEvent;
    },
    get trying() {
      return progress.trying;
    },
    wake() {
      awake = true;
      news.ring();
    },
    hurry() {
      resends = true;
      awake = true;
      patience.ring();
      news.ring();
    },
    async stop(milliseconds) {
      stopping = true;
      if (milliseconds === 0) cut.abort();
      const cancel = clock.after(milliseconds, () => cut.abort());
      patience.ring();
      news.ring();
      await running;
      cancel();
      poster.close();
      await progress.saved();
    },
  };
}
