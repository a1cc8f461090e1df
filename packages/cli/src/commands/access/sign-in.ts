/** The work of `simgate login` and `simgate logout`, apart from their options: help needs none of it. */
import { hostname } from 'node:os';
import { createClient, SimgateError } from '@simgate/api';
import { createFetch } from '../../connection/node-fetch.ts';
import { changeProfiles, chosenProfile, type Profile, readProfiles } from '../../connection/profiles.ts';
import { type CommonOptions, Session } from '../../connection/session.ts';
import {
  type ConnectionSettings,
  connectionSettings,
  DEFAULT_URL,
  given,
  normalUrl,
} from '../../connection/settings.ts';
import { CommandError, exitCodes, usageError } from '../../program/exit-codes.ts';

/** Options of `simgate login`. */
export interface LoginOptions {
  readonly expires: number;
  readonly keepPassword: boolean;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** The typed value, not that of an older profile of that name. */
function typedSettings(session: Session, options: CommonOptions, url: string): ConnectionSettings {
  const { profile: _, ...typed } = options;
  return connectionSettings(
    { ...typed, url },
    { ...session.environment, SIMGATE_PROFILE: '' },
    { profiles: {} },
  );
}

/** User and password: those that were given, else those that the person types. */
async function credentials(session: Session, settings: ConnectionSettings): Promise<ConnectionSettings> {
  if (settings.token !== undefined || settings.password !== undefined) return settings;
  if (!session.mayAsk)
    throw new CommandError(
      exitCodes.notSignedIn,
      'who are you? Nobody can be asked here',
      'Give --user with --password-stdin or --password-file, or set SIMGATE_USER and SIMGATE_PASSWORD, or SIMGATE_TOKEN.',
    );
  const { askPassword, askText } = await import('../../connection/prompts.ts');
  const user = settings.user ?? (await askText(`User at ${settings.url}`, 'admin'));
  return { ...settings, user, password: await askPassword(`Password of ${user}`) };
}

/** A token of its own for this machine, so that the password is kept nowhere; it can be taken back alone. */
async function tokenFor(
  probe: Session,
  role: string,
  seconds: number,
): Promise<Pick<Profile, 'token' | 'tokenId'>> {
  const client = await probe.client();
  const made = await client.orThrow.createToken({
    name: `simgate command on ${hostname()}`.slice(0, 64),
    role: role as 'admin',
    expires_at: new Date(Date.now() + seconds * 1000).toISOString(),
  });
  return { token: made.token, tokenId: made.id };
}

/** The secret to keep: the given token, else a new one. The password itself for original hardware, or with --keep-password. */
async function secretOf(probe: Session, role: string, options: LoginOptions): Promise<Partial<Profile>> {
  const { user = 'admin', password = '', token } = probe.settings;
  if (token !== undefined) return { token };
  if ((await probe.isOriginal()) || options.keepPassword) return { user, password };
  return { user, ...(await tokenFor(probe, role, options.expires)) };
}

/** Signs in, proves that the gateway accepts it, and keeps the profile. */
export async function login(
  session: Session,
  options: LoginOptions & CommonOptions,
  address: string | undefined,
): Promise<void> {
  const name = options.profile ?? 'default';
  if (!NAME.test(name)) throw usageError('--profile: letters, digits and ._- make a name');
  const { profiles } = readProfiles(session.environment);
  const known = Object.hasOwn(profiles, name) ? profiles[name]?.url : undefined;
  const url = normalUrl(
    address ?? options.url ?? given(session.environment.SIMGATE_URL) ?? known ?? DEFAULT_URL,
  );
  const settings = await credentials(session, typedSettings(session, options, url));
  const probe = new Session(options, session.environment, settings);
  const device = await probe.device();
  const who = device === 'simgate' ? await (await probe.client()).orThrow.getSession() : undefined;
  const profile: Profile = {
    url,
    device,
    ...(await secretOf(probe, who?.role ?? '', options)),
    ...(settings.ca !== undefined && { ca: settings.ca }),
    ...(settings.insecure && { insecure: true }),
  };
  await changeProfiles(session.environment, now => ({
    default: now.default ?? name,
    profiles: { ...now.profiles, [name]: profile },
  }));
  const as = who === undefined ? 'original hardware' : `${who.user}, ${who.role}; simgate ${who.version}`;
  session.out.note(`Signed in to ${url} (${as}). Profile: ${name}.`);
  if (profile.password !== undefined)
    session.out.note('The password is in the file of the profiles, which only you can read.', 'dim');
}

/** Removes the profile of this machine, then ends its token at the gateway. */
export async function logout(session: Session, options: CommonOptions): Promise<void> {
  const profiles = readProfiles(session.environment);
  const chosen = chosenProfile(profiles, options.profile ?? given(session.environment.SIMGATE_PROFILE));
  if (chosen === undefined) return session.out.note('There is no profile: nothing to do.');
  const { name, profile } = chosen;
  await changeProfiles(session.environment, now => {
    const { [name]: _, ...others } = now.profiles;
    const next = now.default === name ? Object.keys(others)[0] : now.default;
    return { ...(next !== undefined && { default: next }), profiles: others };
  });
  session.out.note(`Profile ${name} is forgotten.`);
  if (profile.tokenId === undefined || profile.token === undefined) return;
  const client = createClient({
    baseUrl: profile.url,
    token: profile.token,
    fetch: await createFetch({ ca: profile.ca, insecure: profile.insecure === true }),
  });
  const ended = await client.deleteToken({ id: profile.tokenId });
  if (!ended.ok && ended.error.kind !== 'unauthorized')
    session.out.note(
      `Its token could not be ended at ${profile.url}: ${new SimgateError(ended.error).message}`,
      'yellow',
    );
}
