import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type FleetAddresses, startFleetProgram } from './program.ts';

const program = fileURLToPath(new URL('./test-program.ts', import.meta.url));

describe('the program', () => {
  const ends: readonly [title: string, end: (child: ChildProcess) => void][] = [
    ['SIGTERM', child => void child.kill('SIGTERM')],
    ['the end of its parent', child => child.disconnect()],
  ];
  for (const [title, end] of ends) {
    test(`tells its addresses and ends cleanly on ${title}`, async () => {
      const child = fork(program, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'], execArgv: [] });
      let output = '';
      child.stdout?.on('data', (octets: Buffer) => {
        output += octets.toString();
      });
      const [addresses] = (await once(child, 'message')) as [FleetAddresses];
      assert.equal(addresses.gateways.length, 3);
      assert.equal((await fetch(`${addresses.gateways[2]}/api/query_sms_in_queue`)).status, 401);
      assert.equal((await fetch(`${addresses.control}/gateways/2`)).status, 200);
      assert.ok(child.stdout);
      const silent = once(child.stdout, 'end');
      const gone = once(child, 'exit');
      end(child);
      assert.deepEqual(await gone, [0, null]);
      await silent;
      assert.match(
        output,
        /^3 gateways of 2 ports: http:\/\/127\.0\.0\.1:\d+ to http:\/\/127\.0\.0\.1:\d+$/m,
      );
      assert.match(output, /^control: http:\/\/127\.0\.0\.1:\d+$/m);
    });
  }

  const refused: readonly [
    title: string,
    options: Parameters<typeof startFleetProgram>[0],
    reason: RegExp,
  ][] = [
    ['no gateway', { gateways: 0 }, /^gateways is 0; it has to be a whole number from 1 to 10000$/],
    ['10,001 gateways', { gateways: 10_001 }, /^gateways is 10001/],
    ['33 ports', { ports: 33 }, /^ports is 33/],
    ['half a port', { ports: 0.5 }, /^ports is 0.5/],
    ['HTTPS by path', { tls: true, addressing: 'path' }, /^tls needs one listener/],
  ];
  for (const [title, options, message] of refused) {
    test(`does not start with ${title}`, () => assert.rejects(startFleetProgram(options), { message }));
  }

  test('a port in use stops the start, and nothing is left listening', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const address = blocker.address();
    assert.ok(typeof address === 'object' && address);
    await assert.rejects(startFleetProgram({ controlPort: address.port }), { code: 'EADDRINUSE' });
    await assert.rejects(startFleetProgram({ basePort: address.port, controlPort: 0 }), {
      code: 'EADDRINUSE',
    });
    const before = { gateways: 2, basePort: address.port - 1, controlPort: 0 };
    await assert.rejects(startFleetProgram(before), { code: 'EADDRINUSE' });
    await assert.rejects(fetch(`http://127.0.0.1:${address.port - 1}`), (error: Error) => {
      return (error.cause as NodeJS.ErrnoException).code === 'ECONNREFUSED';
    });
    blocker.close();
  });
});

describe('gateways are told apart', () => {
  const rows = [
    ['port', [/^http:\/\/127\.0\.0\.1:(\d+)$/, /^http:\/\/127\.0\.0\.1:(\d+)$/]],
    ['address', [/^http:\/\/127\.1\.0\.1:(\d+)$/, /^http:\/\/127\.1\.0\.2:(\d+)$/]],
    ['path', [/^http:\/\/127\.0\.0\.1:(\d+)\/gateways\/0$/, /^http:\/\/127\.0\.0\.1:(\d+)\/gateways\/1$/]],
  ] as const;
  for (const [addressing, patterns] of rows) {
    test(`by ${addressing}`, async t => {
      const login = { auth: 'basic' } as const;
      const running = await startFleetProgram({ gateways: 2, addressing, controlPort: 0, quirks: login });
      t.after(running.close);
      const serials = await Promise.all(
        running.gateways.map(async (url, at) => {
          assert.match(url, patterns[at] ?? /never/);
          const headers = { Authorization: `Basic ${Buffer.from('admin:admin').toString('base64')}` };
          const answer = await fetch(`${url}/api/query_sms_in_queue`, { headers });
          return ((await answer.json()) as { sn: string }).sn;
        }),
      );
      assert.equal(new Set(serials).size, 2);
    });
  }
});
