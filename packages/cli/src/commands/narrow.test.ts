/** Lists at a terminal that has room for next to nothing: columns that matter least go, long texts are cut, and all else stays whole. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Answers, Peer, streamOf } from '../testing.ts';

/** Longer than the eight cells that a column keeps. */
const LONG = 'abcdefghijkl';

const message = {
  ...{
    id: 1,
    task_id: 7,
    time: '',
    number: LONG,
    port: 1,
    status: LONG,
    segments: [],
    succ_count: 0,
    count: 0,
  },
  ...{ waiting: false, reason: '', reason_code: '', text: LONG, user_id: 1 },
};
const queue = { state: LONG, failing: false, waiting: 0, oldest_age: 0, given_up: 0, trouble: LONG };
const target = { id: 1, name: LONG, url: LONG, kinds: [], signed: true, enabled: true, queue };
const attempt = {
  at: '',
  event_id: 1,
  kind: LONG,
  status: 204,
  milliseconds: 1,
  trouble: LONG,
  answer: LONG,
};
const port = {
  ...{ port: 3, label: LONG, sim: { number: LONG }, operator: { name: LONG }, reg: LONG, can_send: true },
  ...{ blocked: false, signal: 20, dbm: null, trouble: LONG, reason: '', activity: 'idle', limits_left: {} },
  ...{
    waiting: 0,
    place: null,
    device: LONG,
    today: { sent: 0, delivered: 0, failed: 0, received: 0, calls: 0 },
  },
};
const received = {
  incoming_sms_id: 1,
  received_at: '',
  timestamp: '',
  port: 1,
  number: LONG,
  text: LONG,
  read: false,
  trouble: '',
};
const call = {
  id: 1,
  started_at: '',
  port: 1,
  direction: LONG,
  number: LONG,
  state: LONG,
  duration: 0,
  hangup: '',
  reason: LONG,
};
const event = { id: 1, at: '', kind: LONG, port: 1 };

const rows: readonly [words: string, answers: Answers, lines: readonly string[]][] = [
  [
    'messages',
    { 'GET /v1/messages': { messages: [message], next: null } },
    [
      'ID  TIME  NUMBER        STATE         PORT  SEGMENTS  TEXT',
      ' 1        abcdefghijkl  abcdefghijkl     1       0/0  abcdefg…',
    ],
  ],
  [
    'tasks',
    {
      'GET /v1/tasks': {
        tasks: [
          {
            task_id: 7,
            accepted_at: '',
            owner: LONG,
            recipients: 3,
            waiting: 0,
            sending: 0,
            sent: 0,
            delivered: 0,
            failed: 0,
            text: LONG,
          },
        ],
        next: null,
      },
    },
    [
      'TASK  TIME  RECIPIENTS  WAITING  DELIVERED  FAILED  TEXT',
      '   7                 3        0          0       0  abcdefg…',
    ],
  ],
  [
    'inbox',
    { 'GET /v1/inbox': { messages: [received], next: null } },
    ['ID  TIME  FROM          PORT  READ  TEXT', ' 1        abcdefghijkl     1  new   abcdefg…'],
  ],
  [
    'ports',
    { 'GET /v1/ports': { ports: [port] } },
    [
      'PORT  NAME          STATE         OPERATOR      SIGNAL  NUMBER        WAITING  FAILED  TROUBLE',
      '   3  abcdefghijkl  abcdefghijkl  abcdefghijkl   20/31  abcdefghijkl        0       0  abcdefg…',
    ],
  ],
  [
    'calls',
    { 'GET /v1/calls': { calls: [call], next: null } },
    [
      'ID  BEGAN  PORT  DIRECTION     FROM  TO  STATE         SECONDS  ENDED BY  REASON',
      ' 1            1  abcdefghijkl            abcdefghijkl        0            abcdefg…',
    ],
  ],
  [
    'events',
    {
      'GET /v1/live': streamOf('snapshot', [{ news: { events: 1 } }]),
      'GET /v1/events': streamOf('event', [event]),
    },
    ['ID  TIME  KIND          EVENT', ' 1        abcdefghijkl  {"port"…'],
  ],
  [
    'push list',
    {
      'GET /v1/push-targets': {
        targets: [target, { ...target, kinds: ['a', 'b', 'c'] }, { ...target, kinds: ['a', 'b', 'c', 'd'] }],
      },
    },
    [
      'ID  NAME          URL       KINDS    SIGNED  STATE         WAITING  OLDEST  GIVEN UP  TROUBLE',
      ' 1  abcdefghijkl  abcdefg…           yes     abcdefghijkl        0                 0  abcdefg…',
      ' 1  abcdefghijkl  abcdefg…  a,b,c    yes     abcdefghijkl        0                 0  abcdefg…',
      ' 1  abcdefghijkl  abcdefg…  4 kinds  yes     abcdefghijkl        0                 0  abcdefg…',
    ],
  ],
  [
    'push attempts 1',
    { 'GET /v1/push-targets/1/attempts': { attempts: [attempt], next: null } },
    [
      'TIME  EVENT  KIND          STATUS  MS  TROUBLE   ANSWER',
      '          1  abcdefghijkl  204      1  abcdefg…  abcdefg…',
    ],
  ],
  [
    'ports --device original',
    {
      'GET /api/get_port_info': {
        error_code: 200,
        sn: '',
        info: [
          {
            port: 1,
            type: LONG,
            imei: LONG,
            imsi: LONG,
            iccid: LONG,
            number: LONG,
            reg: LONG,
            slot: 255,
            callstate: LONG,
            signal: 1,
          },
        ],
      },
    },
    [
      'PORT  REGISTRATION  TYPE          SIGNAL  CALL          NUMBER        IMSI          ICCID     IMEI',
      '   1  abcdefghijkl  abcdefghijkl       1  abcdefghijkl  abcdefghijkl  abcdefghijkl  abcdefg…  abcdefg…',
    ],
  ],
  [
    'inbox --device original',
    { 'GET /api/query_incoming_sms': { error_code: 200, sn: '', sms: [received], read: 0, unread: 1 } },
    ['ID  TIME  FROM          PORT  TEXT', ' 1        abcdefghijkl     1  abcdefg…'],
  ],
];

describe('at a narrow terminal', () => {
  const peer = new Peer();
  before(() => peer.listen());
  after(() => peer.close());
  for (const [words, answers, lines] of rows)
    test(`simgate ${words}`, async () => {
      const { out } = await peer.run(words.split(' '), answers, { columns: 1 });
      assert.deepEqual(out.trimEnd().split('\n'), lines);
    });
});
