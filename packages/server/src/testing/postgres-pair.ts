/**
 * A throw-away PostgreSQL with a synchronous standby: what was committed is on both. After a failover the standby is the primary, and
 * the one before is made its standby anew.
 */
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { initWords, type PostgresTools, postgresTools } from './postgres-cluster.ts';

export interface PostgresPair {
  /** One address with both hosts. */
  readonly url: string;
  /** Ends the primary at once, and makes the standby the primary; resolves when that takes writes again, with a standby of its own. */
  failOver(): Promise<void>;
  stop(): Promise<void>;
}

interface Node {
  readonly data: string;
  readonly port: number;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

const settings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: "''",
  shared_buffers: '32MB',
  max_connections: '60',
  autovacuum: 'off',
  wal_level: 'replica',
  synchronous_commit: 'on',
};

function start({ folder, call }: PostgresTools, { data, port }: Node): Promise<unknown> {
  const words = Object.entries({ ...settings, port: String(port) }).map(
    ([name, value]) => `-c ${name}=${value}`,
  );
  const log = join(folder, `log-${port}`);
  return call('pg_ctl', '-D', data, '-w', '-l', log, '-o', words.join(' '), 'start');
}

/** Makes a standby from the primary, and lets commits wait for it. */
async function follow(tools: PostgresTools, primary: Node, standby: Node): Promise<void> {
  rmSync(standby.data, { recursive: true, force: true });
  const from = ['-h', '127.0.0.1', '-p', String(primary.port), '-U', 'postgres'];
  await tools.call('pg_basebackup', ...from, '-D', standby.data, '-R', '-X', 'stream', '-c', 'fast');
  await start(tools, standby);
  await ask(primary, "ALTER SYSTEM SET synchronous_standby_names = '*'");
  await ask(primary, 'SELECT pg_reload_conf()');
}

async function ask({ port }: Node, sql: string): Promise<void> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' });
  await client.connect();
  await client.query(sql);
  await client.end();
}

/** Starts both. @throws Error where PostgreSQL is not installed */
export async function startPostgresPair(): Promise<PostgresPair> {
  const tools = postgresTools();
  const { folder, call } = tools;
  const nodes = await Promise.all(
    ['one', 'two'].map(async name => ({ data: join(folder, name), port: await freePort() })),
  );
  let [primary, standby] = nodes as [Node, Node];
  const url = `postgres://postgres@127.0.0.1:${primary.port},127.0.0.1:${standby.port}/postgres`;
  const end = ({ data }: Node) => call('pg_ctl', '-D', data, '-w', '-m', 'immediate', 'stop');
  await call('initdb', ...initWords(primary.data));
  await start(tools, primary);
  await follow(tools, primary, standby);
  return {
    url,
    failOver: async () => {
      await end(primary);
      await call('pg_ctl', '-D', standby.data, '-w', 'promote');
      [primary, standby] = [standby, primary];
      // The copy holds the setting: commits would wait for a standby that is not there.
      await ask(primary, 'ALTER SYSTEM RESET synchronous_standby_names');
      await ask(primary, 'SELECT pg_reload_conf()');
      await follow(tools, primary, standby);
    },
    stop: async () => {
      for (const node of [standby, primary]) await end(node).catch(() => {});
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
