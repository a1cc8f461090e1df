/** The arguments of a handler. */

import type { Answer } from '../http/answer.ts';
import type { FleetRequest, Variables } from '../http/request.ts';
import type { FleetGateway } from '../state/model.ts';
import type { FleetWorld } from '../state/world.ts';

/** One call of an endpoint. */
export interface Call {
  readonly world: FleetWorld;
  readonly gateway: FleetGateway;
  readonly request: FleetRequest;
  readonly variables: Variables;
}

/** Answers one call of the API of a gateway. */
export type Handler = (call: Call) => Answer;
