/** The SIM toolkit of a port, as /v1 shows it. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact, portNumber, wholeText } from '../../parameters.ts';
import { may } from '../../roles.ts';

const view = Type.Object(
  {
    title: Type.String({ description: 'the heading; "" where there is none' }),
    text: Type.String({ description: 'what is shown or asked; "" where there is none' }),
    items: Type.Array(
      Type.Object(
        {
          id: Type.Integer({ description: 'what item takes', minimum: 1, maximum: 255 }),
          text: Type.String({ description: 'its name' }),
        },
        exact,
      ),
      { description: 'of the desktop or a list; empty otherwise' },
    ),
    input_type: Type.Integer({ description: 'as GetSTKView has it', minimum: 0, maximum: 12 }),
    frame_id: Type.Integer({ description: 'another one with each view', minimum: 0 }),
  },
  { ...exact, description: 'what the card shows' },
);

const getToolkit = endpoint({
  name: 'get_toolkit',
  access: may.operate,
  style: 'rest',
  path: '/v1/ports/{port}/toolkit',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Shows what the toolkit of the SIM in a port shows.',
  request: Type.Object({ port: portNumber }),
  reply: view,
  codes: { 200: 'Here it is.', 404: 'There is no such port.' },
});

const enterToolkit = endpoint({
  name: 'enter_toolkit',
  access: may.operate,
  style: 'rest',
  path: '/v1/ports/{port}/toolkit',
  methods: ['POST'],
  parametersIn: 'body',
  changesState: true,
  sentence:
    'Does something with the view: one of item, text and action. Answers with the next view, or with the same where the card takes its time.',
  request: Type.Object(
    {
      port: portNumber,
      item: Type.Optional(Type.Integer({ description: 'an id of the view', minimum: 1, maximum: 255 })),
      text: Type.Optional(
        wholeText('a text of at most 255 characters', { maxLength: 255, 'x-secret': true }),
      ),
      action: Type.Optional(
        Type.Enum(['ok', 'cancel', 'home'], { description: 'one of ok, cancel and home' }),
      ),
    },
    exact,
  ),
  reply: view,
  codes: {
    200: 'Done.',
    400: 'The view does not offer it, or there is no toolkit.',
    404: 'There is no such port.',
    503: 'Modem or card did not take it.',
  },
});

/** In the order of the manual. */
export const cardEndpoints = [getToolkit, enterToolkit] as const;
