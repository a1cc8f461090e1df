/** The gateway itself: what it is, how it is, and a copy of all it keeps. */
import { Type } from 'typebox';
import { endpoint } from '../../../endpoint.ts';
import { exact } from '../../../parameters.ts';
import { may } from '../../../roles.ts';
import { instant } from '../rest-parameters.ts';

function count(description: string) {
  return Type.Integer({ description, minimum: 0 });
}

const listener = Type.Object(
  {
    protocol: Type.Enum(['http', 'https'], { description: 'http or https' }),
    address: Type.String({ description: 'the address it listens on' }),
    port: Type.Integer({ description: 'the TCP port' }),
  },
  { ...exact, description: 'where it listens' },
);

const getGateway = endpoint({
  name: 'get_gateway',
  access: may.watch,
  style: 'rest',
  path: '/v1/gateway',
  methods: ['GET'],
  parametersIn: 'none',
  sentence: 'Shows what the gateway is and how its machine is doing.',
  request: Type.Object({}),
  reply: Type.Object(
    {
      version: Type.String({ description: 'of the gateway' }),
      serial_number: Type.String({ description: 'sn of every answer' }),
      node: Type.String({ description: 'the version of Node.js' }),
      system: Type.String({ description: 'operating system and processor' }),
      uptime: count('seconds since it was started'),
      time: instant('its time now'),
      time_plausible: Type.Boolean({
        description: 'false: the clock was never set, or stands behind times that were stored',
      }),
      time_zone: Type.String({ description: 'an IANA name' }),
      listeners: Type.Array(listener),
      cpu_used: count('percent of the processors since the last look'),
      memory: Type.Object(
        { total: count('octets'), free: count('octets that programs may still have') },
        { ...exact, description: 'of the machine' },
      ),
      disk: Type.Object(
        { total: count('octets'), free: count('octets') },
        { ...exact, description: 'of the file system with the data folder' },
      ),
      database_size: count('octets of the database and its log'),
      last_backup: Type.Union([instant('when the last backup by get_backup was read'), Type.Null()], {
        description: 'null: none was',
      }),
      licence: Type.String({ description: 'the licence of the gateway, as SPDX has it' }),
    },
    exact,
  ),
  codes: { 200: 'Here it is.' },
});

const getBackup = endpoint({
  name: 'get_backup',
  access: may.administer,
  audited: true,
  style: 'rest',
  path: '/v1/backup',
  methods: ['GET'],
  parametersIn: 'none',
  mediaType: 'application/octet-stream',
  sentence:
    'A copy of all that the gateway keeps, made while it runs; `simgate restore` puts it back (docs/operating.md). It holds texts, numbers and digests of passwords: keep it where only you can read it.',
  request: Type.Object({}),
  reply: Type.String({ description: 'an SQLite database' }),
  codes: {
    200: 'The copy.',
    409: 'Another one is being made or read.',
    503: 'It cannot be made now, as where the disk is full.',
  },
});

/** In the order of the manual. */
export const gatewayEndpoints = [getGateway, getBackup] as const;
