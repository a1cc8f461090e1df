/** Messages in both directions, each with a text that no other has. */
import { setTimeout as delay } from 'node:timers/promises';
import type { AcceptedMessage } from './judge.ts';
import { type NewMessage, postMessages, type ServerAccess } from './server-client.ts';
import type { VirtualFleet } from './virtual-fleet.ts';

export interface TrafficSettings {
  readonly messages: number;
  readonly inbound: number;
  /** Recipients of one request. */
  readonly batch: number;
  /** Requests that are under way at once. */
  readonly requests: number;
  /** The pool of a message by its number; a request has messages of one pool. */
  readonly poolOf: (index: number) => string;
}

const FIRST_NUMBER = 20_000_000;
/** Pause between two requests of one line while nothing presses, in milliseconds. */
const PAUSE = 5;
const INBOUND_BATCH = 20;

/** The message with this number. Numbers are German mobile ones, which libphonenumber takes. */
export function messageOf(index: number): NewMessage {
  return { number: `+49151${FIRST_NUMBER + index}`, text: `message ${index} of the run` };
}

/** Sends all; resolves with what the server accepted. `progress` is called with the share that is done. */
export async function sendTraffic(
  access: ServerAccess,
  settings: TrafficSettings,
  progress: (share: number) => void,
): Promise<AcceptedMessage[]> {
  const accepted: AcceptedMessage[] = [];
  const parcels = parcelsOf(settings);
  const line = async () => {
    for (let parcel = parcels.pop(); parcel; parcel = parcels.pop()) {
      const { pool, indexes } = parcel;
      const sent = indexes.map(messageOf);
      const ids = await postMessages(access, sent, { pool, repeatKey: `run-${indexes[0]}` });
      for (const [at, id] of ids.entries()) accepted.push({ id, text: sent[at]?.text ?? '' });
      progress(accepted.length / settings.messages);
      await delay(PAUSE);
    }
  };
  await Promise.all(Array.from({ length: settings.requests }, line));
  return accepted;
}

/** The content of each request. */
function parcelsOf({ messages, batch, poolOf }: TrafficSettings) {
  const byPool = Map.groupBy(
    Array.from({ length: messages }, (_, index) => index),
    poolOf,
  );
  return [...byPool].flatMap(([pool, all]) =>
    Array.from({ length: Math.ceil(all.length / batch) }, (_, at) => ({
      pool,
      indexes: all.slice(at * batch, (at + 1) * batch),
    })),
  );
}

/** Lets so many messages from outside arrive at gateways and ports by chance, spread over the time that sending takes. */
export async function receiveTraffic(
  fleet: VirtualFleet,
  { inbound }: TrafficSettings,
  random: () => number,
  { ports, ended }: { readonly ports: number; readonly ended: () => boolean },
): Promise<void> {
  for (let sent = 0; sent < inbound; sent += INBOUND_BATCH) {
    const size = Math.min(INBOUND_BATCH, inbound - sent);
    const messages = Array.from({ length: size }, (_, at) => ({
      from: `+49171${FIRST_NUMBER + sent + at}`,
      text: `inbound ${sent + at} of the run`,
      gateway: Math.floor(random() * fleet.gateways.length),
      port: Math.floor(random() * ports),
    }));
    await fleet.control('POST', '/incoming', messages);
    if (!ended()) await delay(PAUSE * 10);
  }
}
