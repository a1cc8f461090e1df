/** The program `simgate simulator`: starts everything, prints its addresses, ends on request. */

import { type ControlApi, startControlApi } from './control/control-api.ts';
import { type Simulator, type SimulatorOptions, type SimulatorPort, startSimulator } from './main.ts';

/** Options of the command. */
export interface ProgramOptions extends SimulatorOptions {
  /** Port of the control API; 0 takes any free one. Default 8090. It listens on loopback whatever `host` is. */
  readonly controlPort?: number;
}

/** The message to a parent process, over its IPC channel, once everything listens. */
export interface ProgramAddresses {
  readonly ports: readonly SimulatorPort[];
  readonly control: { readonly host: string; readonly port: number };
}

/** The program in process, until it is closed. */
export interface RunningProgram extends ProgramAddresses {
  readonly simulator: Simulator;
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
const CONTROL_PORT = 8090;

/** Starts simulator and control API. Rejects when an option or an address cannot be used; then nothing runs. */
export async function startProgram(options: ProgramOptions = {}): Promise<RunningProgram> {
  const simulator = await startSimulator(options);
  const control = await startControl(simulator, options.controlPort ?? CONTROL_PORT);
  const close = async () => {
    await control.close();
    await simulator.close();
  };
  return { simulator, ports: simulator.ports, control: { host: control.host, port: control.port }, close };
}

async function startControl(simulator: Simulator, port: number): Promise<ControlApi> {
  try {
    return await startControlApi(simulator, LOOPBACK, port);
  } catch (error) {
    await simulator.close();
    throw error;
  }
}

/** Runs the command: prints the addresses, sends them to a parent process, and resolves at the end. */
export async function runSimulator(options: ProgramOptions = {}): Promise<void> {
  // Before anything else: the parent may end while everything starts.
  const ended = endWish();
  const program = await startProgram(options);
  tell(program);
  await ended;
  await program.close();
}

/** Nobody may read it any more (EPIPE), which is no reason to end by an error. */
function tell(program: RunningProgram): void {
  process.stdout.on('error', () => {});
  process.stdout.write(addressLines(program));
  const addresses: ProgramAddresses = { ports: program.ports, control: program.control };
  if (process.connected) process.send?.(addresses, undefined, undefined, () => {});
}

/** SIGTERM, Ctrl-C, or the parent's end of the IPC channel closed. */
function endWish(): Promise<void> {
  return new Promise(resolve => {
    for (const wish of ['SIGTERM', 'SIGINT', 'disconnect'] as const) {
      process.once(wish, () => {
        if (process.connected) process.disconnect();
        resolve();
      });
    }
  });
}

/** One line per modem, then the control API. */
function addressLines({ ports, control }: ProgramAddresses): string {
  const modems = ports.map(
    ({ index, host, port, number, imsi }) =>
      `modem ${index}: tcp ${host}:${port}, number ${number}, IMSI ${imsi}\n`,
  );
  return `${modems.join('')}control: http://${control.host}:${control.port}\n`;
}
