/** The command as people and scripts have it: through pipes, and at a pseudo-terminal. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GatewayProgram, launcher, startGatewayProgram } from '../../end-to-end/support/gateway.ts';
import { type ChildProgram, startProgram } from '../../foreign/support/child-program.ts';

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** The text on standard input; absent: none. */
  readonly input?: string;
}

export interface Commands {
  /** Runs a command to its end, its output read through pipes. */
  run(args: readonly string[], options?: RunOptions): Promise<Ran>;
  /** Starts a command whose output is read through pipes. */
  start(args: readonly string[], env?: Readonly<Record<string, string>>): ChildProgram;
  /** Starts a command at a terminal of 100 columns. */
  terminal(args: readonly string[], env?: Readonly<Record<string, string>>): Terminal;
  /** Ends what was started at a terminal and still runs: a test that failed in the middle leaves it. */
  endTerminals(): void;
}

export interface Bench extends Commands {
  readonly gateway: GatewayProgram;
  /** A folder for files of the test; it is the working folder of the commands. */
  readonly folder: string;
  end(): Promise<void>;
}

/** A command at a terminal. */
export interface Terminal {
  /** Types it. */
  type(text: string): void;
  /** The first match in what is on the screen, past or to come; colours and movements left out. */
  waitFor(pattern: RegExp): Promise<RegExpMatchArray>;
  /** All that was written, with the codes of the terminal. */
  output(): string;
  /** Resolves to the exit code. */
  readonly ended: Promise<number | null>;
  /** The line goes dead, as where a window is closed. */
  hangUp(): void;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the codes of a terminal begin with ESC
const CODES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|[@-_])/g;

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function runWith(args: readonly string[], env: NodeJS.ProcessEnv, cwd: string, input = ''): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [launcher, ...args], { env, cwd });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', piece => {
      stdout += piece;
    });
    child.stderr.setEncoding('utf8').on('data', piece => {
      stderr += piece;
    });
    child.once('error', reject);
    child.once('close', code => resolve({ code, stdout, stderr }));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** `script` of util-linux gives a command a terminal of its own. */
function terminalWith(args: readonly string[], env: NodeJS.ProcessEnv, cwd: string): Terminal {
  const command = ['stty cols 100 rows 40;', 'exec', process.execPath, launcher, ...args.map(quoted)].join(
    ' ',
  );
  const child = spawn('script', ['--quiet', '--flush', '--return', '--command', command, '/dev/null'], {
    env,
    cwd,
  });
  let raw = '';
  const waiting = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', piece => {
    raw += piece;
    for (const look of waiting) look();
  });
  child.stdin.on('error', () => {});
  const ended = new Promise<number | null>(resolve => child.once('close', code => resolve(code)));
  return {
    type: text => child.stdin.write(text),
    output: () => raw,
    ended,
    hangUp: () => {
      child.kill('SIGHUP');
    },
    waitFor: pattern =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(raw.replace(CODES, ''));
          if (match === null) return;
          waiting.delete(look);
          resolve(match);
        };
        waiting.add(look);
        look();
        void ended.then(code => reject(new Error(`ended (${code}) without ${pattern}; it said:\n${raw}`)));
      }),
  };
}

/** Commands with these variables, which work in a folder of their own: nothing of the machine's user is read or written. */
export function commandsIn(folder: string, variables: Readonly<Record<string, string>>): Commands {
  const { NO_COLOR: _, FORCE_COLOR: __, ...inherited } = process.env;
  const environment = (env: Readonly<Record<string, string>> = {}): Record<string, string | undefined> => ({
    ...inherited,
    TERM: 'xterm',
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_RUNTIME_DIR: folder,
    ...variables,
    ...env,
  });
  const terminals: Terminal[] = [];
  return {
    run: (args, { env, input } = {}) => runWith(args, environment(env), folder, input),
    start: (args, env) =>
      startProgram(process.execPath, [launcher, ...args], {
        env: environment(env) as Record<string, string>,
        cwd: folder,
      }),
    terminal: (args, env) => {
      const terminal = terminalWith(args, environment(env), folder);
      terminals.push(terminal);
      return terminal;
    },
    endTerminals: () => {
      for (const terminal of terminals) terminal.hangUp();
    },
  };
}

/** A gateway with virtual modems, and commands that are signed in to it. */
export async function startBench(settings: Readonly<Record<string, string>> = {}): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-cli-'));
  const gateway = await startGatewayProgram(join(folder, 'data'), {
    SIMGATE_VIRTUAL_PORTS: '4',
    ...settings,
  });
  const { url, user, password } = gateway;
  const commands = commandsIn(folder, { SIMGATE_URL: url, SIMGATE_USER: user, SIMGATE_PASSWORD: password });
  return {
    gateway,
    folder,
    ...commands,
    async end() {
      commands.endTerminals();
      await gateway.program.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
