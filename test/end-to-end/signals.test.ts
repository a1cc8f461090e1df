/** How the gateway takes the signals of a supervisor, a terminal and npm. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { startProgram } from '../foreign/support/child-program.ts';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';
import { launcher } from './support/gateway.ts';

describe('signals', { timeout: 60_000 }, () => {
  test('SIGHUP reads the settings again; settings that are wrong leave all as it is', async t => {
    const folder = await temporaryFolder('signals');
    t.after(folder.remove);
    const file = join(folder.path, 'simgate.yaml');
    await writeFile(file, 'logLevel: warn\nsms: {queueLimit: 0}\n');
    const program = startProgram(process.execPath, [launcher, 'gateway', '--config', file], {
      env: { SIMGATE_DATA_FOLDER: join(folder.path, 'data'), SIMGATE_HTTP_PORT: '0' },
    });
    t.after(() => program.end());
    await program.waitFor(/api\/send_sms/);
    await writeFile(file, 'logLevel: info\nsms: {queueLimit: 5}\nstopWithin: 7\n');
    program.process.kill('SIGHUP');
    const [line = ''] = await program.waitFor(/.*settings reloaded; some need a restart.*/);
    assert.match(line, /"restart":\["stopWithin"\]/);
    await writeFile(file, 'logLevel: loud\n');
    program.process.kill('SIGHUP');
    await program.waitFor(/the settings stay as they are: .*simgate\.yaml:1: logLevel: found "loud"/);
    const { code } = await program.end('SIGTERM', 20_000);
    assert.equal(code, 0);
  });

  test('a gateway that npm started ends cleanly when npm is ended', async t => {
    const folder = await temporaryFolder('signals');
    t.after(folder.remove);
    const env = {
      SIMGATE_DATA_FOLDER: join(folder.path, 'data'),
      SIMGATE_HTTP_PORT: '0',
      npm_command: 'run-script',
    };
    // As npm does it: a shell between npm and the program, which ends at SIGTERM without it.
    const shell = startProgram('sh', ['-c', `"${process.execPath}" "${launcher}" gateway; exit $?`], { env });
    await shell.waitFor(/api\/send_sms/);
    shell.process.kill('SIGTERM');
    // The program holds its output open until it has ended.
    const { output } = await shell.ended;
    assert.doesNotMatch(output, /simgate: /);
    const again = startProgram(process.execPath, [launcher, 'gateway'], { env });
    t.after(() => again.end());
    await again.waitFor(/api\/send_sms/);
  });
});
