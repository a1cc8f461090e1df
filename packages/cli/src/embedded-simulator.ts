/** The embedded default: virtual modems in a process of their own, which ends with ours however we end. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface EmbeddedSimulator {
  /** host:port of each modem, in order. */
  readonly modems: readonly string[];
  /** Base URL of the control API. */
  readonly control: string;
  stop(): Promise<void>;
}

interface Addresses {
  readonly ports: readonly { readonly host: string; readonly port: number }[];
  readonly control: { readonly host: string; readonly port: number };
}

const launcher = fileURLToPath(new URL('../bin/simgate.js', import.meta.url));

/** Rejects when the process ends before it tells its addresses. */
export function startEmbeddedSimulator(modems: number): Promise<EmbeddedSimulator> {
  return new Promise((resolve, reject) => {
    const args = ['simulator', '--modems', `${modems}`, '--base-port', '0', '--control-port', '0'];
    // A group of its own: Ctrl-C in the terminal must not end the modems under what is being sent.
    const child = fork(launcher, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], detached: true });
    const ended = new Promise<void>(done => {
      child.once('exit', () => done());
    });
    const onEarlyExit = (code: number | null): void =>
      reject(new Error(`the virtual modems ended at start (exit code ${code})`));
    child.once('error', reject);
    child.once('exit', onEarlyExit);
    child.once('message', message => {
      child.off('exit', onEarlyExit);
      const { ports, control } = message as Addresses;
      resolve({
        modems: ports.map(({ host, port }) => `${host}:${port}`),
        control: `http://${control.host}:${control.port}`,
        stop() {
          if (child.connected) child.disconnect();
          return ended;
        },
      });
    });
  });
}
