/** A port while it serves and after that: its timers, its recording, and its verbs while it has no modem. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pass } from '../at/testing.ts';
import { LinkError } from '../errors.ts';
import type { Recorder } from '../link/recorder.ts';
import { noRecorder, portOnModem, raisedPort } from './testing.ts';

describe('timers of a port that serves', () => {
  test('are the same after a restart of the module as before', async () => {
    const { port, modem } = await raisedPort();
    const before = modem.clock.waiting;
    modem.says('RDY');
    await pass(modem.clock, 1);
    assert.equal(port.snapshot().canSend, true);
    assert.equal(modem.clock.waiting, before);
  });

  for (const [served, delay] of [
    [59_999, 4000],
    [60_000, 1000],
  ] as const)
    test(`trust it after a minute: lost after ${served} ms, its device is opened again in ${delay} ms`, async () => {
      let tries = 0;
      const { port, modem } = await raisedPort({
        open: ({ link }) => {
          tries += 1;
          if (tries !== 3) throw new LinkError('modem:1', 'not there');
          return link;
        },
      });
      await pass(modem.clock, 999);
      await pass(modem.clock, 2000);
      assert.deepEqual([tries, port.snapshot().canSend], [3, true]);
      await pass(modem.clock, served, 500);
      modem.drop('unplugged');
      await pass(modem.clock, delay - 1);
      assert.equal(tries, 3);
      await pass(modem.clock, 1);
      assert.equal(tries, 4);
    });
});

describe('a port that serves', () => {
  test('is asked how it is after 5 s while it is not registered, and not while it is', async () => {
    const { modem, sentSince } = await raisedPort();
    await pass(modem.clock, 15_000, 500);
    assert.equal(sentSince().includes('AT+CREG?'), false);
    modem.says('+CREG: 2', '+CGREG: 0');
    await pass(modem.clock, 5000, 500);
    assert.ok(sentSince().includes('AT+CREG?'));
  });
});

describe('recording of a port', () => {
  function recorder() {
    const done: string[] = [];
    const noting: Recorder = {
      ...noRecorder,
      switch: on => void done.push(on ? 'on' : 'off'),
      close: async () => void done.push('closed'),
    };
    return { done, noting };
  }

  test('is as the settings have it, can be switched, and is closed with the port', async () => {
    const { done, noting } = recorder();
    const { port } = portOnModem({ config: { record: true }, recorder: noting });
    port.record(false);
    port.record(true);
    await port.stop(0);
    assert.deepEqual(done, ['on', 'off', 'on', 'closed']);
  });
});

describe('a port without a modem', () => {
  test('refuses calls and the toolkit of the SIM', async () => {
    const { port } = portOnModem();
    assert.equal((await port.calls.hangUp(0)).kind, 'refused');
    assert.deepEqual(port.calls.calls, []);
    assert.equal(await port.toolkit.place(), undefined);
    assert.equal(port.toolkit.moduleActs, false);
  });

  test('refuses calls also while it is stopped', async () => {
    const { port } = await raisedPort();
    const { calls } = port;
    await port.stop(0);
    assert.notEqual(port.calls, calls);
    assert.equal((await port.calls.hangUp(0)).kind, 'refused');
  });
});
