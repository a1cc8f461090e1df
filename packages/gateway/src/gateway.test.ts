/** The gateway from its settings file to its behaviour: what its parts do is tested in their rooms, here that they are joined. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { ConfigError, StoreError } from '@simgate/daemon';
import { pino } from 'pino';
import { resetPassword, startGateway } from './gateway.ts';
import {
  portModem,
  settingsIn,
  settingsUser,
  startedGateway,
  stopInTime,
  temporaryFolder,
  turns,
} from './testing.ts';

const silent = pino({ level: 'silent' });
const DELIVER =
  '07914306073011F0040B911326880736F40000111081017362401654747A0E4ACF41F4329E0E6A97E7F3F0B90C8A01';

/** Items of an answer, by the key that holds them. */
function itemsOf(body: unknown, key: string): Readonly<Record<string, unknown>>[] {
  const list = typeof body === 'object' && body !== null ? Reflect.get(body, key) : undefined;
  return Array.isArray(list) ? list : [];
}

/** Answers each event with 200 and keeps its words. */
async function eventReceiver(context: { after(action: () => void): void }) {
  const heard: Record<string, unknown>[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', chunk => {
      text += chunk;
    });
    request.on('end', () => {
      heard.push(JSON.parse(text));
      response.end();
    });
  });
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', () => listening.resolve());
  await listening.promise;
  context.after(() => server.close());
  const bound = server.address();
  return { heard, url: `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}/events` };
}

describe('what a client is shown', () => {
  test('is signed with the serial number of the settings', async context => {
    const serialNumber = 'da00-0030-1901-2817';
    const { gateway, call } = await startedGateway(context, { serialNumber });
    assert.equal(gateway.serialNumber, serialNumber);
    assert.partialDeepStrictEqual((await call('/api/query_sms_in_queue')).body, { sn: serialNumber });
  });

  for (const [timeZone, time] of [
    ['Europe/Berlin', '2026-01-31 09:00:00'],
    ['America/New_York', '2026-01-31 03:00:00'],
    ['Asia/Kolkata', '2026-01-31 13:30:00'],
  ] as const)
    test(`has the times of the zone ${timeZone}`, async context => {
      const modem = portModem();
      const { call, until } = await startedGateway(context, { timeZone }, { modems: [modem] });
      const sent = await call('/api/send_sms', {
        text: 'x',
        param: [{ number: '+491700000001', user_id: 1 }],
      });
      assert.partialDeepStrictEqual(sent.body, { error_code: 202 });
      const results = async () => itemsOf((await call('/api/query_sms_result?user_id=1')).body, 'result');
      await until(async () => (await results())[0]?.status === 'SENT_OK');
      const [result] = await results();
      assert.equal(result?.time, time);
    });
});

describe('the technology of a port', () => {
  for (const [typeStrict, type] of [
    [false, 'LTE'],
    [true, 'WCDMA'],
  ] as const)
    test(`is ${type} for E-UTRAN with modems.typeStrict ${typeStrict}`, async context => {
      const modem = portModem({ 'AT+CEREG?': ['+CEREG: 2,1,"00C3","0000A1B2",7', 'OK'] });
      const { call, up } = await startedGateway(context, { modems: { typeStrict } }, { modems: [modem] });
      await up(0);
      const [info] = itemsOf((await call('/api/get_port_info?port=0&info_type=type')).body, 'info');
      assert.equal(info?.type, type);
    });
});

