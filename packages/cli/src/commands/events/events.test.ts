/** `simgate events`: which events are listed and followed, and the sentence of each kind. */
import { describe } from 'node:test';
import { type CommandRow, Reply, streamOf, testCommands } from '../../testing.ts';

const AT = '2026-05-31T18:00:00.000Z';
const journal = [
  { id: 8, at: AT, kind: 'sms', port: 2, number: 'Bank', text: 'Your code\nis 12' },
  { id: 9, at: AT, kind: 'sms_result', port: 2, number: '+881', status: 'SENT_OK', reason: '' },
  { id: 10, at: AT, kind: 'sms_result', port: 2, number: '+881', status: 'FAILED', reason: 'no credit' },
  { id: 11, at: AT, kind: 'sms_deliver_status', port: 0, number: '+881', status_code: 0 },
  { id: 12, at: AT, kind: 'ussd', port: 1, text: 'Balance' },
  { id: 13, at: AT, kind: 'register', port: 1, status: 'up' },
  { id: 14, at: AT, kind: 'missed_call', port: 1, number: '+882' },
  { id: 15, at: AT, kind: 'cdr', port: 1, source_number: '+1', destination_number: '+2', duration: 7 },
  { id: 16, at: AT, kind: 'device', status: 'power_on', port_count: 8 },
  { id: 17, at: AT, kind: 'exception_info', port: 3, type: 'call_fail', action: 'reset' },
  { id: 18, at: AT, kind: 'alarm', port: null, alarm_kind: 'port_down', status: 'raised', trouble: 'no SIM' },
  { id: 19, at: AT, kind: 'of_a_later_version', port: 1 },
];
function until(id: number) {
  return {
    'GET /v1/live': streamOf('snapshot', [{ news: { events: id } }]),
    'GET /v1/events': streamOf('event', journal),
  };
}

const [first = {}] = journal;
const few = { ...until(19), 'GET /v1/events': streamOf('event', journal.slice(10)) };
const one = { ...until(7), 'GET /v1/events': streamOf('event', [first]) };

