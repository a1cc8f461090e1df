/** A receiver of pushes as people have them: mostly it takes them, sometimes it is busy, and sometimes its answer is lost. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';

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

/** A target's fault, until it is healed; `afterwards` is in milliseconds. */
interface Answer {
  readonly taken: boolean;
  readonly isLost: boolean;
  readonly afterwards: number;
}

function usualAnswer(chance: number): Answer {
  const taken = chance >= shares.busy;
  return { taken, isLost: taken && chance < shares.busy + shares.lostAnswer, afterwards: 0 };
}

/** Targets that behave otherwise, by path. */
const behaviours: Readonly<Record<string, (id: number) => Answer>> = {
  '/tenth': id => ({ taken: id % 10 !== 0, isLost: false, afterwards: 0 }),
  '/slow': () => ({ taken: true, isLost: false, afterwards: 300 }),
};

const healthy: Answer = { taken: true, isLost: false, afterwards: 0 };

/** Starts it on a free port. */
export async function startPushReceiver(
  random: () => number,
  heard: (push: Push, path: string) => void = () => {},
): Promise<PushReceiver> {
  const pushes = new Map<string, Push[]>();
  let healed = false;
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await textOf(request);
    const path = request.url ?? '';
    const id = Number(request.headers['webhook-id']);
    const { taken, isLost, afterwards } = healed
      ? healthy
      : (behaviours[path]?.(id) ?? usualAnswer(random()));
    const push = { id, body, taken, answered: taken && !isLost && afterwards === 0, at: Date.now() };
    const before = pushes.get(path);
    if (before === undefined) pushes.set(path, [push]);
    else before.push(push);
    heard(push, path);
    if (afterwards > 0) await delay(afterwards);
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
