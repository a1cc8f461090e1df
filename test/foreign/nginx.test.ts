/** The recipe of docs/behind-a-proxy.md, run as it stands there with Debian's nginx. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createClient } from '@simgate/api';
import { type GatewayProgram, startGatewayProgram } from '../end-to-end/support/gateway.ts';
import { type ChildProgram, runProgram, startProgram } from './support/child-program.ts';
import { missing, pathOf } from './support/foreign-program.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

function recipe(): string {
  const page = readFileSync(join(import.meta.dirname, '../../docs/behind-a-proxy.md'), 'utf8');
  const [, text] = /```nginx\n([\s\S]*?)```/.exec(page) ?? [];
  assert.ok(text);
  return text;
}

/** A port that is free now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function settingsOf(folder: string, port: number, gateway: string): string {
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    name => `${name}_temp_path ${folder}/${name};`,
  );
  return `daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log stderr notice;
events { worker_connections 64; }
http {
  access_log off; ${paths.join(' ')}
  server { listen 127.0.0.1:${port}; server_name sms.example.com;
${recipe().replace('http://127.0.0.1:8080/', `${gateway}/`)}
  }
}`;
}

describe('behind nginx with a path prefix', { skip: missing('nginx', 'curl'), timeout: 90_000 }, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let gateway: GatewayProgram;
  let nginx: ChildProgram;
  let base: string;

  const start = async (settings: Record<string, string>) => {
    gateway = await startGatewayProgram(join(folder.path, 'data'), {
      SIMGATE_VIRTUAL_PORTS: '2',
      ...settings,
    });
    const port = await freePort();
    base = `http://127.0.0.1:${port}/sms`;
    const file = join(folder.path, 'nginx.conf');
    await writeFile(file, settingsOf(folder.path, port, gateway.url));
    nginx = startProgram(pathOf('nginx') ?? 'nginx', ['-p', folder.path, '-c', file, '-e', 'stderr']);
    await nginx.waitFor(/start worker process /);
  };

  const end = async () => {
    await nginx.end('SIGTERM');
    await gateway.program.end();
  };

  before(async () => {
    folder = await temporaryFolder('nginx');
    await mkdir(join(folder.path, 'data'));
    await start({
      SIMGATE_HTTP_PUBLIC_ORIGIN: 'http://sms.example.com',
      SIMGATE_HTTP_PATH_PREFIX: '/sms',
      SIMGATE_HTTP_TRUSTED_PROXIES: '127.0.0.1',
    });
  });

  after(async () => {
    await end();
    await folder.remove();
  });

  const body = '{"text":"x","param":[{"number":"710001"}]}';
  const post = async (how: string, ...more: string[]) => {
    const login = [how, '-u', `${gateway.user}:${gateway.password}`];
    const json = ['-H', 'Content-Type: application/json', '-d', body];
    return runProgram('curl', ['-sS', ...login, ...json, ...more, `${base}/api/send_sms`]);
  };

  for (const how of ['--basic', '--digest', '--anyauth'])
    test(`curl ${how}`, async () => {
      const { output } = await post(how, '-H', 'Host: sms.example.com');
      assert.equal(JSON.parse(output).error_code, 202, output);
    });

  test('our own client, on one nonce', async () => {
    const client = createClient({ baseUrl: base, user: gateway.user, password: gateway.password });
    for (let time = 0; time < 3; time++) assert.ok((await client.querySmsInQueue()).ok);
  });

  test('a page of the public origin may send, one of another may not', async () => {
    const of = (origin: string) => post('--basic', '-H', `Origin: ${origin}`, '-w', '%{http_code}');
    assert.match((await of('http://sms.example.com')).output, /200$/);
    assert.match((await of('http://evil.example.com')).output, /403$/);
    assert.match(gateway.program.output(), /Origin was http:\/\/evil\.example\.com: set http\.publicOrigin/);
  });

  test('events pass at once', async () => {
    const authorization = `Basic ${btoa(`${gateway.user}:${gateway.password}`)}`;
    const response = await fetch(`${base}/v1/events`, { headers: { authorization } });
    const reader = response.body?.getReader();
    const first = await reader?.read();
    assert.match(new TextDecoder().decode(first?.value), /^: the stream begins/);
    await reader?.cancel();
  });

  test('a client is known by its own address, not by the one it claims', async () => {
    await runProgram('curl', [
      '-sS',
      '-u',
      'nobody:wrong',
      '-H',
      'X-Forwarded-For: 203.0.113.7',
      `${base}/api/get_cdr`,
    ]);
    await gateway.program.waitFor(/"address":"127\.0\.0\.1".*wrong user or password/);
    assert.doesNotMatch(gateway.program.output(), /203\.0\.113\.7/);
  });

  test('without the settings the log names them', async () => {
    await end();
    await start({});
    assert.match((await post('--digest', '-w', '%{http_code}')).output, /401$/);
    await gateway.program.waitFor(/set http\.pathPrefix to \/sms/);
    assert.match((await post('--basic', '-H', 'Host: sms.example.com', '-w', '%{http_code}')).output, /403$/);
    await gateway.program.waitFor(/set http\.publicOrigin to .*sms\.example\.com/);
  });
});
