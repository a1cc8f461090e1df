/** Writes rows of a fleet for tests, without the driver that would learn them. */
import type { Gateway, Sim } from '../domain/gateway.ts';
import { raiseFleetVersion, type StoredPort } from '../store/fleet.ts';
import { run, type Statements, withRows } from '../store/statements.ts';

/** Adds a gateway or writes all of it anew. */
export function* saveGateway(gateway: Gateway): Statements<void> {
  yield* run('DELETE FROM gateway WHERE id = ?', gateway.id);
  yield* run(
    `INSERT INTO gateway (id, part, name, kind, wanted_kind, address, user_name, password, certificate, push_path, tags, enabled,
       state, reason, serial_number, clock_offset_ms, seen_at, created_at, changed_at, version)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`,
    ...[gateway.id, gateway.part, gateway.name, gateway.kind, gateway.wantedKind, gateway.address],
    ...[gateway.user, gateway.password, gateway.certificate, gateway.pushPath],
    JSON.stringify(gateway.tags),
    ...[gateway.enabled ? 1 : 0, gateway.state, gateway.reason, gateway.serialNumber],
    ...[gateway.clockOffsetMs, gateway.seenAt ?? null, gateway.createdAt, gateway.changedAt],
  );
  yield* raiseFleetVersion({ kind: 'gateway', id: gateway.id });
}

/** Writes what was learned of a gateway's ports; ports that are not named are gone. */
export function* savePorts(part: number, gateway: string, ports: readonly StoredPort[]): Statements<void> {
  yield* run('DELETE FROM port WHERE part = ? AND gateway = ?', part, gateway);
  yield* withRows(
    `INSERT INTO port (part, gateway, port, sim, registration, signal, enabled, sends, seen_at)
     SELECT v.part, v.gateway, v.port, v.sim, v.registration, v.signal, v.enabled, v.sends, v.seen_at FROM {rows} WHERE true
     RETURNING port`,
    {
      columns: {
        ...{ part: 'int', gateway: 'text', port: 'int', sim: 'text', registration: 'text' },
        ...{ signal: 'int', enabled: 'int', sends: 'int', seen_at: 'int' },
      },
      rows: ports.map(one => [
        ...[part, gateway, one.port, one.sim, one.registration, one.signal],
        ...[one.enabled ? 1 : 0, one.sends ? 1 : 0, one.seenAt],
      ]),
    },
  );
  yield* raiseFleetVersion({ kind: 'gateway', id: gateway });
}

/** Writes where a SIM was seen. What people set of it (tags, limits, cost, enabled) stays. */
export function* saveSeenSim(sim: Sim): Statements<void> {
  yield* run(
    `INSERT INTO sim (id, imsi, number, operator, gateway, port, tags, limits, cost, enabled, seen_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET imsi = excluded.imsi, number = excluded.number, operator = excluded.operator,
       gateway = excluded.gateway, port = excluded.port, seen_at = excluded.seen_at`,
    ...[sim.id, sim.imsi, sim.number, sim.operator, sim.gateway, sim.port],
    ...[JSON.stringify(sim.tags), JSON.stringify(sim.limits), sim.cost, sim.enabled ? 1 : 0, sim.seenAt],
  );
  yield* raiseFleetVersion({ kind: 'sim', id: sim.id });
}
