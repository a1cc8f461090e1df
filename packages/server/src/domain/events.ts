/** The events of the server: webhooks, the live stream and the console read these. Each is written in the transaction of its change. */
import { type ServerEventKind, serverEventKinds } from '@simgate/api/server/contract';

const known: ReadonlySet<string> = new Set(serverEventKinds);

/** Whether a stored kind is one of this version. */
export function isServerEventKind(kind: string): kind is ServerEventKind {
  return known.has(kind);
}

/** An event of the journal, without its id. It is written in the transaction of the change that it reports. */
export interface ServerEvent {
  readonly kind: ServerEventKind;
  /** Events of one subject keep their order: the id of a message, a number of a conversation, a gateway, a SIM. */
  readonly subject: string;
  /** Wall milliseconds since 1970. */
  readonly at: number;
  /** Pool of the message, "" otherwise: webhooks and keys choose by it. */
  readonly pool: string;
  /** Plain JSON with keys in snake_case, as it is sent. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** An event of the journal. `seq` rises in the order of commits within its partition. */
export interface JournalledServerEvent extends ServerEvent {
  readonly part: number;
  readonly seq: number;
}
