import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Command } from '../command.ts';
import { EchoWatch } from './echo-watch.ts';

const command: Command = { text: 'AT+CMGS=12', payload: '0011', deadline: 1000 };

function watch() {
  const seen: string[] = [];
  return { seen, echo: new EchoWatch(() => seen.push('echo')) };
}

describe('echoes (V.250 6.2.4)', () => {
  test('are the text of the running command and its payload', () => {
    const { echo } = watch();
    const taken = ['AT+CMGS=12', '0011', '+CMGS: 7'].map(text => echo.takes(command, text));
    assert.deepEqual(taken, [true, true, false]);
    assert.equal(echo.takes(undefined, 'AT+CMGS=12'), false);
  });

  test('are nothing to note as long as the modem may echo', () => {
    const { echo, seen } = watch();
    echo.takes(command, 'AT+CMGS=12');
    assert.deepEqual([seen, echo.isUnexpected], [[], false]);
  });

  test('show a restart where they were switched off, once', () => {
    const { echo, seen } = watch();
    echo.allow(false);
    assert.equal(echo.takes(command, '0011'), true);
    assert.equal(echo.isUnexpected, false);
    assert.equal(echo.takes(command, 'AT+CMGS=12'), true);
    echo.takes(command, 'AT+CMGS=12');
    assert.deepEqual([seen, echo.isUnexpected], [['echo'], true]);
  });

  test('are usual again for a modem that is taken as one that always echoes', () => {
    const { echo, seen } = watch();
    echo.allow(false);
    echo.takes(command, 'AT+CMGS=12');
    echo.accept();
    echo.takes(command, 'AT+CMGS=12');
    assert.deepEqual([seen, echo.isUnexpected], [['echo'], false]);
  });

  test('are watched for still where nothing was echoed', () => {
    const { echo, seen } = watch();
    echo.allow(false);
    echo.accept();
    echo.takes(command, 'AT+CMGS=12');
    assert.deepEqual(seen, ['echo']);
  });

  test('are allowed again by the setting', () => {
    const { echo, seen } = watch();
    echo.allow(false);
    echo.allow(true);
    echo.takes(command, 'AT+CMGS=12');
    assert.deepEqual(seen, []);
  });
});
