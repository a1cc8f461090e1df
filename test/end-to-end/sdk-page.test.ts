/** Runs the examples of docs/sdk.md against a gateway, as a program of its own that imports the package by its name. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runProgram } from '../foreign/support/child-program.ts';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';
import { instantAir, startGatewayProgram, until } from './support/gateway.ts';

const root = join(import.meta.dirname, '../..');

/** The examples one after the other, with the address, password and port of this run. */
function programOf(page: string, url: string, password: string): string {
  const blocks = [...page.matchAll(/^```ts\n(.*?)^```/gms)].map(match => match[1] ?? '');
  assert.ok(blocks.length >= 6, 'the page has its examples');
  return [...blocks, 'server.close();']
    .join('\n')
    .replaceAll('http://127.0.0.1:8080', url)
    .replaceAll("'PASSWORD'", JSON.stringify(password))
    .replaceAll('listen(9000', 'listen(0');
}

test('every example of docs/sdk.md runs', { timeout: 60_000 }, async () => {
  const folder = await temporaryFolder('sdk-page');
  const settings = { SIMGATE_VIRTUAL_PORTS: '2', SIMGATE_MODEMS_REGISTRATION_HOLD: '0' };
  const gateway = await startGatewayProgram(folder.path, settings);
  try {
    await instantAir(gateway);
    await until(
      () => gateway.call('/v1/ports'),
      ({ ports }) => Array.isArray(ports) && ports.every(({ can_send: ready }) => ready),
    );
    const page = readFileSync(join(root, 'docs/sdk.md'), 'utf8');
    const code = programOf(page, gateway.url, gateway.password);
    const program = ['--input-type=module-typescript', '--eval', code];
    const { code: exit, output } = await runProgram(process.execPath, program, { cwd: root });
    assert.equal(exit, 0, output);
    assert.match(output, /^task \d+\ntask \d+\ntrue DELIVERED\n/);
    assert.match(output, /^\d+ sms_result /m);
  } finally {
    await gateway.program.end();
    await folder.remove();
  }
});
