/** A large fleet with nothing to do: memory, and how long a single message takes to its gateway. */
import { setTimeout as delay } from 'node:timers/promises';
import { memory } from '../process-use.ts';
import { fleetOf, startServer } from './servers.ts';

export const largeFleet = Number(process.env.BENCH_SERVER_GATEWAYS ?? 1000);
const SINGLES = 50;

interface Taken {
  readonly messages: readonly { readonly text: string; readonly acceptedAt: number }[];
}

export interface Idle {
  /** Milliseconds from the answer 202 until the gateway has the message. */
  readonly waits: readonly number[];
  /** Resident MiB: at rest, and at its most since the start. */
  readonly rss: { readonly now: number; readonly most: number };
}

export async function idleFleet(): Promise<Idle> {
  await using stack = new AsyncDisposableStack();
  const server = await startServer(stack, 'SQLite');
  const fleet = await fleetOf(stack, [server], { gateways: largeFleet, pushes: true });
  await delay(10_000);
  const accepted = new Map<string, number>();
  for (let index = 0; index < SINGLES; index += 1) {
    const text = `Single ${index}`;
    await server.ask('/v1/messages', { to: [`+49151${30_000_000 + index}`], text });
    accepted.set(text, Date.now());
    await delay(200);
  }
  const { messages } = (await fleet.control('GET', '/record/messages?limit=1000')) as Taken;
  const waits = messages.map(({ text, acceptedAt }) => Math.max(0, acceptedAt - (accepted.get(text) ?? 0)));
  return { waits, rss: memory(server.pid) };
}
