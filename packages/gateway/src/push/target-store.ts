/** Push targets in the store. */
import type { Database } from '@simgate/daemon/store';
import type { PushOptions, PushTarget } from './push-target.ts';

type TargetRow = { id: number; name: string; configured: number; options: string; last_event: number };

export function loadTargets(database: Database): PushTarget[] {
  return database
    .all<TargetRow>('SELECT id, name, configured, options, last_event FROM push_targets ORDER BY id')
    .map(({ configured, options, last_event: lastEvent, ...same }) => ({
      ...{ ...same, lastEvent, configured: configured === 1 },
      options: JSON.parse(options) as PushOptions,
    }));
}

export function insertTarget(database: Database, target: Omit<PushTarget, 'id'>): number {
  return database.run(
    'INSERT INTO push_targets (name, configured, options, last_event) VALUES (?, ?, ?, ?)',
    target.name,
    target.configured ? 1 : 0,
    JSON.stringify(target.options),
    target.lastEvent,
  ).id;
}

export function updateTarget(
  database: Database,
  id: number,
  { name, options, configured }: Pick<PushTarget, 'name' | 'options' | 'configured'>,
): void {
  database.run(
    'UPDATE push_targets SET name = ?, options = ?, configured = ? WHERE id = ?',
    name,
    JSON.stringify(options),
    configured ? 1 : 0,
    id,
  );
}

/** Removes a target with its queue, its given-up list and its history. */
export function removeTarget(database: Database, id: number): void {
  for (const table of ['push_deliveries', 'push_attempts']) {
    database.run(`DELETE FROM ${table} WHERE target_id = ?`, id);
  }
  database.run('DELETE FROM push_targets WHERE id = ?', id);
}

/** Events up to this id are in the queue of the target or done with. */
export function placeOf(database: Database, id: number): number {
  return database.number('SELECT last_event FROM push_targets WHERE id = ?', id);
}
