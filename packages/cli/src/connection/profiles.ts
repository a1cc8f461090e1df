/** Gateways that were signed in to, each by a name: a file of the user that nobody else can read. */
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
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
/** Milliseconds. A change takes a few; a lock that is older belongs to nobody. */
const LONGEST_CHANGE = 10_000;
/** Milliseconds between two looks at the lock of another process. */
const BETWEEN_TRIES = 10;

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
function writeProfiles(file: string, profiles: Profiles): void {
  const beside = `${file}.${process.pid}.new`;
  writeFileSync(beside, `${JSON.stringify(profiles, undefined, 2)}\n`, { mode: OWN_FILE, flush: true });
  chmodSync(beside, OWN_FILE);
  renameSync(beside, file);
}

/** Whether a lock was left by a process that was killed in the midst. */
function isLeft(lock: string): boolean {
  const { mtimeMs } = statSync(lock, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
  return Math.abs(Date.now() - mtimeMs) > LONGEST_CHANGE;
}

/** Makes the file of the lock; false while another process has it. */
function takeLock(lock: string): boolean {
  try {
    writeFileSync(lock, '', { mode: OWN_FILE, flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (isLeft(lock)) rmSync(lock, { force: true });
    return false;
  }
}

/**
 * Changes the profiles, one process after the other: of two that sign in at the same time, neither loses what the other wrote.
 * @param change gets the content as it is at that moment
 * @throws CommandError where the file cannot be read or written
 */
export async function changeProfiles(
  environment: NodeJS.ProcessEnv,
  change: (profiles: Profiles) => Profiles,
): Promise<void> {
  const file = profilesFile(environment);
  const lock = `${file}.lock`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: OWN_FOLDER });
    while (!takeLock(lock)) await pause(BETWEEN_TRIES);
    try {
      writeProfiles(file, change(readProfiles(environment)));
    } finally {
      rmSync(lock, { force: true });
    }
  } catch (error) {
    if (error instanceof CommandError) throw error;
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
