import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { type Simulator, startSimulator } from '../main.ts';
import { createControlServer } from './control-api.ts';

let simulator: Simulator;
let server: FastifyInstance;

before(async () => {
  simulator = await startSimulator({ modems: 1, network: { airTime: 'instant' } });
  server = createControlServer(simulator);
});

after(async () => {
  await server.close();
  await simulator.close();
});

async function call(method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) {
  const response = await server.inject({ method, url, ...(payload && { payload }) });
  return { status: response.statusCode, body: response.json() };
}

describe('control of USSD', () => {
  test('services are shown and replaced', async () => {
    const first = await call('GET', '/ussd-services');
    assert.equal(first.body['*125#'].text, 'Thank you!');
    const services = {
      '*1#': {
        kind: 'ask',
        text: 'Sure?',
        choices: { 1: { kind: 'tell', text: 'Done', credit: -100 } },
        otherwise: { kind: 'release', milliseconds: 5 },
      },
      '*2#': { kind: 'silence' },
    };
    const put = await call('PUT', '/ussd-services', services);
    assert.deepEqual([put.status, put.body], [200, services]);
    assert.deepEqual((await call('GET', '/ussd-services')).body, services);
  });

  const wrong: readonly [services: object, field: RegExp][] = [
    [{ '*1#': { kind: 'sing' } }, /./],
    [{ '*1#': { kind: 'tell' } }, /text/],
    [{ '*1#': { kind: 'tell', text: 'a', colour: 'red' } }, /colour/],
    [{ '*1#': { kind: 'ask', text: 'a', choices: { 1: { kind: 'tell' } } } }, /text/],
    [{ '*1#': { kind: 'tell', text: 'я'.repeat(81) } }, /^\*1#$/],
  ];
  for (const [services, field] of wrong)
    test(`400: ${JSON.stringify(services).slice(0, 70)}`, async () => {
      const { status, body } = await call('PUT', '/ussd-services', services);
      assert.equal(status, 400);
      assert.match(body.field, field);
    });

  test('the network begins a session, once', async () => {
    const push = { text: 'Pay?', question: true };
    assert.equal((await call('POST', '/modems/0/ussd', push)).status, 200);
    const second = await call('POST', '/modems/0/ussd', push);
    assert.equal(second.status, 409);
    assert.match(second.body.error, /in a session/);
    assert.equal((await call('POST', '/modems/0/ussd', {})).status, 400);
  });

  test('what subscribers said is listed', async () => {
    assert.deepEqual((await call('GET', '/ussd-requests')).body, []);
  });
});
