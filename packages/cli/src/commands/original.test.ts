/** Commands against original hardware, which has the API of the document alone. */
import { describe } from 'node:test';
import { type CommandRow, testCommands } from '../testing.ts';

const vs = {
  port: 2,
  number: '+88201',
  user_id: 7,
  time: '2026-05-31 18:00:00',
  status: 'DELIVERED',
  count: 1,
  succ_count: 1,
  ref_id: 4,
  imsi: '00101',
};
const vi = {
  incoming_sms_id: 5,
  port: 2,
  number: '+88201',
  smsc: '+1',
  timestamp: '2026-05-31 18:00:00',
  text: 'Hello',
};
const info = {
  port: 3,
  type: 'GSM',
  imei: '35',
  imsi: '00101',
  iccid: '8988',
  smsc: '+8820',
  number: '+88201000001',
  reg: 'REGISTER_OK',
  slot: 255,
  callstate: 'Idle',
  signal: 20,
  gprs: 'attached',
  remain_credit: '12',
};
const ok = { error_code: 200, sn: 'db' };

const rows: readonly CommandRow[] = [
  {
    words: 'messages',
    answers: {
      'POST /api/query_sms_result': { ...ok, result: [vs, { ...vs, user_id: 8, status: 'FAILED' }] },
    },
    asked: ['POST /api/query_sms_result {}'],
    terminal: [
      'USER ID  TIME                 NUMBER  STATE      PORT  SEGMENTS',
      '      8  2026-05-31 18:00:00  +88201  failed        2       1/1',
      '      7  2026-05-31 18:00:00  +88201  delivered     2       1/1',
    ],
    pipe: [
      '8\t2026-05-31 18:00:00\t+88201\tFAILED\t2\t1/1\t00101',
      '7\t2026-05-31 18:00:00\t+88201\tDELIVERED\t2\t1/1\t00101',
    ],
  },
  {
    words: 'messages --failed --number +88201 --port 2 --user-id 8',
    answers: {
      'POST /api/query_sms_result': { ...ok, result: [vs, { ...vs, user_id: 8, status: 'FAILED' }] },
    },
    asked: ['POST /api/query_sms_result {"number":["+88201"],"port":[2],"user_id":[8]}'],
    terminal: [
      'USER ID  TIME                 NUMBER  STATE   PORT  SEGMENTS',
      '      8  2026-05-31 18:00:00  +88201  failed     2       1/1',
    ],
    pipe: ['8\t2026-05-31 18:00:00\t+88201\tFAILED\t2\t1/1\t00101'],
  },
  {
    words: 'messages --since 2026-05-31T18:00:00Z --until 2026-05-31T19:00:00Z',
    answers: { 'POST /api/query_sms_result': { ...ok, result: [vs] } },
    asked: [
      'POST /api/query_sms_result {"time_after":"2026-05-31 18:00:00","time_before":"2026-05-31 19:00:00"}',
    ],
    terminal: [
      'USER ID  TIME                 NUMBER  STATE      PORT  SEGMENTS',
      '      7  2026-05-31 18:00:00  +88201  delivered     2       1/1',
    ],
    pipe: ['7\t2026-05-31 18:00:00\t+88201\tDELIVERED\t2\t1/1\t00101'],
  },
  {
    words: 'messages -n 1',
    answers: {
      'POST /api/query_sms_result': { ...ok, result: [vs, { ...vs, user_id: 8, status: 'FAILED' }] },
    },
    asked: ['POST /api/query_sms_result {}'],
    terminal: [
      'USER ID  TIME                 NUMBER  STATE   PORT  SEGMENTS',
      '      8  2026-05-31 18:00:00  +88201  failed     2       1/1',
    ],
    pipe: ['8\t2026-05-31 18:00:00\t+88201\tFAILED\t2\t1/1\t00101'],
  },
  {
    words: 'messages --text x',
    code: 6,
    notes: ['simgate: --text and --task need a simgate gateway: original hardware has no /v1'],
  },
  {
    words: 'message 17',
    code: 6,
    notes: [
      'simgate: simgate message needs a simgate gateway: original hardware has no /v1',
      'If this is a simgate gateway, leave out --device original.',
    ],
  },
  {
    words: 'inbox --number 882 --text Hell -n 1',
    answers: {
      'GET /api/query_incoming_sms': {
        ...ok,
        sms: [vi, { ...vi, incoming_sms_id: 6, number: 'Bank' }, { ...vi, incoming_sms_id: 7 }],
      },
      'POST /api/query_incoming_sms': {
        ...ok,
        sms: [vi, { ...vi, incoming_sms_id: 6, number: 'Bank' }, { ...vi, incoming_sms_id: 7 }],
      },
    },
    asked: ['GET /api/query_incoming_sms?flag=all'],
    terminal: ['ID  TIME                 FROM    PORT  TEXT', ' 7  2026-05-31 18:00:00  +88201     2  Hello'],
    pipe: ['7\t2026-05-31 18:00:00\t+88201\t2\tHello'],
  },
  {
    words: 'inbox --unread',
    code: 6,
    notes: [
      'simgate: --unread needs a simgate gateway: original hardware marks as read whatever it is asked for so',
    ],
  },
  {
    words: 'reply 5 --text Hi',
    answers: {
      'GET /api/query_incoming_sms': { ...ok, sms: [vi] },
      'POST /api/query_incoming_sms': { ...ok, sms: [vi] },
      'POST /api/send_sms': { ...ok, error_code: 202, sms_in_queue: 1, task_id: 9 },
    },
    asked: [
      'GET /api/query_incoming_sms?flag=all&incoming_sms_id=4',
      'POST /api/send_sms {"text":"Hi","param":[{"number":"+88201","user_id":DRAWN}],"port":[2],"encoding":"gsm-7bit","request_status_report":true}',
    ],
    terminal: ['Accepted: to +88201 over port 2, task 9.'],
    pipe: ['9'],
  },
  {
    words: 'reply 6 --text Hi',
    answers: {
      'GET /api/query_incoming_sms': { ...ok, sms: [vi] },
      'POST /api/query_incoming_sms': { ...ok, sms: [vi] },
    },
    code: 6,
    asked: ['GET /api/query_incoming_sms?flag=all&incoming_sms_id=5'],
    notes: ['simgate: there is no received message 6'],
  },
  {
    words: 'stop 3',
    answers: { 'GET /api/stop_sms': ok, 'POST /api/stop_sms': ok },
    asked: ['GET /api/stop_sms?task_id=3'],
    notes: ['Task 3 is stopped. What was begun is completed.'],
  },
  {
    words: 'ports',
    answers: {
      'GET /api/get_port_info': { ...ok, info: [info, { port: 4, reg: 'NO_SIM' }] },
      'POST /api/get_port_info': { ...ok, info: [info, { port: 4, reg: 'NO_SIM' }] },
    },
    asked: [
      'GET /api/get_port_info?info_type=type,imei,imsi,iccid,number,reg,slot,callstate,signal,gprs,smsc,remain_credit',
    ],
    terminal: [
      'PORT  REGISTRATION  TYPE  SIGNAL  CALL  NUMBER        IMSI   ICCID  IMEI',
      '   3  REGISTER_OK   GSM       20  Idle  +88201000001  00101  8988   35',
      '   4  NO_SIM',
    ],
    pipe: [
      '3\tREGISTER_OK\tGSM\t20\tIdle\t+88201000001\t00101\t8988\t35\t+8820\t255\tattached\t12',
      '4\tNO_SIM\t\t\t\t\t\t\t\t\t\t\t',
    ],
  },
  {
    words: 'ports 3',
    answers: {
      'GET /api/get_port_info': { ...ok, info: [info] },
      'POST /api/get_port_info': { ...ok, info: [info] },
    },
    asked: [
      'GET /api/get_port_info?info_type=type,imei,imsi,iccid,number,reg,slot,callstate,signal,gprs,smsc,remain_credit&port=3',
    ],
    terminal: [
      'port          3',
      'registration  REGISTER_OK',
      'type          GSM',
      'signal        20',
      'call          Idle',
      'number        +88201000001',
      'imsi          00101',
      'iccid         8988',
      'imei          35',
    ],
    pipe: [
      'port\t3',
      'registration\tREGISTER_OK',
      'type\tGSM',
      'signal\t20',
      'call\tIdle',
      'number\t+88201000001',
      'imsi\t00101',
      'iccid\t8988',
      'imei\t35',
      'smsc\t+8820',
      'slot\t255',
      'gprs\tattached',
      'credit\t12',
    ],
  },
  {
    // Firmware of 2014 refuses the whole request for a word that it does not know.
    words: 'ports 3 --json',
    answers: {
      'GET /api/get_port_info': [{ error_code: 400 }, { ...ok, info: [{ port: 3, reg: 'REGISTER_OK' }] }],
    },
    asked: [
      'GET /api/get_port_info?info_type=type,imei,imsi,iccid,number,reg,slot,callstate,signal,gprs,smsc,remain_credit&port=3',
      'GET /api/get_port_info?info_type=type,imei,imsi,iccid,number,reg,slot,callstate,signal,gprs&port=3',
    ],
    terminal: ['{', '  "port": 3,', '  "reg": "REGISTER_OK"', '}'],
    pipe: ['{"port":3,"reg":"REGISTER_OK"}'],
  },
  {
    words: 'port 3 reset',
    answers: { 'GET /api/set_port_info': ok, 'POST /api/set_port_info': ok },
    asked: ['GET /api/set_port_info?port=3&action=reset&param=1'],
    notes: ['Port 3: reset is taken. Original hardware does not tell when it is done.'],
  },
  {
    words: 'port 3 power on',
    answers: { 'GET /api/set_port_info': ok, 'POST /api/set_port_info': ok },
    asked: ['GET /api/set_port_info?port=3&action=power&param=on'],
    notes: ['Port 3: power on is taken. Original hardware does not tell when it is done.'],
  },
  {
    words: 'calls',
    code: 6,
    notes: [
      'simgate: simgate calls needs a simgate gateway: original hardware has no /v1',
      'If this is a simgate gateway, leave out --device original.',
    ],
  },
  {
    words: 'status',
    answers: {
      'GET /api/get_port_info': { ...ok, info: [info, { port: 4, reg: 'NO_SIM' }] },
      'POST /api/get_port_info': { ...ok, info: [info, { port: 4, reg: 'NO_SIM' }] },
      'GET /api/query_sms_in_queue': { ...ok, in_queue: 6 },
      'POST /api/query_sms_in_queue': { ...ok, in_queue: 6 },
    },
    asked: [
      'GET /api/get_port_info?info_type=type,imei,imsi,iccid,number,reg,slot,callstate,signal,gprs,smsc,remain_credit',
      'GET /api/query_sms_in_queue',
    ],
    terminal: [
      'gateway        http://gateway',
      'status         ok',
      'serial number  db',
      'user           u',
      'ports          1 REGISTER_OK, 1 NO_SIM',
      'trouble        port 4: NO_SIM',
      'waiting        6 messages',
    ],
    pipe: [
      'gateway\thttp://gateway',
      'status\tok',
      'version\t',
      'serial number\tdb',
      'user\tu',
      'time\t',
      'ports\t1 REGISTER_OK, 1 NO_SIM',
      'trouble\tport 4: NO_SIM',
      'waiting\t6',
    ],
  },
  {
    words: 'ussd 3 *100#',
    answers: {
      'POST /api/send_ussd': { ...ok, result: [{ port: 3, status: 200 }] },
      'GET /api/query_ussd_reply': { ...ok, reply: [{ port: 3, text: '12 EUR' }] },
      'POST /api/query_ussd_reply': { ...ok, reply: [{ port: 3, text: '12 EUR' }] },
    },
    asked: [
      'POST /api/send_ussd {"port":[3],"text":"*100#","command":"send"}',
      'GET /api/query_ussd_reply?port=3',
      'POST /api/send_ussd {"port":[3],"command":"cancel","text":""}',
    ],
    waited: [300],
    terminal: ['12 EUR'],
    pipe: ['12 EUR'],
  },
];

describe('commands for original hardware', () =>
  testCommands(rows, {
    SIMGATE_DEVICE: 'original',
    SIMGATE_USER: 'u',
    SIMGATE_PASSWORD: 'p',
    SIMGATE_TOKEN: '',
  }));
