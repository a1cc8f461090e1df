/** The parts of the server that its handlers may use. */
import type { ServerContract } from '@simgate/api/server/contract';
import type { Clock, Random } from '@simgate/daemon';
import type { Call, HandlersOf } from '@simgate/daemon/http';
import type { Guessing, UserDirectory } from '@simgate/daemon/sign-in';
import type { Accept } from '../accept/accept.ts';
import type { Keys } from '../access/keys.ts';
import type { Fleet } from '../choice/fleet.ts';
import type { IdMaker } from '../domain/ids.ts';
import type { GatewayFleet } from '../gateways/gateway-fleet.ts';
import type { FleetPicture } from '../gateways/picture.ts';
import type { Pushes } from '../gateways/pushes.ts';
import type { Secrets } from '../gateways/secrets.ts';
import type { Dispatcher } from '../handoff/dispatcher.ts';
import type { Store } from '../store/store.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';

export interface ServerContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: IdMaker;
  readonly keys: Keys;
  readonly users: UserDirectory;
  readonly guessing: Guessing;
  readonly accept: Accept;
  /** Gateways, SIMs and pools as the choice of a SIM sees them. */
  readonly plan: Fleet;
  readonly dispatcher: Dispatcher;
  /** The gateways that this process works with. */
  readonly fleet: GatewayFleet;
  readonly picture: FleetPicture;
  readonly pushes: Pushes;
  readonly secrets: Secrets;
  readonly webhooks: Webhooks;
  /** Whether the process takes requests: not before it has begun, and not while it stops. */
  readonly ready: () => boolean;
  /** The text of /metrics. */
  readonly metricsText: () => Promise<string>;
}

export type Handlers = HandlersOf<ServerContract, ServerContext>;
export type { Call };

/** Whose messages a caller sees and takes back: a sender only its own; undefined: all. */
export function ownerSeen({ caller }: Call): string | undefined {
  return caller.role === 'sender' ? caller.user : undefined;
}
