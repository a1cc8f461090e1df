/** The gateway is killed while a file is imported and while a port is removed: the file is there whole or not at all, and nothing is sent twice. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { until } from '../end-to-end/support/gateway.ts';
import {
  authorization,
  type GatewayProcess,
  startGatewayProcess,
  writeGatewaySettings,
} from '../foreign/support/gateway-process.ts';
import { type SimulatorProcess, startSimulatorProcess } from '../foreign/support/simulator-process.ts';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';

const PORTS = 3;
const LINES = 400;
const REMOVED = 2;
const numbers = Array.from({ length: LINES }, (_, index) => `+88299${1_000_000 + index}`);
const file = ['number,name', ...numbers.map((number, index) => `${number},person ${index}`)].join('\n');
const target = `/v1/messages/import?${new URLSearchParams({ text: 'Dear #param#', name: 'the file', encoding: 'auto' })}`;

interface Counts {
  readonly waiting: number;
  readonly sending: number;
  readonly sent: number;
  readonly delivered: number;
  readonly failed: number;
}
interface Listed {
  readonly tasks: readonly Counts[];
}
interface Message {
  readonly number: string;
  readonly status: string;
  readonly reason_code: string;
}

function wholeOf({ waiting, sending, sent, delivered, failed }: Counts): number {
  return waiting + sending + sent + delivered + failed;
}

describe('a gateway that is killed', { timeout: 240_000 }, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let simulator: SimulatorProcess;
  let settings: string;
  let gateway: GatewayProcess;
  let url: string;

  /** Another life on the same store. */
  async function live(): Promise<void> {
    gateway = startGatewayProcess(settings);
    url = await gateway.listening;
  }

  /** The body goes as it is read, so that a test stops it in the middle. */
  function send(body: string | ReadableStream<Uint8Array>): Promise<Response> {
    const headers = { authorization, 'content-type': 'text/csv', 'idempotency-key': 'the-file' };
    return fetch(`${url}${target}`, { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
  }

  async function ask<Answer>(path: string, method = 'GET'): Promise<Answer> {
    return (await (await fetch(`${url}${path}`, { method, headers: { authorization } })).json()) as Answer;
  }

  before(async () => {
    folder = await temporaryFolder('import-crash');
    simulator = await startSimulatorProcess({ modems: PORTS, network: { airTime: 'instant' } });
    const modems = simulator.ports.map(({ host, port }) => ({ tcp: `${host}:${port}` }));
    // A message in doubt ends soon after the kill.
    const more = { sms: { inDoubtAge: 2, inDoubtAgeWithoutReport: 2 } };
    settings = await writeGatewaySettings(folder.path, { modems, more });
    await live();
  });
  after(async () => {
    await gateway.program.end('SIGTERM', 30_000);
    await simulator.end();
    await folder.remove();
  });

  test('in the middle of a file has nothing of it', async () => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    const cut = assert.rejects(send(readable));
    await writer.write(new TextEncoder().encode(file.slice(0, file.length / 2)));
    await gateway.program.end('SIGKILL');
    await cut;
    await live();
    assert.deepEqual((await ask<Listed>('/v1/tasks')).tasks, []);
  });

  test('when the file has just gone has it whole or not at all, and takes it once', async () => {
    const answer = send(file).catch(() => undefined);
    await ask('/v1/tasks');
    await gateway.program.end('SIGKILL');
    await answer;
    await live();
    assert.equal((await send(file)).status, 202);
    assert.deepEqual((await ask<Listed>('/v1/tasks')).tasks.map(wholeOf), [LINES]);
  });

  test('when a port has just been removed leaves its messages to the others; each goes once at most, and none is lost', async () => {
    const removing = fetch(`${url}/v1/ports/${REMOVED}`, { method: 'DELETE', headers: { authorization } });
    await removing.catch(() => undefined);
    await gateway.program.end('SIGKILL');
    await live();
    const { ports } = await ask<{ ports: readonly { port: number }[] }>('/v1/ports');
    assert.deepEqual(
      ports.map(({ port }) => port),
      [0, 1],
    );
    await until(
      () => ask<Listed>('/v1/tasks'),
      ({ tasks }) => tasks.every(({ waiting, sending }) => waiting + sending === 0),
    );
    const carried = Map.groupBy(await simulator.carried('submit'), ({ to }) => to);
    const { messages } = await ask<{ messages: readonly Message[] }>(`/v1/messages?limit=${LINES}`);
    assert.equal(messages.length, LINES);
    const wrong = messages.filter(({ number, status, reason_code: reason }) => {
      const times = carried.get(number)?.length ?? 0;
      // A segment on its way to the modem at the kill is in doubt, and not sent again.
      return status === 'FAILED' ? reason !== 'in_doubt' || times > 1 : times !== 1;
    });
    assert.deepEqual(wrong, []);
  });
});
