/** Gateways as rows. Few of them, seldom written; each change of what the choice must know raises the version of the fleet. */
import type { GatewayFacts } from '../domain/driver.ts';
import type { Gateway, GatewayKind, GatewayState } from '../domain/gateway.ts';
import { appendEvents } from '../store/events.ts';
import { type GatewayRow, gatewayOf, raiseFleetVersion } from '../store/fleet.ts';
import { all, get, run, type Statements, withRows } from '../store/statements.ts';

export interface StoredGateway extends Gateway {
  /** Rises with each change by a person, so that a driver made of an older row is recognised. */
  readonly version: number;
}

type VersionedRow = GatewayRow & { version: number };

const GATEWAY_COLUMNS = `id, part, name, kind, wanted_kind, address, user_name, password, certificate, push_path, tags, enabled, state, reason,
  serial_number, clock_offset_ms, seen_at, created_at, changed_at, version`;

function storedOf(row: VersionedRow): StoredGateway {
  return { ...gatewayOf(row), version: row.version };
}

/** Every gateway: some thousands at most. */
export function* allGateways(): Statements<readonly StoredGateway[]> {
  return (yield* all<VersionedRow>(`SELECT ${GATEWAY_COLUMNS} FROM gateway ORDER BY id`)).map(storedOf);
}

/** The gateways of these ids that there are. */
export function* gatewaysOf(ids: readonly string[]): Statements<readonly StoredGateway[]> {
  const rows = yield* withRows<VersionedRow>(
    'SELECT gateway.* FROM {rows} JOIN gateway ON gateway.id = v.id',
    {
      columns: { id: 'text' },
      rows: ids.map(id => [id]),
    },
  );
  return rows.map(storedOf);
}

/** A page of gateways by id. */
export function* pageOfGateways(after: string, limit: number): Statements<readonly StoredGateway[]> {
  const rows = yield* all<VersionedRow>(
    `SELECT ${GATEWAY_COLUMNS} FROM gateway WHERE id > ? ORDER BY id LIMIT ?`,
    after,
    limit,
  );
  return rows.map(storedOf);
}

/** One gateway of the store; undefined where there is none. */
export function* findGateway(id: string): Statements<StoredGateway | undefined> {
  const row = yield* get<VersionedRow>(`SELECT ${GATEWAY_COLUMNS} FROM gateway WHERE id = ?`, id);
  return row === undefined ? undefined : storedOf(row);
}

/** Another gateway than `id` with this address. */
export function* isAddressTaken(address: string, id: string): Statements<boolean> {
  const row = yield* get<{ id: string }>('SELECT id FROM gateway WHERE address = ? AND id <> ?', address, id);
  return row !== undefined;
}

function flag(value: boolean): number {
  return value ? 1 : 0;
}

