/** Gateways, ports, SIMs and pools as rows. Whatever choosing a SIM depends on raises the version, by which other processes notice. */
import type { Gateway, GatewayKind, GatewayState, Port, Sim, SimLimits } from '../domain/gateway.ts';
import { gatewayKinds, gatewayStates } from '../domain/gateway.ts';
import { DEFAULT_POOL, type Pool, usualPool } from '../domain/pool.ts';
import { all, numberOf, type RowList, run, type Statements, withRows } from './statements.ts';

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

/** A part of the fleet that changed: a gateway with its ports and the SIMs in them, one SIM, or the pools. */
export type FleetChange =
  | { readonly kind: 'gateway' | 'sim'; readonly id: string }
  | { readonly kind: 'pools' };

/** So many changes are kept; a process that is further behind reads everything. */
const CHANGES_KEPT = 2000;

/**
 * Raises the version of the fleet, and notes the part that changed, so that other processes read that alone. Part of each work that changes it.
 * The row of the version is kept until the commit, so changes become visible in their order.
 */
export function* raiseFleetVersion(change: FleetChange): Statements<void> {
  const version = yield* numberOf(
    'UPDATE fleet_version SET version = version + 1 WHERE id = 1 RETURNING version AS number',
  );
  yield* run(
    'INSERT INTO fleet_change (version, kind, id) VALUES (?, ?, ?)',
    ...[version, change.kind, change.kind === 'pools' ? '' : change.id],
  );
  if (version % 100 === 0) yield* run('DELETE FROM fleet_change WHERE version <= ?', version - CHANGES_KEPT);
}

/** The version of the fleet: it rises with each change that the choice of SIMs has to know. */
export function* fleetVersion(): Statements<number> {
  return yield* numberOf('SELECT version AS number FROM fleet_version WHERE id = 1');
}

/** More parts than that are read no faster than everything. */
const MOST_PARTS = 200;

/** The parts of the fleet that changed between two versions; undefined where they are too many, or not known any more. */
export interface ChangedParts {
  readonly gateways: readonly string[];
  readonly sims: readonly string[];
  readonly pools: boolean;
}

export function* changedParts(after: number, version: number): Statements<ChangedParts | undefined> {
  const rows = yield* all<{ version: number; kind: string; id: string }>(
    'SELECT version, kind, id FROM fleet_change WHERE version > ? ORDER BY version LIMIT ?',
    after,
    CHANGES_KEPT,
  );
  // A process of an older release raises the version without a word.
  if (rows.filter(row => row.version <= version).length < version - after) return undefined;
  const idsOf = (kind: string) => [...new Set(rows.filter(row => row.kind === kind).map(({ id }) => id))];
  const [gateways, sims] = [idsOf('gateway'), idsOf('sim')];
  if (gateways.length + sims.length > MOST_PARTS) return undefined;
  return { gateways, sims, pools: rows.some(({ kind }) => kind === 'pools') };
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

function storedPortOf({ enabled, sends, seen_at: seenAt, ...row }: PortRow): StoredPort {
  return { ...row, enabled: enabled === 1, sends: sends === 1, seenAt };
}

/** Reads the whole fleet. Done at the start, and where too much has changed. */
export function* readFleet(): Statements<FleetRows> {
  const version = yield* fleetVersion();
  const gateways = yield* all<GatewayRow>('SELECT * FROM gateway ORDER BY id');
  const ports = yield* all<PortRow>('SELECT * FROM port ORDER BY gateway, port');
  const sims = yield* all<SimRow>('SELECT * FROM sim ORDER BY id');
  const pools = yield* readPools();
  return {
    version,
    gateways: gateways.map(gatewayOf),
    ports: ports.map(storedPortOf),
    sims: sims.map(simOf),
    pools,
  };
}

/** The parts of the fleet that changed, as they are now. A gateway that is asked for and not there is gone. */
export interface FleetUpdate extends FleetRows {
  readonly asked: ChangedParts;
}

function listOf(ids: readonly string[]): RowList {
  return { columns: { id: 'text' }, rows: ids.map(id => [id]) };
}

/** Reads what changed since a version; undefined where everything has to be read. */
export function* readFleetUpdate(after: number): Statements<FleetUpdate | undefined> {
  const version = yield* fleetVersion();
  const asked = yield* changedParts(after, version);
  if (asked === undefined) return undefined;
  const gateways = yield* withRows<GatewayRow>(
    'SELECT gateway.* FROM {rows} JOIN gateway ON gateway.id = v.id',
    listOf(asked.gateways),
  );
  const homes: RowList = {
    columns: { part: 'int', gateway: 'text' },
    rows: gateways.map(({ part, id }) => [part, id]),
  };
  const ports = yield* withRows<PortRow>(
    `SELECT port.* FROM {rows} JOIN port ON port.part = v.part AND port.gateway = v.gateway
     ORDER BY port.gateway, port.port`,
    homes,
  );
  const sims = yield* withRows<SimRow>(
    'SELECT sim.* FROM {rows} JOIN sim ON sim.id = v.id',
    listOf([...new Set([...asked.sims, ...ports.map(({ sim }) => sim)])].filter(id => id !== '')),
  );
  return {
    ...{ version, asked },
    gateways: gateways.map(gatewayOf),
    ports: ports.map(storedPortOf),
    sims: sims.map(simOf),
    pools: asked.pools ? yield* readPools() : [],
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
  yield* raiseFleetVersion({ kind: 'sim', id: sim.id });
}

/** Makes a pool, or writes it anew. */
export function* savePool({ id, ...settings }: Pool): Statements<void> {
  yield* run(
    'INSERT INTO pool (id, settings) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET settings = excluded.settings',
    id,
    JSON.stringify(settings),
  );
  yield* raiseFleetVersion({ kind: 'pools' });
}

/** Makes a pool where there is none of this name. */
export function* ensurePool({ id, ...settings }: Pool): Statements<void> {
  const made = yield* run(
    'INSERT INTO pool (id, settings) VALUES (?, ?) ON CONFLICT (id) DO NOTHING',
    id,
    JSON.stringify(settings),
  );
  if (made > 0) yield* raiseFleetVersion({ kind: 'pools' });
}

/** Removes a pool. The caller checks before that no message waits in it. */
export function* removePool(id: string): Statements<void> {
  yield* run('DELETE FROM pool WHERE id = ?', id);
  yield* raiseFleetVersion({ kind: 'pools' });
}
