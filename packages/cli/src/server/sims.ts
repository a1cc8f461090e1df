/** SIMs and pools of a server. */
import { eachOf, type ListPoolsReply, type ListSimsReply } from '@simgate/api/server';
import { type Command, Option } from 'commander';
import type { Column } from '../output/table.ts';
import { usageError } from '../program/exit-codes.ts';
import { type ServerSession, serverCommandOf, working } from './session.ts';

type Sim = ListSimsReply['sims'][number];
type Pool = ListPoolsReply['pools'][number];
type Limits = Sim['limits'];

const limitNames = ['minute', 'hour', 'day', 'month', 'recipients'] as const;

/** Limits as `day 500, month 9000`, in the order of their spans; "" where there is none. */
function limitsText(limits: Limits): string {
  return limitNames
    .filter(name => limits[name] !== undefined)
    .map(name => `${name} ${limits[name]}`)
    .join(', ');
}

/** `day=500`, one for each limit. */
function limitsOf(words: readonly string[]): Limits {
  const limits: Limits = {};
  for (const word of words) {
    const [, name = '', count = ''] = /^(\w+)=(\d{1,9})$/.exec(word) ?? [];
    const known = limitNames.find(one => one === name);
    if (known === undefined)
      throw usageError(`--limits: found "${word}", allowed is ${limitNames.join(', ')} with =COUNT`);
    limits[known] = Number(count);
  }
  return limits;
}

const columns: readonly Column<Sim>[] = [
  { title: 'id', value: ({ id }) => id },
  { title: 'number', value: ({ number }) => number },
  { title: 'operator', value: ({ operator }) => operator },
  { title: 'gateway', value: ({ gateway }) => gateway },
  { title: 'port', value: ({ port }) => port, align: 'right' },
  { title: 'today', value: ({ used }) => used.day, align: 'right' },
  { title: 'limits', value: ({ limits }) => limitsText(limits) },
  { title: 'waits for', value: ({ waits_for }) => waits_for, mayShrink: true },
];

const poolColumns: readonly Column<Pool>[] = [
  { title: 'pool', value: ({ id }) => id },
  { title: 'country', value: ({ country }) => country },
  { title: 'order', value: ({ order }) => order },
  { title: 'sticky', value: ({ sticky }) => sticky },
  { title: 'doubt', value: ({ doubt }) => doubt },
  { title: 'limits', value: ({ limits }) => limitsText(limits) },
];

/** Lists all SIMs that gateways have reported: each page of the API is fetched. */
async function list({ client, out }: ServerSession): Promise<void> {
  const rows: Sim[] = [];
  const all = eachOf(
    cursor => client.orThrow.listSims(cursor === undefined ? {} : { cursor }),
    page => page.sims,
  );
  for await (const sim of all) rows.push(sim);
  out.list('sims', rows, columns, 'No gateway has told of a SIM yet.');
}

/** Options of sim-change. An absent one leaves the value of the server as it is; --limits replaces all limits. */
interface SimSettings {
  readonly tag?: string[];
  readonly limits?: string[];
  readonly cost?: string;
  readonly enable?: boolean;
  readonly disable?: boolean;
}

/**
 * Changes only the named fields of a SIM.
 * @throws CommandError where --enable stands beside --disable, --cost is no number, or no option is given
 */
async function change(
  { client, out }: ServerSession,
  { tag, limits, cost, enable, disable }: SimSettings,
  id = '',
): Promise<void> {
  if (enable === true && disable === true) throw usageError('--enable and --disable exclude each other');
  if (cost !== undefined && !/^\d+(\.\d+)?$/.test(cost))
    throw usageError(`--cost: found "${cost}", allowed is a number`);
  const wanted = {
    ...(tag !== undefined && { tags: tag }),
    ...(limits !== undefined && { limits: limitsOf(limits) }),
    ...(cost !== undefined && { cost: Number(cost) }),
    ...(enable === true && { enabled: true }),
    ...(disable === true && { enabled: false }),
  };
  if (Object.keys(wanted).length === 0) throw usageError('nothing is to be changed');
  out.facts(await client.orThrow.changeSim({ id, ...wanted }), columns);
}

async function pools({ client, out }: ServerSession): Promise<void> {
  const reply = await client.orThrow.listPools();
  out.list('pools', reply.pools, poolColumns, 'There is no pool.');
}

/** Options of pool-set. An absent one leaves the value of an existing pool as it is. */
interface PoolSettings {
  readonly country?: string;
  readonly order?: Pool['order'];
  readonly doubt?: Pool['doubt'];
  readonly sticky?: boolean;
  readonly tag?: string[];
  readonly limits?: string[];
}

/** A field that is not named stays as it is. */
async function setPool({ client, out }: ServerSession, wish: PoolSettings, id = ''): Promise<void> {
  const { country, order, doubt, sticky, tag, limits } = wish;
  const known = (await client.orThrow.listPools()).pools.find(pool => pool.id === id);
  const { id: _, ...before } = known ?? { id };
  const pool = await client.orThrow.putPool({
    ...before,
    id,
    ...(country !== undefined && { country }),
    ...(order !== undefined && { order }),
    ...(doubt !== undefined && { doubt }),
    ...(sticky !== undefined && { sticky }),
    ...(tag !== undefined && { members: { tags: tag } }),
    ...(limits !== undefined && { limits: limitsOf(limits) }),
  });
  out.facts(pool, poolColumns);
}

/** Removes a pool. @throws SimgateError where there is none, it is the pool default, or messages wait in it */
async function removePool({ client, out }: ServerSession, _options: object, id = ''): Promise<void> {
  await client.orThrow.removePool({ id });
  out.facts({ id }, [{ title: 'removed', value: one => one.id }]);
}

/** Commands of SIMs and pools of a server. */
export function simCommands(): Command[] {
  const changes = serverCommandOf('sim-change <id>', 'Changes what is named of a SIM.', [
    'sim-change 8988203000000000003 --limits day=500 month=9000',
  ])
    .option('--tag <names...>', 'tags, which pools and rules choose by')
    .option('--limits <words...>', 'minute, hour, day, month, recipients, each with =COUNT')
    .option('--cost <number>', 'what a message costs, for pools with the order cheapest')
    .option('--enable', 'uses it')
    .option('--disable', 'leaves it, until it is enabled');
  const sets = serverCommandOf('pool-set <name>', 'Makes a pool, or changes what is named of it.', [
    'pool-set shop --country DE --tag shop --limits day=1000',
  ])
    .option('--country <code>', 'of numbers without +, as DE')
    .addOption(new Option('--order <word>', 'who sends first').choices(['least_used', 'cheapest']))
    .addOption(new Option('--doubt <word>', 'what becomes of a doubt').choices(['hold', 'resend']))
    .option('--sticky', 'keeps to the SIM that a recipient knows')
    .option('--no-sticky', 'does not')
    .option('--tag <names...>', 'its members: SIMs and gateways with one of these tags')
    .option('--limits <words...>', 'of each SIM: minute, hour, day, month, recipients, each with =COUNT');
  return [
    working(serverCommandOf('sims', 'Lists the SIMs, and what they have sent.', ['sims']), list),
    working(changes, change),
    working(serverCommandOf('pools', 'Lists the pools.', ['pools']), pools),
    working(sets, setPool),
    working(serverCommandOf('pool-remove <name>', 'Removes a pool.', ['pool-remove shop']), removePool),
  ];
}
