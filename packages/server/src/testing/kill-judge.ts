/** Judges lives that were killed: compares the accepted messages with those that the gateways' own records have as sent. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateOfCode } from '../domain/message-state.ts';
import { all } from '../store/statements.ts';
import type { Store } from '../store/store.ts';
import { fileRecord } from './scripted-gateway.ts';

export interface Judgement {
  readonly accepted: number;
  /** Accepted and not in the store. */
  readonly lost: readonly string[];
  /** Went out more often than once. */
  readonly twice: readonly string[];
  /** Reported as sent and never went out, or the other way round. */
  readonly untrue: readonly string[];
  readonly states: Readonly<Record<string, number>>;
}

type FinalRow = { id: string; state: number; gateway: string; user_id: number | null };
type AttemptRow = { gateway: string; user_id: number; message: string };

function acceptedIds(folder: string): string[] {
  return readdirSync(folder)
    .filter(file => file.startsWith('accepted-'))
    .flatMap(file => readFileSync(join(folder, file), 'utf8').split('\n'))
    .flatMap(line => line.split(' ').slice(0, 1))
    .filter(id => id !== '');
}

/** How often each message went out, by the records and the attempts that name their user_ids. */
function timesOut(folder: string, gateways: readonly string[], attempts: readonly AttemptRow[]) {
  const messages = new Map(attempts.map(one => [`${one.gateway} ${one.user_id}`, one.message]));
  const times = new Map<string, number>();
  for (const gateway of gateways)
    for (const { userId } of fileRecord(join(folder, `${gateway}.record`)).read()) {
      const message = messages.get(`${gateway} ${userId}`) ?? `nobody's ${gateway} ${userId}`;
      times.set(message, (times.get(message) ?? 0) + 1);
    }
  return times;
}

/** Reads store and records after the last life. @param folder of the records */
export async function judge(store: Store, folder: string, gateways: readonly string[]): Promise<Judgement> {
  const rows = await store.read(() =>
    all<FinalRow>('SELECT id, state, gateway, user_id FROM message WHERE moved_to IS NULL'),
  );
  const attempts = await store.read(() => all<AttemptRow>('SELECT gateway, user_id, message FROM attempt'));
  const times = timesOut(folder, gateways, attempts);
  const accepted = acceptedIds(folder);
  const states = new Map(rows.map(row => [row.id, stateOfCode(row.state)]));
  const isOut = (id: string) => times.has(id);
  return {
    accepted: accepted.length,
    lost: accepted.filter(id => !states.has(id)),
    twice: [...times].filter(([, count]) => count > 1).map(([id]) => id),
    untrue: [
      ...[...times.keys()].filter(id => !states.has(id)),
      ...[...states]
        .filter(([id, state]) => (state === 'sent') !== isOut(id) && state !== 'unknown')
        .map(([id]) => id),
    ],
    states: Object.fromEntries(
      [...Map.groupBy(states.values(), state => state)].map(([state, all]) => [state, all.length]),
    ),
  };
}
