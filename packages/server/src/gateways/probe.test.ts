/** The kind of gateway at an address, by its answers alone, and with one try of the password. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { describe, type TestContext, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { fakeClock } from '@simgate/daemon/testing';
import { type Heard, noSignal, recordedContext } from '../testing/recorded-driver.ts';
import type { DriverContext } from './context.ts';
import { probe } from './probe.ts';
import { SimgateDriver } from './simgate-driver.ts';
import { troubleOf } from './trouble.ts';
import { VendorLine } from './vendor/vendor-line.ts';

type Answer = (response: ServerResponse) => void;

function json(body: object): Answer {
  return response =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const page: Answer = response => response.writeHead(404, { 'content-type': 'text/html' }).end('<html>');
const refuses: Answer = response => response.writeHead(401).end();
const breaks: Answer = response => response.destroy();
const ports = json({ error_code: 200, sn: 'a1', info: [] });

/** Probes a peer that answers so to /v1 and to the vendor's API, and gives the paths that were asked for. */
async function probed(t: TestContext, own: Answer, vendor: Answer) {
  const asked: string[] = [];
  const peer = createServer((request, response) => {
    const [path = ''] = String(request.url).split('?');
    asked.push(path);
    (path.startsWith('/v1/') ? own : vendor)(response);
  }).listen(0, '127.0.0.1');
  await once(peer, 'listening');
  t.after(() => {
    peer.close();
    peer.closeAllConnections();
  });
  const address = `http://127.0.0.1:${(peer.address() as AddressInfo).port}`;
  const { context } = recordedContext({ address, user: 'admin', password: 'p' });
  return { finding: await probe(context, noSignal), asked };
}

const SESSION = '/v1/session';
const PORTS = '/api/get_port_info';

describe('a gateway', { timeout: 20_000 }, () => {
  type Row = readonly [
    name: string,
    own: Answer,
    vendor: Answer,
    found: string | undefined,
    asked: readonly string[],
  ];
  const rows: readonly Row[] = [
    ['with a session and a serial number is ours', json({ serial_number: 'a1' }), page, 'simgate', [SESSION]],
    ['with another page there is original hardware', json({}), ports, 'vendor', [SESSION, PORTS]],
    ['without that page is original hardware', page, ports, 'vendor', [SESSION, PORTS]],
    [
      'whose page has no end is none of ours',
      json({ serial_number: 'a1', more: 'x'.repeat(70_000) }),
      ...[ports, undefined, [SESSION]],
    ],
    ['that refuses the password is not asked twice', refuses, ports, undefined, [SESSION]],
    ['that breaks the connection is not asked twice', breaks, ports, undefined, [SESSION]],
    ['that does so as original hardware neither', page, breaks, undefined, [SESSION, PORTS]],
  ] as const;
  for (const [name, own, vendor, found, asked] of rows)
    test(name, async t => {
      const got = await probed(t, own, vendor);
      assert.deepEqual([got.finding.found, got.asked], [found, asked], JSON.stringify(got.finding));
    });
});

describe('a gateway to which no connection comes to stand within half the time of an answer', {
  timeout: 20_000,
}, () => {
  const rows: [
    name: string,
    reasonOf: (context: DriverContext, heard: Heard, t: TestContext) => Promise<string>,
  ][] = [
    [
      'is not found out',
      async context => {
        const finding = await probe(context, noSignal);
        return finding.found === undefined ? finding.trouble.reason : finding.found;
      },
    ],
    [
      'is no original hardware',
      async context => {
        const result = await new VendorLine(context).call(client => client.querySmsInQueue());
        return result.ok ? '' : troubleOf(result.error).reason;
      },
    ],
    [
      'is not ours',
      async (context, heard, t) => {
        const driver = new SimgateDriver(context);
        t.after(() => driver.close());
        while (heard.states.length === 0) await turn();
        return heard.states[0]?.[1] ?? '';
      },
    ],
  ];
  for (const [name, reasonOf] of rows)
    test(name, async t => {
      // It takes the connection, and never begins with TLS.
      const peer = createTcpServer(() => {}).listen(0, '127.0.0.1');
      await once(peer, 'listening');
      t.after(() => peer.close());
      peer.unref();
      const { context, heard } = recordedContext({
        address: `https://127.0.0.1:${(peer.address() as AddressInfo).port}`,
        ...{ user: 'admin', password: 'p', answerMs: 30_000, clock: fakeClock() },
      });
      t.mock.timers.enable({ apis: ['setTimeout'] });
      let reason: string | undefined;
      void reasonOf(context, heard, t).then(found => {
        reason = found;
      });
      for (let turns = 0; turns < 1000 && reason === undefined; turns += 1) {
        t.mock.timers.tick(500);
        await turn();
      }
      assert.equal(reason, 'it cannot be reached: no connection within 15 s');
    });
});
