/** The process of the embedded virtual network is killed under the gateway. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';
import { type Answer, control, type GatewayProgram, startGatewayProgram, until } from './support/gateway.ts';

/** The process whose parent is `parent`, by /proc (proc_pid_stat(5), field 4). */
function childOf(parent: number): number {
  const found = readdirSync('/proc')
    .map(Number)
    .filter(Number.isInteger)
    .find(pid => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent;
      } catch {
        return false;
      }
    });
  if (found === undefined) throw new Error(`process ${parent} has no child`);
  return found;
}

describe('the virtual network is killed', { timeout: 120_000 }, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let gateway: GatewayProgram;

  before(async () => {
    folder = await temporaryFolder('virtual-network');
    gateway = await startGatewayProgram(folder.path, {
      ...{ SIMGATE_VIRTUAL_PORTS: '2', SIMGATE_MODEMS_REOPEN_DELAY_MAXIMUM: '2' },
    });
  });

  after(async () => {
    await gateway?.program.end();
    await folder?.remove();
  });

  const untilAll = (wanted: (reg: string) => boolean): Promise<Answer> =>
    until(
      () => gateway.call('/api/get_port_info?info_type=reg'),
      ({ info }) => (info as { reg: string }[]).every(({ reg }) => wanted(reg)),
    );

  test('its ports are out of service, and come back on the same addresses', async () => {
    await untilAll(reg => reg === 'REGISTER_OK');
    process.kill(childOf(gateway.program.pid), 'SIGKILL');
    await untilAll(reg => reg !== 'REGISTER_OK');
    await gateway.program.waitFor(/the virtual modems ended and are started again/);
    await untilAll(reg => reg === 'REGISTER_OK');
    await control(`${gateway.control}/modems/1/messages`, 'POST', { from: '+491701', text: 'back again' });
    const inbox = await until(
      () => gateway.call('/api/query_incoming_sms?flag=all'),
      ({ sms }) => (sms as unknown[]).length > 0,
    );
    assert.partialDeepStrictEqual(inbox.sms, [{ port: 1, text: 'back again' }]);
  });
});