/** Adds a gateway; false where its address is taken. */
export function* addGateway(gateway: StoredGateway): Statements<boolean> {
  const added = yield* run(
    `INSERT INTO gateway (${GATEWAY_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
    ...[gateway.id, gateway.part, gateway.name, gateway.kind, gateway.wantedKind],
    ...[gateway.address, gateway.user, gateway.password, gateway.certificate, gateway.pushPath],
    ...[JSON.stringify(gateway.tags), flag(gateway.enabled), gateway.state, gateway.reason],
    ...[gateway.serialNumber, gateway.clockOffsetMs, gateway.seenAt ?? null],
    ...[gateway.createdAt, gateway.changedAt, gateway.version],
  );
  if (added > 0) yield* raiseFleetVersion({ kind: 'gateway', id: gateway.id });
  return added > 0;
}

/** Writes what a person changed; its version rises. */
export function* changeGateway(gateway: StoredGateway): Statements<void> {
  yield* run(
    `UPDATE gateway SET name = ?, kind = ?, wanted_kind = ?, address = ?, user_name = ?, password = ?, certificate = ?, tags = ?, enabled = ?,
       state = ?, reason = ?, serial_number = ?, changed_at = ?, version = version + 1 WHERE id = ?`,
    ...[gateway.name, gateway.kind, gateway.wantedKind, gateway.address, gateway.user, gateway.password],
    ...[gateway.certificate, JSON.stringify(gateway.tags), flag(gateway.enabled), gateway.state],
    ...[gateway.reason, gateway.serialNumber, gateway.changedAt, gateway.id],
  );
  yield* raiseFleetVersion({ kind: 'gateway', id: gateway.id });
}

/** Removes a gateway with its ports; its messages and attempts stay. */
export function* removeGateway({ id, part }: Gateway): Statements<boolean> {
  const removed = yield* run('DELETE FROM gateway WHERE id = ?', id);
  yield* run('DELETE FROM port WHERE part = ? AND gateway = ?', part, id);
  yield* run('DELETE FROM driver_state WHERE part = ? AND gateway = ?', part, id);
  if (removed > 0) yield* raiseFleetVersion({ kind: 'gateway', id });
  return removed > 0;
}

/** The row that a driver was made of: its news of a gateway that was changed meanwhile are not taken. */
export interface GatewayMark {
  readonly id: string;
  readonly part: number;
  readonly version: number;
}

/** Writes the state of a gateway. A change makes an event and reaches the choice of SIMs. */
export function* noteState(
  mark: GatewayMark,
  state: GatewayState,
  reason: string,
  at: number,
): Statements<void> {
  const before = yield* get<{ state: string; reason: string; name: string }>(
    'SELECT state, reason, name FROM gateway WHERE id = ? AND version = ?',
    mark.id,
    mark.version,
  );
  if (before === undefined) return;
  yield* run(
    'UPDATE gateway SET state = ?, reason = ?, seen_at = coalesce(?, seen_at) WHERE id = ? AND version = ?',
    ...[state, reason, state === 'up' ? at : null, mark.id, mark.version],
  );
  if (before.state === state) return;
  yield* raiseFleetVersion({ kind: 'gateway', id: mark.id });
  const data = { id: mark.id, name: before.name, state, reason };
  yield* appendEvents(mark.part, [{ kind: 'gateway.state', subject: mark.id, at, pool: '', data }]);
}

/** Writes down what kind it was found to be. */
export function* noteKind(mark: GatewayMark, kind: GatewayKind): Statements<void> {
  yield* run('UPDATE gateway SET kind = ? WHERE id = ? AND version = ?', kind, mark.id, mark.version);
  yield* raiseFleetVersion({ kind: 'gateway', id: mark.id });
}

/** By so many milliseconds a clock must have moved for other processes to look again. */
const WORTH_TELLING = 2000;

/** Writes down what a gateway reports of itself. Pushes go by it, which any process may take. */
export function* noteFacts(mark: GatewayMark, facts: GatewayFacts): Statements<void> {
  const before = yield* findGateway(mark.id);
  if (before?.version !== mark.version) return;
  const serialNumber = facts.serialNumber ?? before.serialNumber;
  const clockOffsetMs = Math.round(facts.clockOffsetMs ?? before.clockOffsetMs);
  const certificate = before.certificate === '' ? (facts.certificate ?? '') : before.certificate;
  yield* run(
    'UPDATE gateway SET serial_number = ?, clock_offset_ms = ?, certificate = ? WHERE id = ? AND version = ?',
    ...[serialNumber, clockOffsetMs, certificate, mark.id, mark.version],
  );
  const moved = Math.abs(clockOffsetMs - before.clockOffsetMs);
  if (serialNumber !== before.serialNumber || certificate !== before.certificate || moved > WORTH_TELLING)
    yield* raiseFleetVersion({ kind: 'gateway', id: mark.id });
}

/** Stores a value for the driver of a gateway. */
export function* readMemory({ part, id }: GatewayMark): Statements<ReadonlyMap<string, string>> {
  const rows = yield* all<{ name: string; value: string }>(
    'SELECT name, value FROM driver_state WHERE part = ? AND gateway = ?',
    part,
    id,
  );
  return new Map(rows.map(({ name, value }) => [name, value]));
}

export function* writeMemory(
  { part, id }: GatewayMark,
  values: Readonly<Record<string, string>>,
): Statements<void> {
  for (const [name, value] of Object.entries(values))
    yield* run(
      `INSERT INTO driver_state (part, gateway, name, value) VALUES (?, ?, ?, ?)
       ON CONFLICT (part, gateway, name) DO UPDATE SET value = excluded.value`,
      ...[part, id, name, value],
    );
}
