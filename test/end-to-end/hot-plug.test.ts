import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { willingModem } from '../../packages/gateway/src/at/testing.ts';
import { atResponder, machineAt } from '../../packages/gateway/src/devices/testing.ts';
import {
  noPseudoTerminal,
  type PseudoTerminal,
  pseudoTerminal,
} from '../../packages/gateway/src/link/testing.ts';
import { type ChildProgram, startProgram } from '../foreign/support/child-program.ts';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';
import { launcher, loginOf, until } from './support/gateway.ts';

const answers = Object.fromEntries(
  Object.entries(willingModem).flatMap(([command, script]) =>
    typeof script === 'function' ? [] : [[command, script] as const],
  ),
);

describe('ports: auto', { timeout: 90_000, skip: noPseudoTerminal }, () => {
  const endings: (() => unknown)[] = [];
  const context = { after: (ending: () => unknown) => void endings.push(ending) };
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let machine: ReturnType<typeof machineAt>;
  let gateway: ChildProgram;
  let portStates: () => Promise<Record<string, string>>;

  /** A modem that registers at home, in a socket; the returned terminal is its wire. */
  async function plug(ports: string, serial: string, tty: string): Promise<PseudoTerminal> {
    const terminal = await pseudoTerminal(context);
    terminal.hears(atResponder(answers, text => terminal.sends(Buffer.from(text, 'latin1'))));
    const interfaces = [{ number: 2, driver: 'option', tty, leadsTo: terminal.path }];
    machine.plug({ ports, ids: 'cccc:0001', serial, interfaces });
    return terminal;
  }

  async function start(): Promise<void> {
    gateway = startProgram(process.execPath, [launcher, 'gateway'], {
      env: {
        ...{ SIMGATE_DATA_FOLDER: join(folder.path, 'data'), SIMGATE_HTTP_PORT: '0', SIMGATE_PORTS: 'auto' },
        ...{ SIMGATE_DISCOVERY_ROOT: machine.root, SIMGATE_MODEMS_REOPEN_DELAY_MAXIMUM: '600' },
      },
    });
    const [, url = ''] = await gateway.waitFor(/listens on +(\S+)/);
    const { user, password } = await loginOf(gateway, join(folder.path, 'data'));
    await gateway.waitFor(/api\/send_sms/);
    const headers = { authorization: `Basic ${btoa(`${user}:${password}`)}` };
    portStates = async () => {
      const response = await fetch(`${url}/api/get_port_info?info_type=reg`, { headers });
      const { info = [] } = (await response.json()) as { info?: { port: number; reg: string }[] };
      return Object.fromEntries(info.map(({ port, reg }) => [port, reg]));
    };
  }

  const become = (wanted: Record<string, string>) =>
    until(portStates, states => JSON.stringify(states) === JSON.stringify(wanted));

  before(async () => {
    folder = await temporaryFolder('hot-plug');
    const root = join(folder.path, 'machine');
    mkdirSync(root);
    machine = machineAt(root);
  });

  after(async () => {
    await gateway.end();
    for (const ending of endings.reverse()) await ending();
    await folder.remove();
  });

  test('modems that come and go keep their numbers, over a restart of the gateway too', async () => {
    const first = await plug('1.1', 'A', 'ttyUSB0');
    await start();
    await become({ 0: 'REGISTER_OK' });

    await plug('1.2', 'B', 'ttyUSB1');
    await become({ 0: 'REGISTER_OK', 1: 'REGISTER_OK' });

    await first.hangUp();
    machine.unplug('1.1');
    await become({ 0: 'POWER_OFF', 1: 'REGISTER_OK' });

    await plug('1.7', 'A', 'ttyUSB5');
    await become({ 0: 'REGISTER_OK', 1: 'REGISTER_OK' });

    machine.unplug('1.7');
    await gateway.end();
    await start();
    await become({ 0: 'POWER_OFF', 1: 'REGISTER_OK' });
    assert.match(gateway.output(), /not plugged in/);
  });
});
