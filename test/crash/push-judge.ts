/** Compares what targets were pushed with the journal of the gateway. Pure. */
import type { Death } from './gateway-lives.ts';
import type { Push } from './push-receiver.ts';

export interface JournalEntry {
  readonly id: number;
  readonly kind: string;
  /** Events of one subject are pushed in their order. */
  readonly subject: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** The subjects of events: one sent message, one SIM and sender, one call, one port, the gateway. */
const subjects: Readonly<Record<string, (event: Fields) => string>> = {
  sms: ({ imsi, number }) => `sender ${number} to ${imsi}`,
  sms_result: ({ messageId }) => `message ${messageId}`,
  sms_deliver_status: ({ messageId }) => `message ${messageId}`,
  missed_call: ({ callId }) => `call ${callId}`,
  cdr: ({ callId }) => `call ${callId}`,
  ussd: ({ port }) => `port ${port}`,
  register: ({ port }) => `port ${port}`,
  exception_info: ({ port }) => `port ${port}`,
  device: () => 'gateway',
};

/** An entry of the journal from its row. */
export function journalEntry(id: number, body: string): JournalEntry {
  const event = JSON.parse(body) as Fields;
  const kind = String(event.kind);
  return { id, kind, subject: subjects[kind]?.(event) ?? `event ${id}` };
}

/** Milliseconds for which a kill may make the gateway forget an answer that it was sent. */
const MAY_FORGET = 2000;

/** Ids that came again although they had been taken, the answer was sent, and it could be stored before the life ended or its disk failed. */
function needlessRepeats(pushes: readonly Push[], deaths: readonly Death[]): number[] {
  const isForgettable = ({ at }: Push): boolean =>
    deaths.some(({ from, to }) => to >= at - 50 && from <= at + MAY_FORGET);
  return [...Map.groupBy(pushes, ({ id }) => id)]
    .filter(([, repeats]) => repeats.slice(0, -1).some(push => push.answered && !isForgettable(push)))
    .map(([id]) => id);
}

/** Ids that came for the first time behind a later one of their subject. */
function overtaken(firsts: readonly number[], entries: ReadonlyMap<number, JournalEntry>): number[] {
  const newest = new Map<string, number>();
  return firsts.filter(id => {
    const subject = entries.get(id)?.subject ?? '';
    const before = newest.get(subject) ?? 0;
    newest.set(subject, Math.max(before, id));
    return id < before;
  });
}

/**
 * Each event a target wants was taken by it at least once; of each subject the first times come in order; a repeat has the same body,
 * and comes only where the answer may not have been stored.
 */
export function judgePushes(
  target: string,
  kinds: readonly string[] | undefined,
  journal: readonly JournalEntry[],
  pushes: readonly Push[],
  deaths: readonly Death[] = [],
): string[] {
  const taken = new Set(pushes.filter(push => push.taken).map(({ id }) => id));
  const wanted = journal.filter(({ kind }) => kinds === undefined || kinds.includes(kind));
  const entries = new Map(wanted.map(entry => [entry.id, entry]));
  const firsts = [...new Set(pushes.map(({ id }) => id))];
  const bodies = Map.groupBy(pushes, ({ id }) => id);
  const wrong = [
    ...wanted
      .filter(({ id }) => !taken.has(id))
      .map(({ id, kind }) => `event ${id} (${kind}) was not pushed`),
    ...firsts.filter(id => !entries.has(id)).map(id => `event ${id} was pushed, but is not in the journal`),
    ...overtaken(firsts, entries).map(
      id => `event ${id} was pushed for the first time behind a later one of its subject`,
    ),
    ...[...bodies]
      .filter(([, repeats]) => new Set(repeats.map(({ body }) => body)).size > 1)
      .map(([id]) => `event ${id} was repeated with another body`),
    ...needlessRepeats(pushes, deaths).map(id => `event ${id} was repeated although it had been taken`),
  ];
  return wrong.map(sentence => `${target}: ${sentence}`);
}
