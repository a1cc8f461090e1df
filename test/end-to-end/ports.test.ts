/** Ports under control, on a real gateway and the virtual network: what stays after a restart, slots, limits, forwarding. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startProgram } from '../foreign/support/child-program.ts';
import { startSimulatorProcess } from '../foreign/support/simulator-process.ts';
import {
  type Answer,
  control,
  type GatewayProgram,
  instantAir,
  launcher,
  startGatewayProgram,
  until,
} from './support/gateway.ts';

const settings = {
  SIMGATE_VIRTUAL_PORTS: '3',
  SIMGATE_LIMITS_SMS_PER_DAY: '1',
};

interface Info {
  readonly [key: string]: unknown;
}

async function infoOf({ call }: GatewayProgram, port: number, types: string): Promise<Info> {
  const { info } = await call(`/api/get_port_info?port=${port}&info_type=${types}`);
  const [first] = info as Info[];
  return first ?? {};
}

function registered(gateway: GatewayProgram, port: number, reg = 'REGISTER_OK'): Promise<Info> {
  return until(
    () => infoOf(gateway, port, 'reg'),
    info => info.reg === reg,
  );
}

test('ports do as they are told, and still do after a restart', { timeout: 60_000 }, async context => {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-ports-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const gateway = await startGatewayProgram(folder, settings);
  context.after(() => gateway.program.end());
  await instantAir(gateway);
  for (const port of [0, 1, 2]) await registered(gateway, port);
  const tell = async (query: string) => (await gateway.call(`/api/set_port_info?${query}`)).error_code;

  // The line of chapter 11, and what is wrong with others.
  assert.equal(await tell('port=1&action=power&param=off'), 200);
  await registered(gateway, 1, 'POWER_OFF');
  assert.equal(await tell('port=1&action=CheckCallForward'), 500);
  for (const bad of ['port=1&action=power&param=maybe', 'port=1&action=slot&param=4', 'port=31&action=reset'])
    assert.equal(await tell(bad), 400);

  // The network itself knows of the forwarding.
  assert.equal(await tell('port=0&action=CallForward&param=Uncondational&number=123'), 200);
  await until(
    () => infoOf(gateway, 0, 'CallForward'),
    ({ CallForwarding }) => JSON.stringify(CallForwarding) === '{"Unconditional":"123"}',
  );
  assert.deepEqual(await control(`${gateway.control}/modems/0/forwarding`), { unconditional: '123' });

  // One SMS a day: the second waits for another port, the third for tomorrow.
  const send = (port: readonly number[]) =>
    gateway.call('/api/send_sms', { text: 'x', port, param: [{ number: '88201990001', user_id: 1 }] });
  await send([0]);
  await until(
    () => infoOf(gateway, 0, 'remain_daily_credit'),
    ({ remain_daily_credit: left }) => left === '0',
  );
  await send([0, 2]);
  await until(
    () => infoOf(gateway, 2, 'remain_daily_credit'),
    ({ remain_daily_credit: left }) => left === '0',
  );
  await send([0, 2]);
  assert.equal((await gateway.call('/api/query_sms_in_queue')).in_queue, 1);

  // Orders to a port survive a restart.
  await gateway.program.end();
  const program = startProgram(process.execPath, [launcher, 'gateway'], {
    env: { SIMGATE_DATA_FOLDER: folder, SIMGATE_HTTP_PORT: '0', ...settings },
  });
  context.after(() => program.end());
  const [, url = ''] = await program.waitFor(/listens on +(\S+)/);
  const authorization = `Basic ${btoa(`${gateway.user}:${gateway.password}`)}`;
  const portOf = async (port: number) =>
    (await (await fetch(`${url}/v1/ports/${port}`, { headers: { authorization } })).json()) as Info;
  const off = await until(
    () => portOf(1),
    ({ reg, trouble }) => reg === 'POWER_OFF' && trouble === 'switched off',
  );
  assert.equal(off.power, 'off');
  const first = await until(
    () => portOf(0),
    ({ sim }) => sim !== null,
  );
  assert.deepEqual(first.forwarding, { Unconditional: '123' });
  assert.deepEqual(first.limits_left, { smsPerDay: 0 });
});

interface SlotGateway {
  readonly call: (path: string) => Promise<Answer>;
  readonly credentials: string;
  readonly end: () => Promise<unknown>;
}

/** A gateway over modems of its own settings; the credentials are those of its first start. */
async function startOverModems(
  folder: string,
  modems: readonly string[],
  credentials?: string,
): Promise<SlotGateway> {
  const ports = modems.flatMap((tcp, port) => [
    [`SIMGATE_PORTS_${port}_PORT`, `${port}`],
    [`SIMGATE_PORTS_${port}_TCP`, tcp],
    [`SIMGATE_PORTS_${port}_SLOTS`, '4'],
  ]);
  const program = startProgram(process.execPath, [launcher, 'gateway'], {
    env: { SIMGATE_DATA_FOLDER: folder, SIMGATE_HTTP_PORT: '0', ...Object.fromEntries(ports) },
  });
  const [, url = ''] = await program.waitFor(/listens on +(\S+)/);
  const told = async () => (await program.waitFor(/user +(\S+), password (\S+)/)).slice(1).join(':');
  const user = credentials ?? (await told());
  const headers = { authorization: `Basic ${btoa(user)}` };
  const call = async (path: string) => (await (await fetch(`${url}${path}`, { headers })).json()) as Answer;
  return { call, credentials: user, end: () => program.end() };
}

