/** Push targets and made-up messages: the requests to a gateway, and the lines that are printed. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CommandRow, Peer, testCommands } from '../../testing.ts';

const port = {
  port: 3,
  label: '',
  device: 'tcp:m',
  maker: 'simgate',
  model: 'Virtual Modem',
  firmware: '1.0',
  type: 'GSM',
  imei: '35',
  sim: { iccid: '8988', imsi: '00101', number: '+88201000001', smsc: '+8820' },
  operator: { name: 'Net', code: '00101' },
  place: null,
  reg: 'REGISTER_OK',
  slot: 255,
  callstate: 'Idle',
  signal: 20,
  dbm: -73,
  gprs: 'attached',
  can_send: true,
  trouble: '',
  reason: '',
  since: '2026-05-31T18:00:00.000Z',
  activity: 'idle',
  capabilities: {},
  power: null,
  blocked: false,
  forwarding: {},
  limits_left: {},
  waiting: 0,
  today: { sent: 1, delivered: 1, failed: 2, received: 3, calls: 0 },
  last_action: null,
};
const target = {
  id: 1,
  name: 'crm',
  url: 'http://h/hook',
  kinds: ['sms', 'ussd'],
  authentication: 'basic',
  user: '',
  signed: false,
  check_certificate: true,
  extra_keys: true,
  enabled: true,
  configured: false,
  queue: {
    state: 'idle',
    failing: false,
    waiting: 2,
    held_back: 0,
    oldest_age: 0,
    last_event_id: 14,
    failures: 0,
    trouble: '',
    given_up: 0,
  },
};
const attempt = {
  id: 1,
  event_id: 14,
  kind: 'sms',
  at: '2026-05-31T18:00:00.000Z',
  answer: 'thank you',
  status: 204,
  milliseconds: 12,
  trouble: '',
  attempt: 1,
};

const rows: readonly CommandRow[] = [
  {
    words: 'push list',
    answers: {
      'GET /v1/push-targets': {
        targets: [
          target,
          {
            ...target,
            id: 2,
            enabled: false,
            kinds: [],
            queue: { ...target.queue, failing: true, trouble: 'refused', failures: 3, given_up: 1 },
          },
        ],
      },
    },
    asked: ['GET /v1/push-targets'],
    terminal: [
      'ID  NAME  URL            KINDS     SIGNED  STATE  WAITING  OLDEST  GIVEN UP  TROUBLE',
      ' 1  crm   http://h/hook  sms,ussd  no      idle         2                 0',
      ' 2  crm   http://h/hook            no      off          2                 1  refused',
    ],
    pipe: [
      '1\tcrm\thttp://h/hook\tsms,ussd\tfalse\tidle\t2\t0\t0\t',
      '2\tcrm\thttp://h/hook\t\tfalse\toff\t2\t0\t1\trefused',
    ],
  },
  {
    words: 'push test 1 --kind sms',
    answers: {
      'POST /v1/push-targets/1/test': { delivered: true, status: 204, milliseconds: 12, trouble: '' },
    },
    asked: ['POST /v1/push-targets/1/test {"kind":"sms"}'],
    terminal: ['delivered  true', 'status     204', 'ms         12'],
    pipe: ['delivered\ttrue', 'status\t204', 'ms\t12', 'trouble\t'],
  },
  {
    words: 'push test 1',
    answers: {
      'POST /v1/push-targets/1/test': { delivered: false, status: 0, milliseconds: 12, trouble: 'refused' },
    },
    code: 1,
    asked: ['POST /v1/push-targets/1/test {}'],
    terminal: ['delivered  false', 'status     0', 'ms         12', 'trouble    refused'],
    pipe: ['delivered\tfalse', 'status\t0', 'ms\t12', 'trouble\trefused'],
  },
  {
    words: 'push attempts 1 --failed',
    answers: { 'GET /v1/push-targets/1/attempts': { attempts: [attempt], next: null } },
    asked: ['GET /v1/push-targets/1/attempts?failed=true'],
    terminal: [
      'TIME                 EVENT  KIND  STATUS  MS  TROUBLE  ANSWER',
      '2026-05-31 18:00:00     14  sms   204     12           thank you',
    ],
    pipe: ['2026-05-31T18:00:00.000Z\t14\tsms\t204\t12\t\tthank you'],
  },
  {
    words: 'push resend 1',
    answers: { 'POST /v1/push-targets/1/resend': { queued: 2 } },
    asked: ['POST /v1/push-targets/1/resend {}'],
    terminal: ['queued  2'],
    pipe: ['queued\t2'],
  },
  {
    words: 'push resend 1 --event 7 --event 8',
    answers: { 'POST /v1/push-targets/1/resend': { queued: 2 } },
    asked: ['POST /v1/push-targets/1/resend {"event_ids":[7,8]}'],
    terminal: ['queued  2'],
    pipe: ['queued\t2'],
  },
  {
    words: 'push resend 1 --event 7 --since 2026-05-31T18:00:00Z',
    code: 2,
    notes: ['simgate: --event and --since or --until exclude each other'],
  },
  {
    words: 'push resend 1 --since 2026-05-31T18:00:00Z --until 2026-05-31T19:00:00Z',
    answers: { 'POST /v1/push-targets/1/resend': { queued: 2 } },
    asked: [
      'POST /v1/push-targets/1/resend {"time_after":"2026-05-31T18:00:00.000Z","time_before":"2026-05-31T19:00:00.000Z"}',
    ],
    terminal: ['queued  2'],
    pipe: ['queued\t2'],
  },
  {
    words: 'push remove 1',
    answers: { 'DELETE /v1/push-targets/1': {} },
    asked: ['DELETE /v1/push-targets/1'],
    notes: ['Push target 1 is removed, with its queue.'],
  },
  { words: 'trigger ussd --from +8820', code: 2, notes: ['simgate: --from is for sms alone'] },
  {
    words: 'trigger sms --from +8820 --port 3 --text Hi',
    answers: {
      'GET /v1/ports/3': port,
      'POST /v1/simulator/phones/+8820/messages': {},
      'POST /v1/phones/+8820/messages': {},
      'POST /v1/simulator/messages': {},
    },
    asked: [
      'GET /v1/ports/3',
      'POST /v1/simulator/messages {"from":"+8820","to":"+88201000001","text":"Hi"}',
    ],
    notes: ['+8820 writes to +88201000001 (port 3).'],
  },
];

describe('commands about pushes', () => testCommands(rows));

describe('the secret of a push target', () => {
  const peer = new Peer();
  before(() => peer.listen());
  after(() => peer.close());
  const answers = { 'POST /v1/push-targets': target, 'PATCH /v1/push-targets/1': target };

  /** The secret of the only request, where it had one. */
  function secretOf([line = '']: readonly string[]): string | undefined {
    const { secret } = JSON.parse(line.replace(/^\S+ \S+ /, '')) as { secret?: string };
    return secret;
  }

  const makers = ['push add crm http://h/hook --kinds sms', 'push secret 1'];
  for (const words of makers)
    test(`is made and shown once by simgate ${words}`, async () => {
      const { out, err, asked } = await peer.run(words.split(' '), answers);
      const secret = secretOf(asked) ?? '';
      assert.match(secret, /^[\w+/=-]{20,}$/);
      assert.deepEqual([out.includes(secret), err.trimEnd().endsWith(secret)], [false, true]);
      const again = await peer.run(words.split(' '), answers);
      assert.notEqual(secretOf(again.asked), secret);
    });

  test('is none where nothing is to be signed', async () => {
    const { err, asked } = await peer.run(['push', 'add', 'crm', 'http://h/hook', '--no-sign'], answers);
    assert.deepEqual([asked, err], [['POST /v1/push-targets {"name":"crm","url":"http://h/hook"}'], '']);
  });
});
