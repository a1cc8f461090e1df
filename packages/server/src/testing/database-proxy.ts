/** A line between server and PostgreSQL that a test freezes and cuts. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';

export interface DatabaseProxy {
  /** The address of the same database by this line. */
  readonly url: string;
  /** Nothing goes through any more in either direction; both ends see an open connection. */
  freeze(): void;
  thaw(): void;
  /** Breaks every connection, and takes none. */
  refuse(): void;
  accept(): void;
  /** Breaks the connection that next commits after a statement with these words: the commit arrives, its answer does not. */
  loseAnswerOfCommit(words: string): void;
  /** Resolves when that has happened. */
  lost(): Promise<void>;
  close(): Promise<void>;
}

interface Line {
  readonly near: Socket;
  readonly far: Socket;
  /** The words went over it. */
  marked: boolean;
}

function cut({ near, far }: Line): void {
  near.destroy();
  far.destroy();
}

/** Opens a line to the socket of a cluster. @param url of the database at the cluster itself */
export async function openDatabaseProxy(url: string): Promise<DatabaseProxy> {
  const { pathname, searchParams } = new URL(url);
  const socket = join(searchParams.get('host') ?? '', '.s.PGSQL.5432');
  const lines = new Set<Line>();
  const happened = Promise.withResolvers<void>();
  let frozen = false;
  let awaited = '';
  const fromServer = (line: Line, piece: Buffer): void => {
    const words = piece.toString('latin1');
    if (awaited !== '' && words.includes(awaited)) line.marked = true;
    if (!line.marked || !words.includes('COMMIT')) return;
    awaited = '';
    line.far.removeAllListeners('data').once('data', () => {
      cut(line);
      happened.resolve();
    });
  };
  let refusing = false;
  const server = createServer(near => {
    if (refusing) {
      near.destroy();
      return;
    }
    const line: Line = { near, far: connect(socket), marked: false };
    const { far } = line;
    lines.add(line);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', piece => to.write(piece));
      from.on('error', () => {});
      from.on('close', () => {
        lines.delete(line);
        cut(line);
      });
      if (frozen) from.pause();
    }
    near.on('data', piece => fromServer(line, piece));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('it does not listen');
  const each = (act: (socket: Socket) => void): void => {
    for (const { near, far } of lines) for (const one of [near, far]) act(one);
  };
  return {
    url: `postgres://postgres@127.0.0.1:${address.port}${pathname}`,
    freeze: () => {
      frozen = true;
      each(one => one.pause());
    },
    thaw: () => {
      frozen = false;
      each(one => one.resume());
    },
    refuse: () => {
      refusing = true;
      for (const line of lines) cut(line);
    },
    accept: () => {
      refusing = false;
    },
    loseAnswerOfCommit: words => {
      awaited = words;
    },
    lost: () => happened.promise,
    close: async () => {
      for (const line of lines) cut(line);
      server.close();
      await once(server, 'close');
    },
  };
}
