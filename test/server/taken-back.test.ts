/** Taking a message back that its gateway has: stopped there before it has begun, and never called cancelled once it may have been sent. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startFleetProgram } from '@simgate/simulator';
import { runningServer, type TestServer } from '../../packages/server/src/testing/running-server.ts';
import { control, startGatewayProgram, until } from '../end-to-end/support/gateway.ts';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';

/** A gateway with messages that stay on the air until they are let go. */
interface Slow {
  readonly address: string;
  readonly user: string;
  readonly password: string;
  /** Lets what is on the air, and all that follows, take no time. */
  hurry(): Promise<unknown>;
  close(): Promise<void>;
}

/** Milliseconds on the air: longer than a test waits for anything else. */
const LONG = 8000;

async function originalHardware(): Promise<Slow> {
  const air = { airTime: { minimum: LONG, maximum: LONG }, deliveryTime: { minimum: 0, maximum: 0 } };
  const fleet = await startFleetProgram({ ports: 1, air, controlPort: 0 });
  const [address = ''] = fleet.gateways;
  const hurry = () => control(`${fleet.control}/air`, 'PATCH', { airTime: { minimum: 0, maximum: 0 } });
  return { address, user: 'admin', password: 'admin', hurry, close: () => fleet.close() };
}

async function ours(): Promise<Slow> {
  const folder = await temporaryFolder('taken-back');
  const gateway = await startGatewayProgram(folder.path);
  const airTime = (time: number) =>
    control(`${gateway.control}/air-time`, 'PUT', { minimum: time, maximum: time });
  await airTime(LONG);
  return {
    ...{ address: gateway.url, user: gateway.user, password: gateway.password },
    hurry: () => airTime(0),
    async close() {
      await gateway.program.end();
      await folder.remove();
    },
  };
}

const kinds: readonly [name: string, start: () => Promise<Slow>][] = [
  ['original hardware', originalHardware],
  ['our gateway', ours],
];

for (const [name, start] of kinds)
  describe(`a message that ${name} has`, { timeout: 180_000 }, () => {
    let server: TestServer;
    let slow: Slow;
    let gateway: string;

    before(async () => {
      slow = await start();
      server = await runningServer('taken-back', { SIMGATE_SERVER_HANDOFF_ASK_TAKEN: '1' });
      const { address, user, password } = slow;
      gateway = (await server.call('/v1/gateways', { address, user, password })).body.id;
      await until(
        () => server.call('/v1/gateways'),
        ({ body }) => body.gateways[0].ports[0]?.registration === 'REGISTER_OK',
      );
    });
    after(async () => {
      await server?.remove();
      await slow?.close();
    });

    const at = (id: string) => server.call(`/v1/messages/${id}`).then(({ body }) => body);
    /** Sends over port 0, and resolves when the gateway has it. */
    async function taken(...to: string[]): Promise<string[]> {
      return (await takenBatch(...to)).ids;
    }
    async function takenBatch(...to: string[]): Promise<{ batch: string; ids: string[] }> {
      const { body } = await server.call('/v1/messages', { to, text: 'Hello', gateway, port: 0 });
      const ids: string[] = body.messages.map(({ id }: { id: string }) => id);
      for (const id of ids)
        await until(
          () => at(id),
          ({ attempts }) => attempts[0]?.state === 'taken',
        );
      return { batch: body.batch, ids };
    }
    const cancel = (id: string) => server.call(`/v1/messages/${id}/cancel`, undefined, { method: 'POST' });

    test('is stopped there while another is before it, and never sent', async () => {
      const [first = ''] = await taken('+4915110000001');
      const [second = ''] = await taken('+4915110000002');
      const { status, body } = await cancel(second);
      assert.deepEqual([status, body.state ?? body, body.reason], [200, 'cancelled', 'cancelled_by_caller']);
      assert.equal((await cancel(second)).status, 409);

      const begun = await cancel(first);
      assert.equal(begun.status, 409);
      assert.match(begun.body.error, /^id: its gateway was asked to stop it, and has not shown yet/);
      assert.deepEqual(
        [(await at(first)).message.state, (await at(first)).message.reason],
        ['sending', 'stop_wanted'],
      );
    });

    test('is left alone where others go by the same task', async () => {
      const [one = ''] = await taken('+4915110000003', '+4915110000004');
      const { status, body } = await cancel(one);
      assert.equal(status, 409);
      assert.match(
        body.error,
        /^id: its gateway has it in task \d+ with 1 other messages, and stops only all/,
      );
      assert.equal((await at(one)).message.reason, '');
    });

    test('is taken back with its whole batch, where that is all of the task', async () => {
      const { batch, ids } = await takenBatch('+4915110000005', '+4915110000006');
      const { status, body } = await server.call(`/v1/batches/${batch}/cancel`, undefined, {
        method: 'POST',
      });
      assert.deepEqual([status, body], [200, { cancelled: 2 }]);
      for (const id of ids) {
        const { message } = await at(id);
        assert.deepEqual([message.state, message.reason], ['cancelled', 'cancelled_by_caller']);
      }
    });

    test('ends as it was sent where it had begun', async () => {
      await slow.hurry();
      // The report of the network may come with a later question than the result.
      const ends = new Map([
        ['sent', 'sent'],
        ['delivered', 'sent'],
        ['cancelled', 'cancelled'],
      ]);
      const { body } = await until(
        () => server.call('/v1/messages?limit=10'),
        ({ body: { messages } }) => messages.every(({ state }: { state: string }) => ends.has(state)),
      );
      const states = body.messages.map(
        ({ to, state }: { to: string; state: string }) => `${to.slice(-1)} ${ends.get(state)}`,
      );
      assert.deepEqual(states.toSorted(), [
        ...['1 sent', '2 cancelled', '3 sent', '4 sent'],
        ...['5 cancelled', '6 cancelled'],
      ]);
    });
  });
