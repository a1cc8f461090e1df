/** The SMS server in the process of the test, on a store of its own, spoken to over HTTP. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { loadServerConfig } from '../config/load.ts';
import { type RunningServer, startServer } from '../program.ts';

export interface ServerAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for
  readonly body: any;
  readonly headers: Headers;
}

export interface TestServer {
  readonly server: RunningServer;
  readonly url: string;
  readonly key: string;
  readonly folder: string;
  /** As the first key, or as another one; POSTs JSON where there is a body, else GETs. */
  call(path: string, body?: object, options?: CallOptions): Promise<ServerAnswer>;
  /** Ends it, and starts it again on the same store. */
  restart(): Promise<TestServer>;
  /** Ends it and removes its folder. */
  remove(): Promise<void>;
}

export interface CallOptions {
  readonly method?: string;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Settings = Readonly<Record<string, string>>;

async function startOn(folder: string, settings: Settings, keyBefore = ''): Promise<TestServer> {
  const config = loadServerConfig(undefined, {
    SIMGATE_SERVER_DATA_FOLDER: join(folder, 'data'),
    SIMGATE_SERVER_HTTP_PORT: '0',
    ...settings,
  });
  const server = await startServer(config, { log: pino({ level: 'silent' }) });
  const url = `http://127.0.0.1:${server.addresses[0]?.port}`;
  const first = server.firstKey ?? keyBefore;
  return {
    ...{ server, url, key: first, folder },
    async call(path, body, { method = body === undefined ? 'GET' : 'POST', key = first, headers = {} } = {}) {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
      return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
    },
    async restart() {
      await server.stop();
      return startOn(folder, settings, first);
    },
    async remove() {
      await server.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** @param settings as variables of the environment */
export async function runningServer(name: string, settings: Settings = {}): Promise<TestServer> {
  return startOn(await mkdtemp(join(tmpdir(), `simgate-${name}-`)), settings);
}
