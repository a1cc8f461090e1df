/** The HTTP contract of the SMS server as one value: a second one of the same kind as the gateway's. */
import type { Endpoint } from '../endpoint.ts';
import { deviceEndpoints } from './endpoints/device.ts';
import { gatewayEndpoints } from './endpoints/gateways.ts';
import { inboundEndpoints } from './endpoints/inbound.ts';
import { keyEndpoints } from './endpoints/keys.ts';
import { serverMessageEndpoints } from './endpoints/messages.ts';
import { serverOperationEndpoints } from './endpoints/operation.ts';
import { serverPortEndpoints } from './endpoints/ports.ts';
import { sendingEndpoints } from './endpoints/sending.ts';
import { simEndpoints } from './endpoints/sims.ts';
import { serverUserEndpoints } from './endpoints/users.ts';
import { webhookEndpoints } from './endpoints/webhooks.ts';

/** Every endpoint, in the order of the manual. */
const listed = [
  ...sendingEndpoints,
  ...serverMessageEndpoints,
  ...inboundEndpoints,
  ...gatewayEndpoints,
  ...serverPortEndpoints,
  ...deviceEndpoints,
  ...simEndpoints,
  ...webhookEndpoints,
  ...keyEndpoints,
  ...serverUserEndpoints,
  ...serverOperationEndpoints,
] as const;

type Listed = (typeof listed)[number];

/** The type of each endpoint of the server by its name. */
export type ServerContract = { readonly [One in Listed as One['name']]: One };
/** The names of all endpoints of the server. */
export type ServerEndpointName = keyof ServerContract;

/** All endpoints of the server in the order of the manual. */
export const serverEndpoints: readonly Endpoint[] = listed;

/** All endpoints of the server by name. */
export const serverContract = Object.fromEntries(
  listed.map(endpoint => [endpoint.name, endpoint]),
) as ServerContract;
