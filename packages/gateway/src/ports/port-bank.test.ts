/** The ports of a gateway: which there are, and which of them open their devices. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, test } from 'node:test';
import { systemClock } from '@simgate/daemon';
import { fakeClock } from '@simgate/daemon/testing';
import pino from 'pino';
import { settle } from '../at/testing.ts';
import { loadConfig } from '../config/load.ts';
import type { PortConfig } from '../config/schema.ts';
import { LinkError } from '../errors.ts';
import { createPortBank } from './port-bank.ts';

function configOf(port: number, tcp = `modem:${port}`): PortConfig {
  return { port, tcp, record: false };
}

/** Ports whose devices are not there: `opened` are those that were tried since the last time. */
function bankOf(...ports: readonly number[]) {
  const { modems, sms, ussd } = loadConfig(undefined, {});
  const tried: string[] = [];
  const prepared: number[] = [];
  const bank = createPortBank({
    ...{ modems, sms, ussd, clock: fakeClock(), random: () => 0.5, dataFolder: '/nowhere' },
    ports: ports.map(port => configOf(port)),
    pins: { mayTry: () => true, recordTry: async () => {}, recordSuccess: async () => {} },
    listener: { changed: () => {}, received: async () => {}, warning: () => {} },
    log: pino({ level: 'silent' }),
    openLink: async ({ tcp = '' }) => {
      tried.push(tcp);
      throw new LinkError(tcp, 'unplugged');
    },
  });
  return {
    bank,
    prepared,
    prepare: ({ number }: { readonly number: number }) => void prepared.push(number),
    numbers: () => bank.ports.map(({ number }) => number),
    opened: async () => {
      await settle();
      return tried.splice(0);
    },
  };
}

describe('the ports of a gateway', () => {
  test('stand in the order of their numbers, and open nothing before the start', async () => {
    const { bank, numbers, opened } = bankOf(3, 1);
    assert.deepEqual([numbers(), await opened()], [[1, 3], []]);
    bank.start();
    assert.deepEqual(await opened(), ['modem:1', 'modem:3']);
    await bank.stop(0);
  });

  test('get one more: it is prepared, and opened at once where the others run', async () => {
    const { bank, numbers, opened, prepare, prepared } = bankOf(3);
    bank.add(configOf(5), prepare);
    assert.deepEqual([numbers(), prepared, await opened()], [[3, 5], [5], []]);
    bank.start();
    await opened();
    bank.add(configOf(1), prepare);
    assert.deepEqual([numbers(), prepared, await opened()], [[1, 3, 5], [5, 1], ['modem:1']]);
    await bank.stop(0);
  });

  test('get another in the place of one of them', async () => {
    const { bank, numbers, opened, prepare, prepared } = bankOf(3, 4);
    await bank.replace(configOf(4, 'before'), prepare, 0);
    assert.deepEqual([numbers(), await opened()], [[3, 4], []]);
    bank.start();
    assert.deepEqual(await opened(), ['modem:3', 'before']);
    await bank.replace(configOf(3, 'other'), prepare, 0);
    assert.deepEqual([numbers(), prepared, await opened()], [[3, 4], [4, 3], ['other']]);
    await bank.stop(0);
  });

  test('lose one, and the others stay', async () => {
    const { bank, numbers } = bankOf(3, 4);
    bank.start();
    await bank.remove(3, 0);
    await bank.remove(9, 0);
    assert.deepEqual(numbers(), [4]);
    await bank.stop(0);
  });

  test('are opened at once where their device is there again, each by itself', async () => {
    const { bank, opened } = bankOf(3, 4);
    bank.start();
    await opened();
    bank.reopen(4);
    bank.reopen(9);
    assert.deepEqual(await opened(), ['modem:4']);
    await bank.stop(0);
  });

  test('open their devices really where nothing else is given', async context => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    context.after(() => server.close());
    const { modems, sms, ussd } = loadConfig(undefined, {});
    const bank = createPortBank({
      ...{ modems, sms, ussd, clock: systemClock, random: () => 0.5, dataFolder: '/nowhere' },
      ports: [configOf(3, `127.0.0.1:${(server.address() as AddressInfo).port}`)],
      pins: { mayTry: () => true, recordTry: async () => {}, recordSuccess: async () => {} },
      listener: { changed: () => {}, received: async () => {}, warning: () => {} },
      log: pino({ level: 'silent' }),
    });
    bank.start();
    const [socket] = await once(server, 'connection');
    await Promise.all([once(socket, 'close'), bank.stop(0)]);
  });

  test('that are stopped get no other', async () => {
    const { bank, numbers, opened, prepare, prepared } = bankOf(3);
    bank.start();
    await bank.stop(0);
    await opened();
    bank.add(configOf(5), prepare);
    await bank.replace(configOf(3, 'other'), prepare, 0);
    assert.deepEqual([numbers(), prepared, await opened()], [[3], [], []]);
  });
});
