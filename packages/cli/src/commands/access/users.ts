/** `simgate users`: who may use the gateway. */
import { readFileSync } from 'node:fs';
import type { GetUserReply } from '@simgate/api';
import { Argument, Command, Option } from 'commander';
import { askPassword, confirm } from '../../connection/prompts.ts';
import type { Session } from '../../connection/session.ts';
import type { Column } from '../../output/table.ts';
import { clientCommand, doing, withExamples } from '../../program/client-command.ts';
import { CommandError, exitCodes, usageError } from '../../program/exit-codes.ts';

type User = GetUserReply;
type Role = User['role'];

/** As the contract has them; the least rights last. */
const roles = ['admin', 'operator', 'sender', 'viewer'] as const satisfies readonly Role[];

const columns: readonly Column<User>[] = [
  { title: 'name', value: ({ name }) => name },
  { title: 'role', value: ({ role }) => role },
  {
    title: 'settings',
    value: ({ configured }) => configured,
    shown: ({ configured }) => (configured ? 'in the settings file' : ''),
  },
];

/** Where a new password comes from. */
interface NewPassword {
  readonly newPasswordFile?: string;
}

/** Asked for twice at a terminal, else the first line of a file. */
async function newPassword(
  session: Session,
  { newPasswordFile: file }: NewPassword,
  name: string,
): Promise<string> {
  if (file !== undefined) {
    const [line = ''] = readFileSync(file === '-' ? 0 : file, 'utf8').split(/\r?\n/, 1);
    if (line === '') throw new CommandError(exitCodes.failed, `${file}: holds no password in its first line`);
    return line;
  }
  if (!session.mayAsk)
    throw usageError('nobody can be asked here: --new-password-file FILE, - is standard input');
  const first = await askPassword(`New password of ${name}`);
  if ((await askPassword('Once more')) !== first)
    throw new CommandError(exitCodes.failed, 'the two passwords differ: nothing was changed');
  return first;
}

/** Lists the users with their roles. */
async function list(session: Session): Promise<void> {
  const client = await session.clientWithV1('simgate users');
  const { users } = await client.orThrow.listUsers();
  session.out.list('users', users, columns, '');
}

async function add(
  session: Session,
  { role, ...given }: NewPassword & { readonly role: Role },
  name: string,
): Promise<void> {
  const client = await session.clientWithV1('simgate users');
  const password = await newPassword(session, given, name);
  session.out.facts(await client.orThrow.createUser({ name, password, role }), columns);
}

/** Changes a password; one's own needs the old one too. */
async function changePassword(session: Session, given: NewPassword, name: string): Promise<void> {
  const client = await session.clientWithV1('simgate users');
  const { user } = await client.orThrow.getSession();
  const old = user === name && session.mayAsk ? await askPassword(`Present password of ${name}`) : undefined;
  const password = await newPassword(session, given, name);
  const changed = await client.orThrow.changeUser({
    name,
    password,
    ...(old !== undefined && { old_password: old }),
  });
  session.out.facts(changed, columns);
}

/** Changes the role of a user, which holds from the next request on. */
async function changeRole(session: Session, _options: object, name: string, role: Role): Promise<void> {
  const client = await session.clientWithV1('simgate users');
  session.out.facts(await client.orThrow.changeUser({ name, role }), columns);
}

/** Removes a user with all tokens, after a question. */
async function remove(session: Session, { yes }: { readonly yes: boolean }, name: string): Promise<void> {
  const client = await session.clientWithV1('simgate users');
  if (!yes && session.mayAsk && !(await confirm(`Remove ${name} with all tokens?`)))
    throw new CommandError(exitCodes.brokenOff, 'nothing was changed');
  await client.orThrow.deleteUser({ name });
  session.out.note(`User ${name} is removed.`);
}

/** Adds the options for a new password. */
function withNewPassword(command: Command): Command {
  return command.option(
    '--new-password-file <file>',
    'reads the new password from the first line of a file; - is standard input',
  );
}

/** `simgate users list|add|password|role|remove`. */
export function usersCommand(): Command {
  const NAME = 'the name of the user';
  const commands = [
    clientCommand('list', 'Lists who may use the gateway.', ['simgate users list']).action(doing(list)),
    withNewPassword(
      clientCommand('add', 'Adds a user.', ['simgate users add ann --role sender'])
        .argument('<name>', NAME)
        .addOption(new Option('--role <role>', 'what the user may do').choices(roles).default('operator')),
    ).action(doing(add)),
    withNewPassword(
      clientCommand('password', 'Gives a user another password.', ['simgate users password ann']).argument(
        '<name>',
        NAME,
      ),
    ).action(doing(changePassword)),
    clientCommand('role', 'Gives a user another role.', ['simgate users role ann viewer'])
      .argument('<name>', NAME)
      .addArgument(new Argument('<role>', 'the new role').choices(roles))
      .action(doing(changeRole)),
    clientCommand('remove', 'Removes a user with all tokens.', ['simgate users remove ann'])
      .argument('<name>', NAME)
      .option('-y, --yes', 'asks nothing', false)
      .action(doing(remove)),
  ];
  const command = withExamples(
    new Command('users').description('Shows and changes who may use the gateway.'),
    ['simgate users list', 'simgate users add ann --role sender'],
  );
  for (const inner of commands) command.addCommand(inner);
  return command;
}
