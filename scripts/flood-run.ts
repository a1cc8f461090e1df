/**
 * One of 32 modems floods its line at 1 MB/s while the others work: `node scripts/flood-run.ts --seconds 60 --kinds cmgl,cusd`. Prints
 * for each kind of flood how much the gateway's memory grew, how long its API took, and how long it took to stop. Exit code 1 when the
 * memory grew by more than 20 MB, or the stop took longer than `stopWithin`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { temporaryFolder } from '../test/foreign/support/temporary-folder.ts';

const CTRL_Z = '\x1a';
const PORTS = 32;
const RATE = 1_000_000;
const PIECE = 50_000;
/** Milliseconds until every port is up and the flood begins. */
const QUIET = 8000;
/** Behind the CR of a command and the Ctrl-Z of a PDU. */
const commandEnd = new RegExp(`(?<=\r|${CTRL_Z})`);
const GROWTH_MOST = 20;
const STOP_WITHIN = 20;
const REPORT = '0006070B918802010000F262101021030000621010210300000000';

/** One piece of each flood; `first` comes once in front. */
const floods: Readonly<
  Record<string, { readonly first?: string; readonly line: (index: number) => string }>
> = {
  cmgl: { line: index => `\r\n+CMGL: ${index},1,,26\r\n${REPORT}\r\n` },
  cusd: { first: '+CUSD: 0,"', line: () => 'x'.repeat(100) },
  cusdLines: { line: () => '+CUSD: 0,"\r\n' },
  cmti: { line: index => `\r\n+CMTI: "SM",${(index * 7919) % 100_000}\r\n` },
  cds: { line: () => `\r\n+CDS: 26\r\n${REPORT}\r\n` },
  creg: { line: index => `\r\n+CREG: ${index % 2}\r\n` },
  cpin: { line: () => '\r\n+CPIN: READY\r\n' },
  ring: { line: () => '\r\nRING\r\n' },
  full: { line: () => '\r\n+CIEV: "smsfull",1\r\n' },
  short: { line: () => 'A\n' },
};

const answers: Readonly<Record<string, readonly string[]>> = {
  'AT+CGMI': ['Maker'],
  'AT+CGMM': ['Model'],
  'AT+CGMR': ['1.0'],
  'AT+CGSN': ['490154203237518'],
  'AT+CFUN?': ['+CFUN: 1'],
  'AT+CPIN?': ['+CPIN: READY'],
  'AT+CCID': ['+CCID: 89882011234567890123'],
  'AT+CSCA?': ['+CSCA: "+88200000000",145'],
  'AT+CREG?': ['+CREG: 2,1,"00C3","0000A1B2",0'],
  'AT+CSQ': ['+CSQ: 20,99'],
  'AT+CGATT?': ['+CGATT: 1'],
  'AT+CSMS=1': ['+CSMS: 1,1,1'],
  'AT+CSMS?': ['+CSMS: 1,1,1,1'],
  'AT+CPMS=?': ['+CPMS: ("SM"),("SM"),("SM")'],
  'AT+CPMS="SM","SM","SM"': ['+CPMS: 0,30,0,30,0,30'],
  'AT+CPMS="SM"': ['+CPMS: 0,30,0,30,0,30'],
  'AT+CNMI=?': ['+CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)'],
  'AT+CNMI?': ['+CNMI: 2,1,0,1,0'],
  'AT+CMEE?': ['+CMEE: 1'],
};

function answer(socket: Socket, command: string, imsi: string): void {
  if (command.startsWith('AT+CMGS=')) socket.write('\r\n> ');
  else if (command === 'AT+CMGR' || command.startsWith('AT+CMGR=')) socket.write('\r\n+CMS ERROR: 321\r\n');
  else {
    const lines = command === 'AT+CIMI' ? [imsi] : (answers[command] ?? []);
    socket.write(`${lines.map(line => `\r\n${line}\r\n`).join('')}\r\nOK\r\n`);
  }
}

