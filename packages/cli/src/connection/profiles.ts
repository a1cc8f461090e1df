/** Gateways that were signed in to, each by a name: a file of the user that nobody else can read. */
import { chmodSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { CommandError, exitCodes } from '../program/exit-codes.ts';

/** The kind of gateway: ours, or original hardware. */
export type Device = 'simgate' | 'original';

/** A gateway that was signed in to. */
export interface Profile {
  readonly url: string;
  readonly device?: Device;
  readonly user?: string;
  readonly password?: string;
  readonly token?: string;
  /** The id of the token at the gateway: signing out ends it there. */
  readonly tokenId?: number;
  readonly ca?: string;
  readonly insecure?: boolean;
  /** Signs what `simgate listen` forwards. */
  readonly listenSecret?: string;
}

/** The content of the file of profiles. */
export interface Profiles {
  /** The name of the profile that is used where none is named. */
  readonly default?: string;
  readonly profiles: Readonly<Record<string, Profile>>;
}

const OWN_FILE = 0o600;
const OWN_FOLDER = 0o700;
const OTHERS = 0o077;

/** `$XDG_CONFIG_HOME/simgate/profiles.json`, by default in `~/.config`. */
export function profilesFile(environment: NodeJS.ProcessEnv): string {
  const home = environment.XDG_CONFIG_HOME;
  return join(
    home === undefined || home === '' ? join(homedir(), '.config') : home,
    'simgate',
    'profiles.json',
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads the file. An unreadable one is an error with its name, so that no profile is lost by writing over it. */
function parse(text: string, file: string): Profiles {
  const broken = (why: string): CommandError =>
    new CommandError(
      exitCodes.failed,
      `${file}: ${why}`,
      'Mend it, or remove it and sign in again: simgate login',
    );
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw broken(error instanceof Error ? error.message : 'no JSON');
  }
  if (!isRecord(value) || !isRecord(value.profiles)) throw broken('"profiles" is missing');
  for (const [name, profile] of Object.entries(value.profiles))
    if (!isRecord(profile) || typeof profile.url !== 'string') throw broken(`profile ${name} has no "url"`);
  return value as unknown as Profiles;
}

/**
 * The content of the file; no profile where it is missing.
 * @param warn called where others can read the file
 * @throws CommandError where the file cannot be read
 */
export function readProfiles(
  environment: NodeJS.ProcessEnv,
  warn: (text: string) => void = () => {},
): Profiles {
  const file = profilesFile(environment);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
    if ((statSync(file).mode & OTHERS) !== 0 && process.platform !== 'win32')
      warn(`Others on this machine can read ${file}: chmod 600 ${file}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { profiles: {} };
    throw new CommandError(exitCodes.failed, `${file}: ${(error as Error).message}`);
  }
  return parse(text, file);
}

/** Written beside and put in place in one step: a crash leaves the old file or the new one. */
export function writeProfiles(environment: NodeJS.ProcessEnv, profiles: Profiles): void {
  const file = profilesFile(environment);
  const beside = `${file}.${process.pid}.new`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: OWN_FOLDER });
    writeFileSync(beside, `${JSON.stringify(profiles, undefined, 2)}\n`, { mode: OWN_FILE, flush: true });
    chmodSync(beside, OWN_FILE);
    renameSync(beside, file);
  } catch (error) {
    throw new CommandError(exitCodes.failed, `${file}: ${(error as Error).message}`);
  }
}

/**
 * The profile of that name, else the default one; undefined where there is none at all.
 * @throws CommandError where a named one is missing
 */
export function chosenProfile(
  { default: usual, profiles }: Profiles,
  named: string | undefined,
): { name: string; profile: Profile } | undefined {
  const name = named ?? usual;
  if (name === undefined) return undefined;
  const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (profile !== undefined) return { name, profile };
  if (named === undefined) return undefined;
  const known = Object.keys(profiles).join(', ') || 'none';
  throw new CommandError(
    exitCodes.usage,
    `there is no profile "${name}"; there is: ${known}`,
    `simgate login URL --profile ${name} makes it.`,
  );
}
