/** Journals a port's coming up and going down in the network (push `register`, contract 5.2). */

import type { Port, PortSnapshot, SimIdentity } from '../ports/port.ts';
import type { Database } from '../store/database.ts';
import type { WritableJournal } from '../store/journal.ts';
import type { Store } from '../store/store.ts';

/** Where registrations and their events are kept. */
export interface RegistrationContext {
  readonly store: Store;
  readonly journal: WritableJournal;
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

/** Whether the picture differs from what was told last: up or down, or up with another SIM. */
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
  // A port that went down is told with the SIM it had last.
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

/** Looks at a port that changed. Resolves when its event, if there is one, is committed. */
export async function noteRegistration(context: RegistrationContext, port: Port): Promise<void> {
  const snapshot = port.snapshot();
  if (!differs(load(context.store.read, port.number), snapshot)) return;
  await context.store.write(database => journal(context, database, snapshot));
}
