/** The gateways of a server: the fleet that this process works with, and the pushes that any process takes. */
import type { Clock, Random } from '@simgate/daemon';
import type { IdMaker } from '../domain/ids.ts';
import type { Store } from '../store/store.ts';
import { GatewayFleet } from './gateway-fleet.ts';
import type { ResultsListener } from './listener.ts';
import { FleetPicture } from './picture.ts';
import { Pushes } from './pushes.ts';
import { openSecrets, type Secrets } from './secrets.ts';

export interface GatewaysOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: IdMaker;
  /** Where the key of the passwords is kept; made where it is missing. The same for all processes of one server. */
  readonly keyFile: string;
  /** How long an answer of a gateway may take, in milliseconds. */
  readonly answerMs: number;
}

export interface Gateways {
  readonly fleet: GatewayFleet;
  readonly pushes: Pushes;
  readonly picture: FleetPicture;
  readonly secrets: Secrets;
  /** Called with results once they are stored: the hand-off, which is made after the gateways. */
  onResults(listener: ResultsListener): void;
  close(): Promise<void>;
}

/** @throws ConfigError where the key file cannot be used */
export function openGateways(options: GatewaysOptions): Gateways {
  const { store, clock, random, ids, keyFile, answerMs } = options;
  const secrets = openSecrets(keyFile);
  const picture = new FleetPicture(store, clock);
  let listener: ResultsListener = async () => {};
  const onResults: ResultsListener = (...results) => listener(...results);
  const fleet = new GatewayFleet({ store, clock, random, ids, secrets, picture, onResults, answerMs });
  const onTaken = (gateway: string, kind: string): void => fleet.hear(gateway, kind);
  const pushes = new Pushes({ store, clock, ids, picture, onResults, onTaken });
  return {
    ...{ fleet, pushes, picture, secrets },
    onResults: next => {
      listener = next;
    },
    close: () => fleet.close(),
  };
}
