/** The journal as the source of the events of one target: those of its kinds. */
import { eventKinds } from '@simgate/api/contract';
import type { EventSource, Page } from '@simgate/daemon/webhooks';
import type { Journal } from '../events.ts';
import { subjectOf } from './event-subject.ts';
import type { PushOptions } from './push-target.ts';

export class JournalSource implements EventSource {
  readonly #journal: Journal;
  /** Undefined: all. */
  readonly #kinds: ReadonlySet<string> | undefined;

  constructor(journal: Journal, { kinds }: Pick<PushOptions, 'kinds'>) {
    this.#journal = journal;
    this.#kinds = kinds.length === eventKinds.length ? undefined : new Set<string>(kinds);
  }

  read(after: number, limit: number): Page {
    const { events, upTo } = this.#journal.page(after, limit, this.#kinds);
    return {
      upTo,
      events: events.map(({ id, at, event }) => ({
        ...{ id, kind: event.kind, subject: subjectOf(event), at, content: JSON.stringify(event) },
      })),
    };
  }
}
