/** Ports and SIMs as rows, and what of a gateway's picture is a change of them. */
import type { DriverPort } from '../domain/driver.ts';
import type { ServerEvent } from '../domain/events.ts';
import type { Port } from '../domain/gateway.ts';
import { appendEvents } from '../store/events.ts';
import { raiseFleetVersion } from '../store/fleet.ts';
import { all, type Row, run, type Statements, withRows } from '../store/statements.ts';
import type { GatewayMark } from './gateway-rows.ts';

export interface StoredPort extends Port {
  /** Takes messages, by what the gateway reports. */
  readonly sends: boolean;
}

type PortRow = Row & {
  gateway: string;
  port: number;
  sim: string;
  registration: string;
  signal: number;
  enabled: number;
  sends: number;
  seen_at: number;
};

function portOf(row: PortRow): StoredPort {
  const { gateway, port, sim, registration, signal, enabled, sends, seen_at: seenAt } = row;
  return { gateway, port, sim, registration, signal, enabled: enabled === 1, sends: sends === 1, seenAt };
}

/** The ports of a gateway in their order. */
export function* portsOf({ part, id }: { part: number; id: string }): Statements<readonly StoredPort[]> {
  const rows = yield* all<PortRow>(
    `SELECT gateway, port, sim, registration, signal, enabled, sends, seen_at FROM port
     WHERE part = ? AND gateway = ? ORDER BY port`,
    part,
    id,
  );
  return rows.map(portOf);
}

/** The ports of many gateways, by gateway. */
export function* portsOfAll(
  gateways: readonly { readonly part: number; readonly id: string }[],
): Statements<ReadonlyMap<string, readonly StoredPort[]>> {
  const rows = yield* withRows<PortRow>(
    `SELECT port.gateway, port.port, port.sim, port.registration, port.signal, port.enabled, port.sends, port.seen_at
     FROM {rows} JOIN port ON port.part = v.part AND port.gateway = v.gateway ORDER BY port.gateway, port.port`,
    { columns: { part: 'int', gateway: 'text' }, rows: gateways.map(({ part, id }) => [part, id]) },
  );
  return Map.groupBy(rows.map(portOf), port => port.gateway);
}

/** Lets a port send, or not. False where there is no such port. */
export function* enablePort(
  { part, id }: { readonly part: number; readonly id: string },
  port: number,
  enabled: boolean,
): Statements<boolean> {
  const changes = yield* run(
    'UPDATE port SET enabled = ? WHERE part = ? AND gateway = ? AND port = ?',
    ...[enabled ? 1 : 0, part, id, port],
  );
  if (changes > 0) yield* raiseFleetVersion({ kind: 'gateway', id });
  return changes > 0;
}

/** A SIM as a gateway shows it. */
interface SeenSim {
  readonly id: string;
  readonly shown: DriverPort;
}

type KnownSim = Row & { id: string; imsi: string; number: string; gateway: string; port: number };

/** The id of a SIM whose ICCID is not known. */
function idOfImsi(imsi: string): string {
  return imsi === '' ? '' : `imsi:${imsi}`;
}

/**
 * Which SIM is in each port: by ICCID; where that is not known, by the IMSI, and then one that is known by its ICCID from elsewhere is that
 * one. A SIM that became known by its IMSI keeps that id.
 */
function simsIn(ports: readonly DriverPort[], known: readonly KnownSim[]): ReadonlyMap<number, SeenSim> {
  const ids = new Set(known.map(sim => sim.id));
  const byImsi = new Map(known.map(sim => [sim.imsi, sim.id]));
  const sims = new Map<number, SeenSim>();
  for (const shown of ports) {
    const { iccid, imsi } = shown;
    const ofImsi = imsi === '' ? '' : (byImsi.get(imsi) ?? idOfImsi(imsi));
    const isNew = iccid !== '' && !ids.has(iccid) && !ids.has(idOfImsi(imsi));
    const id = iccid !== '' && (ids.has(iccid) || isNew) ? iccid : ofImsi;
    if (id !== '') sims.set(shown.port, { id, shown });
  }
  return sims;
}

function* knownSims(ports: readonly DriverPort[]): Statements<readonly KnownSim[]> {
  const rows = ports.flatMap(({ iccid, imsi }) => (iccid === '' && imsi === '' ? [] : [[iccid, imsi]]));
  return yield* withRows<KnownSim>(
    // Two halves, so that each goes by an index.
    `SELECT sim.id, sim.imsi, sim.number, sim.gateway, sim.port FROM {rows} JOIN sim ON sim.id = v.iccid
     UNION
     SELECT sim.id, sim.imsi, sim.number, sim.gateway, sim.port FROM {rows} JOIN sim ON sim.imsi = v.imsi AND v.imsi <> ''`,
    { columns: { iccid: 'text', imsi: 'text' }, rows },
  );
}

