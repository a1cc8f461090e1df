/** Journals a port's coming up and going down in the network (push `register`, contract 5.2). */
import type { Clock } from '@simgate/daemon';
import type { Database } from '@simgate/daemon/store';
import type { Port, PortSnapshot, SimIdentity } from '../ports/port.ts';
import type { WritableJournal } from '../store/journal.ts';
import type { Log, Store } from '../store/store.ts';

/** Where registrations and their events are kept. */
export interface RegistrationContext {
  readonly store: Store;
  readonly journal: WritableJournal;
  readonly clock: Clock;
  readonly log: Log;
  /** Seconds that a change has to hold. */
  readonly hold: number;
}

type Registration = {
  up: number;
  sequence: number;
  iccid: string;
  imsi: string;
  number: string;
};

const nobody: SimIdentity = { iccid: '', imsi: '', number: '', smsc: '' };

function isUp(snapshot: PortSnapshot): boolean {
  return snapshot.reg === 'REGISTER_OK';
}

/** Whether the picture differs from what was journalled last: up or down, or up with another SIM. */
function differs(last: Registration | undefined, snapshot: PortSnapshot): boolean {
  if (!isUp(snapshot)) return last?.up === 1;
  return last?.up !== 1 || last.imsi !== (snapshot.sim?.imsi ?? '');
}

function load(database: Database, port: number): Registration | undefined {
  return database.get<Registration>(
    'SELECT up, sequence, iccid, imsi, number FROM registrations WHERE port = ?',
    port,
  );
}

function journal(context: RegistrationContext, database: Database, snapshot: PortSnapshot): void {
  const last = load(database, snapshot.port);
  if (!differs(last, snapshot)) return;
  const up = isUp(snapshot);
  // The event of a port that went down has the SIM it had last.
  const { iccid, imsi, number } = (up ? snapshot.sim : last) ?? nobody;
  const sequence = (last?.sequence ?? 0) + 1;
  database.run(
    'INSERT OR REPLACE INTO registrations (port, up, sequence, iccid, imsi, number) VALUES (?, ?, ?, ?, ?, ?)',
    snapshot.port,
    up ? 1 : 0,
    sequence,
    iccid,
    imsi,
    number,
  );
  const { port, slot } = snapshot;
  const status = up ? 'up' : 'down';
  context.journal.append(database, { kind: 'register', port, iccid, imsi, number, status, sequence, slot });
}

/** Journals ups and downs that have held for a while: a registration that flaps fills no journal. */
export class RegistrationWatch {
  readonly #context: RegistrationContext;
  /** Ports whose change does not hold for long enough yet, with the end of their timer. */
  readonly #pending = new Map<Port, () => void>();

  constructor(context: RegistrationContext) {
    this.#context = context;
  }

  /** For the ports: their picture has changed. */
  changed(port: Port): void {
    const { store, clock, hold } = this.#context;
    if (!differs(load(store.read, port.number), port.snapshot())) {
      this.#pending.get(port)?.();
      this.#pending.delete(port);
    } else if (!this.#pending.has(port)) {
      this.#pending.set(
        port,
        clock.after(hold * 1000, () => void this.#note(port)),
      );
    }
  }

  /** Notes at once what is pending. Resolves when it is committed. */
  async flush(): Promise<void> {
    const ports = [...this.#pending.keys()];
    for (const cancel of this.#pending.values()) cancel();
    await Promise.all(ports.map(port => this.#note(port)));
  }

  async #note(port: Port): Promise<void> {
    this.#pending.delete(port);
    const snapshot = port.snapshot();
    await this.#context.store
      .write(database => journal(this.#context, database, snapshot))
      .catch(error =>
        this.#context.log.error(
          { port: port.number, error: String(error) },
          'a register event could not be stored',
        ),
      );
  }
}
