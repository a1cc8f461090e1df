import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { type Simulator, startSimulator } from '../main.ts';
import { createControlServer } from './control-api.ts';

let simulator: Simulator;
let server: FastifyInstance;

before(async () => {
  simulator = await startSimulator({
    modems: 2,
    network: { airTime: 'instant' },
    faults: { 1: [{ fault: 'noSim' }] },
  });
  server = createControlServer(simulator);
});

after(async () => {
  await server.close();
  await simulator.close();
});

async function call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) {
  const response = await server.inject({ method, url, ...(payload && { payload }) });
  return { status: response.statusCode, body: response.json() };
}

describe('faults of a modem', () => {
  test('begin with the simulator', async () => {
    assert.equal((await call('GET', '/modems/1')).body.sim, 'missing');
    assert.deepEqual((await call('GET', '/modems/1/faults')).body, [
      { fault: 'noSim', id: 1, state: 'working' },
    ]);
    assert.deepEqual((await call('GET', '/modems/0/faults')).body, []);
  });

  test('are added, put in place of others, and taken away', async () => {
    const { body } = await call('POST', '/modems/0/faults', { fault: 'echoStays' });
    assert.equal((await call('GET', '/modems/0/faults')).body[0].id, body.id);
    const put = await call('PUT', '/modems/0/faults', [{ fault: 'deaf' }, { fault: 'noSim', from: 'boot' }]);
    assert.deepEqual(
      put.body.map((shown: { fault: string; state: string }) => [shown.fault, shown.state]),
      [
        ['deaf', 'working'],
        ['noSim', 'waiting'],
      ],
    );
    const [first] = put.body;
    assert.equal((await call('DELETE', `/modems/0/faults/${first.id}`)).status, 200);
    assert.deepEqual(await call('DELETE', `/modems/0/faults/${first.id}`), {
      status: 404,
      body: { error: `modem 0 has no fault ${first.id}`, field: 'id' },
    });
    assert.equal((await call('DELETE', '/modems/0/faults')).status, 200);
    assert.deepEqual((await call('GET', '/modems/0/faults')).body, []);
  });

  test('are listed with their parameters', async () => {
    const { body } = await call('GET', '/faults');
    const late = body.faults.find(({ fault }: { fault: string }) => fault === 'simLate');
    assert.deepEqual(late.parameters.code, { kind: 'number', from: 0, to: 999, otherwise: 14 });
    assert.deepEqual(body.common.from.values, ['now', 'connection', 'boot', 'submit']);
  });
});
