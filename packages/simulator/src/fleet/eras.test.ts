/**
 * A long session with a gateway of each era: status and text of each answer are recorded in eras.json, of `document` whole, and of the
 * others where they differ. Good values, wrong ones and odd spellings of them stand side by side.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { type TestFleet, testFleet } from './test-fleet.ts';

type Answers = { readonly [request: string]: string };

const file = new URL('eras.json', import.meta.url);
const recorded = JSON.parse(readFileSync(file, 'utf8')) as { readonly [era: string]: Answers };

const SEND = '/api/send_sms';
const one = { text: 'Hi', param: [{ number: '882', user_id: 1 }] };

/** A request, or seconds that pass. */
type Step = number | readonly [path: string, body?: unknown];

const sending: readonly Step[] = [
  [SEND, one],
  [SEND, { ...one, port: [1] }],
  [SEND, { ...one, port: '2', encoding: 'unicode', request_status_report: false }],
  [
    SEND,
    {
      text: 'Hi #param#, #param#',
      param: [{ number: '+88203000000100', text_param: ['Ann', 7], user_id: '9' }],
    },
  ],
  [SEND, { text: 'x'.repeat(161), param: [{ number: '1' }, { number: '2', user_id: null }] }],
  [SEND, { text: 'Ж?', param: [{ number: '1', user_id: 2147483647 }], encoding: 'gsm-7bit' }],
  [SEND, { ...one, port: [9] }],
  [SEND, { ...one, port: 'x' }],
  [SEND, { ...one, encoding: 'x' }],
  [SEND, { ...one, request_status_report: 'x' }],
  [SEND, { text: '', param: one.param }],
  [SEND, { param: one.param }],
  [SEND, { text: 'Hi' }],
  [SEND, { text: 'Hi', param: [] }],
  [SEND, { text: 'Hi', param: 'x' }],
  [SEND, { text: 'Hi', param: [1] }],
  [SEND, { text: 'Hi', param: [{ number: 'x' }] }],
  [SEND, { text: 'Hi', param: [{ number: '1'.repeat(25) }] }],
  [SEND, { text: 'Hi', param: [{ number: '1', text_param: 'x' }] }],
  [SEND, { text: 'Hi', param: [{ number: '1', user_id: 'x' }] }],
  [SEND, { text: 'Hi', param: [{ number: '1', user_id: -1 }] }],
  [SEND, { text: 'Hi', param: [{ number: '1', user_id: 1.5 }] }],
  [SEND, { text: 'x'.repeat(1501), param: one.param }],
  [SEND, { text: 'Hi', param: Array.from({ length: 129 }, (_, at) => ({ number: `1${at}` })) }],
  [SEND, '{'],
  [`${SEND}?text=Hi&number=882&user_id=5`],
];
const asking: readonly Step[] = [
  ['/api/query_sms_in_queue'],
  ['/api/query_sms_queue'],
  5,
  ['/api/query_sms_result'],
  ['/api/query_sms_result', { user_id: [1, 9] }],
  ['/api/query_sms_result', { number: ['882'], port: [1] }],
  ['/api/query_sms_result', { time_after: '2025-01-01 12:00:02', time_before: '2025-01-01 12:00:04' }],
  ['/api/query_sms_result', { time_after: 'x' }],
  ['/api/query_sms_result', { user_id: 'x' }],
  ['/api/query_sms_result', { user_id: Array.from({ length: 33 }, (_, at) => at) }],
  ['/api/query_sms_deliver_status'],
  ['/api/query_sms_deliver_status', { number: ['882'] }],
  ['/api/stop_sms?task_id=1'],
  ['/api/stop_sms?task_id=99'],
  ['/api/stop_sms'],
  ['/api/query_incoming_sms'],
  ['/api/query_incoming_sms?flag=all'],
  ['/api/query_incoming_sms?flag=read&port=0'],
  ['/api/query_incoming_sms?flag=all&incoming_sms_id=1'],
  ['/api/query_incoming_sms?flag=x'],
  ['/api/query_incoming_sms?incoming_sms_id=x'],
];
const others: readonly Step[] = [
  ['/api/send_ussd', { port: [0, 1, 9], command: 'send', text: '*100#' }],
  2,
  ['/api/query_ussd_reply?port=0,1'],
  ['/api/query_ussd_reply'],
  ['/api/query_ussd_reply?port=99'],
  ['/api/send_ussd', { port: [0], text: '1' }],
  ['/api/send_ussd', { port: [0], command: 'cancel' }],
  ['/api/send_ussd', { port: [0], command: 'x', text: '1' }],
  ['/api/send_ussd', { text: '1' }],
  ['/api/send_ussd', { port: [0], text: 'x'.repeat(183) }],
  ['/api/get_port_info'],
  [
    '/api/get_port_info?port=0,2&info_type=imei,imsi,iccid,smsc,type,number,reg,slot,callstate,signal,gprs,remain_credit',
  ],
  ['/api/get_port_info?info_type=x'],
  ['/api/get_port_info?port=99&info_type=imei'],
  ['/api/set_port_info?port=1&action=number&param=+4915'],
  ['/api/set_port_info?port=1&action=power&param=off'],
  ['/api/get_port_info?port=1&info_type=number,reg'],
  [SEND, { ...one, port: [1] }],
  ['/api/set_port_info?port=1&action=power&param=on'],
  ['/api/set_port_info?port=1&action=reset&param=1'],
  ['/api/set_port_info?port=1&action=reset'],
  ['/api/set_port_info?port=2&action=slot&param=1'],
  ['/api/set_port_info?port=2&action=slot&param=9'],
  ['/api/set_port_info?port=2&action=block'],
  ['/api/set_port_info?port=2&action=unblock'],
  ['/api/set_port_info?port=2&action=x'],
  ['/api/set_port_info?port=99&action=block'],
  ['/api/set_port_info?action=block'],
  ['/api/set_port_info?port=3&action=CallForward&param={"Unconditional":"+4915"}'],
  30,
  ['/api/get_port_info?port=0-3&info_type=number,reg,signal'],
  ['/api/get_cdr'],
  ['/api/get_cdr', {}],
  ['/api/get_cdr', { port: [0], time_after: '2025-01-01 00:00:00' }],
  ['/api/get_cdr', { time_after: 'x' }],
  ['/api/get_status', {}],
  ['/api/get_status', ['performance']],
  ['/api/get_status', ['x']],
  ['/GetSTKView?port=0'],
  ['/GetSTKView?port=99'],
  ['/GetSTKView'],
  ['/GetSTKCurrFrameIndex?port=0'],
  ['/STKGo', { port: 0, item: 1 }],
  2,
  ['/GetSTKView?port=0'],
  ['/STKGo', { port: 0, action: 'home' }],
  ['/STKGo', { port: 0, action: 'x' }],
  ['/STKGo', { port: 0 }],
  ['/api/nothing'],
  ['/'],
];
const steps = [...sending, ...asking, ...others];

