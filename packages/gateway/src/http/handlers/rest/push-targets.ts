/** Push targets under /v1: translates the values of push to those of the contract. */
import type { Contract, ReplyOf } from '@simgate/api/contract';
import { type Answer, done, refused } from '@simgate/daemon/http';
import type { Outcome, Resend, TargetView } from '../../../push/push.ts';
import type { ZoneTime } from '../../zone-time.ts';
import type { Handlers } from '../context.ts';
import { nextPage } from '../next-page.ts';
import { momentOf } from './messages.ts';

type Target = ReplyOf<Contract['get_push_target']>;

function itemOf({ options, ...target }: TargetView): Target {
  return {
    id: target.id,
    name: target.name,
    url: options.url,
    kinds: [...options.kinds],
    authentication: options.authentication,
    user: options.user,
    signed: options.secret !== '',
    check_certificate: options.checkCertificate,
    extra_keys: options.extraKeys,
    enabled: options.enabled,
    configured: target.configured,
    queue: {
      state: target.state,
      failing: target.failing,
      waiting: target.waiting,
      held_back: target.heldBack,
      oldest_age: target.oldestAge,
      last_event_id: target.lastEvent,
      failures: target.failures,
      trouble: target.trouble,
      given_up: target.givenUp,
    },
  };
}

function answerOf<Value, Reply>(
  outcome: Outcome<Value>,
  code: 200 | 201,
  toBody: (value: Value) => Reply,
): Answer<Reply> {
  return outcome.ok
    ? { kind: 'done', code, body: toBody(outcome.value) }
    : refused(outcome.code, outcome.error);
}

interface Given {
  readonly check_certificate?: boolean;
  readonly extra_keys?: boolean;
}

/** Keys of the contract as those of push. */
function optionsOf<Request extends Given>({ check_certificate, extra_keys, ...same }: Request) {
  return {
    ...same,
    ...(check_certificate === undefined ? {} : { checkCertificate: check_certificate }),
    ...(extra_keys === undefined ? {} : { extraKeys: extra_keys }),
  };
}

function instantOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function nextOf(rows: readonly { readonly eventId: number }[], limit: number): number | null {
  const ids = rows.map(({ eventId }) => eventId);
  return nextPage(ids, limit);
}

interface ResendAsked {
  readonly event_ids?: readonly number[];
  readonly time_after?: string;
  readonly time_before?: string;
}

/** Reads which events are to be sent again. */
function resendOf(asked: ResendAsked, time: ZoneTime): Resend | { readonly error: string } {
  const { event_ids: eventIds, time_after: afterText, time_before: beforeText } = asked;
  if (afterText === undefined && beforeText === undefined) return eventIds === undefined ? {} : { eventIds };
  if (eventIds !== undefined) return { error: 'event_ids: stands beside a time; give one of them.' };
  const from = afterText === undefined ? 0 : momentOf(afterText, time.after);
  if (from === undefined) return { error: 'time_after: is no date and time of the calendar.' };
  if (beforeText === undefined) return { range: { from, to: Number.MAX_SAFE_INTEGER } };
  const latest = momentOf(beforeText, time.before);
  if (latest === undefined) return { error: 'time_before: is no date and time of the calendar.' };
  return { range: { from, to: latest + 1 } };
}

export const pushTargetHandlers = {
  list_push_targets: async (_request, { push }) => done(200, { targets: (await push.targets()).map(itemOf) }),

  create_push_target: async (request, { push }) => {
    const { name, ...options } = optionsOf(request);
    return answerOf(await push.create(name, options), 201, itemOf);
  },

  get_push_target: async ({ id }, { push }) => answerOf(await push.target(id), 200, itemOf),

  change_push_target: async (request, { push }) => {
    const { id, ...changes } = optionsOf(request);
    return answerOf(await push.change(id, changes), 200, itemOf);
  },

  delete_push_target: async ({ id }, { push }) => answerOf(await push.remove(id), 200, () => ({})),

  test_push_target: async ({ id, kind }, { push }) =>
    answerOf(await push.test(id, kind), 200, result => ({ ...result })),

  list_waiting_pushes: ({ id, after = 0, limit = 100 }, { push }) =>
    answerOf(push.waiting(id, after, limit), 200, rows => ({
      waiting: rows.map(row => ({
        id: row.eventId,
        kind: row.kind,
        at: instantOf(row.at),
        state: row.isHeld ? 'held' : 'waiting',
        attempts: row.attempts,
        next_attempt_in: row.nextAttemptIn,
        trouble: row.trouble,
      })),
      next: nextOf(rows, limit),
    })),

  pass_over_pushes: async (request, { push }) =>
    answerOf(await push.passOver(request.id, request.event_ids), 200, count => ({ passed_over: count })),

  list_given_up_pushes: ({ id, after = 0, limit = 100 }, { push }) =>
    answerOf(push.givenUp(id, after, limit), 200, rows => ({
      given_up: rows.map(row => ({
        id: row.eventId,
        kind: row.kind,
        at: instantOf(row.at),
        given_up_at: instantOf(row.givenUpAt),
        attempts: row.attempts,
        reason: row.reason,
      })),
      next: nextOf(rows, limit),
    })),

  list_push_attempts: (request, { push }) => {
    const { id, event_id: eventId, failed: failedOnly = false, before, limit = 100 } = request;
    return answerOf(push.attempts(id, { eventId, failedOnly, before, limit }), 200, attempts => ({
      attempts: attempts.map(({ eventId: event_id, at, ...attempt }) => ({
        ...{ number: attempt.number, event_id, kind: attempt.kind, at: instantOf(at) },
        ...{ status: attempt.status, milliseconds: attempt.milliseconds },
        ...{ trouble: attempt.trouble, answer: attempt.answer },
      })),
      next: nextPage(
        attempts.map(({ number }) => number),
        limit,
      ),
    }));
  },

  resend_pushes: async (request, { push, time }) => {
    const which = resendOf(request, time);
    if ('error' in which) return refused(400, which.error);
    return answerOf(await push.resend(request.id, which), 200, queued => ({ queued }));
  },
} satisfies Partial<Handlers>;
