/** The embedded default: virtual modems in a process of their own, which ends with ours however we end. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The virtual modems and their network, in a process of their own. */
export interface EmbeddedSimulator {
  /** host:port of each modem, in order. They stay when the process is started again. */
  readonly modems: readonly string[];
  /** Base URL of the control API. */
  readonly control: string;
  stop(): Promise<void>;
}

/** The first message of the process, over IPC: the addresses that it listens on. */
interface Addresses {
  readonly ports: readonly { readonly host: string; readonly port: number }[];
  readonly control: { readonly host: string; readonly port: number };
}

const launcher = fileURLToPath(new URL('../bin/simgate.js', import.meta.url));

/** Ports of the modems and the control API follow each other, so that a new process can take the same ones. */
const LOWEST_PORT = 20_000;
const PORT_RANGE = 12_000;
/** A range that something else uses a part of is given up for another one. */
const TRIES = 5;
/** Milliseconds until a process that died is started again; doubled each time it dies at start. */
const RESTART_DELAY = 500;
const LONGEST_DELAY = 30_000;
/** Milliseconds for the rules: the process has just answered, on this machine. */
const RULES_WITHIN = 10_000;

/** A number of the virtual network that nobody has (RP-Cause 1, 24.011 E-2), so that a newcomer can see a failure too. */
const unassigned = [{ match: { to: '+491700000000' }, answer: { kind: 'refuse', cause: 1 } }];

/** The process of the virtual modems. One that ends unasked is started again on the same ports, so that the gateway finds them. */
class Simulator implements EmbeddedSimulator {
  readonly modems: readonly string[];
  readonly control: string;
  readonly #basePort: number;
  #child: ChildProcess;
  #timer: NodeJS.Timeout | undefined;
  /** Settles when the process that is being started has come up, or has not. */
  #starting: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(child: ChildProcess, { ports, control }: Addresses, basePort: number) {
    this.modems = ports.map(({ host, port }) => `${host}:${port}`);
    this.control = `http://${control.host}:${control.port}`;
    this.#basePort = basePort;
    this.#child = child;
    this.#watch(child);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#starting;
    const child = this.#child;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>(resolve => child.once('exit', () => resolve()));
    if (child.connected) child.disconnect();
    await ended;
  }

  #watch(child: ChildProcess): void {
    this.#child = child;
    child.once('exit', () => this.#again(RESTART_DELAY));
  }

  /** The virtual network died: its modems come back as real ones would after a loss of power. */
  #again(delay: number): void {
    if (this.#stopped) return;
    process.stderr.write('simgate: the virtual modems ended and are started again\n');
    this.#timer = setTimeout(() => {
      this.#starting = startProcess(this.modems.length, this.#basePort).then(
        ({ child }) => this.#watch(child),
        () => this.#again(Math.min(delay * 2, LONGEST_DELAY)),
      );
    }, delay);
  }
}

/** Gives the virtual network its rules by the control API. @throws where the API refuses them */
async function addRules({ control: { host, port } }: Addresses): Promise<void> {
  const response = await fetch(`http://${host}:${port}/outcome-rules`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(unassigned),
    signal: AbortSignal.timeout(RULES_WITHIN),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`the virtual network refuses its rules: ${answer}`);
}

/** Rejects when the process ends before it has sent its addresses. */
function startProcess(
  modems: number,
  basePort: number,
): Promise<{ readonly child: ChildProcess; readonly addresses: Addresses }> {
  return new Promise((resolve, reject) => {
    const control = `${basePort + modems}`;
    const args = [
      'simulator',
      '--modems',
      `${modems}`,
      '--base-port',
      `${basePort}`,
      '--control-port',
      control,
    ];
    // A group of its own: Ctrl-C in the terminal must not end the modems under what is being sent.
    const child = fork(launcher, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], detached: true });
    const onEarlyExit = (code: number | null): void =>
      reject(new Error(`the virtual modems ended at start (exit code ${code})`));
    child.once('error', reject);
    child.once('exit', onEarlyExit);
    child.once('message', message => {
      const addresses = message as Addresses;
      addRules(addresses).then(
        () => {
          child.off('exit', onEarlyExit);
          resolve({ child, addresses });
        },
        error => {
          child.kill();
          reject(error);
        },
      );
    });
  });
}

/**
 * Starts so many virtual modems; a process that dies is started again on the same addresses.
 * @param random chooses the addresses
 * @throws where no process comes up
 */
export async function startEmbeddedSimulator(
  modems: number,
  random: () => number = Math.random,
): Promise<EmbeddedSimulator> {
  for (let attempt = 1; ; attempt += 1) {
    const basePort = LOWEST_PORT + Math.floor(random() * PORT_RANGE);
    try {
      const { child, addresses } = await startProcess(modems, basePort);
      return new Simulator(child, addresses, basePort);
    } catch (error) {
      if (attempt === TRIES) throw error;
    }
  }
}
