/** Who changed what, kept in the store. */
import type { Endpoint } from '@simgate/api/endpoint';
import type { Clock } from '@simgate/daemon';
import type { Caller } from '@simgate/daemon/sign-in';
import type { IdMaker } from '../domain/ids.ts';
import { run } from '../store/statements.ts';
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