function talk(socket: Socket, imsi: string): void {
  let pending = '';
  socket.on('data', chunk => {
    pending += chunk.toString('latin1');
    // CR ends a command, Ctrl-Z a PDU; ESC stands for nothing here.
    const parts = pending.replaceAll('\x1b', '').split(commandEnd);
    pending = `\r${CTRL_Z}`.includes(parts.at(-1)?.at(-1) ?? ' ') ? '' : (parts.pop() ?? '');
    for (const part of parts) {
      if (part.endsWith(CTRL_Z)) socket.write('\r\n+CMGS: 7\r\n\r\nOK\r\n');
      else if (part.trim() !== '') answer(socket, part.trim(), imsi);
    }
  });
  socket.on('error', () => socket.destroy());
}

async function flood(socket: Socket, kind: string): Promise<void> {
  const { first = '', line } = floods[kind] ?? { line: () => '' };
  await wait(QUIET);
  socket.write(first);
  const begun = performance.now();
  let sent = 0;
  let index = 0;
  while (!socket.destroyed) {
    let piece = '';
    for (; piece.length < PIECE; index += 1) piece += line(index);
    sent += piece.length;
    if (!socket.write(piece, 'latin1')) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
    await wait(Math.max(0, (sent / RATE) * 1000 - (performance.now() - begun)));
  }
}

async function modem(number: number, kind: string): Promise<Server> {
  const server = createServer(socket => {
    talk(socket, `0010100000${String(number).padStart(5, '0')}`);
    if (number === 0) void flood(socket, kind).catch(() => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function megabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

async function listening(gateway: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of gateway.stdout ?? []) {
    text += String(chunk);
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
    if (url !== undefined) return url;
  }
  throw new Error(`the gateway did not start: ${text}`);
}

/** Milliseconds that requests took, sorted. */
async function ask(url: string, seconds: number): Promise<number[]> {
  const headers = { authorization: `Basic ${Buffer.from('admin:adminadmin').toString('base64')}` };
  const times: number[] = [];
  for (const end = performance.now() + seconds * 1000; performance.now() < end; ) {
    const begun = performance.now();
    await (await fetch(`${url}/v1/ports`, { headers })).arrayBuffer();
    times.push(performance.now() - begun);
    await wait(100);
  }
  return times.sort((a, b) => a - b);
}

interface Result {
  readonly growth: number;
  readonly times: readonly number[];
  readonly stop: number;
}

async function run(kind: string, seconds: number): Promise<Result> {
  const folder = await temporaryFolder('flood');
  const servers = await Promise.all(Array.from({ length: PORTS }, (_, number) => modem(number, kind)));
  const file = join(folder.path, 'settings.json');
  const ports = servers.map((server, port) => ({ port, tcp: `127.0.0.1:${portOf(server)}` }));
  const http = { port: 0, users: [{ name: 'admin', password: 'adminadmin' }] };
  writeFileSync(
    file,
    JSON.stringify({ dataFolder: join(folder.path, 'data'), stopWithin: STOP_WITHIN, http, ports }),
  );
  const program = new URL('../packages/cli/bin/simgate.js', import.meta.url).pathname;
  const gateway = spawn(process.execPath, ['--max-semi-space-size=2', program, 'gateway', '-c', file], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const url = await listening(gateway);
  gateway.stdout?.resume();
  await ask(url, QUIET / 1000 - 2);
  const before = megabytes(gateway.pid ?? 0);
  const times = await ask(url, seconds);
  const growth = megabytes(gateway.pid ?? 0) - before;
  const begun = performance.now();
  gateway.kill('SIGTERM');
  await once(gateway, 'exit');
  const stop = (performance.now() - begun) / 1000;
  for (const server of servers) server.close();
  await folder.remove();
  return { growth, times, stop };
}

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    kinds: { type: 'string', default: Object.keys(floods).join(',') },
  },
});

for (const kind of values.kinds.split(',')) {
  const { growth, times, stop } = await run(kind, Number(values.seconds));
  const at = (part: number) => Math.round(times[Math.floor(times.length * part)] ?? 0);
  console.log(
    `${kind}: memory ${growth.toFixed(1)} MB, API median ${at(0.5)} ms, p99 ${at(0.99)} ms, stop ${stop.toFixed(1)} s`,
  );
  if (growth > GROWTH_MOST || stop > STOP_WITHIN) process.exitCode = 1;
}
