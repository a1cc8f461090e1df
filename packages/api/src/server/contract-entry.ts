/** `@simgate/api/server/contract`: the contract of the SMS server as one value. */
export { type ServerContract, type ServerEndpointName, serverContract, serverEndpoints } from './contract.ts';
export { type ServerEventKind, serverEventKinds } from './event-kinds.ts';
export { renderServerManual } from './manual.ts';
export { serverLimits } from './parameters.ts';
