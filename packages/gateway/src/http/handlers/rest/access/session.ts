/** Sign-in at the console. */
import type { Contract, ReplyOf, RequestOf } from '@simgate/api/contract';
import { type Answer, DOWNLOAD_PARAMETER, done, refused } from '@simgate/daemon/http';
import type { Caller } from '@simgate/daemon/sign-in';
import { noSessionCookie, sessionCookie } from '@simgate/daemon/sign-in';
import { version } from '../../../../version.ts';
import type { Call, HandlerContext, Handlers } from '../../context.ts';

type Session = ReplyOf<Contract['get_session']>;
type Credentials = RequestOf<Contract['create_session']>;

function sessionOf(caller: Caller, context: HandlerContext, { face }: Call): Session {
  const { sessions, clock, serialNumber, timeZone, simulator } = context;
  const left = caller.session === undefined ? undefined : sessions.endsIn(caller.session);
  return {
    ...{ user: caller.user, role: caller.role },
    expires_at: left === undefined ? null : new Date(clock.now() + left).toISOString(),
    version,
    serial_number: serialNumber,
    time_zone: timeZone,
    time: new Date(clock.now()).toISOString(),
    base_path: face.basePath,
    offers: { simulator: simulator !== undefined, record: true },
  };
}

/** The user whom the credentials prove; undefined where they prove none. */
function provenUser(
  { user = '', password = '', token }: Credentials,
  { users, signIns }: HandlerContext,
): string | undefined {
  if (token !== undefined) return signIns.take(token);
  return users.isPassword(user, password) ? user.normalize('NFC') : undefined;
}

/** Retry-After in whole seconds. */
function wait(milliseconds: number): Answer<Session> {
  const refusal = refused(429, 'user: too many logins have failed; wait before the next try.');
  return { ...refusal, headers: { 'retry-after': `${Math.ceil(milliseconds / 1000)}` } };
}

async function signIn(request: Credentials, context: HandlerContext, call: Call): Promise<Answer<Session>> {
  const { guessing, sessions, http } = context;
  const name = (request.user ?? '').normalize('NFC');
  const pause = guessing.delayFor(name, call.address);
  if (pause > 0) return wait(pause);
  const user = provenUser(request, context);
  if (user === undefined) {
    guessing.failed(name, call.address);
    context.failedLogin();
    return refused(
      401,
      request.token === undefined
        ? 'user: the user or the password is not right.'
        : 'token: the link was used, is over, or is none of this start; sign in with user and password.',
    );
  }
  guessing.succeeded(user, call.address);
  const opened = await sessions.open(user);
  if (opened === undefined) return refused(401, 'user: is gone.');
  const cookie = sessionCookie(call.face, opened.secret, http.sessionLength);
  return done(201, sessionOf(opened.caller, context, call), { 'set-cookie': cookie });
}

export const sessionHandlers = {
  create_session: (request, context, call) => {
    if (request.token === undefined && request.user === undefined)
      return refused(400, 'user: is missing, and so is token.');
    if (request.token === undefined && request.password === undefined)
      return refused(400, 'password: is missing.');
    return signIn(request, context, call);
  },

  get_session: (_request, context, call) => done(200, sessionOf(call.caller, context, call)),

  delete_session: async (_request, { sessions }, { caller, face }) => {
    if (caller.session !== undefined) await sessions.close(caller.session);
    return done(200, {}, { 'set-cookie': noSessionCookie(face) });
  },

  create_download_link: ({ target }, { downloads, clock }, { caller }) => {
    const secret = downloads.make({ caller, target });
    const link = `${target}${target.includes('?') ? '&' : '?'}${DOWNLOAD_PARAMETER}${secret}`;
    return done(201, { link, expires_at: new Date(clock.now() + downloads.lifetime).toISOString() });
  },
} satisfies Partial<Handlers>;
