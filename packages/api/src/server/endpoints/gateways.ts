/** Gateways and their ports. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact } from '../../parameters.ts';
import { may } from '../../roles.ts';
import { idOf, instantOrNull, namesOf, next, page } from '../parameters.ts';

const address = Type.String({
  description: 'an address as http://host:port or https://host:port',
  pattern: '^https?://[^/?#\\s]+/?$',
  maxLength: 256,
});

const secret = Type.String({
  description: 'a password of at most 256 characters',
  maxLength: 256,
  'x-secret': true,
});

const kind = Type.Enum(['auto', 'simgate', 'vendor'], {
  description: 'auto (found out), simgate (ours) or vendor (original hardware)',
  default: 'auto',
});

const settings = {
  name: Type.Optional(
    Type.String({ description: 'a name for people of 1 to 64 characters', minLength: 1, maxLength: 64 }),
  ),
  address: Type.Optional(address),
  user: Type.Optional(Type.String({ description: 'a user of at most 128 characters', maxLength: 128 })),
  password: Type.Optional(secret),
  kind: Type.Optional(kind),
  tags: Type.Optional(namesOf('tags of the gateway')),
  enabled: Type.Optional(Type.Boolean({ description: 'true or false: whether it is used' })),
};

const port = Type.Object(
  {
    port: Type.Integer({ description: 'its number', minimum: 0, maximum: 31 }),
    sim: Type.String({ description: 'the id of its SIM; "" where it has none' }),
    registration: Type.String({ description: 'REGISTER_OK and others, as the gateway reports it' }),
    signal: Type.Integer({ description: '0 to 31; 99: not known', minimum: 0 }),
    enabled: Type.Boolean({ description: 'whether it may send' }),
    waits_for: Type.String({ description: 'why it does not send now; "" where it may' }),
  },
  { ...exact, description: 'a port' },
);

const gateway = Type.Object(
  {
    id: idOf('gateway'),
    name: Type.String({ description: 'its name' }),
    kind: Type.Enum(['unknown', 'simgate', 'vendor'], {
      description: 'unknown until found out, simgate or vendor',
    }),
    address: Type.String({ description: 'where it is' }),
    user: Type.String({ description: 'who the server is to it' }),
    tags: Type.Array(Type.String(), { description: 'its tags' }),
    enabled: Type.Boolean({ description: 'whether it is used' }),
    state: Type.Enum(['new', 'up', 'down', 'refused', 'disabled'], {
      description: 'new, up, down, refused or disabled',
    }),
    reason: Type.String({ description: 'why it is not up; "" otherwise' }),
    serial_number: Type.String({ description: '"" until it is known' }),
    certificate: Type.String({ description: 'SHA-256 of its pinned certificate in hex; "" without' }),
    clock_offset_ms: Type.Integer({ description: 'its clock against ours' }),
    push_path: Type.String({ description: 'the path that it pushes to, known to nobody else' }),
    partition: Type.Integer({ description: 'where its messages are kept', minimum: 0, maximum: 255 }),
    seen_at: instantOrNull('when it answered last'),
    ports: Type.Array(port, { description: 'its ports' }),
  },
  { ...exact, description: 'a gateway' },
);

const createGateway = endpoint({
  name: 'create_gateway',
  access: may.administer,
  style: 'rest',
  path: '/v1/gateways',
  methods: ['POST'],
  parametersIn: 'body',
  changesState: true,
  audited: true,
  sentence: 'Adds a gateway. It is found out what it is, and its ports and SIMs are learned.',
  request: Type.Object({ ...settings, address }, exact),
  reply: gateway,
  codes: {
    201: 'Added.',
    400: 'A parameter is missing or wrong.',
    409: 'There is a gateway with this address.',
    503: 'It cannot be stored now.',
  },
});

const listGateways = endpoint({
  name: 'list_gateways',
  access: may.watch,
  style: 'rest',
  path: '/v1/gateways',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Lists the gateways with their ports.',
  request: Type.Object(page),
  reply: Type.Object({ gateways: Type.Array(gateway), next }, exact),
  codes: { 200: 'Here is the page.', 400: 'A parameter cannot be read.' },
});

const getGateway = endpoint({
  name: 'get_gateway',
  access: may.watch,
  style: 'rest',
  path: '/v1/gateways/{id}',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Shows one gateway.',
  request: Type.Object({ id: idOf('gateway') }),
  reply: gateway,
  codes: { 200: 'Here it is.', 400: 'The id cannot be read.', 404: 'There is no such gateway.' },
});

const changeGateway = endpoint({
  name: 'change_gateway',
  access: may.administer,
  style: 'rest',
  path: '/v1/gateways/{id}',
  methods: ['PATCH'],
  parametersIn: 'body',
  changesState: true,
  audited: true,
  sentence:
    'Changes a gateway. What is absent stays. A gateway that refused is tried again. Another address needs the password again.',
  request: Type.Object(
    {
      id: idOf('gateway'),
      ...settings,
      forget_certificate: Type.Optional(
        Type.Boolean({
          description: 'true or false: whether its certificate and serial number are learned anew',
        }),
      ),
    },
    exact,
  ),
  reply: gateway,
  codes: {
    200: 'Changed.',
    400: 'A parameter is wrong.',
    404: 'There is no such gateway.',
    409: 'There is another gateway with this address.',
    503: 'It cannot be stored now.',
  },
});

const removeGateway = endpoint({
  name: 'remove_gateway',
  access: may.administer,
  style: 'rest',
  path: '/v1/gateways/{id}',
  methods: ['DELETE'],
  parametersIn: 'none',
  changesState: true,
  audited: true,
  sentence:
    'Removes a gateway. What it may have been handed and did not settle becomes unknown, or goes by the rule of its pool.',
  request: Type.Object({ id: idOf('gateway') }),
  reply: Type.Object({}, exact),
  codes: {
    200: 'Removed.',
    400: 'The id cannot be read.',
    404: 'There is no such gateway.',
    503: 'It cannot be stored now.',
  },
});

const testGateway = endpoint({
  name: 'test_gateway',
  access: may.administer,
  style: 'rest',
  path: '/v1/gateways/{id}/test',
  methods: ['POST'],
  parametersIn: 'none',
  changesState: true,
  sentence: 'Asks a gateway for its ports now, and returns the answer.',
  request: Type.Object({ id: idOf('gateway') }),
  reply: Type.Object(
    {
      ok: Type.Boolean({ description: 'whether it answered as it should' }),
      detail: Type.String({ description: 'what went wrong; "" otherwise' }),
      milliseconds: Type.Integer({ description: 'until its answer', minimum: 0 }),
    },
    exact,
  ),
  codes: { 200: 'Here is what it did.', 400: 'The id cannot be read.', 404: 'There is no such gateway.' },
});

/** In the order of the manual. */
export const gatewayEndpoints = [
  createGateway,
  listGateways,
  getGateway,
  changeGateway,
  removeGateway,
  testGateway,
] as const;
