/** The highest id that each list ever gave: readers learn from it that there is news. */
import type { Store } from './store.ts';

export interface NewestIds {
  readonly events: number;
  readonly tasks: number;
  readonly messages: number;
  readonly inbox: number;
  readonly ussd: number;
  readonly calls: number;
  /** Changes that people made. */
  readonly audit: number;
}

/** Their tables count up and never use an id again. */
const tables: Readonly<Record<keyof NewestIds, string>> = {
  events: 'events',
  tasks: 'tasks',
  messages: 'messages',
  inbox: 'incoming',
  ussd: 'ussd_dialogues',
  calls: 'calls',
  audit: 'audit',
};

export function newestIds({ read }: Pick<Store, 'read'>): NewestIds {
  const rows = read.all<{ name: string; seq: number }>('SELECT name, seq FROM sqlite_sequence');
  const ids = new Map(rows.map(({ name, seq }) => [name, seq]));
  const idOf = (list: keyof NewestIds): number => ids.get(tables[list]) ?? 0;
  return {
    ...{ events: idOf('events'), tasks: idOf('tasks'), messages: idOf('messages') },
    ...{ inbox: idOf('inbox'), ussd: idOf('ussd'), calls: idOf('calls'), audit: idOf('audit') },
  };
}

/** Received messages that nobody has read. */
export function unreadCount({ read }: Pick<Store, 'read'>): number {
  return read.number('SELECT sum(unread) FROM inbox_counts');
}
