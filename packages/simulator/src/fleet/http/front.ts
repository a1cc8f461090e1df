/** The web server of one gateway: who may come in, whose turn it is, which answers go wrong. */

import type { Socket } from 'node:net';
import type { FleetGateway, Line } from '../state/model.ts';
import type { Answer } from './answer.ts';
import type { AnswerFault } from './answer-faults.ts';
import { type Bans, createBans } from './bans.ts';
import type { Nonces } from './digest.ts';

/** The state of the web server of a gateway. */
export interface Front {
  readonly gateway: FleetGateway;
  readonly bans: Bans;
  readonly nonces: Nonces;
  readonly faults: AnswerFault[];
  /** First answers by Idempotency-Key, for a gateway that honours it. */
  readonly answers: Map<string, Answer>;
  readonly sockets: Set<Socket>;
  /** Resolves when the request before is answered. */
  turn: Promise<void>;
}

/** The state of the web server of a gateway after its start. */
export function createFront(gateway: FleetGateway): Front {
  return {
    gateway,
    bans: createBans(),
    nonces: [],
    faults: [],
    answers: new Map(),
    sockets: new Set(),
    turn: Promise.resolve(),
  };
}

/** Whether requests can be answered now. */
export function isReachable({ up, line }: FleetGateway): boolean {
  return up && line === 'up';
}

/** Cuts all connections; what hangs on a silent line is cut once the line is something else. */
export function cutConnections({ sockets }: Front, line: Line): void {
  if (line === 'silent') return;
  for (const socket of sockets) socket.resetAndDestroy();
  sockets.clear();
}
