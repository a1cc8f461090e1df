/** The settings of the SMS server. */
import { httpSettings } from '@simgate/daemon/settings';
import { type Static, Type } from 'typebox';

const strict = { additionalProperties: false } as const;
const group = { ...strict, default: {} } as const;

function seconds(description: string, value: number, minimum = 1) {
  return Type.Number({ description: `${description} In seconds.`, default: value, minimum });
}

const webhooksSchema = Type.Object(
  {
    timeout: seconds('How long a webhook may take to answer.', 15),
    retryDelay: seconds('First delay after a delivery that failed; it doubles each time.', 1, 0.1),
    retryDelayMaximum: seconds('Longest delay between tries.', 600),
    giveUpAfter: seconds('When an event that a webhook never took is given up.', 259_200),
    allowedAddresses: Type.Array(
      Type.String({ description: 'An IP address, or a network such as 10.0.0.0/8.' }),
      {
        description: 'Link-local and metadata addresses that webhooks may have all the same.',
        default: [],
        maxItems: 64,
      },
    ),
  },
  group,
);

const handoffSchema = Type.Object(
  {
    askFirst: seconds(
      'First pause before a gateway is asked about a message that it may have; it doubles.',
      5,
      0.1,
    ),
    askTaken: seconds(
      'Pause before a gateway is asked for a message that it took and has not reported since.',
      30,
      0.1,
    ),
    askLongest: seconds('Longest pause between two such questions.', 60, 0.1),
    doubt: seconds('When a doubt that no answer settled goes by the rule of its pool.', 600),
    taken: seconds('When a message that was taken, and of which nothing was heard, becomes unknown.', 86_400),
  },
  group,
);

function days(description: string, value: number) {
  return Type.Number({ description: `${description} In days.`, default: value, minimum: 1, maximum: 36_500 });
}

const retentionSchema = Type.Object(
  {
    messages: days('How long messages are kept after they have ended, with their hand-offs.', 90),
    received: days('How long received messages and status reports are kept.', 365),
    events: days('How long events and their deliveries are kept.', 30),
    audit: days('How long the audit trail is kept.', 365),
    idempotency: Type.Number({
      description: 'How long an Idempotency-Key is known. In hours.',
      default: 24,
      minimum: 1,
      maximum: 8760,
    }),
  },
  group,
);

const gatewaysSchema = Type.Object(
  { answerWithin: seconds('How long an answer of a gateway may take.', 30, 0.1) },
  group,
);

/** The settings of the server; docs/server-settings.md is made of it. */
export const serverSchema = Type.Object(
  {
    dataFolder: Type.String({
      description: 'Where the key file, certificates and, without database, everything lasting lives.',
      default: './server-data',
    }),
    database: Type.Optional(
      Type.String({
        description:
          'postgres://user:password@host/name of a PostgreSQL database that any number of processes share; with several hosts (host1:5432,host2:5432) the one that takes writes is used; absent: SQLite in the data folder, for one process.',
        pattern: '^postgres(ql)?://.+$',
      }),
    ),
    keyFile: Type.Optional(
      Type.String({
        description:
          'File with the key that passwords of gateways are encrypted with; all processes of one server need the same. Absent: secret.key in the data folder.',
        minLength: 1,
      }),
    ),
    logLevel: Type.Enum(['trace', 'debug', 'info', 'warn', 'error'], {
      description: 'Least severity that is logged.',
      default: 'info',
    }),
    stopWithin: seconds('How long a stop may take to finish what is under way.', 20),
    http: Type.Object(httpSettings({ program: 'server', port: 8090, tlsPort: 8453 }), group),
    gateways: gatewaysSchema,
    handoff: handoffSchema,
    webhooks: webhooksSchema,
    retention: retentionSchema,
  },
  group,
);

/** Settings with their defaults filled in. */
export type ServerConfig = Static<typeof serverSchema>;
export type HandoffConfig = ServerConfig['handoff'];
export type WebhooksConfig = ServerConfig['webhooks'];
