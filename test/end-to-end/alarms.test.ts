/** A SIM's balance falls below its threshold: an alarm at a receiver and a mail at a relay, once, across a restart. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { generate } from 'selfsigned';
import { SMTPServer } from 'smtp-server';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';
import { control, type GatewayProgram, instantAir, startGatewayProgram, until } from './support/gateway.ts';

const PASSWORD = 'a word for the relay';

/** Takes mails over STARTTLS from the user `gateway` alone. */
async function startRelay(folder: string) {
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...{ keyType: 'ec', algorithm: 'sha256' },
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });
  const caFile = join(folder, 'relay.pem');
  const passwordFile = join(folder, 'password');
  await writeFile(caFile, made.cert);
  await writeFile(passwordFile, PASSWORD, { mode: 0o600 });
  const mails: string[] = [];
  const server = new SMTPServer({
    ...{ key: made.private, cert: made.cert },
    onAuth: ({ username, password }, _session, done) =>
      username === 'gateway' && password === PASSWORD
        ? done(null, { user: 'gateway' })
        : done(new Error('no')),
    onData(stream, { secure }, done) {
      let text = '';
      stream.on('data', piece => {
        text += piece;
      });
      stream.on('end', () => {
        // Header lines are folded (RFC 5322 2.2.3).
        if (secure) mails.push(text.replace(/\r\n(?=[ \t])/g, ''));
        done();
      });
    },
  });
  server.on('error', () => {});
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const settings = {
    SIMGATE_MAIL_HOST: '127.0.0.1',
    SIMGATE_MAIL_PORT: `${port}`,
    SIMGATE_MAIL_CA_FILE: caFile,
    SIMGATE_MAIL_USER: 'gateway',
    SIMGATE_MAIL_PASSWORD_FILE: passwordFile,
    SIMGATE_MAIL_FROM: 'gateway@example.com',
    SIMGATE_MAIL_TO: 'ops@example.com',
    SIMGATE_MAIL_GATHER: '0',
  };
  return { mails, settings, close: () => new Promise<void>(resolve => server.close(() => resolve())) };
}

interface AlarmPush {
  readonly alarm: {
    readonly alarm_id: number;
    readonly kind: string;
    readonly status: string;
    readonly trouble: string;
  };
}

async function startReceiver() {
  const alarms: AlarmPush['alarm'][] = [];
  const server: Server = createServer(async (request, response) => {
    let text = '';
    for await (const piece of request.setEncoding('utf8')) text += piece;
    alarms.push((JSON.parse(text) as AlarmPush).alarm);
    response.writeHead(204).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const settings = {
    SIMGATE_PUSH_TARGETS_0_NAME: 'pager',
    SIMGATE_PUSH_TARGETS_0_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    SIMGATE_PUSH_TARGETS_0_KINDS: 'alarm',
  };
  return { alarms, settings, close: () => server.close() };
}

const balanceSettings = {
  SIMGATE_VIRTUAL_PORTS: '1',
  SIMGATE_BALANCE_RULES_0_CODE: '*100#',
  SIMGATE_BALANCE_RULES_0_PATTERN: 'balance is {amount}',
  SIMGATE_BALANCE_RULES_0_THRESHOLD: '5',
};

function waitFor(wanted: () => boolean): Promise<boolean> {
  return until(
    async () => wanted(),
    done => done,
  );
}

describe('a balance that falls below its threshold', { timeout: 180_000 }, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let relay: Awaited<ReturnType<typeof startRelay>>;
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  let gateway: GatewayProgram;

  const start = async (): Promise<void> => {
    const settings = { ...balanceSettings, ...relay.settings, ...receiver.settings };
    gateway = await startGatewayProgram(join(folder.path, 'data'), settings);
    await instantAir(gateway);
  };

  /** The operator names this amount when the SIM is asked. */
  const ask = async (amount: string) => {
    const text = `Dear customer 4711, your balance is ${amount} EUR until 31.12.2026.`;
    await control(`${gateway.control}/ussd-services`, 'PUT', { '*100#': { kind: 'tell', text } });
    await until(
      () => gateway.call('/v1/ports/0/balance', {}),
      answer => answer.error === undefined,
    );
    return until(
      () => gateway.call('/v1/balances'),
      ({ balances }) => (balances as { text: string; asking: boolean }[])[0]?.text === text,
    );
  };

  before(async () => {
    folder = await temporaryFolder('alarms');
    relay = await startRelay(folder.path);
    receiver = await startReceiver();
    await start();
  });

  after(async () => {
    await gateway.program.end();
    receiver.close();
    await relay.close();
    await folder.remove();
  });

  test('enough is no alarm', async () => {
    const { balances } = await ask('12.50');
    const [balance] = balances as { amount: string; currency: string; low: boolean }[];
    assert.deepEqual([balance?.amount, balance?.currency, balance?.low], ['12.50', 'EUR', false]);
    assert.equal((await gateway.call('/api/query_ussd_reply?port=0')).error_code, 200);
  });

  test('too little is one alarm, pushed and mailed', async () => {
    await ask('4.20');
    await waitFor(() => receiver.alarms.length > 0 && relay.mails.length > 0);
    const [alarm] = receiver.alarms;
    assert.deepEqual(
      [alarm?.kind, alarm?.status, alarm?.trouble],
      ['balance_low', 'raised', 'the balance of the SIM in port 0 is 4.20 EUR, below 5'],
    );
    assert.match(
      relay.mails[0] ?? '',
      /^Subject: simgate .*: the balance of the SIM in port 0 is 4\.20 EUR/ms,
    );
    assert.match(relay.mails[0] ?? '', /^ALARM 1 \(balance_low\)/m);
    const { alarms } = await gateway.call('/v1/alarms?open=true');
    assert.equal((alarms as unknown[]).length, 1);
  });

  test('a restart neither repeats nor forgets it, and enough again ends it', async () => {
    await gateway.program.end();
    await start();
    await ask('20.00');
    await waitFor(() => receiver.alarms.length > 1 && relay.mails.length > 1);
    assert.deepEqual(
      receiver.alarms.map(({ alarm_id: id, status }) => [id, status]),
      [
        [1, 'raised'],
        [1, 'cleared'],
      ],
    );
    assert.match(relay.mails[1] ?? '', /^OVER 1 \(balance_low\)/m);
  });
});
