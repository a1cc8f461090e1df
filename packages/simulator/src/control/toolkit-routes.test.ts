import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { dispatch } from '../commands/dispatch.ts';
import { type Simulator, startSimulator } from '../main.ts';
import { activateToolkit } from '../toolkit/fetching.ts';
import { createControlServer } from './control-api.ts';

/** DISPLAY TEXT "Hi". */
const TEXT = 'D00E810301218182028102' + '8D03044869';

describe('the control API of toolkit cards', () => {
  let simulator: Simulator;
  let call: (method: 'GET' | 'PUT' | 'POST', url: string, payload?: object) => Promise<[number, unknown]>;

  before(async () => {
    simulator = await startSimulator({ modems: 3, personas: ['generic', 'generic', 'zte'] });
    const server = createControlServer(simulator);
    call = async (method, url, payload) => {
      const response = await server.inject({ method, url, ...(payload && { payload }) });
      return [response.statusCode, response.json()];
    };
  });

  after(() => simulator.close());

  test('a card that nobody switched on says nothing', async () => {
    const idle = { present: true, active: false, waiting: '', messages: [] };
    assert.deepEqual(await call('GET', '/modems/0/toolkit'), [200, idle]);
    const [status, body] = await call('POST', '/modems/0/toolkit/command', { hex: TEXT });
    assert.deepEqual(
      [status, body],
      [409, { error: 'the terminal has not switched the toolkit on', field: 'index' }],
    );
  });

  test('shows the command that waits and what the card was told; one command at a time', async () => {
    const module = simulator.bank[0]?.module;
    assert.ok(module);
    activateToolkit(module);
    const [, shown] = await call('GET', '/modems/0/toolkit');
    const { active, waiting, messages } = shown as { active: boolean; waiting: string; messages: unknown[] };
    assert.deepEqual([active, waiting.slice(0, 4), messages.length], [true, 'D081', 1]);
    const [status, body] = await call('POST', '/modems/0/toolkit/command', { hex: TEXT });
    assert.deepEqual(
      [status, body],
      [409, { error: 'another command waits for its response', field: 'hex' }],
    );
  });

  test('a card without toolkit, and with it again', async () => {
    assert.deepEqual(await call('PUT', '/modems/0/toolkit', { present: false }), [200, { done: true }]);
    const none = { present: false, active: false, waiting: '', messages: [] };
    assert.deepEqual(await call('GET', '/modems/0/toolkit'), [200, none]);
    assert.equal((await call('POST', '/modems/0/toolkit/command', { hex: TEXT }))[0], 409);
    await call('PUT', '/modems/0/toolkit', { present: true });
    const [, again] = await call('GET', '/modems/0/toolkit');
    // The terminal has had the toolkit switched on before.
    assert.partialDeepStrictEqual(again, { present: true, active: true });
  });

  test('octets that are no command name what is wrong', async () => {
    const module = simulator.bank[1]?.module;
    assert.ok(module);
    activateToolkit(module);
    const rows = [
      ['D10101', /no length/],
      ['D000', /command details are missing/],
    ] as const;
    for (const [hex, reason] of rows) {
      const [status, body] = await call('POST', '/modems/1/toolkit/command', { hex });
      assert.equal(status, 400);
      const { error, field } = body as { error: string; field: string };
      assert.equal(field, 'hex');
      assert.match(error, reason);
    }
    assert.equal((await call('POST', '/modems/1/toolkit/command', { hex: 'xy' }))[0], 400);
  });

  test('a terminal with APDUs hears of a command in the next status words', async () => {
    const module = simulator.bank[2]?.module;
    assert.ok(module);
    const csim = (command: string) =>
      dispatch(module, { name: '+CSIM', form: 'set', argument: `${command.length},${command}` });
    const said = (digits: string) => ({ kind: 'ok', lines: [`+CSIM: ${digits.length},"${digits}"`] });
    assert.equal((await call('POST', '/modems/2/toolkit/command', { hex: TEXT }))[0], 409);
    const menu = csim('8010000001FF');
    await call('PUT', '/modems/2/toolkit', { present: false });
    assert.deepEqual(csim('80F2000C00'), said('9000'));
    assert.deepEqual(csim('8012000010'), said('6D00'));
    await call('PUT', '/modems/2/toolkit', { present: true });
    assert.equal((await call('POST', '/modems/2/toolkit/command', { hex: TEXT }))[0], 409);
    assert.deepEqual(csim('80F2000C00'), menu);
    csim('80120000BB');
    csim('8014 0000 0C 810301250082028281830100'.replaceAll(' ', ''));
    csim('8012000015');
    assert.deepEqual(csim('8014 0000 0C 810302280082028281830100'.replaceAll(' ', '')), said('9000'));
    assert.equal((await call('POST', '/modems/2/toolkit/command', { hex: TEXT }))[0], 200);
    assert.deepEqual(csim('80F2000C00'), said('9110'));
    assert.deepEqual(csim('8012000010'), said(`${TEXT}9000`));
    assert.deepEqual(csim('80F2000C00'), said('9000'));
  });
});
