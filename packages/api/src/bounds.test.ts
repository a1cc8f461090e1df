/**
 * The bounds of every number, text and list of both contracts, by the name of the field: clients size their columns and forms by them. The
 * same name has the same bounds, but where `or` stands between them.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endpoints } from './contract-entry.ts';
import { serverEndpoints } from './server/contract-entry.ts';

/** Bounds, and the names of the fields that have them. `safe` is 2^53 - 1. */
type Table = Readonly<Record<string, string>>;

const requestBounds: Table = {
  '0..':
    'callSecondsPerDay callSecondsPerHour callsPerDay callsPerHour events maximumRows queueLimit received retryDelay sent smsPerDay smsPerHour smsPerMinute smsPerMonth smsTotal',
  '1..':
    'event_ids[] inDoubtAge inDoubtAgeWithoutReport incompleteAge request_id retryDelayMaximum waitingAge',
  '1..safe': 'before before_received before_sent call_id event_id ids[]',
  '1..32 characters': 'help[] sim sims[] start[] stop[]',
  '0..1000000000': 'day hour minute month',
  '..100 items': 'help start stop',
  '..1000 items': 'pools rules tags',
  '..300 characters': 'device tcp usb',
  '0..31': 'deliveredStatuses[] port[] ports[]',
  '1..256 characters': 'cursor devices[] old_password',
  '= true': 'enabled read request_status_report',
  '..100000 items': 'gateways sims',
  '..1024 items': 'text_param values',
  '..256 characters': 'address description',
  '..64 items': 'status type',
  '0..86400000': 'gap_ms jitter_ms',
  '0..safe': 'task user_id[]',
  '1..32 items': 'devices ports',
  '..10 items or ..64 items': 'state',
  '..100 characters': 'token',
  '..100 characters or 1..64 characters': 'name',
  '..1000 items or 1..1000 items': 'ids',
  '..128 characters or ..256 characters or ..64 characters': 'user',
  '..128 characters or 1..128 characters': 'reference',
  '..128 items or 0..31 or 1..128 items or 1..32 items': 'port',
  '..16 characters or ..4096 items or 0..safe': 'user_id',
  '..2000 characters': 'target',
  '..2048 characters or 1.. characters': 'url',
  '..22 characters': 'gateways[]',
  '..24 characters': 'number[]',
  '..24 characters or ..32 characters or ..32 items or 1..32 characters or 1..64 characters': 'number',
  '..24 characters or 1..10000 items or 1..32 characters': 'to',
  '..24 characters or 1..64 characters': 'from',
  '..255 characters or ..64 characters or 0..safe or 1..128 items': 'param',
  '..255 characters or 1.. characters or 1..1000 characters or 1..256 characters': 'text',
  '..256 characters or 1..256 characters': 'password',
  '..300 items': 'allowed_countries',
  '..32 characters': 'to[]',
  '..32 items': 'deliveredStatuses',
  '..4 items': 'toolkitAllows',
  '..50 items': 'reset',
  '..64 characters': 'label',
  '..64 items or 1..64 items or 1..64 items, = all': 'kinds',
  '0.. or 0..safe or 1..safe': 'task_id',
  '0..100, = 3': 'samples',
  '0..1000 items or 1..1000 items': 'event_ids',
  '0..1000000': 'cost',
  '0..1000000000 or 0..4096 items or 1..4096 items': 'recipients',
  '0..255 or 1..255': 'item',
  '0..86400': 'gap',
  '0..safe or 1..4096 characters': 'after',
  '0..safe, = 0': 'incoming_sms_id',
  '1.. characters': 'template',
  '1..100': 'attempts',
  '1..100 characters or = send': 'command',
  '1..100, = 20 or 1..500, = 100': 'limit',
  '1..1000': 'most_attempts',
  '1..2592000 or 5..635040': 'validity',
  '1..32 characters or 1..safe': 'id',
  '1..4': 'slots',
  '1..64 characters': 'event',
  '1..64 items': 'info_type',
  '300..4000000': 'baudRate',
  '= all or = unread': 'flag',
  '= auto': 'kind',
  '= auto or = unicode': 'encoding',
  '= csv': 'format',
  '= false': 'unsure',
  '= false or = true': 'archived',
  '= minute': 'step',
  '= normal': 'priority',
  '= operator or = sender': 'role',
};
const replyBounds: Table = {
  '0..':
    'accepted callSecondsPerDay callSecondsPerHour calls callsPerDay callsPerHour cancelled capacity changed cpu_used database_size decided delivered duration events failed failures frame_id free given_up held held_back in_queue index last_event_id left maximumRows messages milliseconds newest next_attempt_in next_in oldest oldest_age passed_over pushes queueLimit queued read refused repeats reports retryDelay segments_replaced sending size smsPerDay smsPerHour smsPerMinute smsPerMonth smsTotal sms_in_queue step succ_count total total_segments unread uptime used waiting',
  '1..':
    'event_id inDoubtAge inDoubtAgeWithoutReport incoming_sms_id incompleteAge number place request_id retryDelayMaximum sequence waitingAge',
  '0.. or 0..1000000000': 'day hour minute month recipients',
  '0.. or 1..': 'count received segments sent task_id',
  '1..32 characters': 'help[] sims[] start[] stop[]',
  '..100 items': 'help start stop',
  '..300 characters': 'device tcp usb',
  '0..255': 'partition ref_id status_code',
  '..1000 items': 'rules tags',
  '..100000 items': 'gateways sims',
  '0..86400000': 'gap_ms jitter_ms',
  '..22 characters': 'gateways[]',
  '..300 items': 'allowed_countries',
  '..32 items': 'deliveredStatuses',
  '..4 items': 'toolkitAllows',
  '0.. or 0..12': 'input_type',
  '0.. or 0..127': 'gsm_code',
  '0.. or 0..255': 'slot',
  '0.. or 0..255 or 0..31': 'port',
  '0.. or 0..31': 'signal',
  '0.. or 1..100': 'attempts',
  '0..1000000': 'cost',
  '0..31': 'deliveredStatuses[]',
  '0..86400': 'gap',
  '0..safe or 1..': 'user_id',
  '1.. characters': 'url',
  '1.. or 1..255 or 1..32 characters': 'id',
  '1..1000': 'most_attempts',
  '1..255': 'item_id',
  '1..2592000 or 5..635040': 'validity',
  '1..4': 'slots',
  '1..64 characters': 'name',
  '1..64 items': 'kinds',
  '300..4000000': 'baudRate',
  '= auto': 'encoding',
};

