/** A fleet of virtual gateways in one process: each speaks the vendor's API as original hardware does. */

import type { Clock, Random } from '../radio.ts';
import { seededRandom } from '../seeded-random.ts';
import { systemClock } from '../system-clock.ts';
import { airSettings } from './air.ts';
import type { AirSettings } from './air-settings.ts';
import { type Certificates, createCertificates } from './http/certificates.ts';
import { createFront, type Front } from './http/front.ts';
import { type Addressing, type Listeners, openListeners } from './http/listeners.ts';
import { serve } from './http/serve.ts';
import { createPusher, type Pusher } from './push/push.ts';
import { type QuirkChanges, type QuirkSet, quirksOf } from './quirks.ts';
import { createFleetRecord } from './record.ts';
import { makeGateway } from './state/gateway.ts';
import { type PushKind, type PushTarget, pushKinds } from './state/model.ts';
import { usualServices } from './state/ussd.ts';
import type { FleetWorld } from './state/world.ts';

/** All optional: without any, one gateway of 32 ports on a free port of loopback. */
export interface FleetOptions {
  /** 1 to 10,000. Default 1. */
  readonly gateways?: number;
  /** Ports of each, 1 to 32. Default 32. */
  readonly ports?: number;
  /** Each port has four slots with a SIM each. Default false. */
  readonly multiSim?: boolean;
  /** Default `port`. */
  readonly addressing?: Addressing;
  /** Default 127.0.0.1, and 127.1.0.1 and on with `address`. */
  readonly host?: string;
  /** Default 0: any free ports. */
  readonly basePort?: number;
  /** HTTPS with a self-signed certificate of each gateway; not with `path`. Default false: HTTP. */
  readonly tls?: boolean;
  /** Login of every gateway. Default admin, admin, as hardware is delivered. */
  readonly user?: string;
  readonly password?: string;
  /** Which era of hardware. Default `2021`. */
  readonly quirkSet?: QuirkSet;
  readonly quirks?: QuirkChanges;
  readonly air?: Partial<AirSettings>;
  /** Where all push to; `{gateway}` and `{sn}` in it become those of the gateway. Default: nowhere. */
  readonly pushUrl?: string;
  /** Default: all kinds. */
  readonly pushEvents?: readonly PushKind[];
  /** How many messages of each direction the record keeps. Default 1,000,000. */
  readonly recordLimit?: number;
  readonly clock?: Clock;
  /** Default: a generator started with `seed`. */
  readonly random?: Random;
  readonly seed?: number;
}

/** A running fleet. */
export interface Fleet {
  readonly world: FleetWorld;
  readonly fronts: readonly Front[];
  readonly listeners: Listeners;
  readonly pusher: Pusher;
  /** Undefined where the fleet speaks HTTP. */
  readonly certificates: Certificates | undefined;
  urlOf(gateway: number): string;
  close(): Promise<void>;
}

const MOST_GATEWAYS = 10_000;
const MOST_PORTS = 32;
const RECORD_LIMIT = 1_000_000;

/** Starts a fleet. Resolves when every gateway listens; rejects when an option or an address cannot be used. */
export async function startFleet(options: FleetOptions = {}): Promise<Fleet> {
  const gateways = inRange('gateways', options.gateways ?? 1, MOST_GATEWAYS);
  const ports = inRange('ports', options.ports ?? MOST_PORTS, MOST_PORTS);
  const clock = options.clock ?? systemClock;
  const random = options.random ?? seededRandom(options.seed ?? 1);
  const record = createFleetRecord(options.recordLimit ?? RECORD_LIMIT);
  const pusher = createPusher({ clock, random, record });
  const quirks = quirksOf(options.quirkSet ?? '2021', options.quirks);
  const world: FleetWorld = {
    ...{ clock, random, record, push: pusher.push },
    air: airSettings(options.air),
    ussdServices: usualServices,
    gateways: Array.from({ length: gateways }, (_, index) =>
      makeGateway({
        ...{ index, ports, quirks, multiSim: options.multiSim ?? false, push: undefined },
        ...{ user: options.user ?? 'admin', password: options.password ?? 'admin' },
      }),
    ),
  };
  if (options.pushUrl !== undefined) {
    for (const gateway of world.gateways) {
      gateway.push = pushTarget(options.pushUrl, gateway, options.pushEvents ?? pushKinds);
    }
  }
  const fronts = world.gateways.map(createFront);
  const addressing = options.addressing ?? 'port';
  const certificates = options.tls ? createCertificates(clock) : undefined;
  if (certificates && addressing === 'path')
    throw new RangeError('tls needs one listener for each gateway, not path');
  const listeners = await openListeners({
    ...{ addressing, fronts, certificates, basePort: options.basePort ?? 0 },
    host: options.host ?? (addressing === 'address' ? '127.1.0.1' : '127.0.0.1'),
    serve: (front, request, response, path) => void serve(world, front, request, response, path),
  });
  const close = async () => {
    pusher.close();
    await listeners.close();
  };
  return { world, fronts, listeners, pusher, certificates, urlOf: listeners.urlOf, close };
}

/** The push target of one gateway: the URL is used as it stands but for `{gateway}` and `{sn}`. */
export function pushTarget(
  url: string,
  gateway: { readonly index: number; readonly serial: string },
  events: readonly PushKind[],
): PushTarget {
  const own = url.replaceAll('{gateway}', String(gateway.index)).replaceAll('{sn}', gateway.serial);
  return { url: own, events: new Set(events) };
}

function inRange(name: string, value: number, most: number): number {
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new RangeError(`${name} is ${value}; it has to be a whole number from 1 to ${most}`);
}
