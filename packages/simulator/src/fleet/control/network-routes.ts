/** Control of the network: messages from outside, times, rules, USSD services. */

import type { FastifyInstance } from 'fastify';
import { BadRequestError } from '../../control/errors.ts';
import type { AirSettings } from '../air-settings.ts';
import type { Fleet } from '../fleet.ts';
import { placeOfNumber } from '../identities.ts';
import type { UssdService } from '../state/model.ts';
import { receiveFromAir } from '../state/receiving.ts';
import * as schemas from './schemas.ts';

interface Incoming {
  readonly from: string;
  readonly text: string;
  readonly to?: string;
  readonly gateway?: number;
  readonly port?: number;
}

/** Adds /incoming, /air and /ussd-services. */
export function addNetworkRoutes(server: FastifyInstance, fleet: Fleet): void {
  const { world } = fleet;
  server.post<{ Body: Incoming[] }>('/incoming', { schema: { body: schemas.incoming } }, ({ body }) => {
    const places = body.map((message, at) => ({ message, ...placeOf(fleet, message, at) }));
    return places.map(({ message, gateway, port }) =>
      receiveFromAir(world, gateway, { port, from: message.from, text: message.text }),
    );
  });
  server.get('/air', () => world.air);
  server.patch<{ Body: Partial<AirSettings> }>('/air', { schema: { body: schemas.air } }, ({ body }) => {
    for (const name of ['airTime', 'deliveryTime'] as const) {
      const range = body[name];
      if (range && range.minimum > range.maximum)
        throw new BadRequestError(`${name}.maximum`, 'is below minimum');
    }
    return Object.assign(world.air, body);
  });
  server.get('/ussd-services', () => world.ussdServices);
  server.put<{ Body: UssdService[] }>(
    '/ussd-services',
    { schema: { body: schemas.ussdServices } },
    ({ body }) => {
      world.ussdServices = body;
      return body;
    },
  );
}

/** The gateway and port that a message is for, by the number of the SIM or by name. */
function placeOf({ world }: Fleet, message: Incoming, at: number) {
  const place = message.to === undefined ? message : placeOfNumber(message.to);
  const gateway = world.gateways[place?.gateway ?? -1];
  const port = place?.port;
  if (gateway && port !== undefined && gateway.ports[port]) return { gateway, port };
  throw new BadRequestError(`${at}.${message.to === undefined ? 'port' : 'to'}`, 'no such gateway and port');
}
