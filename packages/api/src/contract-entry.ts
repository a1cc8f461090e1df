/** `@simgate/api/contract`: the contract as one value, and what follows from it: validation, OpenAPI, manual, catalogues. */
export { renderClientCode } from './client-code.ts';
export { clientVariables } from './client-variables.ts';
export { type Contract, contract, type EndpointName, endpoints } from './contract.ts';
export type {
  Endpoint,
  Head,
  Refusal,
  ReplyOf,
  RequestOf,
  RestRefusal,
  Style,
} from './endpoint.ts';
export { type PortFactName, type PortFacts, portFacts } from './endpoints/vendor/get-port-info.ts';
export { eventKinds, type PushKind, usualEventKinds } from './event-kinds.ts';
export { examples } from './examples.ts';
export { renderManual } from './manual.ts';
export { renderOpenApi } from './openapi.ts';
export { limits } from './parameters.ts';
export {
  type AlarmKind,
  alarmReasons,
  anchorOf,
  type CallReason,
  callReasons,
  type DeviceReason,
  type DeviceReasonCode,
  deviceReasons,
  type MessageReason,
  messageReasons,
  type PortReason,
  pageOfReason,
  portReasons,
  type ReasonGroup,
  type ReasonText,
  type ReportReason,
  renderReasons,
  reportReasons,
  type SendAgain,
  type UssdReason,
  ussdReasons,
} from './reasons.ts';
export { compileRequest } from './request.ts';
export { isRole, type Role, roles } from './roles.ts';
export { renderSymptoms, type SymptomPage } from './symptoms.ts';
export { normalPath, normalTarget, type RawRequest } from './wire.ts';
