/** Webhooks of a server, and the events sent to them. */
import { eachOf, type ListDeliveriesReply, type ListWebhooksReply } from '@simgate/api/server';
import type { Command } from 'commander';
import type { Column } from '../output/table.ts';
import { usageError } from '../program/exit-codes.ts';
import { type ServerSession, serverCommandOf, working } from './session.ts';

type Webhook = ListWebhooksReply['webhooks'][number];
type Delivery = ListDeliveriesReply['deliveries'][number];

const columns: readonly Column<Webhook>[] = [
  { title: 'id', value: ({ id }) => id },
  { title: 'url', value: ({ url }) => url, mayShrink: true },
  { title: 'enabled', value: ({ enabled }) => enabled },
  { title: 'kinds', value: ({ kinds }) => kinds.join() },
  { title: 'waiting', value: ({ waiting }) => waiting, align: 'right' },
  { title: 'last error', value: ({ last_error }) => last_error },
];

const deliveryColumns: readonly Column<Delivery>[] = [
  { title: 'event', value: ({ event }) => event },
  { title: 'kind', value: ({ kind }) => kind },
  { title: 'state', value: ({ state }) => state },
  { title: 'attempts', value: ({ attempts }) => attempts, align: 'right' },
  { title: 'last error', value: ({ last_error }) => last_error, mayShrink: true },
];

async function list({ client, out }: ServerSession): Promise<void> {
  const { webhooks } = await client.orThrow.listWebhooks();
  out.list('webhooks', webhooks, columns, 'There is no webhook.');
}

/** Options of webhook-add. Absent kinds or pools mean all of them. */
interface Wish {
  readonly kind?: string[];
  readonly pool?: string[];
  readonly description?: string;
}

/** Makes a webhook and prints its secret, which the server shows only in this answer. */
async function add(
  { client, out }: ServerSession,
  { kind, pool, description }: Wish,
  url = '',
): Promise<void> {
  const reply = await client.orThrow.createWebhook({
    url,
    // The server knows the kinds, and refuses any other.
    ...(kind !== undefined && { kinds: kind as Webhook['kinds'] as never }),
    ...(pool !== undefined && { pools: pool }),
    ...(description !== undefined && { description }),
  });
  out.facts(reply, [
    { title: 'id', value: ({ webhook }) => webhook.id },
    { title: 'secret', value: ({ secret }) => secret },
  ]);
  out.note('The secret is shown this once: keep it. The receiver checks signatures with it.');
}

async function remove({ client, out }: ServerSession, _options: object, id = ''): Promise<void> {
  await client.orThrow.removeWebhook({ id });
  out.facts({ id }, [{ title: 'removed', value: one => one.id }]);
}

/**
 * Lists the newest deliveries of a webhook, page by page until there are enough of them.
 * @throws CommandError where --limit is no count from 1 to 99999
 */
async function deliveries(
  { client, out }: ServerSession,
  { limit }: { readonly limit: string },
  id = '',
): Promise<void> {
  if (!/^[1-9]\d{0,4}$/.test(limit)) throw usageError(`--limit: found "${limit}", allowed is a count`);
  const rows: Delivery[] = [];
  const all = eachOf(
    cursor => client.orThrow.listDeliveries({ id, ...(cursor !== undefined && { cursor }) }),
    page => page.deliveries,
  );
  for await (const one of all) {
    rows.push(one);
    if (rows.length >= Number(limit)) break;
  }
  out.list('deliveries', rows, deliveryColumns, 'It was told of nothing yet.');
}

/** Commands of the webhooks of a server. */
export function webhookCommands(): Command[] {
  const adds = serverCommandOf('webhook-add <url>', 'Tells an address of events from now on.', [
    'webhook-add https://example.com/sms --kind message.delivered message.received',
  ])
    .option('--kind <names...>', 'only events of these kinds')
    .option('--pool <names...>', 'only of these pools')
    .option('--description <text>', 'a text for people');
  const shows = serverCommandOf('deliveries <webhook>', 'Lists what a webhook was told, newest first.', [
    'deliveries 1m8k8t3ex000jz9zgzyn00',
  ]).option('--limit <count>', 'at most so many', '50');
  return [
    working(serverCommandOf('webhooks', 'Lists the webhooks.', ['webhooks']), list),
    working(adds, add),
    working(
      serverCommandOf('webhook-remove <id>', 'Removes a webhook.', ['webhook-remove 1m8k8t3ex000jz9zgzyn00']),
      remove,
    ),
    working(shows, deliveries),
  ];
}
