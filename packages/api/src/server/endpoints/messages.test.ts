/** Requests and answers about messages and batches. */
import { describe } from 'node:test';
import { answerRows, MOMENT, OTHER_ID, requestRows, SOME_ID } from '../testing.ts';
import { messageStateNames } from './messages.ts';

describe('list_messages', () => {
  requestRows(
    'list_messages',
    [
      ['nothing: the newest', {}],
      ['a state', { state: 'failed' }, { state: ['failed'] }],
      ['every state', { state: messageStateNames.join() }, { state: [...messageStateNames] }],
      ['a recipient', { to: '+4915112345' }],
      ['a batch of a pool', { batch: SOME_ID, pool: 'default' }],
      ['a reference of 128 characters', { reference: 'r'.repeat(128) }],
      ['a time', { time_after: '2026-01-31T08:00:00Z', time_before: '2026-02-01T08:00:00Z' }],
    ],
    [
      [
        'another state',
        { state: 'failed,lost' },
        'state[1]: must be one of scheduled, queued, sending, sent, delivered, undelivered, failed, unknown, expired, cancelled; found "lost".',
      ],
      [
        'more states than there are',
        { state: Array(11).fill('failed').join() },
        'state: must be a list of states; found a list of 11.',
      ],
      [
        'a recipient of 33 characters',
        { to: '1'.repeat(33) },
        'to: must be a recipient; found "111111111111111111111111111111111".',
      ],
      ['a batch that is no id', { batch: '7' }, 'batch: must be the id of a batch; found "7".'],
      [
        'a reference of 129 characters',
        { reference: 'r'.repeat(129) },
        'reference: must be a reference; found "rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr….',
      ],
      [
        'a date alone',
        { time_after: '2026-01-31' },
        'time_after: must be the earliest time of acceptance, as YYYY-MM-DDTHH:MM:SSZ or with an offset; found "2026-01-31".',
      ],
    ],
  );
});

describe('endpoints of one message or batch', () => {
  for (const [name, what] of [
    ['get_message', 'message'],
    ['cancel_message', 'message'],
    ['get_batch', 'batch'],
    ['cancel_batch', 'batch'],
  ] as const)
    describe(name, () => {
      requestRows(
        name,
        [['an id', { id: SOME_ID }]],
        [['a number', { id: '12' }, `id: must be the id of a ${what}; found "12".`]],
      );
    });
});

describe('decide_message', () => {
  requestRows(
    'decide_message',
    ['resend', 'failed', 'cancelled'].map(decision => [decision, { id: SOME_ID, decision }] as const),
    [
      ['no decision', { id: SOME_ID }, 'decision: is missing or empty.'],
      [
        'another word',
        { id: SOME_ID, decision: 'sent' },
        'decision: must be resend, failed or cancelled; found "sent".',
      ],
      ['a misspelt key', { id: SOME_ID, decision: 'resend', force: true }, 'force: is not known here.'],
    ],
  );
});

const message = {
  id: SOME_ID,
  batch: OTHER_ID,
  pool: 'default',
  to: '+4915112345',
  written: '0151/12345',
  text: 'Hello Ann',
  encoding: 'gsm-7bit',
  segments: 1,
  priority: 'otp',
  state: 'delivered',
  state_at: MOMENT,
  reason: '',
  reason_text: '',
  created_at: MOMENT,
  not_before: null,
  expires_at: MOMENT,
  sent_at: MOMENT,
  attempts: 1,
  gateway: OTHER_ID,
  port: 0,
  sim: '89860112851012345678',
  reference: 'order 7',
  metadata: { order: '7' },
};

const attempt = {
  at: MOMENT,
  gateway: OTHER_ID,
  port: 3,
  sim: '',
  user_id: 1,
  task: null,
  state: 'in_doubt',
  detail: '',
};

describe('a message', () => {
  answerRows(
    'get_message',
    { message, attempts: [attempt], why: '', why_code: '', until: null },
    {
      open: ['/message/metadata'],
      wrong: [
        ['/message/id', 'x'],
        ['/message/segments', 0],
        ['/message/priority', 'high'],
        ['/message/state', 'lost'],
        ['/message/attempts', -1],
        ['/message/state_at', null],
        ['/message/port', '0'],
        ['/message/encoding', 'ucs2'],
        ['/message/metadata', { order: 7 }],
        ['/attempts/0/port', 32],
        ['/attempts/0/user_id', 0],
        ['/attempts/0/task', '7'],
        ['/attempts/0/gateway', ''],
        ['/until', ''],
      ],
    },
  );
  const waiting = {
    ...message,
    state: 'scheduled',
    sent_at: null,
    gateway: '',
    port: null,
    sim: '',
    attempts: 0,
  };
  answerRows(
    'list_messages',
    { messages: [message, waiting], next: 'c' },
    { open: ['/messages/0/metadata', '/messages/1/metadata'] },
  );
  answerRows('cancel_message', { ...waiting, state: 'cancelled' }, { open: ['/metadata'] });
  answerRows('decide_message', { ...message, state: 'queued' }, { open: ['/metadata'] });
});

describe('a batch', () => {
  answerRows(
    'get_batch',
    { id: SOME_ID, total: 3, states: { queued: 1, delivered: 2 } },
    {
      open: ['/states'],
      wrong: [
        ['/total', -1],
        ['/states/queued', 'one'],
      ],
    },
  );
  answerRows('cancel_batch', { cancelled: 2 }, { wrong: [['/cancelled', -1]] });
});
