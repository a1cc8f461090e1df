/** Who changed what, kept in the store. */
import type { Endpoint } from '@simgate/api/endpoint';
import type { Clock } from '@simgate/daemon';
import type { Caller } from '@simgate/daemon/sign-in';
import type { IdMaker } from '../domain/ids.ts';
import { all, run, type Statements } from '../store/statements.ts';
import type { Store } from '../store/store.ts';

const LONGEST_PARAMETERS = 2000;

/** Values that must not be read later, by their names. */
const secretNames = new Set(['password', 'secret', 'text', 'template', 'values', 'to', 'number']);

/** Notes a change that was made; resolves once it is stored. */
export function createAudit({ store, ids, clock }: { store: Store; ids: IdMaker; clock: Clock }) {
  return async (
    { user }: Caller,
    address: string,
    { name }: Endpoint,
    request: Readonly<Record<string, unknown>>,
  ): Promise<void> => {
    const shown = Object.fromEntries(Object.entries(request).filter(([key]) => !secretNames.has(key)));
    const parameters = JSON.stringify(shown).slice(0, LONGEST_PARAMETERS);
    const at = Math.round(clock.now());
    await store.write(() =>
      run(
        'INSERT INTO audit (id, at, owner, address, endpoint, parameters) VALUES (?, ?, ?, ?, ?, ?)',
        ...[ids.next(0), at, user, address, name, parameters],
      ),
    );
  };
}

/** A change as it was noted. */
export type AuditRow = {
  id: string;
  at: number;
  owner: string;
  address: string;
  endpoint: string;
  parameters: string;
};

/** Changes before an id, newest first. @param before "" for the newest */
export function* listAudit(before: string, limit: number): Statements<readonly AuditRow[]> {
  return yield* all<AuditRow>(
    `SELECT id, at, owner, address, endpoint, parameters FROM audit WHERE ? = '' OR id < ? ORDER BY id DESC LIMIT ?`,
    before,
    before,
    limit,
  );
}

/** Removes some of what is older than a moment; returns how many. */
export function* removeOldAudit(before: number, most: number): Statements<number> {
  return yield* run(
    'DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE at < ? ORDER BY id LIMIT ?)',
    before,
    most,
  );
}
