/** A throw-away PostgreSQL for tests: a cluster of its own in a temporary folder, reached by a socket there. */
import { execFile, execFileSync } from 'node:child_process';
import { chownSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

const execute = promisify(execFile);

/** Where Debian and others put the programs of a version; the newest counts. */
function findPrograms(): string | undefined {
  const found = globSync(['/usr/lib/postgresql/*/bin/initdb', '/usr/local/pgsql/bin/initdb']).sort().at(-1);
  return found === undefined ? undefined : dirname(found);
}

const programs = findPrograms();

/** A value for `skip` of a test: a reason where PostgreSQL is missing and no CI runs. In CI the start of the cluster fails instead. */
export const withoutPostgres: string | false =
  programs === undefined && process.env.CI === undefined
    ? 'PostgreSQL is not installed (apt-get install postgresql)'
    : false;

interface Account {
  readonly uid: number;
  readonly gid: number;
}

function numberOf(...words: string[]): number {
  return Number(execFileSync('id', words, { encoding: 'utf8' }));
}

/** PostgreSQL refuses to run as root; then the account postgres of the package runs it. */
function accountOf(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return { uid: numberOf('-u', 'postgres'), gid: numberOf('-g', 'postgres') };
}

export interface PostgresCluster {
  /** The folder of its socket. */
  readonly folder: string;
  /** Address of the database that it begins with. */
  readonly firstDatabase: string;
  /** Makes a database of its own, and returns its address. */
  createDatabase(): Promise<string>;
  /** Restarts it at once: every connection is lost. */
  restart(): Promise<void>;
  stop(): Promise<void>;
  /** The same in one go, for the end of the process. */
  stopNow(): void;
}

/** Few resources, and a socket of our own instead of a port. */
function settingsOf(folder: string, durable: boolean): string {
  const settings = {
    listen_addresses: "''",
    unix_socket_directories: `'${folder}'`,
    fsync: durable ? 'on' : 'off',
    shared_buffers: '32MB',
    max_connections: '60',
    autovacuum: 'off',
  };
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
}

let databases = 0;

async function createDatabase(folder: string): Promise<string> {
  databases += 1;
  const name = `server${databases}`;
  const client = new pg.Client({ host: folder, user: 'postgres', database: 'postgres' });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return addressOf(folder, name);
}

function addressOf(folder: string, name: string): string {
  return `postgres://postgres@localhost/${name}?host=${encodeURIComponent(folder)}`;
}

/** The programs of PostgreSQL, at work in a temporary folder. */
export interface PostgresTools {
  readonly folder: string;
  /** Runs one to its end. */
  call(program: string, ...words: string[]): Promise<unknown>;
  callNow(program: string, ...words: string[]): void;
}

/** @throws Error where PostgreSQL is not installed */
export function postgresTools(): PostgresTools {
  if (programs === undefined) throw new Error('PostgreSQL is not installed (apt-get install postgresql)');
  const bin = programs;
  const account = accountOf();
  const folder = mkdtempSync(join(tmpdir(), 'simgate-pg-'));
  if (account !== undefined) chownSync(folder, account.uid, account.gid);
  const options = { ...account, cwd: folder };
  return {
    folder,
    call: (program, ...words) => execute(join(bin, program), words, options),
    callNow: (program, ...words) =>
      void execFileSync(join(bin, program), words, { ...options, stdio: 'ignore' }),
  };
}

/** Words of initdb for a data folder. */
export function initWords(data: string): string[] {
  return ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'];
}

/**
 * Starts a cluster. @param durable whether it waits for the disk, as it has to where the cluster itself is killed
 * @throws Error where PostgreSQL is not installed
 */
export async function startPostgres(durable = false): Promise<PostgresCluster> {
  const { folder, call, callNow } = postgresTools();
  const data = join(folder, 'data');
  const control = (...words: string[]) =>
    call('pg_ctl', '-D', data, '-w', '-l', join(folder, 'log'), ...words);
  const start = () => control('-o', settingsOf(folder, durable), 'start');
  await call('initdb', ...initWords(data));
  await start();
  return {
    folder,
    firstDatabase: addressOf(folder, 'postgres'),
    createDatabase: () => createDatabase(folder),
    restart: async () => {
      await control('-m', 'immediate', 'stop');
      await start();
    },
    stop: async () => {
      await control('-m', 'immediate', 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
    stopNow: () => {
      callNow('pg_ctl', '-D', data, '-w', '-m', 'immediate', 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
