/** Answers about push targets and their queues: their keys, and the types and bounds of their values. */
import { describe } from 'node:test';
import { answerRows } from '../../../testing.ts';

const MOMENT = '2026-01-31T08:00:00.000Z';

const target = {
  id: 7,
  name: 'shop',
  url: 'https://shop.example/in',
  kinds: ['sms'],
  authentication: 'basic',
  user: 'admin',
  signed: true,
  check_certificate: true,
  extra_keys: true,
  enabled: true,
  configured: true,
  queue: {
    state: 'idle',
    failing: true,
    waiting: 1,
    held_back: 1,
    oldest_age: 1,
    last_event_id: 1,
    failures: 1,
    trouble: 'blocked',
    given_up: 1,
  },
};

describe('list_push_targets', () => {
  answerRows(
    'list_push_targets',
    {
      targets: [target],
    },
    {
      wrong: [
        ['/targets', null],
        ['/targets/0', null],
        ['/targets/0/id', 0],
        ['/targets/0/name', ''],
        ['/targets/0/url', null],
        ['/targets/0/kinds', null],
        ['/targets/0/kinds/0', 'another word'],
        ['/targets/0/authentication', 'another word'],
        ['/targets/0/user', null],
        ['/targets/0/signed', 1],
        ['/targets/0/check_certificate', 1],
        ['/targets/0/extra_keys', 1],
        ['/targets/0/enabled', 1],
        ['/targets/0/configured', 1],
        ['/targets/0/queue', null],
        ['/targets/0/queue/state', 'another word'],
        ['/targets/0/queue/failing', 1],
        ['/targets/0/queue/waiting', -1],
        ['/targets/0/queue/held_back', -1],
        ['/targets/0/queue/oldest_age', -1],
        ['/targets/0/queue/last_event_id', -1],
        ['/targets/0/queue/failures', -1],
        ['/targets/0/queue/trouble', null],
        ['/targets/0/queue/given_up', -1],
      ],
    },
  );
});

for (const name of ['create_push_target', 'get_push_target', 'change_push_target'] as const)
  describe(name, () => {
    answerRows(name, target, {
      wrong: [
        ['/id', 0],
        ['/name', ''],
        ['/url', null],
        ['/kinds', null],
        ['/kinds/0', 'another word'],
        ['/authentication', 'another word'],
        ['/user', null],
        ['/signed', 1],
        ['/check_certificate', 1],
        ['/extra_keys', 1],
        ['/enabled', 1],
        ['/configured', 1],
        ['/queue', null],
        ['/queue/state', 'another word'],
        ['/queue/failing', 1],
        ['/queue/waiting', -1],
        ['/queue/held_back', -1],
        ['/queue/oldest_age', -1],
        ['/queue/last_event_id', -1],
        ['/queue/failures', -1],
        ['/queue/trouble', null],
        ['/queue/given_up', -1],
      ],
    });
  });

describe('delete_push_target', () => {
  answerRows('delete_push_target', {});
});

describe('test_push_target', () => {
  answerRows(
    'test_push_target',
    {
      delivered: true,
      status: 1,
      trouble: 'blocked',
      milliseconds: 1,
    },
    {
      wrong: [
        ['/delivered', 1],
        ['/status', 0.5],
        ['/trouble', null],
        ['/milliseconds', -1],
      ],
    },
  );
});

describe('list_waiting_pushes', () => {
  answerRows(
    'list_waiting_pushes',
    {
      waiting: [
        {
          id: 7,
          kind: 'kind',
          at: MOMENT,
          state: 'waiting',
          attempts: 1,
          next_attempt_in: 1,
          trouble: 'blocked',
        },
      ],
      next: 1,
    },
    {
      wrong: [
        ['/waiting', null],
        ['/waiting/0', null],
        ['/waiting/0/id', 0],
        ['/waiting/0/kind', null],
        ['/waiting/0/at', 'x'],
        ['/waiting/0/state', 'another word'],
        ['/waiting/0/attempts', -1],
        ['/waiting/0/next_attempt_in', -1],
        ['/waiting/0/trouble', null],
        ['/next', 0.5],
      ],
    },
  );
});

describe('pass_over_pushes', () => {
  answerRows(
    'pass_over_pushes',
    {
      passed_over: 1,
    },
    {
      wrong: [['/passed_over', -1]],
    },
  );
});

describe('list_given_up_pushes', () => {
  answerRows(
    'list_given_up_pushes',
    {
      given_up: [
        {
          id: 7,
          kind: 'kind',
          at: MOMENT,
          given_up_at: MOMENT,
          attempts: 1,
          reason: '',
        },
      ],
      next: 1,
    },
    {
      wrong: [
        ['/given_up', null],
        ['/given_up/0', null],
        ['/given_up/0/id', 0],
        ['/given_up/0/kind', null],
        ['/given_up/0/at', 'x'],
        ['/given_up/0/given_up_at', 'x'],
        ['/given_up/0/attempts', -1],
        ['/given_up/0/reason', null],
        ['/next', 0.5],
      ],
    },
  );
});

describe('list_push_attempts', () => {
  answerRows(
    'list_push_attempts',
    {
      attempts: [
        {
          number: 1,
          event_id: 1,
          kind: 'kind',
          at: MOMENT,
          status: 1,
          milliseconds: 1,
          trouble: 'blocked',
          answer: 'ok',
        },
      ],
      next: 1,
    },
    {
      wrong: [
        ['/attempts', null],
        ['/attempts/0', null],
        ['/attempts/0/number', 0],
        ['/attempts/0/event_id', 0],
        ['/attempts/0/kind', null],
        ['/attempts/0/at', 'x'],
        ['/attempts/0/status', 0.5],
        ['/attempts/0/milliseconds', -1],
        ['/attempts/0/trouble', null],
        ['/attempts/0/answer', null],
        ['/next', 0.5],
      ],
    },
  );
});

describe('resend_pushes', () => {
  answerRows(
    'resend_pushes',
    {
      queued: 1,
    },
    {
      wrong: [['/queued', -1]],
    },
  );
});
