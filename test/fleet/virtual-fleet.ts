/** The fleet as a process of its own, and its control API. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { AirMessage, OutsideMessage } from './judge.ts';

export interface VirtualFleetSettings {
  readonly gateways: number;
  readonly ports: number;
  /** More arguments of `simgate fleet`. */
  readonly more: readonly string[];
}

/** What was for a gateway from outside. */
export interface IncomingEntry extends OutsideMessage {
  readonly gateway: number;
  /** 0: the network still holds it. */
  readonly storedAt: number;
}

/** A running fleet. */
export interface VirtualFleet {
  readonly gateways: readonly string[];
  readonly pid: number;
  /** Asks the control API; rejects with its error. */
  control(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
  ): Promise<unknown>;
  /** All messages that gateways took. */
  air(): Promise<AirMessage[]>;
  incoming(): Promise<IncomingEntry[]>;
  close(): Promise<void>;
}

const launcher = fileURLToPath(new URL('../../packages/cli/bin/simgate.js', import.meta.url));
const PAGE = 20_000;

/** Starts a fleet on free ports; the first `gateways` ports from `basePort` on where that is given in `more`. */
export async function startVirtualFleet({
  gateways,
  ports,
  more,
}: VirtualFleetSettings): Promise<VirtualFleet> {
  const args = [
    'fleet',
    '--gateways',
    String(gateways),
    '--ports',
    String(ports),
    '--base-port',
    '0',
    '--control-port',
    '0',
  ];
  const child = fork(launcher, [...args, ...more], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
  });
  const early = once(child, 'exit').then(([code]) => {
    throw new Error(`simgate fleet ended with ${code} at its start`);
  });
  const [addresses] = (await Promise.race([once(child, 'message'), early])) as [
    { gateways: string[]; control: string },
  ];
  early.catch(() => {});
  const control: VirtualFleet['control'] = async (method, path, body) => {
    const init =
      body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(`${addresses.control}${path}`, { method, ...init });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer;
  };
  const all = async <Entry>(path: string): Promise<Entry[]> => {
    const entries: Entry[] = [];
    for (let after: number | null = 0; after !== null; ) {
      const page = (await control('GET', `${path}?limit=${PAGE}&after=${after}`)) as {
        messages: Entry[];
        next: number | null;
      };
      entries.push(...page.messages);
      after = page.messages.length < PAGE ? null : page.next;
    }
    return entries;
  };
  return {
    gateways: addresses.gateways,
    pid: child.pid ?? 0,
    control,
    air: () => all<AirMessage>('/record/messages'),
    incoming: () => all<IncomingEntry>('/record/incoming'),
    async close() {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}
