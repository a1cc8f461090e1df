import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact, limits } from '../../parameters.ts';
import { may } from '../../roles.ts';

function digits(description: string) {
  return Type.String({ description, pattern: '^[0-9]+$' });
}

/** Exactly eight keys: clients build records from them. */
const performance = Type.Object(
  {
    cpu_used: digits('how busy the processors were since the last question, in percent'),
    flash_total: digits('the size of the file system of the data folder, in kB'),
    flash_used: digits('what of it is used, in kB'),
    memory_total: digits('the memory of the machine, in kB'),
    memory_cached: digits('what of it caches files, in kB'),
    memory_buffers: digits('what of it buffers, in kB'),
    memory_free: digits('what of it is free, in kB'),
    memory_used: digits('the rest of it, in kB'),
  },
  exact,
);

/** Of the later document; the body is a bare list, and the answer has neither error_code nor sn. */
export const getStatus = endpoint({
  name: 'get_status',
  access: may.anyone,
  head: 'none',
  path: '/api/get_status',
  methods: ['POST', 'GET'],
  parametersIn: 'body',
  sentence: 'Returns the load of the machine. The body may be the bare list ["performance"].',
  request: Type.Object({
    type: Type.Optional(
      Type.Array(Type.Enum(['performance'], { description: 'performance' }), {
        description: 'a list of performance; absent or empty: that',
        maxItems: limits.words,
        'x-bareList': true,
      }),
    ),
  }),
  reply: Type.Object({ performance }, exact),
  codes: {
    200: 'Here it is.',
    400: 'The list names nothing known.',
    413: 'The body is over 1 MiB.',
    500: 'It cannot be read now.',
  },
});
