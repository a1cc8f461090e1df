/** Serves the built console and plays a recording of the gateway to it, again and again. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Recording } from './live-recording.ts';

const dist = join(import.meta.dirname, '../packages/console/dist');
const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

function sendFile(response: ServerResponse, path: string): void {
  const name = path === '/' ? 'index.html' : path.slice(1);
  if (!/^[\w./-]+$/.test(name) || name.includes('..')) {
    response.writeHead(404).end();
    return;
  }
  try {
    const bytes = readFileSync(join(dist, name));
    response
      .writeHead(200, { 'content-type': types[name.split('.').at(-1) ?? ''] ?? 'text/plain' })
      .end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}

/** The snapshot, then the deltas at the times they came, from the beginning when they are over. */
function play(response: ServerResponse, { snapshot, deltas }: Recording): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(snapshot);
  let timer: NodeJS.Timeout | undefined;
  let round = performance.now();
  const next = (index: number): void => {
    const delta = deltas[index % deltas.length];
    if (delta === undefined) return;
    if (index > 0 && index % deltas.length === 0) round = performance.now();
    const wait = Math.max(0, round + delta.at - performance.now());
    timer = setTimeout(() => {
      response.write(delta.text);
      next(index + 1);
    }, wait);
  };
  next(0);
  response.on('close', () => clearTimeout(timer));
}

export interface ReplayServer {
  readonly url: string;
  close(): Promise<void>;
}

export async function startReplayServer(recording: Recording): Promise<ReplayServer> {
  const server = createServer((request, response) => {
    const target = request.url ?? '/';
    const { pathname } = new URL(target, 'http://127.0.0.1');
    if (pathname === '/v1/live') play(response, recording);
    else if (!pathname.startsWith('/v1/')) sendFile(response, pathname);
    else {
      const answer = recording.answers[target] ?? recording.answers[pathname];
      const body = JSON.stringify(answer ?? { error_code: 404, message: 'not recorded' });
      response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' }).end(body);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
