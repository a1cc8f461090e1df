/** Chapter 11. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ask, basic, runningServer, SN, testServer } from '../../testing/server.ts';

describe('a port is ordered', () => {
  const slots = [{ port: 1, tcp: 'modem:1', record: false, slots: 4 }];
  const rows: [query: string, action: string][] = [
    ['port=1&action=power&param=off', 'power off'],
    ['port=1&action=slot&param=3', 'slot 3'],
    ['port=1&action=reset', 'reset'],
    ['port=1&action=lock&param=0000', 'lock'],
    ['port=1&action=CallForward&param=Uncondational&number=123', 'forward Unconditional 123'],
    ['port=1&action=CheckCallForward', 'checkForwarding'],
  ];
  for (const [query, action] of rows)
    for (const body of [undefined, {}])
      test(`${body === undefined ? 'GET' : 'POST'} ${query}`, async () => {
        const server = await runningServer({ modems: { 1: {} }, settings: { ports: slots } });
        const answer = await ask(server, `/api/set_port_info?${query}`, body);
        assert.deepEqual(answer, { error_code: 200, sn: SN });
        const shown = await server.app.inject({ url: '/v1/ports/1', headers: { authorization: basic } });
        assert.equal(shown.json().last_action.action, action);
      });
});

describe('a port is not ordered', () => {
  const rows: [query: string, error: RegExp][] = [
    ['action=reset', /port/],
    ['port=32&action=reset', /port/],
    ['port=x&action=reset', /port/],
    ['port=1', /action/],
    ['port=1&action=explode', /action/],
    ['port=1&action=CallForward&param=Busy&number=me', /number/],
    ['port=1&action=slot&param=3', /^action: this port has one SIM only/],
  ];
  for (const [query, error] of rows)
    test(`${query}: 400, with the field`, async () => {
      const answer = await ask(testServer(), `/api/set_port_info?${query}`);
      assert.equal(answer.error_code, 400);
      assert.match(String(answer.error), error);
    });

  test('while its modem is not open: 500, with the reason', async () => {
    const { error, ...answer } = await ask(testServer(), '/api/set_port_info?port=1&action=reset');
    assert.deepEqual(answer, { error_code: 500, sn: SN });
    assert.match(String(error), /^port: ./);
  });
});