interface Schema {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

function range(least: number | undefined, most: number | undefined, unit: string): string[] {
  if (least === undefined && most === undefined) return [];
  return [`${least ?? ''}..${most === Number.MAX_SAFE_INTEGER ? 'safe' : (most ?? '')}${unit}`];
}

function boundsOf(schema: Schema): string {
  return [
    ...range(schema.minimum, schema.maximum, ''),
    ...range(schema.minLength, schema.maxLength, ' characters'),
    ...range(schema.minItems, schema.maxItems, ' items'),
    ...('default' in schema ? [`= ${schema.default}`] : []),
  ].join(', ');
}

/** The bounds of a schema and of all within it, each with the name of its field; entries of a list are `name[]`. */
function* boundsWithin(schema: Schema, name: string): Generator<readonly [name: string, bounds: string]> {
  const bounds = boundsOf(schema);
  if (bounds !== '') yield [name, bounds];
  for (const [field, inner] of Object.entries(schema.properties ?? {})) yield* boundsWithin(inner, field);
  if (schema.items !== undefined) yield* boundsWithin(schema.items, `${name}[]`);
  if (typeof schema.additionalProperties === 'object')
    yield* boundsWithin(schema.additionalProperties, `${name}{}`);
  for (const one of [...(schema.anyOf ?? []), ...(schema.allOf ?? [])]) yield* boundsWithin(one, name);
}

function tableOf(kind: 'request' | 'reply'): Table {
  const found = new Map<string, Set<string>>();
  for (const endpoint of [...Object.values(endpoints), ...Object.values(serverEndpoints)])
    for (const [name, bounds] of boundsWithin(endpoint[kind] as Schema, ''))
      found.set(name, (found.get(name) ?? new Set()).add(bounds));
  const names = Map.groupBy(found.keys(), name => [...(found.get(name) ?? [])].toSorted().join(' or '));
  return Object.fromEntries([...names].map(([bounds, fields]) => [bounds, fields.toSorted().join(' ')]));
}

test('the fields of requests have these bounds', () => {
  assert.deepEqual(tableOf('request'), requestBounds);
});

test('the fields of replies have these bounds', () => {
  assert.deepEqual(tableOf('reply'), replyBounds);
});
