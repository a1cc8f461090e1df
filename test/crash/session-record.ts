/** Records of USSD and calls, by the gateway and by the network. */
import type { SimulatorProcess } from '../foreign/support/simulator-process.ts';
import type { GatewayLives } from './gateway-lives.ts';

/** A dialogue of GET /v1/ussd. */
export interface SaidDialogue {
  readonly id: number;
  readonly port: number;
  readonly origin: 'gateway' | 'network';
  readonly state: string;
  readonly reason: string;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly turns: readonly {
    readonly speaker: 'client' | 'network' | 'gateway';
    readonly request_id: number | null;
    readonly text: string;
  }[];
}

/** A call of GET /v1/calls. */
export interface SaidCall {
  readonly id: number;
  readonly port: number;
  readonly direction: 'incoming' | 'outgoing';
  readonly source_number: string;
  readonly destination_number: string;
  readonly state: string;
  readonly started_at: string;
  readonly answered_at: string | null;
  readonly ended_at: string | null;
  readonly reason: string;
  readonly interrupted: boolean;
}

/** A line of get_cdr, as far as it is judged. */
export interface SaidRecord {
  readonly source_number: string;
  readonly destination_number: string;
}

/** A subscriber's inputs in a USSD session, by the network's own record. */
export interface CarriedUssd {
  readonly imsi: string;
  readonly text: string;
  readonly kind: 'request' | 'answer' | 'end';
}

/** A call by the network's own record. */
export interface CarriedCall {
  readonly from: string;
  readonly to: string;
  readonly startedAt: number;
  readonly answeredAt?: number;
  readonly endedAt?: number;
}

/** Every page of a list that is read newest first. */
async function pages<Item>(gateway: GatewayLives, path: string, name: string): Promise<Item[]> {
  const found: Item[] = [];
  for (let next: number | null | undefined; next !== null; ) {
    type Page = Record<string, Item[]> & { next?: number | null };
    const before: string = next === undefined ? '' : `&before=${next}`;
    const page: Page = await gateway.ask<Page>(`${path}?limit=500${before}`);
    found.push(...(page[name] ?? []));
    next = page.next ?? null;
  }
  return found;
}

export interface SessionRecord {
  readonly dialogues: readonly SaidDialogue[];
  readonly calls: readonly SaidCall[];
  readonly records: readonly SaidRecord[];
  readonly carriedUssd: readonly CarriedUssd[];
  readonly carriedCalls: readonly CarriedCall[];
}

export async function readSessions(
  gateway: GatewayLives,
  simulator: SimulatorProcess,
): Promise<SessionRecord> {
  return {
    dialogues: await pages<SaidDialogue>(gateway, '/v1/ussd', 'dialogues'),
    calls: await pages<SaidCall>(gateway, '/v1/calls', 'calls'),
    records: (await gateway.ask<{ cdr: SaidRecord[] }>('/api/get_cdr')).cdr,
    carriedUssd: await simulator.ask('/ussd-requests'),
    carriedCalls: await simulator.ask('/calls'),
  };
}

/** No dialogue and no call goes on, as the gateway has it. */
export function areSessionsOver({ dialogues, calls }: SessionRecord): boolean {
  return (
    dialogues.every(({ ended_at }) => ended_at !== null) && calls.every(({ ended_at }) => ended_at !== null)
  );
}
