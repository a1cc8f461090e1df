/** Control of the faults of single modems: /faults and /modems/N/faults. */

import type { FastifyInstance } from 'fastify';
import { catalogue } from '../faults/catalogue.ts';
import { commonParameters } from '../faults/read-fault.ts';
import type { Simulator } from '../main.ts';
import { NotFoundError } from './errors.ts';
import { findModem } from './modem-routes.ts';
import { members, modemParameters } from './schemas.ts';

const faultParameters = members(
  { ...modemParameters.properties, id: { type: 'string', pattern: '^[0-9]{1,9}$' } },
  ['index', 'id'],
);
/** The members of a fault are read by the table of its name. */
const oneFault = { type: 'object' } as const;
const faultList = { type: 'array', maxItems: 32, items: oneFault } as const;

interface ModemRoute {
  readonly Params: { readonly index: string };
}

interface FaultRoute {
  readonly Params: { readonly index: string; readonly id: string };
}

/** Adds the list of all faults, and those of each modem. */
export function addFaultRoutes(server: FastifyInstance, simulator: Simulator): void {
  const path = '/modems/:index/faults';
  const params = modemParameters;
  server.get('/faults', () => ({ common: commonParameters, faults: shownCatalogue() }));
  server.get<ModemRoute>(path, { schema: { params } }, request =>
    findModem(simulator, request.params.index).faults.list(),
  );
  server.put<ModemRoute & { Body: readonly unknown[] }>(
    path,
    { schema: { params, body: faultList } },
    ({ params: { index }, body }) => findModem(simulator, index).faults.replace(body),
  );
  server.post<ModemRoute>(path, { schema: { params, body: oneFault } }, ({ params: { index }, body }) => ({
    id: findModem(simulator, index).faults.add(body),
  }));
  server.delete<ModemRoute>(path, { schema: { params } }, ({ params: { index } }) => {
    findModem(simulator, index).faults.clear();
    return { done: true };
  });
  server.delete<FaultRoute>(
    `${path}/:id`,
    { schema: { params: faultParameters } },
    ({ params: { index, id } }) => {
      if (!findModem(simulator, index).faults.remove(Number(id))) {
        throw new NotFoundError('id', `modem ${index} has no fault ${id}`);
      }
      return { done: true };
    },
  );
}

function shownCatalogue(): readonly object[] {
  return Object.entries(catalogue).map(([fault, { effect, parameters, ends }]) => ({
    ...{ fault, effect, ends, parameters },
  }));
}
