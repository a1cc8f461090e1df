/**
 * A lane: what decides which SIMs may carry a message. Messages of one lane wait in one line; lanes do not wait for each other, so that
 * a pool without credit, or a message for one SIM that is away, holds up nobody else.
 */
export interface Lane {
  readonly pool: string;
  /** Of the pool's rule that the recipient matched when the message was accepted; "" without. */
  readonly tag: string;
  /** The wish of the caller; "": any. */
  readonly sim: string;
  readonly gateway: string;
  readonly port: number | undefined;
}

/** Names, ids and numbers hold no such character. */
const SEPARATOR = ' ';

/** As it is stored with the message. */
export function writeLane({ pool, tag, sim, gateway, port }: Lane): string {
  return [pool, tag, sim, gateway, port ?? ''].join(SEPARATOR);
}

/** Reads a lane as `writeLane` wrote it. Missing parts at the end are read as absent. */
export function readLane(text: string): Lane {
  const [pool = '', tag = '', sim = '', gateway = '', port = ''] = text.split(SEPARATOR);
  return { pool, tag, sim, gateway, port: port === '' ? undefined : Number(port) };
}
