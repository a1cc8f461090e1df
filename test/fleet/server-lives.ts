/** Processes of one server, as a person starts them, through many lives. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type ChildProgram, ProgramEndedError, startProgram } from '../foreign/support/child-program.ts';
import { launcher } from '../programs/launcher.ts';
import type { ServerLives } from './troubles.ts';

export interface ServerSettings {
  readonly count: number;
  /** Address of a PostgreSQL database; undefined: SQLite in `folder`, for one process. */
  readonly database: string | undefined;
  readonly folder: string;
  /** More variables of the environment. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface RunningServers extends ServerLives {
  /** The key that the first start printed. */
  readonly key: string;
  /** Where each process listens, in all its lives. */
  readonly places: readonly string[];
  /** Base URLs of the processes that have announced that they listen. */
  urls(): readonly string[];
  /** How many lives ended by SIGKILL. */
  kills(): number;
  /** The output of each life, the first one first. */
  outputs(): readonly string[];
  stop(): Promise<void>;
}

const LISTENS = /listens on +(http:\/\/\S+)/;
const KEY = /key +(sgk_\S+)/;
/** Starts of one life, and milliseconds between them. */
const STARTS = 30;
const START_REST = 1000;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

/** Starts all; resolves when they listen. */
export async function startServers(settings: ServerSettings): Promise<RunningServers> {
  const { count, database, folder, environment } = settings;
  const ports = await Promise.all(Array.from({ length: count }, freePort));
  const programs: (ChildProgram | undefined)[] = [];
  const lives: ChildProgram[] = [];
  let kills = 0;
  let stopping = false;
  const begin = async (index: number): Promise<ChildProgram> => {
    const data = join(folder, database === undefined ? 'server' : `server-${index}`);
    const store = database === undefined ? [] : ['--database', database];
    const args = ['server', '--no-gateway', '--port', String(ports[index]), '--data', data, ...store];
    const env = { SIMGATE_SERVER_KEY_FILE: join(folder, 'secret.key'), ...environment };
    const program = startProgram(process.execPath, [launcher, ...args], { env });
    lives.push(program);
    await program.waitFor(LISTENS);
    programs[index] = program;
    return program;
  };
  /** As a service manager does it: a start that fails, because the database is away, is tried again. */
  const live = async (index: number): Promise<ChildProgram> => {
    for (let left = STARTS; ; left--)
      try {
        return await begin(index);
      } catch (error) {
        if (left <= 1 || !(error instanceof ProgramEndedError)) throw error;
        await delay(START_REST);
      }
  };
  const beginning: Promise<void>[] = [];
  const killNow = async (index: number): Promise<void> => {
    const program = programs[index];
    if (!program || stopping) return;
    programs[index] = undefined;
    kills += 1;
    await program.end('SIGKILL');
    await live(index);
  };
  const [, key = ''] = (await live(0)).output().match(KEY) ?? [];
  for (let index = 1; index < count; index += 1) await live(index);
  return {
    ...{ count, key },
    places: ports.map(port => `http://127.0.0.1:${port}`),
    urls: () => ports.filter((_, index) => programs[index]).map(port => `http://127.0.0.1:${port}`),
    kills: () => kills,
    outputs: () => lives.map(program => program.output()),
    kill(index) {
      // The next one waits for the life that this one begins.
      const before = beginning[index] ?? Promise.resolve();
      const killed = before.then(() => killNow(index));
      beginning[index] = killed;
      return killed;
    },
    async freeze(index, milliseconds) {
      const program = programs[index];
      if (!program) return;
      program.process.kill('SIGSTOP');
      await delay(milliseconds);
      program.process.kill('SIGCONT');
    },
    async stop() {
      stopping = true;
      await Promise.all(programs.map(program => program?.end('SIGTERM', 20_000)));
    },
  };
}
