/** Push targets under /v1: what push tells, in the words of the contract. */
import type { Contract, ReplyOf } from '@simgate/api';
import type { Outcome, TargetView } from '../../../push/push.ts';
import { type Answer, done, refused } from '../../answers.ts';
import type { Handlers } from '../context.ts';

type Target = ReplyOf<Contract['get_push_target']>;

function itemOf({ options, trying, ...target }: TargetView): Target {
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
      waiting: target.waiting,
      last_event_id: target.lastEvent,
      failures: trying.failures,
      trouble: trying.trouble,
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

export const pushTargetHandlers = {
  list_push_targets: (_request, { push }) => done(200, { targets: push.targets().map(itemOf) }),

  create_push_target: async (request, { push }) => {
    const { name, ...options } = optionsOf(request);
    return answerOf(await push.create(name, options), 201, itemOf);
  },

  get_push_target: ({ id }, { push }) => answerOf(push.target(id), 200, itemOf),

  change_push_target: async (request, { push }) => {
    const { id, ...changes } = optionsOf(request);
    return answerOf(await push.change(id, changes), 200, itemOf);
  },

  delete_push_target: async ({ id }, { push }) => answerOf(await push.remove(id), 200, () => ({})),

  test_push_target: async ({ id, kind }, { push }) =>
    answerOf(await push.test(id, kind), 200, result => ({ ...result })),

  list_given_up_pushes: (request, { push }) => {
    const { id, after = 0, limit = 100 } = request;
    return answerOf(push.givenUp(id, after, limit), 200, rows => ({
      given_up: rows.map(row => ({
        id: row.eventId,
        kind: row.kind,
        at: new Date(row.at).toISOString(),
        given_up_at: new Date(row.givenUpAt).toISOString(),
        reason: row.reason,
        resending: row.resending,
      })),
      next: rows.length < limit ? null : (rows.at(-1)?.eventId ?? null),
    }));
  },

  resend_pushes: async (request, { push }) =>
    answerOf(await push.resend(request.id, request.event_ids), 200, queued => ({ queued })),
} satisfies Partial<Handlers>;