async function answerTo(bench: TestFleet, path: string, body: unknown): Promise<string> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const { status, text: answer } = await bench.fetch(
    path,
    body === undefined ? {} : { method: 'POST', body: text },
  );
  return `${status} ${answer}`;
}

/** All answers of a gateway of that era; requests are numbered. */
async function sessionOf(era: '2014' | '2017' | '2021' | 'document'): Promise<Answers> {
  await using bench = await testFleet({ quirkSet: era });
  await bench.control('POST', '/incoming', [
    { from: '+4917', text: 'Hello', gateway: 0, port: 0 },
    { from: 'Bank', text: 'Ж', gateway: 0, port: 2 },
  ]);
  const found: { [request: string]: string } = {};
  for (const [at, step] of steps.entries()) {
    if (typeof step === 'number') await bench.clock.advance(step * 1000);
    else {
      const [path, body] = step;
      const shown = body === undefined ? '' : ` ${JSON.stringify(body)}`.slice(0, 90);
      found[`${at} ${path}${shown}`] = await answerTo(bench, path, body);
    }
  }
  return found;
}

describe('a gateway answers a long session as it is recorded', () => {
  for (const era of ['document', '2014', '2017', '2021'] as const)
    test(`of ${era}`, async () => {
      const found = Object.entries(await sessionOf(era));
      const base = recorded.document ?? {};
      const own = era === 'document' ? found : found.filter(([request, answer]) => base[request] !== answer);
      assert.deepEqual(Object.fromEntries(own), recorded[era]);
    });
});
