import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact, head } from '../../parameters.ts';
import { may } from '../../roles.ts';

/** Chapter 5. The alias is what one client library calls it. */
export const querySmsInQueue = endpoint({
  name: 'query_sms_in_queue',
  access: may.anyone,
  path: '/api/query_sms_in_queue',
  aliases: ['/api/query_sms_queue'],
  methods: ['GET', 'POST'],
  parametersIn: 'none',
  chapter: 5,
  sentence: 'Counts the messages that no port has begun.',
  request: Type.Object({}),
  reply: Type.Object(
    { ...head([200]), in_queue: Type.Integer({ description: 'messages, not segments', minimum: 0 }) },
    exact,
  ),
  codes: {
    200: 'Counted.',
    400: 'The body cannot be read.',
    413: 'The body is over 1 MiB.',
    500: 'The store cannot be read.',
  },
});