const lists: readonly CommandRow[] = [
  {
    words: 'events',
    answers: until(19),
    asked: ['GET /v1/live', 'GET /v1/events?after=0'],
    terminal: [
      'ID  TIME                 KIND                EVENT',
      ' 8  2026-05-31 18:00:00  sms                 port 2 from Bank: Your code↵is 12',
      ' 9  2026-05-31 18:00:00  sms_result          +881 SENT_OK (port 2)',
      '10  2026-05-31 18:00:00  sms_result          +881 FAILED: no credit (port 2)',
      '11  2026-05-31 18:00:00  sms_deliver_status  +881 status 0 (port 0)',
      '12  2026-05-31 18:00:00  ussd                port 1: Balance',
      '13  2026-05-31 18:00:00  register            port 1 up',
      '14  2026-05-31 18:00:00  missed_call         port 1 from +882',
      '15  2026-05-31 18:00:00  cdr                 +1 to +2, 7 s (port 1)',
      '16  2026-05-31 18:00:00  device              power_on, 8 ports',
      '17  2026-05-31 18:00:00  exception_info      port 3 call_fail, reset',
      '18  2026-05-31 18:00:00  alarm               port_down raised: no SIM',
      '19  2026-05-31 18:00:00  of_a_later_version  {"port":1}',
    ],
    pipe: [
      '8\t2026-05-31T18:00:00.000Z\tsms\t{"port":2,"number":"Bank","text":"Your code\\\\nis 12"}',
      '9\t2026-05-31T18:00:00.000Z\tsms_result\t{"port":2,"number":"+881","status":"SENT_OK","reason":""}',
      '10\t2026-05-31T18:00:00.000Z\tsms_result\t{"port":2,"number":"+881","status":"FAILED","reason":"no credit"}',
      '11\t2026-05-31T18:00:00.000Z\tsms_deliver_status\t{"port":0,"number":"+881","status_code":0}',
      '12\t2026-05-31T18:00:00.000Z\tussd\t{"port":1,"text":"Balance"}',
      '13\t2026-05-31T18:00:00.000Z\tregister\t{"port":1,"status":"up"}',
      '14\t2026-05-31T18:00:00.000Z\tmissed_call\t{"port":1,"number":"+882"}',
      '15\t2026-05-31T18:00:00.000Z\tcdr\t{"port":1,"source_number":"+1","destination_number":"+2","duration":7}',
      '16\t2026-05-31T18:00:00.000Z\tdevice\t{"status":"power_on","port_count":8}',
      '17\t2026-05-31T18:00:00.000Z\texception_info\t{"port":3,"type":"call_fail","action":"reset"}',
      '18\t2026-05-31T18:00:00.000Z\talarm\t{"port":null,"alarm_kind":"port_down","status":"raised","trouble":"no SIM"}',
      '19\t2026-05-31T18:00:00.000Z\tof_a_later_version\t{"port":1}',
    ],
  },
  {
    words: 'events -n 2',
    answers: few,
    asked: ['GET /v1/live', 'GET /v1/events?after=17'],
    terminal: [
      'ID  TIME                 KIND                EVENT',
      '18  2026-05-31 18:00:00  alarm               port_down raised: no SIM',
      '19  2026-05-31 18:00:00  of_a_later_version  {"port":1}',
    ],
    pipe: [
      '18\t2026-05-31T18:00:00.000Z\talarm\t{"port":null,"alarm_kind":"port_down","status":"raised","trouble":"no SIM"}',
      '19\t2026-05-31T18:00:00.000Z\tof_a_later_version\t{"port":1}',
    ],
  },
  {
    words: 'events --since 17 --jsonl',
    answers: few,
    asked: ['GET /v1/live', 'GET /v1/events?after=17'],
    terminal: [
      '{"id":18,"at":"2026-05-31T18:00:00.000Z","kind":"alarm","port":null,"alarm_kind":"port_down","status":"raised","trouble":"no SIM"}',
      '{"id":19,"at":"2026-05-31T18:00:00.000Z","kind":"of_a_later_version","port":1}',
    ],
    pipe: [
      '{"id":18,"at":"2026-05-31T18:00:00.000Z","kind":"alarm","port":null,"alarm_kind":"port_down","status":"raised","trouble":"no SIM"}',
      '{"id":19,"at":"2026-05-31T18:00:00.000Z","kind":"of_a_later_version","port":1}',
    ],
  },
  {
    words: 'events --kinds sms,ALARM --json',
    answers: { ...few, 'GET /v1/live': streamOf('snapshot', [{ news: { events: 18 } }]) },
    asked: ['GET /v1/live', 'GET /v1/events?after=0'],
    terminal: [
      '{',
      '  "events": [',
      '    {',
      '      "id": 18,',
      '      "at": "2026-05-31T18:00:00.000Z",',
      '      "kind": "alarm",',
      '      "port": null,',
      '      "alarm_kind": "port_down",',
      '      "status": "raised",',
      '      "trouble": "no SIM"',
      '    }',
      '  ]',
      '}',
    ],
    pipe: [
      '{"events":[{"id":18,"at":"2026-05-31T18:00:00.000Z","kind":"alarm","port":null,"alarm_kind":"port_down","status":"raised","trouble":"no SIM"}]}',
    ],
  },
  {
    words: 'events',
    answers: { 'GET /v1/live': streamOf('snapshot', [{}]) },
    asked: ['GET /v1/live'],
    notes: ['There is no such event.'],
  },
  {
    words: 'events --since 19',
    answers: until(19),
    asked: ['GET /v1/live'],
    notes: ['There is no such event.'],
  },
  {
    words: 'events',
    answers: { 'GET /v1/live': new Reply(200, 'text/event-stream', '') },
    code: 1,
    asked: ['GET /v1/live'],
    notes: ['simgate: the stream of the gateway ended at once'],
  },
];
const follows: readonly CommandRow[] = [
  {
    words: 'events --follow',
    answers: until(7),
    endAt: /\{"port":1\}/,
    code: 130,
    asked: ['GET /v1/live', 'GET /v1/events?after=7'],
    terminal: [
      '18:00:00  #8  sms         port 2 from Bank: Your code↵is 12',
      '18:00:00  #9  sms_result  +881 SENT_OK (port 2)',
      '18:00:00  #10  sms_result  +881 FAILED: no credit (port 2)',
      '18:00:00  #11  sms_deliver_status  +881 status 0 (port 0)',
      '18:00:00  #12  ussd        port 1: Balance',
      '18:00:00  #13  register    port 1 up',
      '18:00:00  #14  missed_call  port 1 from +882',
      '18:00:00  #15  cdr         +1 to +2, 7 s (port 1)',
      '18:00:00  #16  device      power_on, 8 ports',
      '18:00:00  #17  exception_info  port 3 call_fail, reset',
      '18:00:00  #18  alarm       port_down raised: no SIM',
      '18:00:00  #19  of_a_later_version  {"port":1}',
    ],
    pipe: [
      '8\t2026-05-31T18:00:00.000Z\tsms\t{"port":2,"number":"Bank","text":"Your code\\\\nis 12"}',
      '9\t2026-05-31T18:00:00.000Z\tsms_result\t{"port":2,"number":"+881","status":"SENT_OK","reason":""}',
      '10\t2026-05-31T18:00:00.000Z\tsms_result\t{"port":2,"number":"+881","status":"FAILED","reason":"no credit"}',
      '11\t2026-05-31T18:00:00.000Z\tsms_deliver_status\t{"port":0,"number":"+881","status_code":0}',
      '12\t2026-05-31T18:00:00.000Z\tussd\t{"port":1,"text":"Balance"}',
      '13\t2026-05-31T18:00:00.000Z\tregister\t{"port":1,"status":"up"}',
      '14\t2026-05-31T18:00:00.000Z\tmissed_call\t{"port":1,"number":"+882"}',
      '15\t2026-05-31T18:00:00.000Z\tcdr\t{"port":1,"source_number":"+1","destination_number":"+2","duration":7}',
      '16\t2026-05-31T18:00:00.000Z\tdevice\t{"status":"power_on","port_count":8}',
      '17\t2026-05-31T18:00:00.000Z\texception_info\t{"port":3,"type":"call_fail","action":"reset"}',
      '18\t2026-05-31T18:00:00.000Z\talarm\t{"port":null,"alarm_kind":"port_down","status":"raised","trouble":"no SIM"}',
      '19\t2026-05-31T18:00:00.000Z\tof_a_later_version\t{"port":1}',
    ],
    notes: ['Events are shown as they come; Ctrl+C ends it.'],
  },
  {
    words: 'events -f --since 0 --kinds sms --jsonl',
    answers: one,
    endAt: /"sms"/,
    code: 130,
    asked: ['GET /v1/events?after=0&kinds=sms'],
    terminal: [
      '{"id":8,"at":"2026-05-31T18:00:00.000Z","kind":"sms","port":2,"number":"Bank","text":"Your code\\nis 12"}',
    ],
    pipe: [
      '{"id":8,"at":"2026-05-31T18:00:00.000Z","kind":"sms","port":2,"number":"Bank","text":"Your code\\nis 12"}',
    ],
    notes: ['Events are shown as they come; Ctrl+C ends it.'],
  },
  {
    words: 'events --follow --json',
    answers: until(7),
    code: 2,
    notes: ['simgate: --follow has no end, so no one document: use --jsonl'],
  },
  {
    words: 'events --kinds sms,call',
    code: 2,
    notes: [
      "simgate: option '--kinds <list>' argument 'sms,call' is invalid. Allowed are sms, sms_result, sms_deliver_status, ussd, register, missed_call, cdr, device, exception_info, alarm, joined by commas.",
      '(simgate events --help shows the options)',
    ],
  },
  {
    words: 'events -n 0',
    code: 2,
    notes: [
      "simgate: option '-n, --limit <n>' argument '0' is invalid. Allowed is a whole number from 1 to 1000000.",
      '(simgate events --help shows the options)',
    ],
  },
  {
    words: 'events --since -1',
    code: 2,
    notes: [
      "simgate: option '--since <id>' argument '-1' is invalid. Allowed is a whole number from 0 to 9007199254740991.",
      '(simgate events --help shows the options)',
    ],
  },
];

describe('simgate events', () => testCommands(lists));
describe('simgate events --follow', () => testCommands(follows));
