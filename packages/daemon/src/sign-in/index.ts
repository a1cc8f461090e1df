/** `@simgate/daemon/sign-in`: who asks, and what he may do. */
export { Authenticator, type AuthenticatorOptions, type Caller } from './authenticator.ts';
export type { Face } from './face.ts';
export {
  chooseUsers,
  type FirstUser,
  isPrivate,
  listensOnLoopbackOnly,
  resetUser,
} from './first-user.ts';
export { Guessing } from './guessing.ts';
export { isLoopback } from './loopback.ts';
export { OneTimeSecrets } from './one-time.ts';
export { noSessionCookie, sessionCookie } from './session-cookie.ts';
export { BrowserSessions } from './sessions.ts';
export { mayGive, Tokens, type TokenView } from './tokens.ts';
export { UserDirectory, type UserOutcome, type UserView } from './user-directory.ts';
export { type Users, userOf, usersOf } from './users.ts';
