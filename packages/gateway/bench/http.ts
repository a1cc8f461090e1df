/**
 * How fast send_sms is taken while no modem sends: socket, parameters, validation, authentication, commit to a store in memory, and answer.
 * Usage: node bench/http.ts [seconds]
 */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { systemClock } from '@simgate/daemon';
import { fakeClock } from '@simgate/daemon/testing';
import { basic, testServer } from '../src/http/testing/server.ts';
import { temporaryStore } from '../src/store/testing.ts';

const seconds = Number(process.argv[2] ?? 5);
const CONNECTIONS = 16;

function bodyOf(recipients: number): string {
  return JSON.stringify({
    text: 'Hello, #param#.',
    param: Array.from({ length: recipients }, (_, index) => ({
      number: `1380013${index}`,
      text_param: ['John'],
      user_id: index,
    })),
  });
}

/** The load comes from a process of its own, so that the CPU time here is the server's. */
function load(port: number, recipients: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const program = createRequire(import.meta.url).resolve('autocannon/autocannon.js');
    const options = ['-c', `${CONNECTIONS}`, '-d', `${seconds}`, '-m', 'POST', '-j', '-n'];
    const headers = ['-H', `Authorization: ${basic}`, '-H', 'Content-Type: application/json'];
    const url = `http://127.0.0.1:${port}/api/send_sms`;
    const child = spawn(process.execPath, [program, ...options, ...headers, '-b', bodyOf(recipients), url]);
    let text = '';
    child.stdout.on('data', chunk => {
      text += chunk;
    });
    child.on('error', reject);
    child.on('close', () => resolve(JSON.parse(text.slice(text.indexOf('{'))).requests.average));
  });
}

const clock = Object.assign(fakeClock(), systemClock);
const server = testServer({}, temporaryStore(clock), clock);
const [listening] = await server.listen();
if (listening === undefined) throw new TypeError('listens nowhere');
for (const recipients of (process.argv[3] ?? '1,1,128').split(',').map(Number)) {
  const before = process.cpuUsage();
  const rate = await load(listening.port, recipients);
  const { user: busy, system } = process.cpuUsage(before);
  const each = (busy + system) / (rate * seconds);
  console.log(
    `${recipients} recipients: ${rate.toFixed(0)} requests/s, ${(rate * recipients).toFixed(0)} messages/s, ${each.toFixed(1)} us CPU each`,
  );
}
await server.close();
