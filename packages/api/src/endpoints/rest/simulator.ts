/** Virtual phones of the simulator that was started with the gateway. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact, phoneNumber, wholeText } from '../../parameters.ts';
import { may } from '../../roles.ts';

const NO_SIMULATOR = 'No simulator was started with this gateway.';

const listPhones = endpoint({
  name: 'list_phones',
  access: may.administer,
  style: 'rest',
  path: '/v1/simulator/phones',
  methods: ['GET'],
  parametersIn: 'none',
  sentence: 'Lists the virtual phones of the simulator that was started with the gateway.',
  request: Type.Object({}),
  reply: Type.Object(
    {
      phones: Type.Array(Type.Object({ number: Type.String({ description: 'its number' }) }, exact)),
    },
    exact,
  ),
  codes: { 200: 'Here they are.', 404: NO_SIMULATOR, 503: 'The simulator does not answer.' },
});

const getPhone = endpoint({
  name: 'get_phone',
  access: may.administer,
  style: 'rest',
  path: '/v1/simulator/phones/{number}',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Shows what a virtual phone received.',
  request: Type.Object({ number: phoneNumber }),
  reply: Type.Object(
    {
      number: Type.String({ description: 'its number' }),
      messages: Type.Array(
        Type.Object(
          {
            from: Type.String({ description: 'who wrote' }),
            text: Type.String({ description: 'its text' }),
          },
          exact,
        ),
        { description: 'oldest first, the last 100' },
      ),
    },
    exact,
  ),
  codes: { 200: 'Here it is.', 404: NO_SIMULATOR, 503: 'The simulator does not answer.' },
});

const writeFromPhone = endpoint({
  name: 'write_from_phone',
  access: may.administer,
  style: 'rest',
  path: '/v1/simulator/messages',
  methods: ['POST'],
  parametersIn: 'body',
  changesState: true,
  sentence: 'Lets a virtual phone write to a number, such as the one of a SIM.',
  request: Type.Object(
    {
      from: phoneNumber,
      to: phoneNumber,
      text: wholeText('a text of 1 to 1000 characters', { minLength: 1, maxLength: 1000 }),
    },
    exact,
  ),
  reply: Type.Object({}, exact),
  codes: {
    202: 'It is on its way.',
    400: 'A parameter is missing or wrong, or nobody has the number.',
    404: NO_SIMULATOR,
    503: 'The simulator does not answer.',
  },
});

/** In the order of the manual. */
export const simulatorEndpoints = [listPhones, getPhone, writeFromPhone] as const;
