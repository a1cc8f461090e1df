/** The gateway as a user has it: the command as a process of its own, spoken to over HTTP. */
import { setTimeout as delay } from 'node:timers/promises';
import { type ChildProgram, startProgram } from '../../foreign/support/child-program.ts';
import { launcher } from '../../programs/launcher.ts';

export { launcher };

export interface Answer {
  readonly error_code: number;
  readonly [key: string]: unknown;
}

export interface GatewayProgram {
  readonly program: ChildProgram;
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** Base URL of the virtual network's control API. */
  readonly control: string;
  /** POSTs JSON where there is a body, else GETs, unless a method is named; Basic authentication. */
  call(path: string, body?: unknown, method?: string): Promise<Answer>;
}

interface Asked {
  readonly body?: unknown;
  readonly method?: string | undefined;
}

async function request(url: string, authorization: string, { body, method }: Asked): Promise<Answer> {
  const post =
    body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { authorization, 'content-type': 'application/json' } };
  const response = await fetch(url, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { authorization },
    ...post,
  });
  return (await response.json()) as Answer;
}

interface Login {
  readonly user: string;
  readonly password: string;
}

/** By data folder: a gateway shows the password of its first user at its first start only. */
const logins = new Map<string, Login>();

/** The first user of a gateway on this folder, from what it prints or printed before. */
export async function loginOf(program: ChildProgram, dataFolder: string): Promise<Login> {
  const [, line = ''] = await program.waitFor(/ user +(.*)/);
  const [, user, password] = /^(\S+), password (\S+)/.exec(line) ?? [];
  const login = user === undefined || password === undefined ? logins.get(dataFolder) : { user, password };
  if (login === undefined) throw new Error(`no password is known for ${dataFolder}: ${line}`);
  logins.set(dataFolder, login);
  return login;
}

/** Starts the gateway as in the README, on free ports, with `settings` as environment variables. */
export async function startGatewayProgram(
  dataFolder: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<GatewayProgram> {
  const program = startProgram(process.execPath, [launcher, 'gateway'], {
    env: { SIMGATE_DATA_FOLDER: dataFolder, SIMGATE_HTTP_PORT: '0', ...settings },
  });
  const [, url = ''] = await program.waitFor(/listens on +([^\s,]+)/);
  const { user, password } = await loginOf(program, dataFolder);
  const [, control = ''] = await program.waitFor(/control API: (\S+)/);
  await program.waitFor(/api\/send_sms/);
  const authorization = `Basic ${btoa(`${user}:${password}`)}`;
  const call = (path: string, body?: unknown, method?: string) =>
    request(`${url}${path}`, authorization, { body, method });
  return { program, url, user, password, control, call };
}

/** Milliseconds between two questions: who asks without a pause takes the processor that the answer needs. */
const PAUSE = 20;

/** Asks again until the answer is as wanted; after half a minute the error shows the last one. */
export async function until<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean): Promise<T> {
  const deadline = performance.now() + 30_000;
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    if (performance.now() > deadline) throw new Error(`not as wanted for 30 s: ${JSON.stringify(answer)}`);
    await delay(PAUSE);
  }
}

/** One call of the virtual network's control API. */
export async function control(url: string, method = 'GET', body?: unknown): Promise<unknown> {
  const json =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(url, { method, ...json });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** No time on the air, for tests that are about something else. */
export function instantAir(gateway: GatewayProgram): Promise<unknown> {
  return control(`${gateway.control}/air-time`, 'PUT', { minimum: 0, maximum: 0 });
}
