/** The gateway as a process of its own, started as a person starts it: `simgate gateway --config`. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launcher } from '../../programs/launcher.ts';
import { type ChildProgram, startProgram } from './child-program.ts';

export interface GatewayProcess {
  readonly program: ChildProgram;
  /** Where it listens, `http://127.0.0.1:port`; rejects when it ends before it listens. */
  readonly listening: Promise<string>;
}

/** A user of the gateways that tests and measurements start. */
export const user = { name: 'someone', password: 'of the tests' };
export const authorization = `Basic ${Buffer.from(`${user.name}:${user.password}`).toString('base64')}`;

export interface GatewaySettings {
  /** The modem of each port, from port 0 on. */
  readonly modems: readonly ({ readonly device: string } | { readonly tcp: string })[];
  /** Whatever else stands in a settings file. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** Writes a settings file into a folder, in which the data lives too. YAML reads JSON. */
export async function writeGatewaySettings(
  folder: string,
  { modems, more }: GatewaySettings,
): Promise<string> {
  const file = join(folder, 'simgate.yaml');
  const settings = {
    dataFolder: join(folder, 'data'),
    timeZone: 'UTC',
    logLevel: 'error',
    http: { port: 0, users: [user] },
    ports: modems.map((modem, port) => ({ port, ...modem })),
    ...more,
  };
  await writeFile(file, JSON.stringify(settings, undefined, 2));
  return file;
}

interface Told {
  readonly addresses: readonly { readonly port: number }[];
}

/**
 * Starts the gateway.
 * @param environment overrides of settings, such as SIMGATE_SMS_IN_DOUBT_AGE
 * @param nodeOptions options of Node itself, such as --cpu-prof
 */
export function startGatewayProcess(
  settingsFile: string,
  environment: Readonly<Record<string, string>> = {},
  nodeOptions: readonly string[] = [],
): GatewayProcess {
  // As `npm start` and the command itself start it.
  const args = ['--max-semi-space-size=2', ...nodeOptions, launcher, 'gateway', '--config', settingsFile];
  const program = startProgram(process.execPath, args, { env: environment, ipc: true });
  const told = new Promise<string>(resolve => {
    program.process.once('message', message => {
      const port = (message as Told).addresses[0]?.port;
      resolve(`http://127.0.0.1:${port}`);
    });
  });
  const ended = program.ended.then(({ code, signal, output }) => {
    throw new Error(`the gateway ended (${signal ?? code}) before it listened:\n${output.slice(-4000)}`);
  });
  const listening = Promise.race([told, ended]);
  // Who kills it early does not wait for this.
  listening.catch(() => {});
  return { program, listening };
}
