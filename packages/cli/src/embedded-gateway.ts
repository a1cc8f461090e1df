/** A gateway of ours with virtual modems that a server starts for a newcomer: a process of its own, which ends with ours however we end. */
import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '@simgate/daemon';
import { ownFolder } from '@simgate/daemon/store';

/** A gateway that serves, in a process of its own. */
export interface EmbeddedGateway {
  readonly address: string;
  readonly user: string;
  readonly password: string;
  /** Its settings, for people who want to change them. */
  readonly settingsFile: string;
  stop(): Promise<void>;
}

const launcher = fileURLToPath(new URL('../bin/simgate.js', import.meta.url));

const USER = 'server';
/** Milliseconds until a process that died is started again; doubled each time it dies at start. */
const RESTART_DELAY = 500;
const LONGEST_DELAY = 30_000;

/** A port of loopback that nobody has now. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen({ host: '127.0.0.1', port: 0 }, () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** The settings that are written for the gateway; people may change the file afterwards. */
interface Settings {
  readonly dataFolder: string;
  readonly virtualPorts: number;
  readonly http: {
    readonly port: number;
    readonly users: readonly { readonly name: string; readonly password: string }[];
  };
}

/** JSON is YAML too, and needs no rules for quotes. */
async function makeSettings(folder: string, file: string): Promise<void> {
  const settings: Settings = {
    dataFolder: join(folder, 'data'),
    virtualPorts: 8,
    http: {
      port: await freePort(),
      users: [{ name: USER, password: randomBytes(18).toString('base64url') }],
    },
  };
  writeFileSync(file, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
}

/** Reads the settings of before. @throws ConfigError where the file is no JSON any more */
function readSettings(file: string): Settings {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Settings;
  } catch (error) {
    throw new ConfigError(
      `${file}: cannot be read (${String(error)}); mend it, or remove it and the gateway from the server`,
    );
  }
}

/** Variables of the environment are the server's, or a gateway's that the person runs beside it. */
function environmentOf(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('SIMGATE_')));
}

/** Resolves when it serves; rejects when it ends before. */
function startProcess(file: string): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    const child = fork(launcher, ['gateway', '--config', file, '--embedded'], {
      // A group of its own: Ctrl-C in the terminal must not end it under what is being handed over.
      ...{ stdio: ['ignore', 'ignore', 'inherit', 'ipc'], detached: true },
      env: { ...environmentOf(process.env), SIMGATE_LOG_LEVEL: 'warn' },
    });
    const onEarlyExit = (code: number | null): void =>
      reject(new Error(`the gateway with virtual modems ended at start (exit code ${code})`));
    child.once('error', reject);
    child.once('exit', onEarlyExit);
    child.once('message', () => {
      child.off('exit', onEarlyExit);
      resolve(child);
    });
  });
}

/** The process of the gateway. One that ends unasked is started again, after 0.5 s at first and at most 30 s. */
class Embedded implements EmbeddedGateway {
  readonly address: string;
  readonly user = USER;
  readonly password: string;
  readonly settingsFile: string;
  #child: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  #starting: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(file: string, { http }: Settings) {
    this.settingsFile = file;
    this.address = `http://127.0.0.1:${http.port}`;
    this.password = http.users.find(({ name }) => name === USER)?.password ?? '';
  }

  async start(): Promise<void> {
    const child = await startProcess(this.settingsFile);
    this.#child = child;
    child.once('exit', () => this.#again(RESTART_DELAY));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#starting;
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>(resolve => child.once('exit', () => resolve()));
    if (child.connected) child.disconnect();
    await ended;
  }

  #again(delay: number): void {
    if (this.#stopped) return;
    process.stderr.write('simgate: the gateway with virtual modems ended and is started again\n');
    this.#timer = setTimeout(() => {
      this.#starting = this.start().catch(() => this.#again(Math.min(delay * 2, LONGEST_DELAY)));
    }, delay);
  }
}

/** Where the embedded gateway of a server lives. */
function settingsFileIn(dataFolder: string): string {
  return join(dataFolder, 'gateway', 'simgate.yaml');
}

/** Whether a server has an embedded gateway from before. */
export function hasEmbeddedGateway(dataFolder: string): boolean {
  return existsSync(settingsFileIn(dataFolder));
}

/**
 * Starts the gateway of a data folder, and makes it where there is none. It keeps its address.
 * @throws where it does not come up
 */
export async function startEmbeddedGateway(dataFolder: string): Promise<EmbeddedGateway> {
  const file = settingsFileIn(dataFolder);
  const folder = ownFolder(join(ownFolder(dataFolder), 'gateway'));
  if (!existsSync(file)) await makeSettings(folder, file);
  const gateway = new Embedded(file, readSettings(file));
  await gateway.start();
  return gateway;
}
