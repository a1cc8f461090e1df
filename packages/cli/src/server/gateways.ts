/** Gateways of a server. */
import { eachOf, type ListGatewaysReply } from '@simgate/api/server';
import { type Command, Option } from 'commander';
import type { Column } from '../output/table.ts';
import { usageError } from '../program/exit-codes.ts';
import { firstLine, type ServerSession, serverCommandOf, working } from './session.ts';

type Gateway = ListGatewaysReply['gateways'][number];

const columns: readonly Column<Gateway>[] = [
  { title: 'id', value: ({ id }) => id },
  { title: 'name', value: ({ name }) => name, mayShrink: true },
  { title: 'kind', value: ({ kind }) => kind },
  { title: 'address', value: ({ address }) => address },
  {
    title: 'state',
    value: ({ state }) => state,
    style: ({ state }) => (state === 'up' ? 'green' : state === 'refused' ? 'red' : 'yellow'),
  },
  {
    title: 'sending',
    value: ({ ports }) => ports.filter(({ waits_for }) => waits_for === '').length,
    shown: ({ ports }) =>
      `${ports.filter(({ waits_for }) => waits_for === '').length} of ${ports.length} ports`,
  },
  { title: 'push path', value: ({ push_path }) => push_path, forProgramsOnly: true },
  { title: 'why', value: ({ reason }) => reason, mayShrink: true },
];

/** Lists all gateways: each page of the API is fetched. */
async function list({ client, out }: ServerSession): Promise<void> {
  const rows: Gateway[] = [];
  const all = eachOf(
    cursor => client.orThrow.listGateways(cursor === undefined ? {} : { cursor }),
    page => page.gateways,
  );
  for await (const gateway of all) rows.push(gateway);
  out.list('gateways', rows, columns, 'There is no gateway. Add one with: gateway-add ADDRESS');
}

/** Options of gateway-add and gateway-change. An absent one leaves the value of the server as it is. */
interface Settings {
  readonly address?: string;
  readonly name?: string;
  readonly user?: string;
  readonly passwordFile?: string;
  readonly kind?: 'auto' | 'simgate' | 'vendor';
  readonly tag?: string[];
  readonly enable?: boolean;
  readonly disable?: boolean;
  readonly forgetCertificate?: boolean;
}

/**
 * Fields of the request that both commands share: only those whose option was given.
 * @throws CommandError where the password file cannot be read, or its first line is empty
 */
function settingsOf({ name, user, passwordFile, kind, tag }: Settings) {
  return {
    ...(name !== undefined && { name }),
    ...(user !== undefined && { user }),
    ...(passwordFile !== undefined && { password: firstLine(passwordFile) }),
    ...(kind !== undefined && { kind }),
    ...(tag !== undefined && { tags: tag }),
  };
}

/** Adds a gateway and prints its push path, which the push settings of a vendor's box need. */
async function add({ client, out }: ServerSession, options: Settings, address = ''): Promise<void> {
  out.facts(await client.orThrow.createGateway({ address, ...settingsOf(options) }), [
    ...columns.slice(0, 5),
    { title: 'push path', value: ({ push_path }) => push_path },
  ]);
}

/**
 * Changes only the named fields.
 * @throws CommandError where --enable stands beside --disable, or no option is given
 */
async function change({ client, out }: ServerSession, options: Settings, id = ''): Promise<void> {
  const { address, enable, disable, forgetCertificate } = options;
  if (enable === true && disable === true) throw usageError('--enable and --disable exclude each other');
  const wanted = {
    ...settingsOf(options),
    ...(address !== undefined && { address }),
    ...(enable === true && { enabled: true }),
    ...(disable === true && { enabled: false }),
    ...(forgetCertificate === true && { forget_certificate: true }),
  };
  if (Object.keys(wanted).length === 0) throw usageError('nothing is to be changed');
  out.facts(await client.orThrow.changeGateway({ id, ...wanted }), columns.slice(0, 5));
}

/** Removes a gateway. @throws SimgateError where the server has none with this id */
async function remove({ client, out }: ServerSession, _options: object, id = ''): Promise<void> {
  await client.orThrow.removeGateway({ id });
  out.facts({ id }, [{ title: 'removed', value: one => one.id }]);
}

/** Asks a gateway once, and prints the time that it took in milliseconds, or the reason of the failure. */
async function test({ client, out }: ServerSession, _options: object, id = ''): Promise<void> {
  out.facts(await client.orThrow.testGateway({ id }), [
    { title: 'ok', value: ({ ok }) => ok },
    { title: 'milliseconds', value: ({ milliseconds }) => milliseconds },
    { title: 'why', value: ({ detail }) => detail },
  ]);
}

function withSettings(command: Command): Command {
  return command
    .option('--name <name>', 'a name for people')
    .option('--user <name>', 'the user at the gateway')
    .option('--password-file <file>', 'reads its password from the first line of a file; - is standard input')
    .addOption(new Option('--kind <kind>', 'absent: it is found out').choices(['auto', 'simgate', 'vendor']))
    .option('--tag <names...>', 'tags, which pools and rules choose by');
}

/** Commands of the gateways of a server. */
export function gatewayCommands(): Command[] {
  const changes = withSettings(
    serverCommandOf('gateway-change <id>', 'Changes what is named of a gateway.', [
      'gateway-change 1m8k8t3ex000jz9zgzyn00 --disable',
    ]),
  )
    .option('--address <url>', 'another address; its password has to be given again')
    .option('--enable', 'uses it')
    .option('--disable', 'leaves it, until it is enabled')
    .option('--forget-certificate', 'takes the certificate that it shows next');
  return [
    working(serverCommandOf('gateways', 'Lists the gateways.', ['gateways']), list),
    working(
      withSettings(
        serverCommandOf('gateway-add <address>', 'Adds a gateway.', [
          'gateway-add http://192.168.1.2 --user admin --password-file box.txt',
        ]),
      ),
      add,
    ),
    working(changes, change),
    working(
      serverCommandOf('gateway-test <id>', 'Asks a gateway what it is, beside its work.', [
        'gateway-test 1m8k8t3ex000jz9zgzyn00',
      ]),
      test,
    ),
    working(
      serverCommandOf('gateway-remove <id>', 'Removes a gateway.', ['gateway-remove 1m8k8t3ex000jz9zgzyn00']),
      remove,
    ),
  ];
}
