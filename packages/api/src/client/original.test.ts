/** Original hardware differs from its document: what the client asks of it, and what becomes of its answers. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { replyOfHardware, requestForHardware } from './original.ts';

describe('a request to original hardware', () => {
  const rows: readonly (readonly [path: string, request: object, asked: object])[] = [
    ['/api/get_cdr', { port: [1], time_after: 'x' }, { time_after: 'x' }],
    ['/api/set_port_info', { port: 1, action: 'reset' }, { port: 1, action: 'reset', param: '1' }],
    ['/api/set_port_info', { port: 1, action: 'reset', param: 0 }, { port: 1, action: 'reset', param: 0 }],
    ['/api/set_port_info', { port: 1, action: 'power' }, { port: 1, action: 'power' }],
    ['/api/send_ussd', { port: [1], action: 'reset' }, { port: [1], action: 'reset' }],
  ];
  for (const [path, request, asked] of rows)
    test(`${path} ${JSON.stringify(request)}`, () =>
      assert.deepEqual(requestForHardware(path, request as Record<string, unknown>), asked));
});

describe('an answer of original hardware', () => {
  const calls = [{ port: 1 }, { port: 2 }, null];
  const rows: readonly (readonly [path: string, request: object, reply: object, read: object])[] = [
    ['/api/get_cdr', {}, { cdr: calls }, { cdr: calls }],
    ['/api/get_cdr', {}, { info: calls }, { cdr: calls }],
    ['/api/get_cdr', { port: [2] }, { cdr: calls }, { cdr: [{ port: 2 }] }],
    ['/api/get_cdr', { port: [2] }, { error_code: 400 }, { error_code: 400 }],
    ['/api/send_ussd', {}, { 'result:': [1] }, { result: [1] }],
    [
      '/api/query_ussd_reply',
      {},
      { reply: [{ text: ' ' }, { text: 'a ' }, 7] },
      { reply: [{ text: '' }, { text: 'a ' }, 7] },
    ],
    ['/api/query_ussd_reply', {}, { error_code: 500 }, { error_code: 500 }],
    ['/api/query_sms_result', {}, { reply: [{ text: ' ' }] }, { reply: [{ text: ' ' }] }],
    [
      '/api/query_sms_result',
      {},
      {
        result: [{ status: 'Sent_Ok' }, { status: 'Canceled' }, { status: 'CANCELLED' }, { status: 7 }, null],
      },
      { result: [{ status: 'SENT_OK' }, { status: 'FAILED' }, { status: 'FAILED' }, { status: 7 }, null] },
    ],
  ];
  for (const [path, request, reply, read] of rows)
    test(`${path} ${JSON.stringify(reply)}`, () =>
      assert.deepEqual(
        replyOfHardware(path, request as Record<string, unknown>, reply as Record<string, unknown>),
        read,
      ));
});
