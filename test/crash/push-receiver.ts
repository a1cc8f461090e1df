/** A receiver of pushes as people have them: mostly it takes them, sometimes it is busy, and sometimes its answer is lost. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';

export interface Push {
  /** webhook-id, the same whenever the event is repeated. */
  readonly id: number;
  readonly body: string;
  /** Whether it was answered with 200. */
  readonly taken: boolean;
  /** Whether it was taken and that answer was sent. */
  readonly answered: boolean;
  /** Wall time. */
  readonly at: number;
}

export interface PushReceiver {
  readonly url: string;
  /** By path of the target, in order of arrival. */
  readonly pushes: ReadonlyMap<string, readonly Push[]>;
  /** From now on everything is taken. */
  heal(): void;
  close(): void;
}

/** Of ten pushes one is answered 503, and one is taken but its answer is lost. */
const shares = { busy: 0.1, lostAnswer: 0.1 };

/** Starts it on a free port. */
export async function startPushReceiver(
  random: () => number,
  heard: (push: Push, path: string) => void = () => {},
): Promise<PushReceiver> {
  const pushes = new Map<string, Push[]>();
  let healed = false;
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await textOf(request);
    const chance = healed ? 1 : random();
    const taken = chance >= shares.busy;
    const path = request.url ?? '';
    const isLost = taken && chance < shares.busy + shares.lostAnswer;
    const answered = taken && !isLost;
    const push = { id: Number(request.headers['webhook-id']), body, taken, answered, at: Date.now() };
    const before = pushes.get(path);
    if (before === undefined) pushes.set(path, [push]);
    else before.push(push);
    heard(push, path);
    if (isLost) response.destroy();
    else response.writeHead(taken ? 200 : 503).end();
  };
  const server = createServer((request, response) => {
    // A gateway that is killed breaks off in the middle of a push.
    handle(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pushes,
    heal: () => {
      healed = true;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
