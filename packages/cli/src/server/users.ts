/** Users of a server: people who sign in with a password. */
import type { ListUsersReply } from '@simgate/api/server';
import { type Command, Option } from 'commander';
import type { Column } from '../output/table.ts';
import { usageError } from '../program/exit-codes.ts';
import { firstLine, type ServerSession, serverCommandOf, working } from './session.ts';

type User = ListUsersReply['users'][number];

const columns: readonly Column<User>[] = [
  { title: 'name', value: ({ name }) => name, mayShrink: true },
  { title: 'role', value: ({ role }) => role },
  {
    title: 'where',
    value: ({ configured }) => configured,
    shown: ({ configured }) => (configured ? 'in the settings' : 'added while running'),
  },
];

/** Options of user-add and user-change. */
interface Wish {
  readonly role?: User['role'];
  readonly passwordFile?: string;
}

async function list({ client, out }: ServerSession): Promise<void> {
  const { users } = await client.orThrow.listUsers();
  out.list('users', users, columns, 'There is no user: keys alone come in.');
}

/**
 * Adds a user, whose password is the first line of a file, so that it stands in no history of a shell.
 * @throws CommandError where --password-file is absent or the file has no first line
 */
async function add({ client, out }: ServerSession, { role, passwordFile }: Wish, name = ''): Promise<void> {
  if (passwordFile === undefined) throw usageError('--password-file is missing');
  const password = firstLine(passwordFile);
  out.facts(
    await client.orThrow.createUser({ name, password, ...(role !== undefined && { role }) }),
    columns,
  );
}

/** Gives a user another role, another password, or both. @throws CommandError where neither is given */
async function change(
  { client, out }: ServerSession,
  { role, passwordFile }: Wish,
  name = '',
): Promise<void> {
  if (role === undefined && passwordFile === undefined) throw usageError('nothing is to be changed');
  const wanted = {
    ...(role !== undefined && { role }),
    ...(passwordFile !== undefined && { password: firstLine(passwordFile) }),
  };
  out.facts(await client.orThrow.changeUser({ name, ...wanted }), columns);
}

async function remove({ client, out }: ServerSession, _options: object, name = ''): Promise<void> {
  await client.orThrow.deleteUser({ name });
  out.facts({ name }, [{ title: 'removed', value: one => one.name }]);
}

function withWish(command: Command): Command {
  return command
    .addOption(
      new Option('--role <role>', 'what the user may do').choices(['admin', 'operator', 'sender', 'viewer']),
    )
    .option(
      '--password-file <file>',
      'reads the password from the first line of a file; - is standard input',
    );
}

/** Commands of the users of a server, who sign in with a password and not with a key. */
export function userCommands(): Command[] {
  return [
    working(serverCommandOf('users', 'Lists the users, who sign in with a password.', ['users']), list),
    working(
      withWish(
        serverCommandOf('user-add <name>', 'Adds a user; absent, the role is operator.', [
          'user-add ann --role viewer --password-file ann.txt',
        ]),
      ),
      add,
    ),
    working(
      withWish(
        serverCommandOf('user-change <name>', 'Gives a user another password or role.', [
          'user-change ann --role operator',
        ]),
      ),
      change,
    ),
    working(serverCommandOf('user-remove <name>', 'Removes a user.', ['user-remove ann']), remove),
  ];
}
