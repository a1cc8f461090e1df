/** Adding, changing and removing of gateways by people. */
import { randomBytes } from 'node:crypto';
import type { Clock, Random } from '@simgate/daemon';
import type { GatewayKind } from '../domain/gateway.ts';
import { type IdMaker, PARTITIONS } from '../domain/ids.ts';
import type { Store } from '../store/store.ts';
import {
  addGateway,
  changeGateway,
  findGateway,
  isAddressTaken,
  removeGateway,
  type StoredGateway,
} from './gateway-rows.ts';
import type { Secrets } from './secrets.ts';

export interface ManageContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: IdMaker;
  readonly secrets: Secrets;
}

/** The fields of a gateway that people set. */
export interface GatewaySettings {
  readonly name?: string;
  readonly address?: string;
  readonly user?: string;
  readonly password?: string;
  /** `auto`: it is found out. */
  readonly kind?: 'auto' | 'simgate' | 'vendor';
  readonly tags?: readonly string[];
  readonly enabled?: boolean;
  /** Certificate and serial number are learned anew. */
  readonly forget?: boolean;
}

export type Change =
  | { readonly kind: 'done'; readonly gateway: StoredGateway }
  | { readonly kind: 'missing' }
  /** Another gateway has this address. */
  | { readonly kind: 'taken' }
  | { readonly kind: 'wrong'; readonly error: string };

/** Octets of chance in the address that a gateway pushes to. */
const PATH_BYTES = 18;

/** Scheme, host and port as one gateway is written the same way each time; undefined where it is no such address. */
function readAddress(text: string): string | undefined {
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return undefined;
  if (url.username !== '' || url.password !== '' || url.pathname !== '/' || url.search + url.hash !== '')
    return undefined;
  return url.origin;
}

const BAD_ADDRESS = 'address: must be an address as http://host:port or https://host:port, without a path';

function wantedKindOf(kind: GatewaySettings['kind']): GatewayKind {
  return kind === undefined || kind === 'auto' ? 'unknown' : kind;
}

/** Adds a gateway in a partition by chance: so the gateways of a fleet spread over its processes. */
export async function createGateway(
  { store, clock, random, ids, secrets }: ManageContext,
  settings: GatewaySettings & { readonly address: string },
): Promise<Change> {
  const address = readAddress(settings.address);
  if (address === undefined) return { kind: 'wrong', error: BAD_ADDRESS };
  const part = Math.floor(random() * PARTITIONS);
  const id = ids.next(part);
  const now = clock.now();
  const { name, user = 'admin', password = '', tags = [], enabled = true } = settings;
  const wantedKind = wantedKindOf(settings.kind);
  const gateway: StoredGateway = {
    ...{ id, part, address, user, tags, enabled, wantedKind },
    name: name ?? new URL(address).host,
    kind: wantedKind,
    password: secrets.seal(id, password),
    certificate: '',
    pushPath: randomBytes(PATH_BYTES).toString('base64url'),
    state: enabled ? 'new' : 'disabled',
    reason: '',
    serialNumber: '',
    clockOffsetMs: 0,
    seenAt: undefined,
    createdAt: now,
    changedAt: now,
    version: 1,
  };
  const isAdded = await store.write(() => addGateway(gateway));
  return isAdded ? { kind: 'done', gateway } : { kind: 'taken' };
}

/** The gateway after a change. It is met anew: state and reason begin again, and with another address so does all that was learned. */
function changed(
  before: StoredGateway,
  settings: GatewaySettings,
  address: string,
  secrets: Secrets,
  now: number,
): StoredGateway {
  const isElsewhere = address !== before.address;
  const wantedKind = settings.kind === undefined ? before.wantedKind : wantedKindOf(settings.kind);
  const isForgotten = isElsewhere || settings.forget === true;
  const enabled = settings.enabled ?? before.enabled;
  const { name = before.name, user = before.user, tags = before.tags, password } = settings;
  return {
    ...before,
    ...{ name, address, user, tags, enabled, wantedKind },
    kind:
      wantedKind === 'unknown' && isForgotten
        ? 'unknown'
        : wantedKind === 'unknown'
          ? before.kind
          : wantedKind,
    password: password === undefined ? before.password : secrets.seal(before.id, password),
    certificate: isForgotten ? '' : before.certificate,
    serialNumber: isForgotten ? '' : before.serialNumber,
    state: enabled ? 'new' : 'disabled',
    reason: '',
    changedAt: now,
    version: before.version + 1,
  };
}

/** Changes what is named. A password is not sent to another address than it was given for. */
export async function updateGateway(
  { store, clock, secrets }: ManageContext,
  id: string,
  settings: GatewaySettings,
): Promise<Change> {
  const wanted = settings.address === undefined ? undefined : readAddress(settings.address);
  if (settings.address !== undefined && wanted === undefined) return { kind: 'wrong', error: BAD_ADDRESS };
  return store.write(function* () {
    const before = yield* findGateway(id);
    if (before === undefined) return { kind: 'missing' };
    const address = wanted ?? before.address;
    if (address !== before.address && settings.password === undefined)
      return { kind: 'wrong', error: 'password: must be given again with another address' };
    if (yield* isAddressTaken(address, id)) return { kind: 'taken' };
    const gateway = changed(before, settings, address, secrets, clock.now());
    yield* changeGateway(gateway);
    return { kind: 'done', gateway };
  });
}

/** Removes a gateway; false where there is none. */
export async function deleteGateway({ store }: ManageContext, id: string): Promise<boolean> {
  return store.write(function* () {
    const gateway = yield* findGateway(id);
    return gateway === undefined ? false : yield* removeGateway(gateway);
  });
}
