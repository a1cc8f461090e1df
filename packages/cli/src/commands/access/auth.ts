/** `simgate auth status` and `simgate profiles`: which gateway is used, and where the secret lies. */
import { Command } from 'commander';
import { changeProfiles, profilesFile, readProfiles } from '../../connection/profiles.ts';
import type { Session } from '../../connection/session.ts';
import type { Origin } from '../../connection/settings.ts';
import { clientCommand, doing, withExamples } from '../../program/client-command.ts';
import { usageError } from '../../program/exit-codes.ts';

/** Words for the place that a secret came from. */
const places: Readonly<Record<Origin, string>> = {
  option: 'an option',
  environment: 'the environment',
  profile: 'the profile',
  default: 'nothing: it is the default',
  none: 'nowhere',
};

/** The sign-in of this run: address, user, and where each of them came from. It never holds a secret. */
interface Status {
  readonly url: string;
  readonly url_from: string;
  readonly profile: string;
  readonly profiles_file: string;
  readonly user: string;
  readonly secret: 'token' | 'password' | 'none';
  readonly secret_from: string;
  readonly device: string;
}

/** The sign-in of a session, by option, environment, profile or default. */
function statusOf(session: Session): Status {
  const { url, urlFrom, profile, user, token, password, secretFrom, device } = session.settings;
  return {
    url,
    url_from: places[urlFrom],
    profile: profile ?? '',
    profiles_file: profilesFile(session.environment),
    user: user ?? '',
    secret: token !== undefined ? 'token' : password !== undefined ? 'password' : 'none',
    secret_from: places[secretFrom],
    device: device ?? '',
  };
}

/** Shows the sign-in of this run: each value with its origin, never a secret. */
async function show(session: Session): Promise<void> {
  session.out.facts(statusOf(session), [
    { title: 'gateway', value: ({ url }) => url },
    { title: 'from', value: ({ url_from }) => url_from },
    { title: 'profile', value: ({ profile }) => profile },
    { title: 'profiles file', value: ({ profiles_file }) => profiles_file },
    { title: 'user', value: ({ user }) => user },
    {
      title: 'secret',
      value: ({ secret }) => secret,
      shown: each => `${each.secret}, from ${each.secret_from}`,
    },
    {
      title: 'device',
      value: ({ device }) => device,
      shown: ({ device }) => device || 'found by the first request',
    },
  ]);
}

/** A profile in the list. */
interface Line {
  readonly name: string;
  readonly default: boolean;
  readonly url: string;
  readonly device: string;
  readonly user: string;
}

/** Lists the profiles; with --use, makes one of them the usual one first. */
async function list(session: Session, { use }: { readonly use?: string }): Promise<void> {
  const { default: usual, profiles } = readProfiles(session.environment);
  if (use !== undefined) {
    if (!Object.hasOwn(profiles, use)) throw usageError(`there is no profile "${use}"`);
    await changeProfiles(session.environment, now => ({ ...now, default: use }));
  }
  const lines: Line[] = Object.entries(profiles).map(([name, { url, device = '', user = '' }]) => ({
    name,
    default: name === (use ?? usual),
    url,
    device,
    user,
  }));
  session.out.list(
    'profiles',
    lines,
    [
      { title: 'profile', value: ({ name }) => name },
      { title: 'default', value: each => each.default, shown: each => (each.default ? '*' : '') },
      { title: 'gateway', value: ({ url }) => url },
      { title: 'device', value: ({ device }) => device },
      { title: 'user', value: ({ user }) => user },
    ],
    'There is no profile. simgate login URL makes one.',
  );
}

/** `simgate auth status`. */
export function authCommand(): Command {
  const status = clientCommand(
    'status',
    'Shows which gateway is used, and where its secret lies. Shows no secret.',
    ['simgate auth status'],
  ).action(doing(show));
  return withExamples(new Command('auth').description('Shows which gateway is used.'), [
    'simgate auth status',
  ]).addCommand(status);
}

/** `simgate profiles`. */
export function profilesCommand(): Command {
  return clientCommand('profiles', 'Lists the gateways that were signed in to.', [
    'simgate profiles',
    'simgate profiles --use office',
  ])
    .option('--use <name>', 'makes it the one that is used where none is named')
    .action(doing(list));
}