describe('a stop', () => {
  test('waits for the message that is being sent as long as stopWithin allows, and no longer', async context => {
    const modem = portModem({}, []);
    const { gateway, clock, call, until, passUntil } = await startedGateway(
      context,
      { stopWithin: 7 },
      { modems: [modem] },
    );
    await call('/api/send_sms', { text: 'x', param: [{ number: '+491700000001', user_id: 1 }] });
    await until(() => modem.sent.some(text => text.startsWith('AT+CMGS=')));
    const stopping = gateway.stop();
    assert.equal(gateway.stop(), gateway.stop());
    await until(() =>
      call('/healthz').then(
        () => false,
        () => true,
      ),
    );
    await turns(100);
    assert.equal(await passUntil(() => modem.closed, 6500), undefined);
    assert.notEqual(await passUntil(() => modem.closed, 1000), undefined);
    await stopInTime(gateway, clock);
    await stopping;
  });

  test('is told to the receiver of events, as the start is, with the number of ports', async context => {
    const { heard, url } = await eventReceiver(context);
    const push = { targets: [{ name: 'one', url, kinds: ['device'] }] };
    const { gateway, clock, until } = await startedGateway(
      context,
      { push },
      { modems: [portModem(), portModem()] },
    );
    await until(() => heard.length > 0);
    await stopInTime(gateway, clock);
    assert.deepEqual(
      heard.map(event => [event.status ?? Reflect.get(Object(event.device), 'status')]),
      [['power_on'], ['power_off']],
    );
  });

  test('lets go of folder and address: the next start takes them', async context => {
    const folder = temporaryFolder(context);
    const first = await startedGateway(context, {}, { folder });
    const [address] = first.gateway.addresses;
    await stopInTime(first.gateway, first.clock);
    const again = await startedGateway(
      context,
      { http: { port: address?.port, users: [settingsUser] } },
      { folder },
    );
    assert.equal(again.gateway.addresses[0]?.port, address?.port);
    assert.equal(again.gateway.serialNumber, first.gateway.serialNumber);
  });
});

describe('a start that cannot be', () => {
  test('because its address is taken lets go of the folder', async context => {
    const folder = temporaryFolder(context);
    const other = createTcpServer();
    const listening = Promise.withResolvers<void>();
    other.listen(0, '127.0.0.1', () => listening.resolve());
    await listening.promise;
    context.after(() => other.close());
    const bound = other.address();
    const port = typeof bound === 'object' ? bound?.port : 0;
    const config = settingsIn(folder, { http: { port, users: [settingsUser] } });
    await assert.rejects(startGateway(config, { log: silent }), { code: 'EADDRINUSE' });
    await startedGateway(context, {}, { folder });
  });

  test('because another gateway uses the folder', async context => {
    const { folder } = await startedGateway(context);
    await assert.rejects(startGateway(settingsIn(folder, {}), { log: silent }), StoreError);
  });

  const short = { name: 'admin', password: 'short' };
  const behindProxy = { port: 0, users: [short], publicOrigin: 'https://sms.example.com' };
  test('because a password is short and others can reach it', async context => {
    const config = settingsIn(temporaryFolder(context), { http: behindProxy });
    await assert.rejects(startGateway(config, { log: silent }), /fewer than 8 characters.*sms\.example\.com/);
  });

  test('is one with http.allowShortPasswords, which holds for users that are made later too', async context => {
    const made = { name: 'later', password: 'tiny', role: 'viewer' };
    const users = [{ ...short }, settingsUser];
    const strict = await startedGateway(context, { http: { ...behindProxy, users: [settingsUser] } });
    assert.equal((await strict.call('/v1/users', made)).status, 400);
    const http = { ...behindProxy, users: [users[1], { name: 'other', password: 'short' }] };
    const lenient = await startedGateway(context, { http: { ...http, allowShortPasswords: true } });
    assert.equal((await lenient.call('/v1/users', made)).status, 201);
    assert.ok(lenient.log.some(({ msg }) => /"other" has fewer than 8 characters/.test(`${msg}`)));
  });

  test('has a user who is made at the first start alone, where the settings name none', async context => {
    const folder = temporaryFolder(context);
    const first = await startedGateway(context, { http: { port: 0 } }, { folder });
    assert.equal(first.gateway.firstUser?.name, 'admin');
    await stopInTime(first.gateway, first.clock);
    const second = await startedGateway(context, { http: { port: 0 } }, { folder });
    assert.equal(second.gateway.firstUser, undefined);
  });
});

