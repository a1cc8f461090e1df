/** The fleet as a process of its own, and its control API. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { launcher } from '../programs/launcher.ts';
import type { AirMessage, OutsideMessage } from './judge.ts';

export interface VirtualFleetSettings {
  readonly gateways: number;
  readonly ports: number;
  /** More arguments of `simgate fleet`. */
  readonly more: readonly string[];
}

/** A message for a gateway from outside. */
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

const PAGE = 20_000;

interface Addresses {
  readonly gateways: readonly string[];
  readonly control: string;
}

/** Starts a fleet on free ports. */
export async function startVirtualFleet(settings: VirtualFleetSettings): Promise<VirtualFleet> {
  const { gateways, ports, more } = settings;
  const counts = ['--gateways', String(gateways), '--ports', String(ports)];
  const args = ['fleet', ...counts, '--base-port', '0', '--control-port', '0', ...more];
  const child = fork(launcher, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
  const addresses = await addressesOf(child);
  const control: VirtualFleet['control'] = (method, path, body) =>
    askControl(`${addresses.control}${path}`, method, body);
  return {
    gateways: addresses.gateways,
    pid: child.pid ?? 0,
    control,
    air: () => allEntries<AirMessage>(control, '/record/messages'),
    incoming: () => allEntries<IncomingEntry>(control, '/record/incoming'),
    async close() {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}

/** Rejects when the process ends before it has sent them. */
async function addressesOf(child: ChildProcess): Promise<Addresses> {
  const early = once(child, 'exit').then(([code]) => {
    throw new Error(`simgate fleet ended with ${code} at its start`);
  });
  early.catch(() => {});
  const [addresses] = (await Promise.race([once(child, 'message'), early])) as [Addresses];
  return addresses;
}

async function askControl(url: string, method: string, body: unknown): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${method} ${url}: ${JSON.stringify(answer)}`);
  return answer;
}

interface Page<Entry> {
  readonly messages: readonly Entry[];
  readonly next: number | null;
}

async function allEntries<Entry>(control: VirtualFleet['control'], path: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const page = (await control('GET', `${path}?limit=${PAGE}&after=${after}`)) as Page<Entry>;
    entries.push(...page.messages);
    after = page.messages.length < PAGE ? null : page.next;
  }
  return entries;
}
