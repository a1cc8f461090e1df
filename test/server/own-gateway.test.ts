import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { SimgateDriver } from '../../packages/server/src/gateways/simgate-driver.ts';
import { callOf, noSignal, recordedContext } from '../../packages/server/src/testing/recorded-driver.ts';
import {
  control,
  type GatewayProgram,
  instantAir,
  startGatewayProgram,
} from '../end-to-end/support/gateway.ts';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';

describe('the driver for our own gateway', { timeout: 120_000 }, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let gateway: GatewayProgram;

  before(async () => {
    folder = await temporaryFolder('own-gateway');
    gateway = await startGatewayProgram(folder.path);
    await instantAir(gateway);
  });

  after(async () => {
    await gateway.program.end();
    await folder.remove();
  });

  function access() {
    return { address: gateway.url, user: gateway.user, password: gateway.password };
  }

  /** How many messages a phone of the network got. */
  async function receivedBy(number: string): Promise<string[]> {
    const phone = (await control(`${gateway.control}/phones/${encodeURIComponent(number)}/inbox`)) as {
      messages: { text: string }[];
    };
    return phone.messages.map(({ text }) => text);
  }

  test('learns who it is and its SIMs, hands messages over once, and hears of their delivery', async () => {
    const { context, heard } = recordedContext(access());
    const driver = new SimgateDriver(context);
    try {
      await heard.until(() => heard.states.at(-1)?.[0] === 'up');
      assert.match(heard.facts.serialNumber ?? '', /^[0-9a-f]{4}(-[0-9a-f]{4}){3}$/);
      assert.ok(Math.abs(heard.facts.clockOffsetMs ?? Number.NaN) < 60_000);
      await heard.until(() => heard.ports.some(({ port, sends }) => port === 0 && sends));
      assert.match(heard.ports[0]?.iccid ?? '', /^\d{18,20}$/);

      const numbers = ['+88201880101', '+88201880102'];
      const call = callOf(1001, numbers, place => `Message ${place}`);
      assert.deepEqual(await driver.send(call, noSignal), { kind: 'taken', task: 1 });
      assert.deepEqual(
        await driver.send(call, noSignal),
        { kind: 'taken', task: 1 },
        'a repeat with its key',
      );
      await heard.until(
        () =>
          new Set(heard.results.filter(one => one.status === 'delivered').map(one => one.userId)).size === 2,
      );
      for (const [place, number] of numbers.entries())
        assert.deepEqual(await receivedBy(number), [`Message ${place}`]);

      const settled = await driver.settle([1001, 1002, 4711], noSignal);
      assert.equal(settled.kind, 'answered');
      if (settled.kind !== 'answered') return;
      assert.equal(settled.missing, 'notTaken');
      assert.deepEqual(
        settled.results.map(({ userId, status, number }) => [userId, status, number]),
        numbers.map((number, place) => [1001 + place, 'delivered', number]),
      );
    } finally {
      await driver.close();
    }
  });

  test('goes on behind the last event that was stored, so that nothing received meanwhile is missing or told twice', async () => {
    const first = recordedContext(access());
    const before = new SimgateDriver(first.context);
    await first.heard.until(() => first.heard.states.at(-1)?.[0] === 'up');
    await before.close();
    await control(`${gateway.control}/modems/0/messages`, 'POST', {
      from: '+88201880103',
      text: 'Meanwhile',
    });
    const { context, heard } = recordedContext({ ...access(), memory: first.heard.memory });
    const driver = new SimgateDriver(context);
    try {
      await heard.until(() => heard.inbound.length > 0);
      assert.deepEqual(
        heard.inbound.map(({ text }) => text),
        ['Meanwhile'],
      );
    } finally {
      await driver.close();
    }
  });

  test('a wrong password is tried once, and then it waits', async () => {
    const { context, heard } = recordedContext({ ...access(), password: 'not the password' });
    const driver = new SimgateDriver(context);
    try {
      await heard.until(() => heard.states.length > 0);
      assert.deepEqual(heard.states, [['refused', 'it does not accept user and password']]);
      const outcome = await driver.send(
        callOf(2001, ['+88201880104'], () => 'a'),
        noSignal,
      );
      assert.equal(outcome.kind, 'notTaken');
    } finally {
      await driver.close();
    }
  });
});
