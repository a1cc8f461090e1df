/** For tests: a module on the bench with faults, and a second card. */

import { type Bench, type BenchOptions, createBench } from '../module/test-bench.ts';
import { createSimCard } from '../sim-card.ts';
import { FaultSet } from './fault-set.ts';
import type { Fault } from './read-fault.ts';

export interface FaultBench extends Bench {
  readonly faults: FaultSet;
}

/** Card 0 is the one in the slot. */
const secondCard = { imsi: '001010000001001', iccid: '89882010000000010017', number: '+88201001001' };

/** A module with these faults; a terminal is connected before they begin. */
export function benchWith(faults: readonly Fault[], options: BenchOptions = {}): FaultBench {
  const bench = createBench(options);
  const second = createSimCard({ ...secondCard, serviceCentre: '+88200000000' });
  const set = new FaultSet(bench.module, {
    random: () => 0.5,
    card: number => (number === 0 ? bench.sim : second),
  });
  set.replace(faults);
  return { ...bench, faults: set };
}

/** A submit to +88209 with text `hello`, behind the prompt of AT+CMGS=17. */
export const SUBMIT = '0001000A918802000010000005E8329BFD06\u001a';

/** Types AT+CMGS and the message; returns the whole output. */
export async function sendMessage(bench: Bench): Promise<string> {
  const prompt = await bench.command('AT+CMGS=17');
  return prompt + (await bench.type(SUBMIT));
}
