/** Troubles of lines and modules during a soak run. */
import { setTimeout as delay } from 'node:timers/promises';
import type { SimulatorProcess } from '../foreign/support/simulator-process.ts';

/**
 * Every kind of fault of a line at once. Octets towards the module are only late and split, or a piece is lost: AT has no check sums,
 * so that a digit added to a number that is dialled is a call to somebody else, whoever does it.
 */
export const impairments = [
  { type: 'late', milliseconds: 20 },
  { type: 'lost', probability: 0.002 },
  { type: 'doubled', probability: 0.002 },
  { type: 'noise', probability: 0.002, longest: 4 },
  { type: 'notice', probability: 0.01, text: '+XNOTICE: 1', where: 'betweenLines' },
  { type: 'notice', probability: 0.01, text: '+XNOTICE: 2', where: 'afterPrompt' },
  { type: 'split', longest: 40, milliseconds: 2 },
  { type: 'late', direction: 'toModule', milliseconds: 5 },
  { type: 'lost', direction: 'toModule', probability: 0.001 },
  { type: 'split', direction: 'toModule', longest: 60, milliseconds: 2 },
] as const;

type Trouble = (simulator: SimulatorProcess, modem: string) => Promise<void>;

const troubles: Readonly<Record<string, Trouble>> = {
  reboot: async (simulator, modem) => {
    await simulator.tell('POST', `${modem}/reboot`, {});
  },
  hung: async (simulator, modem) => {
    await simulator.tell('PUT', `${modem}/hung`, { hung: true });
    await delay(15_000);
    await simulator.tell('PUT', `${modem}/hung`, { hung: false });
  },
  unplugged: async (simulator, modem) => {
    await simulator.tell('POST', `${modem}/unplug`, {});
    await delay(5000);
    await simulator.tell('POST', `${modem}/plug`, {});
  },
  'storage full': async (simulator, modem) => {
    // The gateway makes room itself: what fills the card are messages, which it reads and deletes.
    await simulator.tell('PUT', `${modem}/storage`, { memory: 'SM', free: 0 });
  },
  'no service': async (simulator, modem) => {
    await simulator.tell('PUT', `${modem}/registration`, { status: 2 });
    await delay(8000);
    await simulator.tell('PUT', `${modem}/registration`, { status: 1 });
  },
};

export const troubleNames = Object.keys(troubles);

/** Gives one modem one trouble and takes it away again. */
export async function makeTrouble(simulator: SimulatorProcess, name: string, modem: number): Promise<void> {
  await troubles[name]?.(simulator, `/modems/${modem}`);
}
