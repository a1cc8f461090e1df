import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { runProgram, startProgram } from '../foreign/support/child-program.ts';
import { missing } from '../foreign/support/foreign-program.ts';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';
import { type GatewayProgram, instantAir, launcher, startGatewayProgram, until } from './support/gateway.ts';

function shell(line: string) {
  return runProgram('sh', ['-c', line.replace('curl ', 'curl -sS ')]);
}

describe('what a newcomer sees after npm start', { timeout: 60_000 }, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let gateway: GatewayProgram;

  before(async () => {
    folder = await temporaryFolder('newcomer');
    gateway = await startGatewayProgram(folder.path);
    await instantAir(gateway);
  });

  after(async () => {
    await gateway.program.end();
    await folder.remove();
  });

  test('eight virtual modems register', async () => {
    const { info } = await until(
      () => gateway.call('/api/get_port_info?info_type=reg'),
      ({ info: ports }) => Array.isArray(ports) && ports.every(port => port.reg === 'REGISTER_OK'),
    );
    assert.deepEqual(
      (info as { port: number }[]).map(({ port }) => port),
      [0, 1, 2, 3, 4, 5, 6, 7],
    );
  });

  test('the last two virtual modems have four SIMs to choose from', async () => {
    const slots = async () =>
      ((await gateway.call('/api/get_port_info?port=5,6,7&info_type=slot')).info as { slot: number }[]).map(
        ({ slot }) => slot,
      );
    assert.deepEqual(await slots(), [255, 0, 0]);
    await gateway.call('/api/set_port_info?port=7&action=slot&param=1');
    await until(slots, ([, , last]) => last === 1);
  });

  test('the curl line it prints works when pasted', { skip: missing('curl') }, async () => {
    const line = /^ *(curl .*)$/m.exec(gateway.program.output())?.[1] ?? '';
    const { output, code } = await shell(line);
    assert.equal(code, 0, output);
    const answer = JSON.parse(output);
    assert.equal(answer.error_code, 202);
    assert.deepEqual(Object.keys(answer), ['error_code', 'sn', 'sms_in_queue', 'task_id']);
  });

  for (const how of ['--basic', '--digest', '--anyauth']) {
    test(`curl ${how} is let in, for GET and for POST`, { skip: missing('curl') }, async () => {
      const login = `${how} -u ${gateway.user}:${gateway.password}`;
      const get = await shell(`curl ${login} '${gateway.url}/api/query_incoming_sms?flag=all&port=0,1'`);
      assert.equal(JSON.parse(get.output).error_code, 200);
      const body = `-H 'Content-Type: application/json' -d '{"number":["12341234"],"port":[1,2,3]}'`;
      const post = await shell(`curl ${login} ${body} ${gateway.url}/api/query_sms_result`);
      assert.deepEqual(JSON.parse(post.output).result, []);
    });
  }

  test('curl is not let in with a wrong password, and the next guess has to wait', {
    skip: missing('curl'),
  }, async () => {
    const guess = () => shell(`curl -u nobody:wrong -w %{http_code} ${gateway.url}/api/query_sms_in_queue`);
    assert.match((await guess()).output, /401$/);
    assert.match((await guess()).output, /429$/);
  });

  test('the password is shown once; the next start says how to make a new one', async () => {
    await gateway.program.end();
    gateway = await startGatewayProgram(folder.path);
    assert.doesNotMatch(gateway.program.output(), new RegExp(`password ${gateway.password}`));
    assert.match(gateway.program.output(), /user +as before; .*simgate gateway reset-password/);
    assert.equal((await gateway.call('/api/query_sms_in_queue')).error_code, 200);
  });

  test('reset-password is refused while the gateway runs, and works when it does not', async () => {
    const reset = () =>
      runProgram(process.execPath, [launcher, 'gateway', 'reset-password'], {
        env: { SIMGATE_DATA_FOLDER: folder.path },
      });
    const refused = await reset();
    assert.equal(refused.code, 1);
    assert.match(refused.output, new RegExp(`process ${gateway.program.pid}\\b`));
    await gateway.program.end();
    const { code, output } = await reset();
    assert.equal(code, 0, output);
    const [, password = ''] = /^user admin, password (\S+)/m.exec(output) ?? [];
    gateway = await startGatewayProgram(folder.path);
    const ask = (login: string) =>
      fetch(`${gateway.url}/api/query_sms_in_queue`, { headers: { authorization: `Basic ${btoa(login)}` } });
    assert.equal((await ask(`admin:${password}`)).status, 200);
    assert.equal((await ask(`admin:${gateway.password}`)).status, 401);
  });

  test('a second start on the same data folder says who has it', async () => {
    const second = await runProgram(process.execPath, [launcher, 'gateway'], {
      env: { SIMGATE_DATA_FOLDER: folder.path, SIMGATE_HTTP_PORT: '0' },
    });
    assert.equal(second.code, 1);
    assert.match(second.output, new RegExp(`simgate: .*process ${gateway.program.pid}\\b`));
  });
});

describe('starts that are refused', { timeout: 60_000 }, () => {
  const start = async (env: Record<string, string>, args: string[] = []) => {
    const folder = await temporaryFolder('refused');
    const ending = await runProgram(process.execPath, [launcher, 'gateway', ...args], {
      env: { SIMGATE_DATA_FOLDER: folder.path, SIMGATE_HTTP_PORT: '0', ...env },
    });
    await folder.remove();
    return ending;
  };

  test('off loopback without a user', async () => {
    const { code, output } = await start({ SIMGATE_HTTP_HOST: '0.0.0.0' });
    assert.equal(code, 1);
    assert.match(output, /simgate: http\.users: none is set, and 0\.0\.0\.0 can be reached from elsewhere/);
  });

  test('a wrong setting', async () => {
    const { code, output } = await start({ SIMGATE_HTTP_PORT: 'many' });
    assert.equal(code, 1);
    assert.match(output, /SIMGATE_HTTP_PORT .*found "many", allowed is a whole number from 0 to 65535/);
  });

  test('a settings file that is not there', async () => {
    const { code, output } = await start({}, ['--config', 'absent.yaml']);
    assert.equal(code, 1);
    assert.match(output, /absent\.yaml: cannot be read/);
  });

  test('an address that is taken', async () => {
    const folder = await temporaryFolder('taken');
    const first = startProgram(process.execPath, [launcher, 'gateway'], {
      env: { SIMGATE_DATA_FOLDER: folder.path, SIMGATE_HTTP_PORT: '0' },
    });
    const [, port = ''] = await first.waitFor(/listens on +http:\/\/127\.0\.0\.1:(\d+)/);
    const { code, output } = await start({ SIMGATE_HTTP_PORT: port });
    assert.equal(code, 1);
    assert.match(output, new RegExp(`EADDRINUSE.*${port}`));
    await first.end();
    await folder.remove();
  });
});
