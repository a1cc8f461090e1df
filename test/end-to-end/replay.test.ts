/** A masked recording, as operators send it, is played against the whole gateway; so is each masked one of transcripts/. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { createClient } from '@simgate/api';
import { loadConfig, startGateway } from '@simgate/gateway';
import { startSimulator } from '@simgate/simulator';
import { pino } from 'pino';
import {
  type Recording,
  readRecording,
  submittedLengths,
} from '../../packages/gateway/src/modem/testing/recording.ts';
import { ReplayedModem } from '../../packages/gateway/src/modem/testing/replayed-modem.ts';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';
import { until } from './support/gateway.ts';

const RECIPIENT = '+4915112345678';
/** Octets of an SMS-SUBMIT to it, with a validity period, besides its text (23.040 9.2.2.2). */
const SUBMIT_HEAD = 15;
const user = { name: 'admin', password: 'a long secret' };

async function gatewayOn(context: TestContext, modem: { host: string; port: number }) {
  const folder = await temporaryFolder('replay');
  const config = loadConfig(undefined, {
    SIMGATE_DATA_FOLDER: folder.path,
    SIMGATE_HTTP_PORT: '0',
    SIMGATE_LOG_LEVEL: 'error',
    SIMGATE_PORTS_0_PORT: '0',
    SIMGATE_PORTS_0_TCP: `${modem.host}:${modem.port}`,
    SIMGATE_PORTS_0_RECORD: 'true',
  });
  const http = { ...config.http, users: [{ ...user, role: 'admin' as const }] };
  const gateway = await startGateway({ ...config, http }, { log: pino({ level: 'silent' }) });
  context.after(async () => {
    await gateway.stop();
    await folder.remove();
  });
  const [address] = gateway.addresses;
  const baseUrl = `http://127.0.0.1:${address?.port}`;
  const client = createClient({ baseUrl, user: user.name, password: user.password });
  return { client, gateway, recording: join(folder.path, 'transcripts', 'port-0.at') };
}

type Client = Awaited<ReturnType<typeof gatewayOn>>['client'];

/** Sends a message whose TPDU has `length` octets, and waits for its report. */
async function sendOf(client: Client, length: number): Promise<void> {
  const text = 'x'.repeat(Math.floor(((length - SUBMIT_HEAD) * 8) / 7));
  // Refused while the port is not registered.
  const accepted = await until(
    () => client.sendSms({ text, encoding: 'gsm-7bit', param: [{ number: RECIPIENT }] }),
    answer => answer.ok,
  );
  assert.ok(accepted.ok);
  const { task_id } = accepted.reply;
  await until(
    () => client.listMessages({ task_id }),
    answer => answer.ok && answer.reply.messages[0]?.status === 'DELIVERED',
  );
}

/** How many messages the gateway received, once it has received any. */
async function received(client: Client): Promise<number> {
  const inbox = async () => {
    const answer = await client.listInbox({});
    return answer.ok ? answer.reply.messages.length : 0;
  };
  return until(inbox, count => count > 0);
}

/** Plays a recording; answers how many messages the gateway received in it. */
async function replay(context: TestContext, recording: Recording): Promise<number> {
  let modem: ReplayedModem | undefined;
  const server = createServer(socket => {
    modem = new ReplayedModem(recording, { now: Date.now, send: octets => socket.write(octets, 'latin1') });
    socket.on('data', octets => modem?.take(octets));
    socket.on('error', () => {});
    modem.begin();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { client } = await gatewayOn(context, { host: '127.0.0.1', port });
  context.after(() => void server.close());
  for (const length of submittedLengths(recording)) await sendOf(client, length);
  modem?.sendLeft();
  return received(client);
}

describe('recordings played against the gateway', { timeout: 120_000 }, () => {
  test('one that the gateway made and masked itself', async context => {
    const simulator = await startSimulator({ modems: 1, network: { airTime: 'instant' } });
    context.after(() => simulator.close());
    const [modem] = simulator.ports;
    assert.ok(modem);
    const { client, gateway, recording } = await gatewayOn(context, modem);
    await sendOf(client, 40);
    simulator.network.sendFromOutside({ from: '+88209900000', to: modem.number, text: 'a secret' });
    assert.equal(await received(client), 1);
    await gateway.stop();
    const text = readFileSync(recording, 'utf8');
    for (const hidden of [modem.imsi, modem.imei, modem.iccid, modem.number.slice(1)])
      assert.ok(!text.includes(hidden), hidden);
    assert.equal(await replay(context, readRecording(text)), 1);
  });

  // Others hold the PDUs of one session, which the whole gateway writes otherwise (validity, reference).
  const isMasked = (text: string) => / >> \*{16,}\\x1a$/m.test(text);
  const folder = join(import.meta.dirname, '../../transcripts');
  for (const name of readdirSync(folder).filter(file => file.endsWith('.at'))) {
    const text = readFileSync(join(folder, name), 'utf8');
    if (isMasked(text))
      test(name, async context => assert.equal(await replay(context, readRecording(text)), 1));
  }
});
