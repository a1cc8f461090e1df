/** `@simgate/api/endpoint`: what every contract is made of, without any contract: the kind of an endpoint, its check, roles. */
export type {
  Endpoint,
  Head,
  Refusal,
  ReplyOf,
  RequestOf,
  RestRefusal,
  Style,
} from './endpoint.ts';
export { compileRequest, type Judged } from './request.ts';
export { isRole, type Role, roles } from './roles.ts';
export { normalPath, normalTarget, originForm, type RawRequest } from './wire.ts';
