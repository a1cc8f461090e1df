/** The colours of states at a terminal: green for good, red for what a person should look at. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Answers, Peer } from '../testing.ts';

const names: Readonly<Record<string, string>> = {
  31: 'red',
  32: 'green',
  33: 'yellow',
  34: 'blue',
  2: 'dim',
};

/** A line of titles begins so: dim, in capitals. */
const TITLES = /^.\[2m *[A-Z]/;

/** The coloured words of a text, without its line of titles. */
function colouredIn(text: string): string[] {
  const rows = TITLES.test(text) ? text.slice(text.indexOf('\n')) : text;
  const [, ...pieces] = rows.split('\u001b[');
  return pieces
    .map(piece => /^(\d+)m\s*(\S.*)/.exec(piece))
    .filter(found => found !== null)
    .filter(([, code = '']) => code in names)
    .map(([, code = '', word = '']) => `${names[code]} ${word.trim()}`);
}

const call = { id: 1, started_at: '', port: 1, direction: 'outgoing', duration: 0, hangup: '', reason: '' };
const task = { task_id: 7, accepted_at: '', owner: 'ann', recipients: 3, waiting: 0, sending: 0, state: '' };
const message = {
  id: 1,
  time: '',
  number: '+1',
  port: 1,
  segments: [],
  waiting: false,
  reason: '',
  text: '',
};
const queue = { state: 'idle', failing: false, waiting: 0, oldest_age: 0, given_up: 0, trouble: '' };
const target = { id: 1, name: 'crm', url: 'http://h', kinds: [], signed: true, enabled: true, queue };
const attempt = { at: '', event_id: 1, kind: 'sms', status: 204, milliseconds: 1, trouble: '', answer: '' };
const port = {
  ...{ port: 3, label: '', sim: null, operator: null, reg: 'REGISTER_OK', can_send: true, blocked: false },
  ...{ signal: 20, dbm: null, trouble: '', reason: '', activity: 'idle', limits_left: {}, waiting: 0 },
  ...{ place: null, device: '', today: { sent: 0, delivered: 0, failed: 0, received: 0, calls: 0 } },
};

const rows: readonly [words: string, answers: Answers, coloured: readonly string[]][] = [
  [
    'calls',
    {
      'GET /v1/calls': {
        calls: ['active', 'dialing', 'ended'].map(state => ({ ...call, state })),
        next: null,
      },
    },
    ['green active', 'yellow dialing'],
  ],
  [
    'tasks',
    {
      'GET /v1/tasks': {
        tasks: [
          { ...task, sent: 1, delivered: 2, failed: 3 },
          { ...task, sent: 0, delivered: 0, failed: 0 },
        ],
        next: null,
      },
    },
    ['green 1', 'green 2', 'red 3'],
  ],
  [
    'messages',
    {
      'GET /v1/messages': {
        messages: ['SENDING', 'SENT_OK', 'DELIVERED', 'FAILED'].map(status => ({ ...message, status })),
        next: null,
      },
    },
    ['yellow sending', 'green sent', 'green delivered', 'red failed'],
  ],
  [
    'push list',
    {
      'GET /v1/push-targets': {
        targets: [
          target,
          { ...target, enabled: false },
          { ...target, queue: { ...queue, failing: true, state: 'failing', trouble: 'refused' } },
        ],
      },
    },
    ['green idle', 'dim off', 'red failing', 'red refused'],
  ],
  [
    'push test 1',
    { 'POST /v1/push-targets/1/test': { delivered: true, status: 204, milliseconds: 1, trouble: '' } },
    ['dim delivered', 'green true', 'dim status', 'dim ms'],
  ],
  [
    'push attempts 1',
    {
      'GET /v1/push-targets/1/attempts': {
        attempts: [attempt, { ...attempt, status: 500, trouble: 'refused' }],
        next: null,
      },
    },
    ['green 204', 'red 500'],
  ],
  [
    'ports',
    {
      'GET /v1/ports': {
        ports: [
          port,
          { ...port, activity: 'sending' },
          { ...port, activity: 'call' },
          { ...port, activity: 'ussd' },
          { ...port, blocked: true },
          { ...port, limits_left: { day: 0 } },
          { ...port, reg: 'SEARCHING_NETWORK' },
          { ...port, reg: 'POWER_OFF' },
          { ...port, reg: 'NO_SIM' },
          { ...port, can_send: false },
        ],
      },
    },
    [
      ...['green ready', 'blue sending', 'blue in a call', 'blue USSD', 'yellow paused'],
      ...['yellow at its limit', 'yellow searching', 'dim off', 'red no SIM', 'red not ready'],
    ],
  ],
];

describe('colours', () => {
  const peer = new Peer();
  before(() => peer.listen());
  after(() => peer.close());
  for (const [words, answers, coloured] of rows)
    test(`of simgate ${words}`, async () => {
      const { out } = await peer.run([...words.split(' '), '--color', 'always'], answers, { columns: 200 });
      assert.deepEqual(colouredIn(out), coloured);
    });
});
