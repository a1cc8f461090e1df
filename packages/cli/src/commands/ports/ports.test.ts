/** Ports and the gateway as a whole: the requests to a gateway, and the lines that are printed. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CommandRow, type Keys, Peer, testCommands } from '../../testing.ts';

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
  toolkit_frame: 0,
  capabilities: {},
  power: null,
  blocked: false,
  forwarding: {},
  limits_left: {},
  waiting: 0,
  today: { sent: 1, delivered: 1, failed: 2, received: 3, calls: 0 },
  last_action: null,
};
const session = {
  user: 'ann',
  role: 'operator',
  expires_at: null,
  version: '0.1.0',
  serial_number: '7b1e',
  time_zone: 'UTC',
  time: '2026-05-31T18:00:00.000Z',
  base_path: '',
  offers: { simulator: true, record: true },
};

const rows: readonly CommandRow[] = [
  {
    words: 'ports',
    answers: {
      'GET /v1/ports': {
        ports: [
          port,
          {
            ...port,
            port: 4,
            label: 'office',
            reg: 'NO_SIM',
            sim: null,
            operator: null,
            type: 'UNKNOWN',
            dbm: null,
            signal: 0,
            can_send: false,
            trouble: 'no SIM in the slot',
          },
          { ...port, port: 5, blocked: true, dbm: null, signal: 9 },
          { ...port, port: 6, limits_left: { sms_per_day: 0 } },
          { ...port, port: 7, activity: 'call' },
          { ...port, port: 8, can_send: false },
        ],
      },
    },
    asked: ['GET /v1/ports'],
    terminal: [
      'PORT  NAME    STATE         OPERATOR  TYPE   SIGNAL  NUMBER        WAITING  SENT  FAILED  RECEIVED  TROUBLE',
      '   3          ready         Net       GSM   -73 dBm  +88201000001        0     1       2         3',
      '   4  office  no SIM                                                     0     1       2         3  no SIM in the slot',
      '   5          paused        Net       GSM      9/31  +88201000001        0     1       2         3',
      '   6          at its limit  Net       GSM   -73 dBm  +88201000001        0     1       2         3',
      '   7          in a call     Net       GSM   -73 dBm  +88201000001        0     1       2         3',
      '   8          not ready     Net       GSM   -73 dBm  +88201000001        0     1       2         3',
    ],
    pipe: [
      '3\t\tready\tNet\tGSM\t-73\t+88201000001\t0\t1\t2\t3\t',
      '4\toffice\tno SIM\t\tUNKNOWN\t\t\t0\t1\t2\t3\tno SIM in the slot',
      '5\t\tpaused\tNet\tGSM\t\t+88201000001\t0\t1\t2\t3\t',
      '6\t\tat its limit\tNet\tGSM\t-73\t+88201000001\t0\t1\t2\t3\t',
      '7\t\tin a call\tNet\tGSM\t-73\t+88201000001\t0\t1\t2\t3\t',
      '8\t\tnot ready\tNet\tGSM\t-73\t+88201000001\t0\t1\t2\t3\t',
    ],
  },
  {
    words: 'ports --trouble',
    answers: { 'GET /v1/ports': { ports: [port] } },
    asked: ['GET /v1/ports'],
    notes: ['No port has trouble.'],
  },
  {
    words: 'ports',
    answers: { 'GET /v1/ports': { ports: [] } },
    asked: ['GET /v1/ports'],
    notes: ['The gateway has no port. simgate doctor finds modems of this machine.'],
  },
  {
    words: 'ports 3',
    answers: {
      'GET /v1/ports/3': {
        ...port,
        slot: 1,
        limits_left: { sms_per_day: 5, calls: 2 },
        last_action: { id: 1, action: 'reset', state: 'done', text: '', at: '' },
      },
    },
    asked: ['GET /v1/ports/3'],
    terminal: [
      'port            3',
      'state           ready',
      'since           2026-05-31 18:00:00',
      'operator        Net',
      'type            GSM',
      'signal          -73 dBm',
      'number          +88201000001',
      'imsi            00101',
      'iccid           8988',
      'smsc            +8820',
      'slot            1',
      'device          tcp:m',
      'modem           simgate Virtual Modem',
      'firmware        1.0',
      'imei            35',
      'waiting         0',
      'sent today      1',
      'failed today    2',
      'received today  3',
      'limits left     sms_per_day 5, calls 2',
      'last action     reset done',
    ],
    pipe: [
      'port\t3',
      'name\t',
      'state\tready',
      'since\t2026-05-31T18:00:00.000Z',
      'trouble\t',
      'operator\tNet',
      'type\tGSM',
      'signal\t-73',
      'number\t+88201000001',
      'imsi\t00101',
      'iccid\t8988',
      'smsc\t+8820',
      'slot\t1',
      'device\ttcp:m',
      'modem\tsimgate Virtual Modem',
      'firmware\t1.0',
      'imei\t35',
      'waiting\t0',
      'sent today\t1',
      'failed today\t2',
      'received today\t3',
      'limits left\tsms_per_day 5, calls 2',
      'last action\treset done',
    ],
  },
  {
    words: 'ports 4',
    answers: { 'GET /v1/ports/4': { ...port, port: 4, reg: 'NO_SIM', reason: 'no_sim', trouble: 'no SIM' } },
    asked: ['GET /v1/ports/4'],
    terminal: [
      'port            4',
      'state           no SIM',
      'since           2026-05-31 18:00:00',
      'trouble         no SIM',
      'operator        Net',
      'type            GSM',
      'signal          -73 dBm',
      'number          +88201000001',
      'imsi            00101',
      'iccid           8988',
      'smsc            +8820',
      'device          tcp:m',
      'modem           simgate Virtual Modem',
      'firmware        1.0',
      'imei            35',
      'waiting         0',
      'sent today      1',
      'failed today    2',
      'received today  3',
      '',
      '  try:    Put a card in, or clean its contacts and put it in anew.',
      "  more:   simgate docs 'symptoms/no-sim'",
    ],
    pipe: [
      'port\t4',
      'name\t',
      'state\tno SIM',
      'since\t2026-05-31T18:00:00.000Z',
      'trouble\tno SIM',
      'operator\tNet',
      'type\tGSM',
      'signal\t-73',
      'number\t+88201000001',
      'imsi\t00101',
      'iccid\t8988',
      'smsc\t+8820',
      'slot\t255',
      'device\ttcp:m',
      'modem\tsimgate Virtual Modem',
      'firmware\t1.0',
      'imei\t35',
      'waiting\t0',
      'sent today\t1',
      'failed today\t2',
      'received today\t3',
      'limits left\t',
      'last action\t',
    ],
  },
  {
    words: 'port 3 reset',
    answers: {
      'POST /v1/ports/3/actions': { id: 1, action: 'reset', state: 'pending', text: '', at: '' },
      'GET /v1/ports/3': {
        ...port,
        last_action: { id: 1, action: 'reset', state: 'done', text: '', at: '' },
      },
    },
    asked: ['POST /v1/ports/3/actions {"action":"reset"}', 'GET /v1/ports/3'],
    terminal: ['port    3', 'action  reset', 'state   done'],
    pipe: ['port\t3', 'action\treset', 'state\tdone', 'text\t'],
  },
  {
    words: 'port 3 power off',
    answers: {
      'POST /v1/ports/3/actions': { id: 1, action: 'power', state: 'pending', text: '', at: '' },
      'GET /v1/ports/3': {
        ...port,
        last_action: { id: 1, action: 'power', state: 'failed', text: 'the module refuses', at: '' },
      },
    },
    code: 1,
    asked: ['POST /v1/ports/3/actions {"action":"power","param":"off"}', 'GET /v1/ports/3'],
    terminal: ['port    3', 'action  power', 'state   failed', 'text    the module refuses'],
    pipe: ['port\t3', 'action\tpower', 'state\tfailed', 'text\tthe module refuses'],
  },
  {
    words: 'port 3 slot 2 --no-wait',
    answers: { 'POST /v1/ports/3/actions': { id: 1, action: 'slot', state: 'pending', text: '', at: '' } },
    asked: ['POST /v1/ports/3/actions {"action":"slot","param":2}'],
    terminal: ['port    3', 'action  slot', 'state   pending'],
    pipe: ['port\t3', 'action\tslot', 'state\tpending', 'text\t'],
  },
  {
    words: 'port 3 number +88201 --no-wait',
    answers: { 'POST /v1/ports/3/actions': { id: 1, action: 'number', state: 'pending', text: '', at: '' } },
    asked: ['POST /v1/ports/3/actions {"action":"number","param":"+88201"}'],
    terminal: ['port    3', 'action  number', 'state   pending'],
    pipe: ['port\t3', 'action\tnumber', 'state\tpending', 'text\t'],
  },
  {
    words: 'port 3 name office',
    answers: { 'PUT /v1/ports/3/label': { ...port, label: 'office' } },
    asked: ['PUT /v1/ports/3/label {"label":"office"}'],
    terminal: ['port   3', 'label  office'],
    pipe: ['port\t3', 'label\toffice'],
  },
  { words: 'port 3 power', code: 2, notes: ['simgate: power: on or off?'] },
  { words: 'port 3 slot', code: 2, notes: ['simgate: slot: which one, 0 to 3?'] },
  { words: 'port 3 number', code: 2, notes: ['simgate: number: which one?'] },
  {
    words: 'port 3 dance',
    code: 2,
    notes: [
      'simgate: there is no action "dance"; there are power, reset, slot, block, unblock, number, unlock, name',
    ],
  },
  {
    words: 'status',
    answers: {
      'GET /v1/session': session,
      'GET /v1/ports': { ports: [] },
      'GET /api/query_sms_in_queue': { error_code: 200, sn: '', in_queue: 0 },
    },
    code: 1,
    asked: ['GET /v1/session', 'GET /v1/ports', 'GET /api/query_sms_in_queue', 'GET /healthz'],
    terminal: [
      'gateway        http://gateway',
      'version        simgate 0.1.0',
      'serial number  7b1e',
      'user           ann (operator)',
      'time           2026-05-31 18:00:00 here; the gateway is in UTC',
      'ports          none',
      'waiting        0 messages',
    ],
    pipe: [
      'gateway\thttp://gateway',
      'status\t',
      'version\t0.1.0',
      'serial number\t7b1e',
      'user\tann',
      'time\t2026-05-31T18:00:00.000Z',
      'ports\tnone',
      'trouble\t',
      'waiting\t0',
    ],
  },
  {
    words: 'status',
    answers: {
      'GET /v1/session': session,
      'GET /v1/ports': {
        ports: [
          port,
          { ...port, port: 4, reg: 'NO_SIM', can_send: false, trouble: 'no SIM' },
          { ...port, port: 5, reg: 'NEW_STATE', can_send: false, blocked: false },
        ],
      },
      'POST /api/query_sms_in_queue': { error_code: 200, sn: '', in_queue: 6 },
      'GET /api/query_sms_in_queue': { error_code: 200, sn: '', in_queue: 6 },
      'GET /healthz': { status: 'ok' },
    },
    asked: ['GET /v1/session', 'GET /v1/ports', 'GET /api/query_sms_in_queue', 'GET /healthz'],
    terminal: [
      'gateway        http://gateway',
      'status         ok',
      'version        simgate 0.1.0',
      'serial number  7b1e',
      'user           ann (operator)',
      'time           2026-05-31 18:00:00 here; the gateway is in UTC',
      'ports          1 ready, 1 no SIM, 1 NEW_STATE',
      'trouble        port 4: no SIM; port 5: NEW_STATE',
      'waiting        6 messages',
    ],
    pipe: [
      'gateway\thttp://gateway',
      'status\tok',
      'version\t0.1.0',
      'serial number\t7b1e',
      'user\tann',
      'time\t2026-05-31T18:00:00.000Z',
      'ports\t1 ready, 1 no SIM, 1 NEW_STATE',
      'trouble\tport 4: no SIM; port 5: NEW_STATE',
      'waiting\t6',
    ],
  },
];

describe('commands about ports', () => testCommands(rows));

describe('the PIN of a SIM', () => {
  const peer = new Peer();
  before(() => peer.listen());
  after(() => peer.close());
  const answers = {
    'POST /v1/ports/3/actions': { id: 1, action: 'unlock', state: 'pending', text: '', at: '' },
  };
  function run(words: string, pin: string) {
    const person: readonly Keys[] = [[/PIN of the SIM in port 3/, `${pin}\r`]];
    return peer.run(words.split(' '), answers, { columns: 80, person });
  }

  for (const pin of ['1234', '12345678'])
    test(`${pin} is asked for`, async () => {
      const { asked, code } = await run('port 3 unlock --no-wait', pin);
      const request = `POST /v1/ports/3/actions {"action":"unlock","param":"${pin}"}`;
      assert.deepEqual([code, asked], [0, [request]]);
    });

  for (const pin of ['123', '123456789', '12a4'])
    test(`is none as ${pin}`, async () => {
      const { asked, code, err } = await run('port 3 unlock --no-wait', pin);
      assert.match(err, /unlock: a PIN has four to eight digits/);
      assert.deepEqual([code, asked], [2, []]);
    });

  test('does not stand in the command line, where others see it', async () => {
    const { asked, code, err } = await run('port 3 unlock 1234', '1234');
    assert.match(err, /unlock: the PIN is asked for, or read from standard input/);
    assert.deepEqual([code, asked], [2, []]);
  });
});
