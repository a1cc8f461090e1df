/**
 * Pushes of original hardware. They are unsigned, so each gateway has an unguessable path of its own, and its serial number has to agree. A
 * push is bounded, and answered 200 only when it is stored; a gateway that floods is held off alone.
 */
import { parseLenient } from '@simgate/api';
import type { Clock } from '@simgate/daemon';
import type { IdMaker } from '../domain/ids.ts';
import type { Store } from '../store/store.ts';
import type { StoredGateway } from './gateway-rows.ts';
import { commitNews, type News, type ResultsListener } from './listener.ts';
import type { FleetPicture } from './picture.ts';
import { PushCommits } from './push-commits.ts';
import {
  callsIn,
  type Hearing,
  inboundIn,
  isRecord,
  missedCallsIn,
  noticesIn,
  reportsIn,
  resultsIn,
  textIn,
  ussdIn,
} from './vendor/readings.ts';

/** Octets of a push; a real one has one event, of a few thousand at most. */
export const MOST_PUSH_BYTES = 65_536;
/** Pushes of one gateway that may wait for the store. */
const MOST_WAITING = 200;

/** The answer to a push; `reason` for the log, the answer itself has no body. */
export interface PushAnswer {
  readonly status: 200 | 400 | 403 | 404 | 413 | 429 | 503;
  readonly reason: string;
}

export interface PushOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: IdMaker;
  readonly picture: FleetPicture;
  readonly onResults: ResultsListener;
  /** Called with each push that was taken. */
  readonly onTaken: (gateway: string, kind: string) => void;
}

const knownKinds = [
  'sms',
  'sms_result',
  'sms_deliver_status',
  'ussd',
  'register',
  'missed_call',
  'cdr',
  'device',
  'exception_info',
] as const;

function bodyOf(octets: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  // Some firmware ends its lists with a comma.
  const body = parseLenient(new TextDecoder().decode(octets));
  return isRecord(body) ? body : undefined;
}

function newsOf(body: Readonly<Record<string, unknown>>, hearing: Hearing): News {
  return {
    pushedResults: resultsIn(body.sms_result, hearing),
    reports: reportsIn(body.sms_deliver_status, hearing),
    inbound: inboundIn(body.sms, hearing),
    ussd: ussdIn(body.ussd, hearing),
    calls: callsIn(body.cdr, hearing),
    missedCalls: missedCallsIn(body.missed_call, hearing),
    notices: noticesIn(body, hearing),
  };
}

function isEmpty(news: News): boolean {
  return Object.values(news).every(list => Array.isArray(list) && list.length === 0);
}

/** First firmware sends no serial number; a gateway that once sent it has to go on. */
function isFrom(gateway: StoredGateway, serialNumber: string): boolean {
  return gateway.serialNumber === '' || gateway.serialNumber === serialNumber;
}

/** The pushes of a gateway that wait for the store. */
interface Line {
  waiting: number;
  readonly commits: PushCommits;
}

export class Pushes {
  readonly #options: PushOptions;
  /** Of gateways whose pushes wait. */
  readonly #lines = new Map<string, Line>();

  constructor(options: PushOptions) {
    this.#options = options;
  }

  /**
   * Takes one push. Never rejects.
   * @param path last part of the address that was pushed to
   */
  async take(path: string, octets: Uint8Array): Promise<PushAnswer> {
    if (octets.length > MOST_PUSH_BYTES) return { status: 413, reason: 'it is longer than 64 KiB' };
    try {
      const gateway = (await this.#options.picture.now()).byPushPath.get(path);
      if (gateway === undefined) return { status: 404, reason: 'no gateway pushes to this address' };
      if (!gateway.enabled) return { status: 403, reason: 'the gateway is switched off' };
      return await this.#inTurn(gateway, octets);
    } catch (error) {
      return { status: 503, reason: `it could not be stored: ${(error as Error).message}` };
    }
  }

  async #inTurn(gateway: StoredGateway, octets: Uint8Array): Promise<PushAnswer> {
    const line = this.#lineOf(gateway);
    if (line.waiting >= MOST_WAITING)
      return { status: 429, reason: 'too many pushes of this gateway at once' };
    line.waiting += 1;
    try {
      return await this.#judge(gateway, octets, line.commits);
    } finally {
      line.waiting -= 1;
      if (line.waiting === 0) this.#lines.delete(gateway.id);
    }
  }

  #lineOf(gateway: StoredGateway): Line {
    const known = this.#lines.get(gateway.id);
    if (known !== undefined) return known;
    const { store, clock, ids, picture, onResults } = this.#options;
    const place = () => picture.placeOf(gateway);
    const commits = new PushCommits(news =>
      commitNews({ store, clock, ids, mark: gateway, place, onResults }, news),
    );
    const made = { waiting: 0, commits };
    this.#lines.set(gateway.id, made);
    return made;
  }

  async #judge(gateway: StoredGateway, octets: Uint8Array, commits: PushCommits): Promise<PushAnswer> {
    const { clock, onTaken } = this.#options;
    const body = bodyOf(octets);
    const kind = knownKinds.find(one => body !== undefined && Object.hasOwn(body, one));
    if (body === undefined || kind === undefined)
      return { status: 400, reason: 'it is no event of the documented API' };
    if (!isFrom(gateway, textIn(body.sn))) return { status: 403, reason: 'its serial number is another one' };
    const news = newsOf(body, { offset: gateway.clockOffsetMs, now: clock.now() });
    if (!isEmpty(news)) await commits.add(news);
    onTaken(gateway.id, kind);
    return { status: 200, reason: '' };
  }
}
