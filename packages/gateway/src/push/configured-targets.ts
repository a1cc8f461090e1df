/** Brings the stored targets up to date with those of the settings, which are known by their names. */

import type { Database } from '@simgate/daemon/store';
import type { PushConfig } from '../config/schema.ts';
import { insertTarget, loadTargets, removeTarget, updateTarget } from './target-store.ts';

type Configured = PushConfig['targets'];

function removeGone(database: Database, targets: Configured): void {
  const names = new Set(targets.map(({ name }) => name));
  for (const { id, configured, name } of loadTargets(database)) {
    if (configured && !names.has(name)) removeTarget(database, id);
  }
}

/** New ones get the events behind `newest`, gone ones are removed, the others go on where they were. */
export function syncConfigured(database: Database, targets: Configured, newest: number): void {
  removeGone(database, targets);
  const known = new Map(loadTargets(database).map(target => [target.name, target]));
  for (const { name, ...rest } of targets) {
    const target = { name, configured: true, options: { ...rest, enabled: true } };
    const before = known.get(name);
    if (before === undefined) insertTarget(database, { ...target, lastEvent: newest });
    else updateTarget(database, before.id, target);
  }
}
