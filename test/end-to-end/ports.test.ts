/** Ports under control, on a real gateway and the virtual network: what stays after a restart, slots, limits, forwarding. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startProgram } from '../foreign/support/child-program.ts';
import {
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

const infoOf = async ({ call }: GatewayProgram, port: number, types: string): Promise<Info> => {
  const { info } = await call(`/api/get_port_info?port=${port}&info_type=${types}`);
  const [first] = info as Info[];
  return first ?? {};
};

const registered = (gateway: GatewayProgram, port: number, reg = 'REGISTER_OK'): Promise<Info> =>
  until(
    () => infoOf(gateway, port, 'reg'),
    info => info.reg === reg,
  );

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

  // What people told a port outlives the program.
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