function* writeSims(gateway: string, at: number, seen: readonly SeenSim[]): Statements<void> {
  yield* withRows(
    `INSERT INTO sim (id, imsi, number, operator, gateway, port, tags, limits, cost, enabled, seen_at)
     SELECT v.id, v.imsi, v.number, v.operator, ?, v.port, '[]', '{}', 0, 1, ? FROM {rows} WHERE true
     ON CONFLICT (id) DO UPDATE SET gateway = excluded.gateway, port = excluded.port, seen_at = excluded.seen_at,
       imsi = CASE WHEN excluded.imsi = '' THEN sim.imsi ELSE excluded.imsi END,
       number = CASE WHEN excluded.number = '' THEN sim.number ELSE excluded.number END,
       operator = CASE WHEN excluded.operator = '' THEN sim.operator ELSE excluded.operator END
     RETURNING id`,
    {
      columns: { id: 'text', imsi: 'text', number: 'text', operator: 'text', port: 'int' },
      rows: seen.map(({ id, shown }) => [id, shown.imsi, shown.number, shown.operator, shown.port]),
    },
    gateway,
    at,
  );
}

function* writePorts(
  { part, id }: GatewayMark,
  at: number,
  ports: readonly DriverPort[],
  sims: ReadonlyMap<number, SeenSim>,
): Statements<void> {
  yield* withRows(
    `INSERT INTO port (part, gateway, port, sim, registration, signal, enabled, sends, seen_at)
     SELECT ?, ?, v.port, v.sim, v.registration, v.signal, 1, v.sends, ? FROM {rows} WHERE true
     ON CONFLICT (part, gateway, port) DO UPDATE SET sim = excluded.sim, registration = excluded.registration,
       signal = excluded.signal, sends = excluded.sends, seen_at = excluded.seen_at
     RETURNING port`,
    {
      columns: { port: 'int', sim: 'text', registration: 'text', signal: 'int', sends: 'int' },
      rows: ports.map(shown => [
        ...[shown.port, sims.get(shown.port)?.id ?? '', shown.registration, shown.signal],
        shown.sends ? 1 : 0,
      ]),
    },
    part,
    id,
    at,
  );
}

/** The fields of ports whose change the choice and people must know; the signal changes all the time. */
function portEvents(
  gateway: string,
  at: number,
  before: ReadonlyMap<number, StoredPort>,
  ports: readonly DriverPort[],
  sims: ReadonlyMap<number, SeenSim>,
): ServerEvent[] {
  return ports.flatMap(({ port, registration, sends }) => {
    const sim = sims.get(port)?.id ?? '';
    const old = before.get(port);
    if (old?.sim === sim && old.registration === registration && old.sends === sends) return [];
    const data = { gateway, port, sim, registration, sends };
    return [{ kind: 'port.state' as const, subject: `${gateway} ${port}`, at, pool: '', data }];
  });
}

function simEvents(
  gateway: string,
  at: number,
  known: readonly KnownSim[],
  seen: readonly SeenSim[],
): ServerEvent[] {
  const before = new Map(known.map(sim => [sim.id, sim]));
  return seen.flatMap(({ id, shown: { port, imsi, number, operator } }) => {
    const old = before.get(id);
    const isThere = old?.gateway === gateway && old.port === port;
    if (isThere && (number === '' || old.number === number)) return [];
    const data = { id, imsi, number, operator, gateway, port };
    return [{ kind: 'sim.state' as const, subject: id, at, pool: '', data }];
  });
}

function* removeOthers({ part, id }: GatewayMark, ports: readonly DriverPort[]): Statements<number> {
  const kept = ports.map(({ port }) => port).filter(Number.isInteger);
  if (kept.length === 0) return yield* run('DELETE FROM port WHERE part = ? AND gateway = ?', part, id);
  return yield* run(
    `DELETE FROM port WHERE part = ? AND gateway = ? AND port NOT IN (${kept.join(', ')})`,
    part,
    id,
  );
}

/** Writes the whole picture of a gateway's ports, and returns what changed. */
export function* notePorts(mark: GatewayMark, at: number, ports: readonly DriverPort[]): Statements<void> {
  const before = new Map((yield* portsOf(mark)).map(port => [port.port, port]));
  const known = yield* knownSims(ports);
  const sims = simsIn(ports, known);
  const seen = [...sims.values()];
  const gone = yield* removeOthers(mark, ports);
  yield* writePorts(mark, at, ports, sims);
  // One SIM is in one place: where two ports claim it, the last one stands.
  yield* writeSims(mark.id, at, [...new Map(seen.map(sim => [sim.id, sim])).values()]);
  const events = [...portEvents(mark.id, at, before, ports, sims), ...simEvents(mark.id, at, known, seen)];
  yield* run('UPDATE gateway SET seen_at = ? WHERE id = ? AND version = ?', at, mark.id, mark.version);
  if (events.length > 0 || gone > 0) yield* raiseFleetVersion({ kind: 'gateway', id: mark.id });
  yield* appendEvents(mark.part, events);
}
