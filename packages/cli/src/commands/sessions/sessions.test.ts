/** Calls, USSD and the SIM toolkit: the requests to a gateway, and the lines that are printed. */
import { describe } from 'node:test';
import { type CommandRow, testCommands } from '../../testing.ts';

const call = {
  id: 1,
  port: 1,
  imsi: '0',
  direction: 'outgoing',
  source_number: '+1',
  destination_number: '+2',
  state: 'active',
  started_at: '2026-05-31T18:00:00.000Z',
  answered_at: null,
  ended_at: null,
  duration: 9,
  hangup: null,
  gsm_code: null,
  bcch: '',
  reason: '',
  reason_code: '',
  interrupted: false,
};
const cdr = {
  port: 1,
  start_date: '2026-05-31 18:00:00',
  answer_date: '',
  duration: 9,
  source_number: '+1',
  destination_number: '+2',
  direction: 'gsm->ip',
  ip: '',
  codec: '',
  hangup: 'caller',
  gsm_code: 16,
  bcch: '',
};
const desktop = {
  title: 'Services',
  text: '',
  items: [
    { id: 1, text: 'Balance' },
    { id: 2, text: 'Transfer' },
  ],
  input_type: 1,
  frame_id: 1,
};

const rows: readonly CommandRow[] = [
  {
    // Call records have the times of the gateway's zone.
    words: 'cdr --since 2026-05-31T18:00:00Z --until 2026-05-31T19:00:00Z --port 1',
    answers: {
      'GET /v1/session': { user: 'ann', role: 'admin', time_zone: 'Europe/Moscow' },
      'POST /api/get_cdr': { error_code: 200, cdr: [] },
    },
    asked: [
      'GET /v1/session',
      'GET /v1/session',
      'POST /api/get_cdr {"port":[1],"time_after":"2026-05-31 21:00:00","time_before":"2026-05-31 22:00:00"}',
    ],
    notes: ['There was no call.'],
  },
  {
    words: 'calls --ongoing',
    answers: {
      'GET /v1/calls': { calls: [call, { ...call, id: 2, state: 'ended', hangup: 'called' }], next: null },
    },
    asked: ['GET /v1/calls?limit=50&ongoing=true'],
    terminal: [
      'ID  BEGAN                PORT  DIRECTION  FROM  TO  STATE   SECONDS  ENDED BY  REASON',
      ' 1  2026-05-31 18:00:00     1  outgoing   +1    +2  active        9',
      ' 2  2026-05-31 18:00:00     1  outgoing   +1    +2  ended         9  called',
    ],
    pipe: [
      '1\t2026-05-31T18:00:00.000Z\t1\toutgoing\t+1\t+2\tactive\t9\t\t',
      '2\t2026-05-31T18:00:00.000Z\t1\toutgoing\t+1\t+2\tended\t9\tcalled\t',
    ],
  },
  {
    words: 'calls --ongoing',
    answers: { 'GET /v1/calls': { calls: [], next: null } },
    asked: ['GET /v1/calls?limit=50&ongoing=true'],
    notes: ['No call goes on.'],
  },
  {
    words: 'calls',
    answers: { 'GET /v1/calls': { calls: [], next: null } },
    asked: ['GET /v1/calls?limit=50'],
    notes: ['There was no call.'],
  },
  {
    words: 'dial +2 --port 1',
    answers: { 'POST /v1/calls': call },
    asked: ['POST /v1/calls {"number":"+2","port":1}'],
    terminal: [
      'id         1',
      'began      2026-05-31 18:00:00',
      'port       1',
      'direction  outgoing',
      'from       +1',
      'to         +2',
      'state      active',
      'seconds    9',
    ],
    pipe: [
      'id\t1',
      'began\t2026-05-31T18:00:00.000Z',
      'port\t1',
      'direction\toutgoing',
      'from\t+1',
      'to\t+2',
      'state\tactive',
      'seconds\t9',
      'ended by\t',
      'reason\t',
    ],
    notes: ['simgate hangup 1 ends it.'],
  },
  {
    words: 'hangup 1',
    answers: { 'DELETE /v1/calls/1': { ...call, state: 'ended', reason: 'ended' } },
    asked: ['DELETE /v1/calls/1'],
    terminal: [
      'id         1',
      'began      2026-05-31 18:00:00',
      'port       1',
      'direction  outgoing',
      'from       +1',
      'to         +2',
      'state      ended',
      'seconds    9',
      'reason     ended',
    ],
    pipe: [
      'id\t1',
      'began\t2026-05-31T18:00:00.000Z',
      'port\t1',
      'direction\toutgoing',
      'from\t+1',
      'to\t+2',
      'state\tended',
      'seconds\t9',
      'ended by\t',
      'reason\tended',
    ],
  },
  {
    words: 'cdr',
    answers: {
      'GET /api/get_cdr': { error_code: 200, sn: '', cdr: [cdr] },
      'POST /api/get_cdr': { error_code: 200, sn: '', cdr: [cdr] },
    },
    asked: ['POST /api/get_cdr {}'],
    terminal: [
      'PORT  START_DATE           ANSWER_DATE  DURATION  SOURCE_NUMBER  DESTINATION_NUMBER  DIRECTION  HANGUP  GSM_CODE',
      '   1  2026-05-31 18:00:00                      9  +1             +2                  gsm->ip    caller        16',
    ],
    pipe: ['1\t2026-05-31 18:00:00\t\t9\t+1\t+2\tgsm->ip\t\t\tcaller\t16\t'],
  },
  {
    words: 'cdr --csv --port 1',
    answers: {
      'GET /api/get_cdr': { error_code: 200, sn: '', cdr: [cdr] },
      'POST /api/get_cdr': { error_code: 200, sn: '', cdr: [cdr] },
    },
    asked: ['POST /api/get_cdr {"port":[1]}'],
    terminal: [
      'port,start_date,answer_date,duration,source_number,destination_number,direction,ip,codec,hangup,gsm_code,bcch',
      '1,2026-05-31 18:00:00,,9,+1,+2,gsm->ip,,,caller,16,',
    ],
    pipe: [
      'port,start_date,answer_date,duration,source_number,destination_number,direction,ip,codec,hangup,gsm_code,bcch',
      '1,2026-05-31 18:00:00,,9,+1,+2,gsm->ip,,,caller,16,',
    ],
  },
  {
    words: 'stk 3',
    answers: { 'GET /v1/ports/3/toolkit': desktop },
    asked: ['GET /v1/ports/3/toolkit', 'GET /v1/ports/3/toolkit'],
    terminal: ['title  Services', 'items  1 Balance; 2 Transfer'],
    pipe: ['title\tServices', 'text\t', 'items\t1 Balance; 2 Transfer', 'input\t1'],
  },
  {
    words: 'stk 3 --path balance/ok',
    answers: {
      'GET /v1/ports/3/toolkit': desktop,
      'POST /v1/ports/3/toolkit': [
        { title: '', text: 'Wait', items: [], input_type: 0, frame_id: 2 },
        { title: '', text: '12 EUR', items: [], input_type: 0, frame_id: 3 },
      ],
    },
    asked: [
      'GET /v1/ports/3/toolkit',
      'GET /v1/ports/3/toolkit',
      'POST /v1/ports/3/toolkit {"item":1}',
      'POST /v1/ports/3/toolkit {"action":"ok"}',
    ],
    terminal: ['text   12 EUR'],
    pipe: ['title\t', 'text\t12 EUR', 'items\t', 'input\t0'],
  },
  {
    words: 'stk 3 --path Nothing',
    answers: { 'GET /v1/ports/3/toolkit': desktop },
    code: 1,
    asked: ['GET /v1/ports/3/toolkit', 'GET /v1/ports/3/toolkit'],
    notes: ['simgate: there is no entry "Nothing"; there is: Balance, Transfer'],
  },
  {
    words: 'stk 3 --path Balance/7',
    answers: {
      'GET /v1/ports/3/toolkit': desktop,
      'POST /v1/ports/3/toolkit': { title: '', text: 'Wait', items: [], input_type: 0, frame_id: 2 },
    },
    code: 1,
    asked: ['GET /v1/ports/3/toolkit', 'GET /v1/ports/3/toolkit', 'POST /v1/ports/3/toolkit {"item":1}'],
    notes: [
      'simgate: the card asks for nothing here, so "7" cannot be entered',
      'ok goes on, cancel goes back.',
    ],
  },
  {
    words: 'stk 3',
    answers: { 'GET /v1/ports/3/toolkit': { ...desktop, input_type: 12, frame_id: 0 } },
    code: 6,
    asked: ['GET /v1/ports/3/toolkit'],
    notes: ['simgate: the SIM in port 3 has no toolkit'],
  },
  {
    words: 'ussd 3 *100#',
    answers: {
      'POST /v1/ussd': { request_id: 1, result: [{ port: 3, status: 200 }] },
      'GET /v1/ussd': {
        dialogues: [
          {
            id: 1,
            port: 3,
            state: 'done',
            reason: '',
            turns: [
              { speaker: 'client', text: '*100#' },
              { speaker: 'network', text: '12 EUR' },
            ],
          },
        ],
        next: null,
      },
    },
    asked: ['POST /v1/ussd {"port":[3],"text":"*100#"}', 'GET /v1/ussd?request_id=1'],
    terminal: ['12 EUR'],
    pipe: ['12 EUR'],
  },
  {
    words: 'ussd 3 *100# --answer 1',
    answers: {
      'POST /v1/ussd': { request_id: 1, result: [{ port: 3, status: 200 }] },
      'GET /v1/ussd': {
        dialogues: [
          {
            id: 1,
            port: 3,
            state: 'waiting',
            reason: '',
            turns: [
              { speaker: 'client', text: '*100#' },
              { speaker: 'network', text: '1 or 2?' },
            ],
          },
        ],
        next: null,
      },
      'DELETE /v1/ussd': { result: [] },
      'POST /v1/ussd/cancel': {},
    },
    asked: [
      'POST /v1/ussd {"port":[3],"text":"*100#"}',
      'GET /v1/ussd?request_id=1',
      'POST /v1/ussd {"port":[3],"text":"1"}',
      'GET /v1/ussd?request_id=1',
      'POST /v1/ussd/cancel {"port":[3]}',
    ],
    terminal: ['1 or 2?', '1 or 2?'],
    pipe: ['1 or 2?', '1 or 2?'],
  },
  {
    words: 'ussd 3 *100#',
    answers: { 'POST /v1/ussd': { request_id: 1, result: [{ port: 3, status: 486 }] } },
    code: 6,
    asked: ['POST /v1/ussd {"port":[3],"text":"*100#"}'],
    notes: [
      'simgate: port 3 is busy with another request, or sends an SMS (486)',
      'simgate ports 3 shows how it is.',
    ],
  },
  {
    words: 'ussd 3 *100#',
    answers: { 'POST /v1/ussd': { request_id: 1, result: [{ port: 3, status: 500 }] } },
    code: 6,
    asked: ['POST /v1/ussd {"port":[3],"text":"*100#"}'],
    notes: [
      'simgate: port 3 cannot ask: not registered, blocked, or not there (500)',
      'simgate ports 3 shows how it is.',
    ],
  },
  {
    words: 'ussd 3 *100#',
    answers: {
      'POST /v1/ussd': { request_id: 1, result: [{ port: 3, status: 200 }] },
      'GET /v1/ussd': {
        dialogues: [{ id: 1, port: 3, state: 'failed', reason: 'no network', turns: [] }],
        next: null,
      },
    },
    code: 1,
    asked: ['POST /v1/ussd {"port":[3],"text":"*100#"}', 'GET /v1/ussd?request_id=1'],
    notes: ['simgate: the network gave no answer: no network'],
  },
];

describe('commands about sessions', () => testCommands(rows));
