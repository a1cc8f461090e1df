import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, test } from 'node:test';
import { type ApiError, SimgateError } from '@simgate/api';
import { CommanderError } from 'commander';
import { endingOf } from './endings.ts';
import { usageError } from './exit-codes.ts';

const fate = { retryable: false, mayBeDone: false };

const taken = Object.assign(new Error('listen EADDRINUSE: address already in use 127.0.0.1:8080'), {
  ...{ syscall: 'listen', code: 'EADDRINUSE' },
});

describe('how a run ends', () => {
  const rows: readonly (readonly [error: Error, exitCode: number, message: RegExp])[] = [
    [usageError('no number'), 2, /^no number$/],
    [new CommanderError(1, 'commander.unknownOption', 'unknown option'), 2, /^$/],
    [new CommanderError(0, 'commander.helpDisplayed', ''), 0, /^$/],
    [new SimgateError({ kind: 'unauthorized', ...fate }), 4, /not accepted/],
    [new SimgateError({ kind: 'unreachable', message: 'refused', ...fate }), 5, /cannot be reached: refused/],
    [new SimgateError({ kind: 'aborted', message: 'slow', ...fate }), 5, /no answer in time/],
    [new SimgateError({ kind: 'unexpected', status: 404, text: '<html>', ...fate }), 5, /none of this API/],
    [
      new SimgateError({ kind: 'refused', code: 413, message: 'text: too long', ...fate }),
      6,
      /text: too long \(413\)/,
    ],
    [new SimgateError({ kind: 'refused', code: 403, message: '', ...fate }), 6, /no right/],
    [new Error('disk full'), 1, /^disk full$/],
    [taken, 1, /^listen EADDRINUSE/],
  ];
  for (const [error, exitCode, message] of rows)
    test(`${error.name} "${error.message}": ${exitCode}`, () => {
      const ending = endingOf(error);
      assert.equal(ending.exitCode, exitCode);
      assert.match(ending.message ?? '', message);
    });

  test('an address that cannot be listened on is told with what mends it', () => {
    const hints: Readonly<Record<string, RegExp>> = {
      EADDRINUSE: /sudo ss -ltnp/,
      EACCES: /ip_unprivileged_port_start/,
      EADDRNOTAVAIL: /ip address/,
    };
    for (const [code, hint] of Object.entries(hints))
      assert.match(endingOf(Object.assign(new Error(code), { syscall: 'listen', code })).hint ?? '', hint);
    assert.equal(
      endingOf(Object.assign(new Error('EACCES'), { syscall: 'open', code: 'EACCES' })).hint,
      undefined,
    );
  });

  const pages: readonly (readonly [error: Error, command: string, page: string | undefined])[] = [
    [new SimgateError({ kind: 'unauthorized', ...fate }), 'send', '401-in-my-script'],
    [new SimgateError({ kind: 'unreachable', message: 'refused', ...fate }), 'send', 'cannot-be-reached'],
    [taken, 'gateway', 'does-not-start'],
    [usageError('no number'), 'send', undefined],
    [new Error('disk full'), 'send', undefined],
  ];
  for (const [error, command, page] of pages)
    test(`the page about "${error.message}" of ${command} is ${page}`, () => {
      assert.equal(endingOf(error, command).page, page);
      if (page !== undefined)
        assert.ok(existsSync(new URL(`../../../../docs/symptoms/${page}.md`, import.meta.url)));
    });

  const lookFirst = 'It may have been done all the same: look before you do it again.';
  const address = 'simgate auth status shows which address is used.';
  const done = { ...fate, mayBeDone: true };
  const failures: readonly (readonly [error: ApiError, message: string, hint: string | undefined])[] = [
    [{ kind: 'unreachable', message: 'reset', ...done }, 'the gateway cannot be reached: reset', lookFirst],
    [{ kind: 'unreachable', message: 'reset', ...fate }, 'the gateway cannot be reached: reset', address],
    [{ kind: 'aborted', message: 'slow', ...done }, 'no answer in time: slow', lookFirst],
    [{ kind: 'aborted', message: 'slow', ...fate }, 'no answer in time: slow', undefined],
    [
      { kind: 'refused', code: 403, message: 'port: not yours.', ...fate },
      'port: not yours. (403)',
      undefined,
    ],
    [{ kind: 'refused', code: 403, message: '', ...fate }, 'you have no right to this (403)', undefined],
    [
      { kind: 'refused', code: 429, message: 'slow down', ...fate },
      'slow down (429)',
      'Too many logins have failed: wait a little.',
    ],
  ];
  for (const [error, message, hint] of failures)
    test(`${JSON.stringify(error)}: ${hint ?? 'no hint'}`, () => {
      const ending = endingOf(new SimgateError(error));
      assert.deepEqual([ending.message, ending.hint], [message, hint]);
    });

  test('something else than an error is told as it is', () => {
    assert.deepEqual(endingOf('gone', 'gateway'), {
      ...{ exitCode: 1, message: 'gone', hint: undefined, page: 'does-not-start' },
    });
  });
});
