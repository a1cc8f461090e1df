/** Gives one modem one fault after another, by chance from a seed, and keeps when each was the cause of what a port could not do. */
import { setTimeout as delay } from 'node:timers/promises';
import type { SimulatorProcess } from '../foreign/support/simulator-process.ts';
import { type SoakFault, soakFaults } from './soak-faults.ts';

/** A time in which a port has a cause for being without progress; monotonic, in milliseconds. */
export interface Cause {
  readonly port: number;
  readonly name: string;
  readonly from: number;
  to: number;
}

/** Every kind of fault of a line at once. */
export interface Schedule {
  readonly simulator: SimulatorProcess;
  readonly random: () => number;
  /** Monotonic, in milliseconds: the faults are over by then. */
  readonly end: number;
  readonly say: (line: string) => void;
  /** Shortest and longest pause between two faults of a modem, in seconds. */
  readonly pause: readonly [number, number];
}

/** Faults go to the ports in turn, so that each has its time; where the turn begins is chance. */
export async function troubleModem(schedule: Schedule, port: number, causes: Cause[]): Promise<void> {
  const { random, end, pause, simulator, say } = schedule;
  const [shortest, longest] = pause;
  const modem = `/modems/${port}`;
  let next = Math.floor(random() * soakFaults.length);
  for (;;) {
    await delay((shortest + random() * (longest - shortest)) * 1000);
    const left = (end - performance.now()) / 1000;
    const fitting = soakFaults.filter(({ lasts }) => lasts <= left);
    const fault = fitting[next % fitting.length];
    // A step that shares no divisor with most lengths leads through the whole table.
    next += 7;
    if (fault === undefined) return;
    const cause: Cause = { port, name: fault.name, from: performance.now(), to: Number.POSITIVE_INFINITY };
    causes.push(cause);
    say(`modem ${port}: ${fault.name}`);
    await carryOut(simulator, modem, fault);
    cause.to = performance.now();
  }
}

async function carryOut(simulator: SimulatorProcess, modem: string, fault: SoakFault): Promise<void> {
  const { faults, lasts, control, end } = fault;
  if (control !== undefined) await simulator.tell(control[0], `${modem}/${control[1]}`, control[2]);
  else await simulator.tell('PUT', `${modem}/faults`, faults);
  await delay(lasts * 1000);
  if (end !== undefined) await simulator.tell(end[0], `${modem}/${end[1]}`, end[2]);
  await simulator.tell('PUT', `${modem}/faults`, []);
  if (fault.name.startsWith('simChange')) await firstCard(simulator, modem);
}

/** The card that the port had at the start is put back: messages to its number wait for it. */
async function firstCard(simulator: SimulatorProcess, modem: string): Promise<void> {
  await simulator.tell('POST', `${modem}/sim/swap`, { card: 0 });
  await delay(15_000);
}
