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
      const { body } = await server.call('/v1/messages', { to, text: 'Hello', gateway, port: 0 });
      const ids: string[] = body.messages.map(({ id }: { id: string }) => id);
      for (const id of ids)
        await until(
          () => at(id),
          ({ attempts }) => attempts[0]?.state === 'taken',
        );
      return ids;
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

    test('ends as it was sent where it had begun', async () => {
      await slow.hurry();
      const { body } = await until(
        () => server.call('/v1/messages?limit=10'),
        ({ body: { messages } }) =>
          messages.every(({ state }: { state: string }) => ['delivered', 'cancelled'].includes(state)),
      );
      const states = body.messages.map(
        ({ to, state }: { to: string; state: string }) => `${to.slice(-1)} ${state}`,
      );
      assert.deepEqual(states.toSorted(), ['1 delivered', '2 cancelled', '3 delivered', '4 delivered']);
    });
  });
