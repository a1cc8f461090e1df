import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ApiError } from '@simgate/api';
import { outcomeOf, troubleOf } from './trouble.ts';

function refused(code: number, message = ''): ApiError {
  return { kind: 'refused', code, message, retryable: false, mayBeDone: false };
}
function page(status: number, text: string): ApiError {
  return { kind: 'unexpected', status, text, retryable: false, mayBeDone: status < 400 || status >= 500 };
}
function unreachable(mayBeDone: boolean): ApiError {
  return { kind: 'unreachable', message: 'connect ECONNREFUSED', retryable: true, mayBeDone };
}
const timedOut: ApiError = {
  ...{ kind: 'aborted', message: 'no answer within 30 s', retryable: true, mayBeDone: true },
};
const unauthorized: ApiError = { kind: 'unauthorized', retryable: false, mayBeDone: false };

describe('why a gateway cannot be used', () => {
  const rows: [name: string, error: ApiError, state: string, reason: RegExp][] = [
    ['a wrong password', unauthorized, 'refused', /^it does not accept user and password$/],
    ['too small a role', refused(403), 'refused', /user may not do/],
    ['no connection', unreachable(false), 'down', /^it cannot be reached: connect ECONNREFUSED$/],
    ['no answer', timedOut, 'down', /^it does not answer in time: no answer within 30 s$/],
    ['a ban', page(403, '<html>forbidden</html>'), 'down', /shuts this server out/],
    ['the API switched off', page(404, 'The API is disabled'), 'down', /switched off/],
    ['another web server', page(404, '<html>Not found</html>'), 'down', /no such API/],
    ['a login page', page(200, '<!DOCTYPE html>'), 'down', /web page instead of JSON \(HTTP 200\)/],
    ['a redirect', page(302, ''), 'down', /redirect \(HTTP 302\)/],
    ['the first status of a redirect', page(300, ''), 'down', /redirect \(HTTP 300\)/],
    ['the last status of a redirect', page(399, ''), 'down', /redirect \(HTTP 399\)/],
    ['the status before', page(299, ''), 'down', /none of its API \(HTTP 299\)/],
    ['the status behind', page(400, ''), 'down', /none of its API \(HTTP 400\)/],
    [
      'a long page that has it in 2,000 characters',
      page(404, 'disable'.padStart(2000)),
      'down',
      /switched off/,
    ],
    ['a longer page', page(404, 'disable'.padStart(2001)), 'down', /no such API/],
    ['half an answer', page(200, '{"error_c'), 'down', /none of its API \(HTTP 200\)/],
    ['a store that is full', refused(500, 'It cannot be stored'), 'down', /^It cannot be stored \(500\)$/],
  ];
  for (const [name, error, state, reason] of rows)
    test(name, () => {
      const trouble = troubleOf(error);
      assert.deepEqual([trouble.state, trouble.rest], [state, name === 'a ban' ? 300_000 : 0]);
      assert.match(trouble.reason, reason);
    });

  test('after a ban it rests for minutes: a try may begin it anew', () => {
    assert.equal(troubleOf(page(403, '')).rest, 300_000);
  });
});

describe('what a failed hand-off proves', () => {
  const rows: [name: string, error: ApiError, outcome: object][] = [
    ['no connection', unreachable(false), { kind: 'notTaken', fault: 'gateway' }],
    ['a connection that broke', unreachable(true), { kind: 'inDoubt' }],
    ['no such port', refused(550), { kind: 'notTaken', fault: 'port' }],
    [
      'a bad number',
      refused(400, 'param[3].number: must be'),
      { kind: 'notTaken', fault: 'message', index: 3 },
    ],
    ['too long', refused(413, 'text: must be'), { kind: 'notTaken', fault: 'message' }],
    ['a full queue', refused(413, 'The queue is full.'), { kind: 'notTaken', fault: 'gateway' }],
    ['its store', refused(500), { kind: 'notTaken', fault: 'gateway' }],
    ['the key of another call', refused(400, 'Idempotency-Key: was used'), { kind: 'inDoubt' }],
    ['a wrong password', unauthorized, { kind: 'notTaken', fault: 'gateway' }],
    ['an empty answer', page(200, ''), { kind: 'inDoubt' }],
    ['a ban', page(403, ''), { kind: 'notTaken', fault: 'gateway' }],
    ['a fault of the server', page(502, ''), { kind: 'inDoubt' }],
  ];
  for (const [name, error, outcome] of rows)
    test(name, () => {
      const proven = outcomeOf(error);
      assert.ok('detail' in proven && proven.detail !== '');
      const { detail: _, ...rest } = proven;
      assert.deepEqual(rest, outcome);
    });
});
