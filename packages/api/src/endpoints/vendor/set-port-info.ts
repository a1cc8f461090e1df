import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact, head, phoneNumber, portNumber } from '../../parameters.ts';
import { may } from '../../roles.ts';

/** The actions of a port; `imei` is listed so that it can be refused by name. */
const portActions = [
  'slot',
  'reset',
  'power',
  'imei',
  'number',
  'lock',
  'unlock',
  'block',
  'unblock',
  'CallForward',
  'CheckCallForward',
] as const;

/** Chapter 11, with the actions of the later document. */
export const setPortInfo = endpoint({
  name: 'set_port_info',
  access: may.operate,
  audited: true,
  path: '/api/set_port_info',
  methods: ['GET', 'POST'],
  parametersIn: 'query',
  chapter: 11,
  sentence:
    'Orders an action of a port: choose a SIM slot, reset, power on or off, store its number, lock or unlock the SIM, block or unblock it, forward calls.',
  changesState: true,
  request: Type.Object({
    port: portNumber,
    action: Type.Enum([...portActions], { description: `one of ${portActions.join(', ')}` }),
    param: Type.Optional(
      Type.Union([Type.String(), Type.Integer()], {
        description:
          'for slot 0 to 3; for power on or off; for number the number; for lock and unlock the PIN; for CallForward Unconditional, NoReply, Busy, Not_Reachable or CancelAll',
      }),
    ),
    number: Type.Optional({ ...phoneNumber, description: 'for CallForward the phone number calls go to' }),
  }),
  reply: Type.Object(head([200]), exact),
  codes: {
    200: 'It is stored and will be done.',
    400: 'The port does not exist, or the action or its parameters cannot be taken.',
    413: 'The body is over 1 MiB.',
    500: 'The port is away, or the store cannot be written.',
  },
});
