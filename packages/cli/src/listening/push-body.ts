/** An event of the stream as the body that a push target gets (docs/push.md). */

/** The keys of an event of the stream. */
export type EventData = Readonly<Record<string, unknown>>;

/** The names that a gateway puts into its pushes. */
export interface Gateway {
  readonly sn: string;
  readonly timeZone: string;
}

/** From milliseconds since 1970 to the zone of the gateway, as the API writes times; "" for a time that is none. */
function zoneTime(value: unknown, timeZone: string): string {
  if (typeof value !== 'number') return '';
  // Swedish dates are written as the API writes them.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(
    value,
  );
}

type Key = string | readonly [key: string, from: string];

/** The form of a push body of one kind. */
interface Shape {
  /** Whether the event stands in a list. */
  readonly list: boolean;
  /** Keys of the body in their order; with the key of the stream where that differs. */
  readonly keys: readonly Key[];
  /** Those of them that are times. */
  readonly times?: readonly string[];
}

const shapes: Readonly<Record<string, Shape>> = {
  sms: {
    list: true,
    keys: ['incoming_sms_id', 'port', 'number', 'smsc', 'timestamp', 'text', 'imsi'],
    times: ['timestamp'],
  },
  sms_result: {
    list: true,
    keys: ['port', 'number', 'time', 'status', 'count', 'succ_count', 'ref_id', 'imsi', 'user_id'],
    times: ['time'],
  },
  sms_deliver_status: {
    list: true,
    keys: ['port', 'number', 'time', 'ref_id', 'status_code', 'imsi'],
    times: ['time'],
  },
  ussd: { list: true, keys: ['port', 'text', 'request_id'] },
  register: { list: true, keys: ['port', 'iccid', 'imsi', 'number', 'status', 'sequence', 'slot'] },
  missed_call: { list: false, keys: ['time', 'port', 'number'], times: ['time'] },
  cdr: {
    list: true,
    keys: [
      'port',
      ['start_date', 'start'],
      ['answer_date', 'answer'],
      'duration',
      'source_number',
      'destination_number',
      'direction',
      'ip',
      'codec',
      'hangup',
      'gsm_code',
      'bcch',
    ],
    times: ['start', 'answer'],
  },
  device: { list: false, keys: [['port_number', 'port_count'], ['IP', 'ip'], ['MAC', 'mac'], 'status'] },
  exception_info: { list: false, keys: ['port', 'type', 'action'] },
  alarm: {
    list: false,
    keys: ['alarm_id', ['kind', 'alarm_kind'], 'status', 'port', 'imsi', 'time', 'reason', 'trouble'],
    times: ['time'],
  },
};

/** The kinds that have a body. */
export const pushedKinds: readonly string[] = Object.keys(shapes);

/** The body; undefined for a kind that no target gets. */
export function pushBody(kind: string, data: EventData, { sn, timeZone }: Gateway): string | undefined {
  const shape = Object.hasOwn(shapes, kind) ? shapes[kind] : undefined;
  if (shape === undefined) return undefined;
  const { list, keys, times = [] } = shape;
  const event = Object.fromEntries(
    keys.map(each => {
      const [key, from] = typeof each === 'string' ? [each, each] : each;
      return [key, times.includes(from) ? zoneTime(data[from], timeZone) : data[from]];
    }),
  );
  return JSON.stringify({ sn, [kind]: list ? [event] : event });
}
