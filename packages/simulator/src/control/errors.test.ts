import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FaultError } from '../faults/parameters.ts';
import { BadRequestError, errorAnswer, NotFoundError, NotPossibleError } from './errors.ts';

describe('the answer to an error', () => {
  const fastify = (statusCode: number, message?: string) => ({ statusCode, ...(message && { message }) });
  const schema = (fault: object, validationContext?: string) => ({
    ...{ statusCode: 400, validation: [{ instancePath: '', ...fault }] },
    ...(validationContext && { validationContext }),
  });
  const rows: readonly [title: string, error: unknown, status: number, reason: string, field: string][] = [
    ['a wrong value', new BadRequestError('to', 'is none'), 400, 'is none', 'to'],
    ['nothing there', new NotFoundError('id', 'there is none'), 404, 'there is none', 'id'],
    ['not now', new NotPossibleError('index', 'no SIM'), 409, 'no SIM', 'index'],
    ['a wrong fault', new FaultError('0.fault', 'is not known'), 400, 'is not known', '0.fault'],
    ['a value out of range', new RangeError('at most 32'), 400, 'at most 32', ''],
    ['a body that is too long', fastify(413, 'too large'), 413, 'too large', 'body'],
    [
      'the same as Fastify throws it, a RangeError',
      Object.assign(new RangeError('too large'), { statusCode: 413 }),
      ...([413, 'too large', 'body'] as const),
    ],
    ['a refusal without a reason', fastify(499), 499, '', 'body'],
    ['a failure inside the server', fastify(500, 'broken'), 500, '[object Object]', ''],
    ['an error of the program', new Error('boom'), 500, 'Error: boom', ''],
    ['no error at all', null, 500, 'null', ''],
    ['a text', 'boom', 500, 'boom', ''],
    ['a body of another kind', schema({ message: 'must be object' }), 400, 'must be object', 'body'],
    [
      'a query of another kind',
      schema({ message: 'is wrong' }, 'querystring'),
      400,
      'is wrong',
      'querystring',
    ],
    [
      'a word that is not in the list',
      schema({
        ...{ instancePath: '/rules/0/kind', message: 'must be one of' },
        params: { allowedValues: ['a', 'b'] },
      }),
      400,
      'must be one of: a, b',
      'rules.0.kind',
    ],
    [
      'a member that is missing',
      schema({ instancePath: '/0', message: 'is missing', params: { missingProperty: 'from' } }),
      400,
      'is missing',
      '0.from',
    ],
    ['a fault without a reason', schema({ instancePath: '/a' }), 400, 'is not as it has to be', 'a'],
  ];
  for (const [title, error, status, reason, field] of rows)
    test(title, () => assert.deepEqual(errorAnswer(error), { status, body: { error: reason, field } }));
});
