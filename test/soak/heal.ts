/** The end of the faults of a soak run, so that everything that waits can come to its end. */
import { setTimeout as delay } from 'node:timers/promises';
import type { GatewayLives } from '../crash/gateway-lives.ts';
import { numbered } from '../crash/traffic.ts';
import { sayOf } from '../crash/what-was-said.ts';
import type { SimulatorProcess } from '../foreign/support/simulator-process.ts';
import type { Cause } from './fault-schedule.ts';

/** Further cards of modem n have IMSIs that are n more than a multiple of 1000. */
export const CARDS = 1000;

export interface Healed {
  readonly simulator: SimulatorProcess;
  readonly gateway: GatewayLives;
  readonly causes: readonly Cause[];
  readonly settings: { readonly ports: number; readonly folder: string };
}

/** So long the second card of a modem stays in at least, so that the gateway finds it. Milliseconds. */
const SECOND_CARD = 45_000;
/** Nothing comes any more for one card where nothing has changed for so long. Milliseconds. */
const STILL_FOR = 100_000;

/** Messages that are not sent yet, those in doubt left out. */
async function countOpen({ gateway, settings }: Healed): Promise<number> {
  const said = await sayOf(gateway, settings.folder);
  return said.filter(({ status, inDoubt }) => status === 'SENDING' && !inDoubt).length;
}

/** Messages that wait in the network for cards other than the first of a modem. */
async function countPendingElsewhere({ simulator }: Healed): Promise<number> {
  const pending = await simulator.ask<{ imsi: string }[]>('/pending');
  return pending.filter(({ imsi }) => Number(imsi.slice(5)) > CARDS).length;
}

/** Resolves when nothing is left, or what is left does not change any more. */
async function untilStill(count: () => Promise<number>): Promise<void> {
  let left = await count();
  let changed = performance.now();
  while (left > 0 && performance.now() - changed < STILL_FOR) {
    await delay(2000);
    const now = await count();
    if (now !== left) changed = performance.now();
    left = now;
  }
}

/**
 * Ends every fault, and puts in once more the cards for which reports or the rest of a message may wait: only once what waits for the
 * first cards is sent, for else it would go out under a card that is taken away before the reports come.
 */
export async function heal(run: Healed): Promise<void> {
  const { settings, simulator, causes } = run;
  const modems = numbered(settings.ports, port => `/modems/${port}`);
  for (const fault of ['impairments', 'faults'])
    await Promise.all(modems.map(modem => simulator.tell('PUT', `${modem}/${fault}`, [])));
  const changed = modems.filter((_, port) =>
    causes.some(cause => cause.port === port && cause.name.startsWith('simChange')),
  );
  if (changed.length === 0) return;
  const swap = (card: number) =>
    Promise.all(changed.map(modem => simulator.tell('POST', `${modem}/sim/swap`, { card })));
  await untilStill(() => countOpen(run));
  await swap(1);
  await delay(SECOND_CARD);
  await untilStill(async () => (await countOpen(run)) + (await countPendingElsewhere(run)));
  await swap(0);
}
