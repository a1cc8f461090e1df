/** Gateways, ports, SIMs and pools as rows. Whatever choosing a SIM depends on raises the version, by which other processes notice. */
import type { Gateway, GatewayKind, GatewayState, Port, Sim, SimLimits } from '../domain/gateway.ts';
import { gatewayKinds, gatewayStates } from '../domain/gateway.ts';
import { DEFAULT_POOL, type Pool, usualPool } from '../domain/pool.ts';
import { all, get, run, type Statements } from './statements.ts';

/** Everything that choosing depends on. */
export interface FleetRows {
  readonly version: number;
  readonly gateways: readonly Gateway[];
  readonly ports: readonly StoredPort[];
  readonly sims: readonly Sim[];
  readonly pools: readonly Pool[];
}

export interface StoredPort extends Port {
  readonly part: number;
  /** Its owner reports that it can send now or soon. */
  readonly sends: boolean;
}

/** Raises the version of the fleet. Part of each work that changes it. */
export function* raiseFleetVersion(): Statements<void> {
  yield* run('UPDATE fleet_version SET version = version + 1 WHERE id = 1');
}

/** The version of the fleet: it rises with each change that the choice of SIMs has to know. */
export function* fleetVersion(): Statements<number> {
  const row = yield* get<{ version: number }>('SELECT version FROM fleet_version WHERE id = 1');
  return row?.version ?? 0;
}

/** A gateway as its row has it. */
export type GatewayRow = {
  id: string;
  part: number;
  name: string;
  kind: string;
  wanted_kind: string;
  address: string;
  user_name: string;
  password: Uint8Array;
  certificate: string;
  push_path: string;
  tags: string;
  enabled: number;
  state: string;
  reason: string;
  serial_number: string;
  clock_offset_ms: number;
  seen_at: number | null;
  created_at: number;
  changed_at: number;
};

function kindOf(text: string): GatewayKind {
  return gatewayKinds.find(kind => kind === text) ?? 'unknown';
}

function stateOf(text: string): GatewayState {
  return gatewayStates.find(state => state === text) ?? 'new';
}

export function gatewayOf(row: GatewayRow): Gateway {
  return {
    id: row.id,
    part: row.part,
    name: row.name,
    kind: kindOf(row.kind),
    wantedKind: kindOf(row.wanted_kind),
    address: row.address,
    user: row.user_name,
    password: row.password,
    certificate: row.certificate,
    pushPath: row.push_path,
    tags: JSON.parse(row.tags) as string[],
    enabled: row.enabled === 1,
    state: stateOf(row.state),
    reason: row.reason,
    serialNumber: row.serial_number,
    clockOffsetMs: row.clock_offset_ms,
    seenAt: row.seen_at ?? undefined,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}

type PortRow = {
  part: number;
  gateway: string;
  port: number;
  sim: string;
  registration: string;
  signal: number;
  enabled: number;
  sends: number;
  seen_at: number;
};

/** A SIM as its row has it. */
export type SimRow = {
  id: string;
  imsi: string;
  number: string;
  operator: string;
  gateway: string;
  port: number;
  tags: string;
  limits: string;
  cost: number;
  enabled: number;
  seen_at: number;
};

export function simOf(row: SimRow): Sim {
  const { tags, limits, enabled, seen_at: seenAt, ...rest } = row;
  return {
    ...rest,
    tags: JSON.parse(tags) as string[],
    limits: JSON.parse(limits) as SimLimits,
    enabled: enabled === 1,
    seenAt,
  };
}

/** The pools by id. The pool `default` is there also before anybody has changed it. */
export function* readPools(): Statements<readonly Pool[]> {
  const rows = yield* all<{ id: string; settings: string }>('SELECT id, settings FROM pool ORDER BY id');
  const pools = rows.map(({ id, settings }) => ({ ...(JSON.parse(settings) as Omit<Pool, 'id'>), id }));
  return pools.some(({ id }) => id === DEFAULT_POOL) ? pools : [usualPool(DEFAULT_POOL), ...pools];
}

/** Reads the whole fleet. Done when its version has changed, not for each message. */
export function* readFleet(): Statements<FleetRows> {
  const version = yield* fleetVersion();
  const gateways = yield* all<GatewayRow>('SELECT * FROM gateway ORDER BY id');
  const ports = yield* all<PortRow>('SELECT * FROM port ORDER BY gateway, port');
  const sims = yield* all<SimRow>('SELECT * FROM sim ORDER BY id');
  const pools = yield* readPools();
  return {
    version,
    gateways: gateways.map(gatewayOf),
    ports: ports.map(({ enabled, sends, seen_at: seenAt, ...row }) => ({
      ...row,
      enabled: enabled === 1,
      sends: sends === 1,
      seenAt,
    })),
    sims: sims.map(simOf),
    pools,
  };
}

/** Writes what people set of a SIM. */
export function* saveSimSettings(
  sim: Pick<Sim, 'id' | 'tags' | 'limits' | 'cost' | 'enabled'>,
): Statements<void> {
  yield* run(
    'UPDATE sim SET tags = ?, limits = ?, cost = ?, enabled = ? WHERE id = ?',
    ...[JSON.stringify(sim.tags), JSON.stringify(sim.limits), sim.cost, sim.enabled ? 1 : 0, sim.id],
  );
  yield* raiseFleetVersion();
}

/** Makes a pool, or writes it anew. */
export function* savePool({ id, ...settings }: Pool): Statements<void> {
  yield* run(
    'INSERT INTO pool (id, settings) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET settings = excluded.settings',
    id,
    JSON.stringify(settings),
  );
  yield* raiseFleetVersion();
}

/** Makes a pool where there is none of this name. */
export function* ensurePool({ id, ...settings }: Pool): Statements<void> {
  const made = yield* run(
    'INSERT INTO pool (id, settings) VALUES (?, ?) ON CONFLICT (id) DO NOTHING',
    id,
    JSON.stringify(settings),
  );
  if (made > 0) yield* raiseFleetVersion();
}

/** Removes a pool. The caller checks before that no message waits in it. */
export function* removePool(id: string): Statements<void> {
  yield* run('DELETE FROM pool WHERE id = ?', id);
  yield* raiseFleetVersion();
}
