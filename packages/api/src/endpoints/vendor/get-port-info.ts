import { type Static, type TSchema, Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact, head, limits, portList, portNumber } from '../../parameters.ts';
import { may } from '../../roles.ts';

function text(description: string) {
  return Type.String({ description });
}

/** The kinds of information, in the order of the answer, with key and type. */
export const portFacts = [
  fact(
    'type',
    'type',
    Type.Enum(['GSM', 'WCDMA', 'LTE', 'NR', 'UNKNOWN'], { description: 'the access technology' }),
  ),
  fact('imei', 'imei', text('the IMEI of the modem')),
  fact('imsi', 'imsi', text('the IMSI of the SIM')),
  fact('iccid', 'iccid', text('the ICCID of the SIM')),
  fact('smsc', 'smsc', text('the service centre of the SIM')),
  fact('number', 'number', text('the own number of the SIM')),
  fact(
    'reg',
    'reg',
    Type.Enum(
      [
        'POWER_OFF',
        'NO_SIM',
        'PIN_REQUIRE',
        'PUK_REQUIRE',
        'UNREGISTER',
        'SEARCHING_NETWORK',
        'REGISTER_OK',
        'UNKNOWN',
      ],
      { description: 'the registration' },
    ),
  ),
  fact(
    'slot',
    'slot',
    Type.Integer({ description: 'the SIM slot; 255 where there is one only', minimum: 0, maximum: 255 }),
  ),
  fact(
    'callstate',
    'callstate',
    Type.Enum(
      ['Idle', 'Processing', 'Ringing', 'Active', 'Alerting', 'Call Waiting', 'Call holding', 'Unknown'],
      { description: 'the state of calls' },
    ),
  ),
  fact(
    'signal',
    'signal',
    Type.Integer({ description: 'the signal strength; unknown is 0', minimum: 0, maximum: 31 }),
  ),
  fact('gprs', 'gprs', Type.Enum(['attached', 'detached'], { description: 'packet service' })),
  fact('remain_credit', 'remain_credit', text('what is left in all; "" is no limit')),
  fact('remain_monthly_credit', 'remain_monthly_credit', text('what is left this month; "" is no limit')),
  fact('remain_daily_credit', 'remain_daily_credit', text('what is left today; "" is no limit')),
  fact('remain_daily_calltime', 'remain_daily_call_time', text('the call time left today; "" is no limit')),
  fact(
    'remain_hourly_calltime',
    'remain_hourly_call_time',
    text('the call time left this hour; "" is no limit'),
  ),
  fact('remain_daily_connect', 'remain_daily_connected', text('the calls left today; "" is no limit')),
  fact(
    'CallForward',
    'CallForwarding',
    Type.Record(Type.String(), Type.String(), { description: 'the number calls go to, by condition' }),
  ),
] as const;

function fact<const Asked extends string, const Key extends string, Value extends TSchema>(
  asked: Asked,
  key: Key,
  value: Value,
) {
  return { asked, key, value };
}

type Fact = (typeof portFacts)[number];
/** A word of `info_type` (chapter 10). */
export type PortFactName = Fact['asked'];
/** Every answer key with the type of its value. */
export type PortFacts = { [Each in Fact as Each['key']]: Static<Each['value']> };

const factNames = portFacts.map(each => each.asked);
const factSchemas = Object.fromEntries(portFacts.map(each => [each.key, Type.Optional(each.value)]));

/** Chapter 10, with the later document's info types. */
export const getPortInfo = endpoint({
  name: 'get_port_info',
  access: may.anyone,
  path: '/api/get_port_info',
  methods: ['GET', 'POST'],
  parametersIn: 'query',
  chapter: 10,
  sentence: 'Returns the data of each port; only the fields asked for, in a fixed order.',
  request: Type.Object({
    info_type: Type.Array(Type.Enum(factNames, { description: `one of ${factNames.join(', ')}` }), {
      description: `a list of some of ${factNames.join(', ')}`,
      maxItems: limits.words,
      minItems: 1,
    }),
    port: portList('a list of ports; absent or empty: all'),
  }),
  reply: Type.Object(
    {
      ...head([200]),
      info: Type.Array(
        Type.Unsafe<{ port: number } & Partial<PortFacts>>(
          Type.Object({ port: portNumber, ...factSchemas }, exact),
        ),
      ),
    },
    exact,
  ),
  codes: {
    200: 'Here is what is known.',
    400: 'info_type is missing or names nothing known, or port cannot be read.',
    413: 'The body is over 1 MiB.',
    500: 'It cannot be read now.',
  },
});
