/** A pseudo-terminal for tests: the gateway opens one side as a serial device, the test holds the other as the modem. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';

export interface PseudoTerminal {
  /** The device to open. */
  readonly path: string;
  /** Sends octets as the modem does. */
  sends(octets: string | Uint8Array): void;
  /** Resolves when the modem has received text that ends so. */
  received(end: string): Promise<string>;
  /** Calls back with what comes from here on. */
  hears(listener: (octets: Buffer) => void): void;
  /** The modem takes no octets any more. */
  freeze(): void;
  /** The modem is pulled: its side of the line closes. Resolves when it has. */
  hangUp(): Promise<void>;
  /** The process on the other side. */
  readonly process: number;
}

/** Reason to skip tests that need a pseudo-terminal; false where one can be made. */
export const noPseudoTerminal: false | string =
  spawnSync('python3', ['-c', 'import os; os.openpty()']).status === 0 ? false : 'python3 is not installed';

/** Standard input goes to the device's reader; what is written to the device goes to standard output behind its path. */
const PROGRAM = `
import os, sys, termios, threading, tty
master, slave = os.openpty()
tty.setraw(slave)
speed = getattr(termios, "B" + sys.argv[1], None)
os.write(1, (os.ttyname(slave) + "\\n").encode())
def up():
    while True:
        octets = os.read(0, 4096)
        if not octets: os._exit(0)
        while octets: octets = octets[os.write(master, octets):]
threading.Thread(target=up, daemon=True).start()
while True:
    octets = os.read(master, 4096)
    if speed is not None and termios.tcgetattr(slave)[5] != speed: continue
    while octets: octets = octets[os.write(1, octets):]
`;

/** @param baudRate the speed at which the modem hears; absent: any */
export async function pseudoTerminal(
  context: Pick<TestContext, 'after'>,
  baudRate?: number,
): Promise<PseudoTerminal> {
  const child = spawn('python3', ['-c', PROGRAM, `${baudRate ?? ''}`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  context.after(() => void child.kill('SIGKILL'));
  // The modem's side may be gone while the test still sends.
  child.stdin.on('error', () => {});
  const path = await firstLine(child);
  let heard = '';
  let heardMore = () => {};
  child.stdout.on('data', (chunk: Buffer) => {
    heard += chunk.toString('latin1');
    heardMore();
  });
  return {
    path,
    process: child.pid ?? 0,
    sends: octets => void child.stdin.write(octets),
    hears: listener => void child.stdout.on('data', listener),
    received: end =>
      new Promise(resolve => {
        heardMore = () => {
          if (heard.endsWith(end)) resolve(heard);
        };
        heardMore();
      }),
    freeze: () => void child.kill('SIGSTOP'),
    async hangUp() {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new TypeError('the program has no output');
  const [line] = await once(createInterface(stdout), 'line');
  return String(line);
}
