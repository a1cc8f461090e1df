/** Keys of a server: each is shown once. And who changed what. */
import { eachOf, type ListAuditReply, type ListKeysReply } from '@simgate/api/server';
import { type Command, Option } from 'commander';
import type { Column } from '../output/table.ts';
import { localTime } from '../output/times.ts';
import { usageError } from '../program/exit-codes.ts';
import { type ServerSession, serverCommandOf, working } from './session.ts';

type Key = ListKeysReply['keys'][number];

const columns: readonly Column<Key>[] = [
  { title: 'id', value: ({ id }) => id },
  { title: 'name', value: ({ name }) => name, mayShrink: true },
  { title: 'key', value: ({ prefix }) => prefix, shown: ({ prefix }) => `${prefix}…` },
  { title: 'role', value: ({ role }) => role },
  { title: 'pools', value: ({ pools }) => pools.join(), shown: ({ pools }) => pools.join() || 'all' },
  { title: 'ends', value: ({ expires_at }) => expires_at },
  { title: 'used', value: ({ used_at }) => used_at },
];

/** Keys come without their secrets, which only the answer to key-add holds. */
async function list({ client, out }: ServerSession): Promise<void> {
  out.list('keys', (await client.orThrow.listKeys()).keys, columns, 'There is no key.');
}

/** Options of key-add. An absent role is sender, absent pools are all, and an absent time never ends the key (ISO 8601). */
interface Wish {
  readonly role?: Key['role'];
  readonly pool?: string[];
  readonly expires?: string;
}

/** Makes a key and prints it. The server keeps only a hash, so this is the only time that the key can be read. */
async function add({ client, out }: ServerSession, { role, pool, expires }: Wish, name = ''): Promise<void> {
  const reply = await client.orThrow.createKey({
    name,
    ...(role !== undefined && { role }),
    ...(pool !== undefined && { pools: pool }),
    ...(expires !== undefined && { expires_at: expires }),
  });
  out.facts(reply, [
    { title: 'id', value: ({ key }) => key.id },
    { title: 'role', value: ({ key }) => key.role },
    { title: 'key', value: ({ secret }) => secret },
  ]);
  out.note('The key is shown this once: keep it.');
}

/** Ends a key at once. @throws SimgateError where the server has no key with this id */
async function remove({ client, out }: ServerSession, _options: object, id = ''): Promise<void> {
  await client.orThrow.removeKey({ id });
  out.facts({ id }, [{ title: 'removed', value: one => one.id }]);
}

type Entry = ListAuditReply['entries'][number];

const auditColumns: readonly Column<Entry>[] = [
  { title: 'at', value: ({ at }) => at, shown: ({ at }) => localTime(at) },
  { title: 'who', value: ({ who }) => who },
  { title: 'from', value: ({ address }) => address },
  { title: 'did', value: ({ endpoint }) => endpoint },
  { title: 'with', value: ({ parameters }) => parameters, mayShrink: true },
];

/**
 * Lists the newest entries of the audit trail, page by page until there are enough of them.
 * @throws CommandError where --limit is no count from 1 to 99999
 */
async function audit({ client, out }: ServerSession, { limit }: { readonly limit: string }): Promise<void> {
  if (!/^[1-9]\d{0,4}$/.test(limit)) throw usageError(`--limit: found "${limit}", allowed is a count`);
  const rows: Entry[] = [];
  const all = eachOf(
    cursor => client.orThrow.listAudit(cursor === undefined ? {} : { cursor }),
    page => page.entries,
  );
  for await (const entry of all) {
    rows.push(entry);
    if (rows.length >= Number(limit)) break;
  }
  out.list('entries', rows, auditColumns, 'Nothing was changed yet.');
}

/** Commands of keys and of the audit trail of a server. */
export function accessCommands(): Command[] {
  const adds = serverCommandOf('key-add <name>', 'Makes a key, and shows it this once.', [
    'key-add shop --role sender --pool shop',
  ])
    .addOption(
      new Option('--role <role>', 'what it may do; absent: sender').choices([
        'admin',
        'operator',
        'sender',
        'viewer',
      ]),
    )
    .option('--pool <names...>', 'the pools that it may use; absent: all')
    .option('--expires <time>', 'when it ends (ISO 8601)');
  return [
    working(serverCommandOf('keys', 'Lists the keys, without their secrets.', ['keys']), list),
    working(adds, add),
    working(
      serverCommandOf('audit', 'Lists who changed what, newest first.', ['audit']).option(
        '--limit <count>',
        'at most so many',
        '50',
      ),
      audit,
    ),
    working(
      serverCommandOf('key-remove <id>', 'Ends a key at once.', ['key-remove 1m8k8t3ex000jz9zgzyn00']),
      remove,
    ),
  ];
}
