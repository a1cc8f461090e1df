/** The OpenAPI document of a small contract, whole: one endpoint of each kind. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Type } from 'typebox';
import type { Endpoint } from './endpoint.ts';
import { renderOpenApi } from './openapi.ts';

const empty = Type.Object({});

function endpoint(name: string, more: Partial<Endpoint>): Endpoint {
  return {
    ...{ name, style: 'rest', head: 'none', path: `/v1/${name}`, aliases: [], methods: ['GET'] },
    ...{ parametersIn: 'query', request: empty, reply: empty, mediaType: 'application/json' },
    ...{ codes: { 200: 'Done.' }, sentence: 'Does it.', access: ['admin', 'viewer'] },
    ...{ changesState: false, audited: false, idempotent: false, bodyTypes: [] },
    ...more,
  };
}

const id = Type.Integer({ description: 'the id' });
const contract = {
  stop_sms: endpoint('stop_sms', {
    ...{ style: 'vendor', head: 'full', path: '/api/stop', aliases: ['/stop'], chapter: 9 },
    ...{ methods: ['GET', 'POST'], changesState: true, codes: { 200: 'Stopped.', 404: 'Unknown.' } },
    request: Type.Object({ ids: Type.Array(id, { description: 'ids' }) }),
  }),
  send_sms: endpoint('send_sms', {
    ...{ style: 'vendor', head: 'full', path: '/api/send', chapter: 2, methods: ['POST', 'GET'], codes: {} },
    ...{ parametersIn: 'body', request: Type.Object({ text: Type.Optional(Type.String()) }) },
  }),
  change_thing: endpoint('change_thing', {
    ...{ path: '/v1/things/{id}', methods: ['PATCH', 'PUT'], parametersIn: 'body', idempotent: true },
    ...{ changesState: true, codes: { 201: 'Made.', 404: 'There is none.' } },
    request: Type.Object({ id, kind: Type.Enum(['a', 'b']), 'x-own': Type.Optional(Type.String()) }),
  }),
  get_thing: endpoint('get_thing', { path: '/v1/things/{id}', request: Type.Object({ id }) }),
  upload: endpoint('upload', { methods: ['POST'], parametersIn: 'none', bodyTypes: ['text/csv'] }),
  healthz: endpoint('healthz', { access: 'open', path: '/healthz', mediaType: 'text/plain' }),
};

const JSON_TYPE = 'application/json';
const anything = { type: 'object', properties: {} };
const passwordNeeded = { description: 'User and password are needed.' };
const tooManyTries = {
  description: 'Wrong passwords were tried: the login is not checked now.',
  headers: {
    'Retry-After': { description: 'seconds to wait', schema: { type: 'integer', minimum: 1 } },
  },
};
const OF_ROLES = 'The role of the user is none of admin, viewer';
const refusal = { content: { [JSON_TYPE]: { schema: { $ref: '#/components/schemas/RestRefusal' } } } };
const idInPath = {
  ...{ name: 'id', in: 'path', required: true, description: 'the id' },
  schema: { type: 'integer', description: 'the id' },
};

const { paths } = renderOpenApi(contract) as { paths: Record<string, Record<string, object>> };

function operation(path: string, method: string): object {
  return paths[path]?.[method] ?? assert.fail(`${method} ${path} is missing`);
}

describe('an operation', () => {
  const stop = {
    ...{ operationId: 'stop_sms', summary: 'Stop SMS', tags: ['9. Stopping a task'] },
    description: 'Does it.\n\nPOST does the same, with the parameters in the body.',
    parameters: [
      {
        ...{ name: 'ids', in: 'query', required: true, description: 'ids', style: 'form', explode: false },
        schema: { type: 'array', items: { type: 'integer', description: 'the id' }, description: 'ids' },
      },
    ],
    responses: {
      200: {
        description: '- `200` Stopped.\n- `404` Unknown.',
        content: {
          [JSON_TYPE]: {
            schema: { anyOf: [anything, { $ref: '#/components/schemas/Refusal' }] },
            example: { error_code: 200, sn: 'da00-0030-1901-2817' },
          },
        },
      },
      ...{ 401: passwordNeeded, 429: tooManyTries },
      403: { description: `${OF_ROLES}, or a page of another site asks.` },
    },
  };

  test('of the vendor by GET has its lists in the query, and the example of the document', () => {
    assert.deepEqual(paths['/api/stop'], { get: stop });
  });

  test('under an alias is the same, and not for new programs', () => {
    assert.deepEqual(paths['/stop'], {
      get: { ...stop, operationId: 'stop_sms_alias', deprecated: true },
    });
  });

  test('of the vendor by POST has its parameters in a body of either form', () => {
    const schema = { type: 'object', properties: { text: { type: 'string' } }, required: [] };
    const { parameters, requestBody, description, responses } = operation('/api/send', 'post') as {
      parameters: unknown;
      requestBody: {
        required: boolean;
        content: Record<string, { schema: unknown; example?: { port: unknown } }>;
      };
      description: string;
      responses: Record<string, { description: string; content: Record<string, { schema: unknown }> }>;
    };
    assert.deepEqual([parameters, requestBody.required], [[], false], 'none of it is needed');
    assert.deepEqual(requestBody.content['application/x-www-form-urlencoded'], { schema });
    assert.deepEqual(requestBody.content[JSON_TYPE]?.schema, schema);
    assert.deepEqual(requestBody.content[JSON_TYPE]?.example?.port, [2, 3]);
    assert.match(description, /GET does the same, with the parameters in the query, lists as `1,2,3`\.$/);
    assert.equal(responses['200']?.description, 'Does it.', 'it has no codes to explain');
    assert.deepEqual(responses['200']?.content[JSON_TYPE]?.schema, anything);
  });

  test('of ours has what stands in the path apart from the body, and a response for each code', () => {
    const change = {
      ...{
        operationId: 'change_thing',
        summary: 'Change thing',
        description: 'Does it.',
        tags: ['Operation'],
      },
      parameters: [
        idInPath,
        {
          ...{ name: 'Idempotency-Key', in: 'header', required: false },
          description: 'The same key and body within 24 hours gets the first answer again.',
          schema: { type: 'string', minLength: 1, maxLength: 255 },
        },
      ],
      requestBody: {
        required: true,
        content: {
          [JSON_TYPE]: {
            schema: {
              ...{ type: 'object', required: ['kind'] },
              properties: { kind: { type: 'string', enum: ['a', 'b'] } },
            },
          },
        },
      },
      responses: {
        201: { description: 'Made.', content: { [JSON_TYPE]: { schema: anything } } },
        ...{ 401: passwordNeeded, 429: tooManyTries },
        403: { description: `${OF_ROLES}, or a page of another site asks.`, ...refusal },
        404: { description: 'There is none.', ...refusal },
      },
    };
    assert.deepEqual(paths['/v1/things/{id}'], {
      patch: change,
      put: { ...change, operationId: 'change_thing_put' },
      get: {
        ...{ operationId: 'get_thing', summary: 'Get thing', description: 'Does it.', tags: ['Operation'] },
        parameters: [idInPath],
        responses: {
          200: { description: 'Done.', content: { [JSON_TYPE]: { schema: anything } } },
          ...{ 401: passwordNeeded, 429: tooManyTries },
          403: { description: `${OF_ROLES}.`, ...refusal },
        },
      },
    });
  });

  test('that takes a file has it as its body', () => {
    const { requestBody, parameters } = operation('/v1/upload', 'post') as Record<string, unknown>;
    assert.deepEqual(requestBody, {
      required: true,
      content: { 'text/csv': { schema: { type: 'string' } } },
    });
    assert.deepEqual(parameters, []);
  });

  test('that is open needs no password, and refuses nobody', () => {
    assert.deepEqual(paths['/healthz'], {
      get: {
        ...{ operationId: 'healthz', summary: 'Healthz', description: 'Does it.', tags: ['Operation'] },
        parameters: [],
        responses: {
          200: {
            description: 'Done.',
            content: { 'text/plain': { schema: anything, example: { status: 'ok' } } },
          },
        },
        security: [],
      },
    });
  });
});

describe('the document', () => {
  test('shows the recorded body of a file, and recorded parameters', () => {
    const { paths: more } = renderOpenApi({
      import_messages: endpoint('import_messages', { path: '/v1/import', bodyTypes: ['text/csv'] }),
    }) as { paths: Record<string, Record<string, { requestBody: { content: Record<string, object> } }>> };
    assert.deepEqual(Object.keys(more['/v1/import']?.get?.requestBody.content['text/csv'] ?? {}), [
      ...['schema', 'example'],
    ]);
  });
});
