/** The SIM toolkit (chapters 13 to 15). These stand outside /api, and their answers have no serial number. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact, portNumber } from '../../parameters.ts';
import { may } from '../../roles.ts';

const frameId = Type.Integer({
  description: 'another one with each view that comes up; 0 where there is no toolkit',
  minimum: 0,
});

const inputType = Type.Integer({
  description:
    '0 a text to be read, 1 desktop, 2 choose an item, 3 yes or no, 4 one digit, 5 one character, 8 digits, 9 digits hidden, ' +
    '10 characters, 11 characters hidden, 12 nothing to do: no toolkit, SIM locked, or the card is busy',
  enum: [0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 12],
});

const item = Type.Object(
  {
    item_id: Type.Integer({ description: 'what STKGo takes as item', minimum: 1, maximum: 255 }),
    item_string: Type.String({ description: 'its name' }),
  },
  exact,
);

const viewSchema = Type.Object(
  {
    title: Type.String({ description: 'the heading; "" where there is none' }),
    text: Type.String({ description: 'the text that the SIM shows; "" where there is none' }),
    item: Type.Optional(Type.Array(item, { description: 'with input_type 1 and 2 only' })),
    input_type: inputType,
    frame_id: frameId,
  },
  exact,
);

const request = Type.Object({ port: portNumber });

const codes = {
  400: 'port is missing, cannot be read, or this gateway has none of that number.',
  413: 'The body is over 1 MiB.',
  500: 'It cannot be read now.',
} as const;

const getStkView = endpoint({
  name: 'get_stk_view',
  access: may.operate,
  path: '/GetSTKView',
  methods: ['GET', 'POST'],
  parametersIn: 'query',
  chapter: 13,
  head: 'none',
  sentence: 'Shows what the toolkit of the SIM in a port shows.',
  request,
  reply: viewSchema,
  codes,
});

const stkGo = endpoint({
  name: 'stk_go',
  access: may.operate,
  path: '/STKGo',
  methods: ['POST', 'GET'],
  parametersIn: 'body',
  chapter: 14,
  head: 'code',
  sentence:
    "Does something with the view: one of item, param and action; nothing happens where none is named. Answers when the card's next view is there.",
  changesState: true,
  request: Type.Object({
    port: portNumber,
    item: Type.Optional(Type.Integer({ description: 'an item_id of the view', minimum: 1, maximum: 255 })),
    param: Type.Optional(
      // Digits come as a number too; with leading zeros they have to be a text.
      Type.Union(
        [Type.String({ maxLength: 255 }), Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })],
        { description: 'what the view asks for, at most 255 characters; yes or no with input_type 3' },
      ),
    ),
    action: Type.Optional(
      Type.Enum(['ok', 'cancle', 'cancel', 'home'], {
        description: 'one of ok, cancle (one step back; also cancel) and home (back to the desktop)',
      }),
    ),
  }),
  reply: Type.Object({ error_code: Type.Integer({ description: 'how it went', enum: [200] }) }, exact),
  codes: {
    200: 'Done.',
    400: 'A parameter cannot be read, or the view does not offer it; or there is no toolkit.',
    413: 'The body is over 1 MiB.',
    500: 'Modem or card did not take it.',
  },
});

const getStkCurrFrameIndex = endpoint({
  name: 'get_stk_curr_frame_index',
  access: may.operate,
  path: '/GetSTKCurrFrameIndex',
  methods: ['GET', 'POST'],
  parametersIn: 'query',
  chapter: 15,
  head: 'none',
  sentence: 'Returns the number of the present view; another number means another view.',
  request,
  reply: Type.Object({ frame_id: frameId }, exact),
  codes,
});

/** In the order of the manual. */
export const toolkitEndpoints = [getStkView, stkGo, getStkCurrFrameIndex] as const;
