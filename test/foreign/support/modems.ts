/** Virtual modems on pseudo-terminals, as programs for serial modems want them. */
import type { TestContext } from 'node:test';
import { type Simulator, type SimulatorPort, startSimulator } from '@simgate/simulator';
import { openPseudoTerminal } from './pseudo-terminal.ts';
import { temporaryFolder } from './temporary-folder.ts';

export type CarriedMessage = ReturnType<Simulator['network']['carried']>[number];

export interface ModemRig {
  readonly simulator: Simulator;
  /** The first modem: who it is and the device it is on. */
  readonly modem: SimulatorPort & { readonly device: string };
  /** A folder for the files of the program. */
  readonly folder: string;
}

/** One modem with instant air on a pseudo-terminal; taken down when the test ends. */
export async function modemOnTerminal(t: TestContext): Promise<ModemRig> {
  const folder = await temporaryFolder('foreign');
  t.after(folder.remove);
  const simulator = await startSimulator({ modems: 1, network: { airTime: 'instant' } });
  t.after(() => simulator.close());
  const [modem] = simulator.ports;
  if (modem === undefined) throw new Error('the simulator has no modem');
  const terminal = await openPseudoTerminal(folder.path, 'modem', modem);
  t.after(terminal.close);
  return { simulator, modem: { ...modem, device: terminal.path }, folder: folder.path };
}

/** The first carried message that is as wanted, past or to come. */
export function carriedMessage(
  { network }: Simulator,
  wanted: (message: CarriedMessage) => boolean,
): Promise<CarriedMessage> {
  return new Promise(resolve => {
    const past = network.carried().find(wanted);
    if (past !== undefined) return resolve(past);
    const stop = network.onCarried(message => {
      if (!wanted(message)) return;
      stop();
      resolve(message);
    });
  });
}