/** Sends commands to a modem that nobody else speaks with, each behind the answer to the one before. */
async function command(host: string, port: number, commands: readonly string[]): Promise<void> {
  const socket = connect(port, host);
  for (const text of commands) {
    const answered = new Promise<void>(resolve => {
      let heard = '';
      socket.on('data', function hear(octets) {
        heard += octets;
        if (!/^(OK|ERROR)/m.test(heard)) return;
        socket.off('data', hear);
        resolve();
      });
    });
    socket.write(`${text}\r`);
    await answered;
  }
  socket.destroy();
}

test('ports go to another SIM and stay with it', { timeout: 60_000 }, async context => {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-slots-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  // By the standard's command, by a maker's own, and a stick that knows no slots.
  const personas = ['generic', 'quectel', 'huawei'];
  const simulator = await startSimulatorProcess({ modems: 3, personas, network: {} });
  context.after(() => simulator.end());
  const modems = simulator.ports.map(({ host, port }) => `${host}:${port}`);
  let gateway = await startOverModems(folder, modems);
  context.after(() => gateway.end());

  const types = 'imsi,iccid,slot,reg';
  const infoWhen = async (port: number, wanted: (info: Info) => boolean): Promise<Info> => {
    const ask = async () => (await gateway.call(`/api/get_port_info?port=${port}&info_type=${types}`)).info;
    const [info = {}] = await until(
      async () => (await ask()) as Info[],
      ([one = {}]) => wanted(one),
    );
    return info;
  };
  const serving = (port: number, slot: number): Promise<Info> =>
    infoWhen(port, info => info.reg === 'REGISTER_OK' && info.slot === slot);
  const choose = async (port: number, slot: number) =>
    (await gateway.call(`/api/set_port_info?port=${port}&action=slot&param=${slot}`)).error_code;
  const inModem = (port: number) => simulator.ask<Info>(`/modems/${port}`);
  for (const port of [0, 1, 2]) await serving(port, 0);

  for (const [port, slot] of [
    [0, 1],
    [1, 3],
  ] as const) {
    const before = await serving(port, 0);
    assert.equal(await choose(port, slot), 200);
    const after = await serving(port, slot);
    const { imsi, iccid } = await inModem(port);
    assert.deepEqual([after.imsi, after.iccid], [imsi, iccid]);
    assert.notEqual(after.imsi, before.imsi);
    assert.notEqual(after.iccid, before.iccid);
  }

  // Never through another SIM than the one wanted; back at the one it has, it serves again.
  assert.equal(await choose(2, 1), 200);
  const { trouble } = await until(
    () => gateway.call('/v1/ports/2'),
    ({ reg }) => reg !== 'REGISTER_OK',
  ).then(() =>
    until(
      () => gateway.call('/v1/ports/2'),
      port => `${port.trouble}`.startsWith('slot 1'),
    ),
  );
  assert.match(`${trouble}`, /^slot 1 cannot be chosen: /);
  assert.equal(await choose(2, 0), 200);
  await serving(2, 0);

  // A change of the modem by somebody else is undone.
  const wanted = await serving(0, 1);
  await gateway.end();
  const [first] = simulator.ports;
  assert.ok(first !== undefined);
  await command(first.host, first.port, ['AT+CFUN=0', 'AT+CSUS=0', 'AT+CFUN=1']);
  assert.notEqual((await inModem(0)).imsi, wanted.imsi);
  gateway = await startOverModems(folder, modems, gateway.credentials);
  assert.deepEqual(await serving(0, 1), wanted);
  assert.equal((await serving(1, 3)).imsi, (await inModem(1)).imsi);
});