describe('a forgotten password', () => {
  test('is replaced while the gateway does not run, and opens the API', async context => {
    const folder = temporaryFolder(context);
    const first = await startedGateway(context, { http: { port: 0 } }, { folder });
    await stopInTime(first.gateway, first.clock);
    const { name, password } = await resetPassword(
      settingsIn(folder, { http: { port: 0 } }),
      silent,
      'admin',
    );
    assert.notEqual(password, first.gateway.firstUser?.password);
    const { gateway } = await startedGateway(context, { http: { port: 0 } }, { folder });
    const url = `http://127.0.0.1:${gateway.addresses[0]?.port}/v1/users`;
    const answer = await fetch(url, { headers: { authorization: `Basic ${btoa(`${name}:${password}`)}` } });
    assert.equal(answer.status, 200);
  });

  test('of a user of the settings is changed there', async context => {
    const config = settingsIn(temporaryFolder(context), {});
    await assert.rejects(
      resetPassword(config, silent, 'admin'),
      new ConfigError('http.users: "admin" stands in the settings file and is changed there'),
    );
  });

  test('is not replaced under a gateway that runs', async context => {
    const { folder } = await startedGateway(context);
    await assert.rejects(resetPassword(settingsIn(folder, {}), silent, 'other'), StoreError);
  });
});

describe('settings that are read again', () => {
  test('are in force at once, and the log names those that need a restart', async context => {
    const { gateway, folder, log, call } = await startedGateway(context, { logLevel: 'info' });
    gateway.reload(settingsIn(folder, { logLevel: 'info', sms: { queueLimit: 7 } }));
    assert.partialDeepStrictEqual((await call('/v1/settings')).body, { sms: { queueLimit: 7 } });
    assert.partialDeepStrictEqual(log.at(-1), { msg: 'settings reloaded', restart: [] });
    gateway.reload(settingsIn(folder, { logLevel: 'info', stopWithin: 3, timeZone: 'UTC' }));
    assert.partialDeepStrictEqual(
      log.findLast(({ msg }) => /reloaded/.test(`${msg}`)),
      { msg: 'settings reloaded; some need a restart', restart: ['stopWithin', 'timeZone'] },
    );
  });

  test('set the level of the log and of the logs of ports', async context => {
    const modem = portModem();
    const { log, call, up, passUntil } = await startedGateway(
      context,
      { logLevel: 'info' },
      { modems: [modem] },
    );
    const lines = () => log.filter(({ port }) => port === 0).length;
    await up(0);
    await call('/v1/settings', { logLevel: 'error' }, 'PATCH');
    const before = lines();
    modem.drop('unplugged');
    await passUntil(() => false, 5000);
    assert.equal(lines(), before);
  });
});

