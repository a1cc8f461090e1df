/** Messages that wait where nobody can send them go to where somebody can: partitions of other gateways, over the whole program. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { type RunningFleet, startFleetProgram } from '@simgate/simulator';
import { runningServer, type TestServer } from '../../packages/server/src/testing/running-server.ts';
import { control, until } from '../end-to-end/support/gateway.ts';

const noAir = { airTime: { minimum: 0, maximum: 0 }, deliveryTime: { minimum: 0, maximum: 0 } };
const numbers = Array.from({ length: 12 }, (_each, at) => `+491512000${String(at).padStart(4, '0')}`);

interface Row {
  readonly id: string;
  readonly state: string;
  readonly gateway: string | null;
  readonly sim: string | null;
  readonly why_code: string;
}

describe('a message that waits', { timeout: 120_000 }, () => {
  let server: TestServer;
  let fleets: RunningFleet[];

  beforeEach(async () => {
    fleets = [];
    // Nobody pushes here: results are asked for.
    server = await runningServer('moving', { SIMGATE_SERVER_HANDOFF_ASK_TAKEN: '0.2' });
    await server.call('/v1/pools/default', { country: 'DE' }, { method: 'PATCH' });
  });

  afterEach(async () => {
    await server.remove();
    for (const fleet of fleets) await fleet.close();
  });

  /** The SIMs of each fleet's first gateway are the same ones. */
  async function fleetOf(gateways: number): Promise<RunningFleet> {
    const fleet = await startFleetProgram({ gateways, ports: 2, air: noAir, controlPort: 0 });
    fleets.push(fleet);
    return fleet;
  }

  async function add(address: string): Promise<string> {
    const { body } = await server.call('/v1/gateways', { address, user: 'admin', password: 'admin' });
    await until(
      () => server.call(`/v1/gateways/${body.id}`),
      answer => answer.body.state === 'up' && answer.body.ports.length === 2,
    );
    return body.id;
  }

  async function send(wish: object): Promise<string> {
    const { status, body } = await server.call('/v1/messages', { text: 'Hello', ...wish });
    assert.equal(status, 202, JSON.stringify(body));
    return body.batch;
  }

  async function rows(batch: string): Promise<readonly Row[]> {
    return (await server.call(`/v1/messages?limit=500&batch=${batch}`)).body.messages;
  }

  function untilAll(batch: string, state: string): Promise<readonly Row[]> {
    return until(
      () => rows(batch),
      found => found.length > 0 && found.every(row => row.state === state),
    );
  }

  /** By the fleet's own record. */
  function textsOf(fleet: RunningFleet): number {
    return fleet.fleet.world.record.messages().filter(({ fate }) => fate === 'sent').length;
  }

  test('because there is no SIM yet goes out once there is one', async () => {
    const batch = await send({ to: numbers });
    const [waiting] = await rows(batch);
    const { body } = await server.call(`/v1/messages/${waiting?.id}`);
    assert.deepEqual([body.message.state, body.why_code], ['queued', 'waits_for_sim']);
    const fleet = await fleetOf(1);
    const gateway = await add(fleet.gateways[0] ?? '');
    const sent = await untilAll(batch, 'delivered');
    assert.equal(sent.length, numbers.length);
    assert.ok(sent.every(row => row.gateway === gateway));
    assert.equal(textsOf(fleet), numbers.length);
  });

  test('in the partition of a gateway that is removed goes out over another one', async () => {
    const fleet = await fleetOf(2);
    const [first = '', second = ''] = fleet.gateways;
    const removed = await add(first);
    for (const port of [0, 1])
      await control(`${fleet.control}/gateways/0/ports/${port}`, 'PATCH', {
        registration: 'SEARCHING_NETWORK',
      });
    const batch = await send({ to: numbers });
    assert.equal((await server.call(`/v1/gateways/${removed}`, undefined, { method: 'DELETE' })).status, 200);
    const other = await add(second);
    const sent = await untilAll(batch, 'delivered');
    assert.ok(sent.every(row => row.gateway === other || row.gateway === removed));
    assert.equal(textsOf(fleet), numbers.length);
  });

  test('for a SIM goes with it into another gateway', async () => {
    const before = await fleetOf(1);
    await add(before.gateways[0] ?? '');
    const { body } = await server.call('/v1/sims');
    const [{ id: sim }] = body.sims;
    await control(`${before.control}/gateways/all/line`, 'PUT', { line: 'refuses' });
    // It takes a second until the choice knows the news of a gateway.
    const accepted = await until(
      () => server.call('/v1/messages', { to: numbers, text: 'Hello', sim }),
      ({ status }) => status === 202,
    );
    const { batch } = accepted.body;
    const after = await fleetOf(1);
    const gateway = await add(after.gateways[0] ?? '');
    const sent = await untilAll(batch, 'delivered');
    assert.ok(sent.every(row => row.gateway === gateway && row.sim === sim));
    assert.deepEqual([textsOf(before), textsOf(after)], [0, numbers.length]);
  });
});
