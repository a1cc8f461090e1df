/** Which gateway, and who asks: options stand above the environment, that above the profile. */
import { readFileSync } from 'node:fs';
import { CommandError, exitCodes, usageError } from '../program/exit-codes.ts';
import { chosenProfile, type Device, type Profiles } from './profiles.ts';

/** Options that name the gateway and the login. */
export interface ConnectionOptions {
  readonly profile?: string;
  readonly url?: string;
  readonly user?: string;
  readonly passwordFile?: string;
  readonly passwordStdin?: boolean;
  readonly device?: Device;
  readonly ca?: string;
  readonly insecure?: boolean;
}

/** Where a value came from, for `simgate auth status`. */
export type Origin = 'option' | 'environment' | 'profile' | 'default' | 'none';

/** The gateway and the login of this run, each with the place that it came from. */
export interface ConnectionSettings {
  readonly url: string;
  readonly urlFrom: Origin;
  /** The name of the profile that is used. */
  readonly profile: string | undefined;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly token: string | undefined;
  readonly secretFrom: Origin;
  readonly device: Device | undefined;
  readonly ca: string | undefined;
  readonly insecure: boolean;
  readonly listenSecret: string | undefined;
}

/** The address of a gateway on this machine with its usual settings. */
export const DEFAULT_URL = 'http://127.0.0.1:8080';

export const STDIN = 0;
/** The first user of a gateway, where none is named. */
const USUAL_USER = 'admin';

/** A variable of the environment; an empty one counts as absent. */
export function given(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

/** The address with its scheme; a path in it is kept, an end slash not. */
export function normalUrl(text: string): string {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : null;
  if (url === null || !/^https?:$/.test(url.protocol))
    throw usageError(`${text}: is no address of a gateway`, 'It looks like http://192.168.1.2:8080.');
  if (url.username !== '' || url.password !== '')
    throw usageError('the address must not hold a user or password', 'Sign in with: simgate login URL');
  return (url.origin + url.pathname).replace(/\/+$/, '');
}

/** The first line of a file, or of standard input. */
export function secretFrom(file: string | number, what = 'password'): string {
  const name = file === STDIN ? 'standard input' : String(file);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandError(exitCodes.failed, `${name}: ${(error as Error).message}`);
  }
  const [line = ''] = text.split(/\r?\n/, 1);
  if (line === '') throw new CommandError(exitCodes.failed, `${name}: holds no ${what} in its first line`);
  return line;
}

/** The password of --password-file or --password-stdin; undefined without them. */
function typedPassword({ passwordFile, passwordStdin }: ConnectionOptions): string | undefined {
  if (passwordFile !== undefined && passwordStdin === true)
    throw usageError('--password-file and --password-stdin exclude each other');
  if (passwordStdin === true) return secretFrom(STDIN);
  return passwordFile === undefined ? undefined : secretFrom(passwordFile);
}

/** The kind of gateway of a word. @throws CommandError for another word */
function deviceOf(text: string | undefined): Device | undefined {
  if (text === undefined || text === 'simgate' || text === 'original') return text;
  throw usageError(`SIMGATE_DEVICE: found "${text}", allowed is simgate or original`);
}

/** The user with a password or a token, never both, and the place that they come from. */
interface Secrets {
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly token: string | undefined;
  readonly secretFrom: Origin;
}

/** Secrets of one place are not mixed with those of another. */
function secretsOf(
  options: ConnectionOptions,
  environment: NodeJS.ProcessEnv,
  profile: Partial<Secrets>,
): Secrets {
  const password = typedPassword(options);
  const user = options.user ?? given(environment.SIMGATE_USER);
  if (password !== undefined)
    return { user: user ?? profile.user ?? USUAL_USER, password, token: undefined, secretFrom: 'option' };
  const token = given(environment.SIMGATE_TOKEN);
  if (token !== undefined && options.user === undefined)
    return { user: undefined, password: undefined, token, secretFrom: 'environment' };
  const known = given(environment.SIMGATE_PASSWORD);
  if (known !== undefined)
    return {
      user: user ?? profile.user ?? USUAL_USER,
      password: known,
      token: undefined,
      secretFrom: 'environment',
    };
  if (user !== undefined && user !== profile.user)
    return { user, password: undefined, token: undefined, secretFrom: 'none' };
  const { token: kept, password: old } = profile;
  const from = kept === undefined && old === undefined ? 'none' : 'profile';
  return {
    user: profile.user,
    password: kept === undefined ? old : undefined,
    token: kept,
    secretFrom: from,
  };
}

/**
 * Settles all of it. Secrets of a profile are good for the address of that profile alone: another address does not get them.
 * @throws CommandError where a file, an address or a profile is not as it must be
 */
export function connectionSettings(
  options: ConnectionOptions,
  environment: NodeJS.ProcessEnv,
  profiles: Profiles,
): ConnectionSettings {
  const named = options.profile ?? given(environment.SIMGATE_PROFILE);
  const chosen = chosenProfile(profiles, named);
  const fromEnvironment = given(environment.SIMGATE_URL);
  // A profile that is named on the command line stands above an address of the environment.
  const typed = options.url ?? (options.profile === undefined ? fromEnvironment : undefined);
  const url = normalUrl(typed ?? chosen?.profile.url ?? DEFAULT_URL);
  const isOwn = chosen !== undefined && normalUrl(chosen.profile.url) === url;
  const profile = isOwn ? chosen.profile : undefined;
  const urlFrom: Origin =
    options.url !== undefined
      ? 'option'
      : typed !== undefined
        ? 'environment'
        : chosen !== undefined
          ? 'profile'
          : 'default';
  return {
    url,
    urlFrom,
    profile: isOwn ? chosen.name : undefined,
    ...secretsOf(options, environment, profile ?? {}),
    device: options.device ?? deviceOf(given(environment.SIMGATE_DEVICE)) ?? profile?.device,
    ca: options.ca ?? given(environment.SIMGATE_CA) ?? profile?.ca,
    insecure: options.insecure ?? (environment.SIMGATE_INSECURE === '1' || profile?.insecure === true),
    listenSecret: profile?.listenSecret,
  };
}