describe('the settings of a port', () => {
  test('slotCommand chooses the SIM where the modem itself does not', async context => {
    const folder = temporaryFolder(context);
    const file = join(folder, 'slot');
    const modem = portModem({ 'AT+CFUN=0': ['OK'], 'AT+CFUN?': ['+CFUN: 1', 'OK'] });
    const command = ['/bin/sh', '-c', `echo "{port} {slot}" > ${file}.new && mv ${file}.new ${file}`];
    const { call, up, until } = await startedGateway(
      context,
      {},
      { folder, modems: { 5: modem }, port: { slots: 3, slotCommand: command } },
    );
    await up(5);
    assert.equal((await call('/v1/ports/5/actions', { action: 'slot', param: 2 })).status, 202);
    await until(() => existsSync(file));
    assert.equal(readFileSync(file, 'utf8'), '5 2\n');
    assert.equal(
      modem.sent.some(text => text.startsWith('AT+CSUS=')),
      false,
    );
  });

  for (const deleteSentMessages of [true, false])
    test(`deleteSentMessages ${deleteSentMessages}: sent messages of the modem ${deleteSentMessages ? 'go' : 'stay'} when its storage is full`, async context => {
      const full = '+CPMS: 2,2,0,30,0,30';
      const modem = portModem({
        'AT+CPMS="SM","SM","SM"': [full, 'OK'],
        'AT+CPMS="SM"': [full, 'OK'],
        'AT+CMGL=4': [`+CMGL: 1,3,,39`, DELIVER, `+CMGL: 2,2,,39`, DELIVER, 'OK'],
        'AT+CMGD=1': ['OK'],
        'AT+CMGD=2': ['OK'],
      });
      const { up, log } = await startedGateway(
        context,
        {},
        { modems: [modem], port: { deleteSentMessages } },
      );
      await up(0);
      // Somebody may still want to send a message that is stored unsent.
      assert.deepEqual([modem.count('AT+CMGD=1') > 0, modem.count('AT+CMGD=2')], [deleteSentMessages, 0]);
      assert.ok(
        log.some(({ msg }) => /storage SM is full of 2 messages that this modem sent/.test(`${msg}`)),
      );
    });

  const clocks = [
    ['sweepInterval', 'AT+CPMS="ME"', 400],
    ['signalInterval', 'AT+CSQ', 50],
  ] as const;
  for (const [setting, command, seconds] of clocks)
    test(`modems.${setting} ${seconds}: ${command} is sent again after as many seconds`, async context => {
      // With its operator: a modem that refuses many commands in a row is looked at before its time.
      const operator = {
        'AT+COPS=3,0': ['OK'],
        'AT+COPS=3,2': ['OK'],
        'AT+COPS?': ['+COPS: 0,0,"Operator",7', 'OK'],
      };
      const modem = portModem({ 'AT+CMGL=4': ['OK'], ...operator });
      const { up, passUntil } = await startedGateway(
        context,
        { modems: { [setting]: seconds } },
        { modems: [modem] },
      );
      await up(0);
      const before = modem.count(command);
      const early = await passUntil(() => modem.count(command) > before, seconds * 1000 - 1000);
      assert.equal(early, undefined);
      assert.notEqual(await passUntil(() => modem.count(command) > before, 2000), undefined);
    });

  test('gap and pacing.jitter hold messages of one port apart', async context => {
    const modem = portModem();
    const { call, up, until, passUntil } = await startedGateway(
      context,
      { pacing: { jitter: 1 } },
      { modems: [modem], port: { gap: 20 } },
    );
    await up(0);
    const param = [1, 2].map(user_id => ({ number: `+49170000000${user_id}`, user_id }));
    await call('/api/send_sms', { text: 'x', param });
    const sent = () => modem.sent.filter(text => text.startsWith('AT+CMGS=')).length;
    const first = async () => itemsOf((await call('/api/query_sms_result?user_id=1')).body, 'result')[0];
    await until(async () => (await first())?.status === 'SENT_OK');
    // 20 s, longer by half of the jitter: the random number of these tests is 0.5.
    assert.equal(await passUntil(() => sent() > 1, 29_000), undefined);
    await passUntil(() => sent() > 1, 1500);
    await until(() => sent() === 2);
  });

  test('limits.smsPerMonth ends the sending of a SIM, and is shown as what is left', async context => {
    const modem = portModem();
    const { call, up, until, passUntil } = await startedGateway(
      context,
      { limits: { smsPerMonth: 2 } },
      { modems: [modem] },
    );
    await up(0);
    const param = [1, 2, 3].map(user_id => ({ number: `+49170000000${user_id}`, user_id }));
    await call('/api/send_sms', { text: 'x', param });
    const sent = () => modem.sent.filter(text => text.startsWith('AT+CMGS=')).length;
    await until(() => sent() === 2);
    await passUntil(() => false, 60_000);
    assert.equal(sent(), 2);
    assert.partialDeepStrictEqual((await call('/v1/ports/0')).body, { limits_left: { smsPerMonth: 0 } });
  });
});

describe('a module that falls silent', () => {
  test('is reset, and the receiver of events learns it', async context => {
    const { heard, url } = await eventReceiver(context);
    const modem = portModem();
    const { up, until, passUntil } = await startedGateway(
      context,
      { push: { targets: [{ name: 'one', url, kinds: ['exception_info'] }] } },
      { modems: { 4: modem } },
    );
    await up(4);
    for (const command of modem.answers.keys()) modem.answers.set(command, []);
    assert.notEqual(await passUntil(() => modem.count('AT+CFUN=1,1') > 0, 300_000), undefined);
    await until(() => heard.length > 0);
    assert.match(JSON.stringify(heard[0]), /"port":4.*"call_fail".*"reset"/);
  });
});
