/** The contract as an OpenAPI 3.1 document. */
import type { TSchema } from 'typebox';
import type { Endpoint, Method } from './endpoint.ts';
import { refusalSchema } from './endpoint.ts';
import type { JsonSchema } from './wire/values.ts';

/** A part of the document: plain JSON. */
type Json = { readonly [key: string]: unknown };

const wireOnly = /^x-/;

/** A schema without what only our own reader looks at; what is left is JSON Schema 2020-12. */
const plainSchema = (schema: TSchema): unknown =>
  JSON.parse(JSON.stringify(schema, (key, value) => (wireOnly.test(key) ? undefined : value)));

const codesText = ({ codes }: Endpoint): string =>
  Object.entries(codes)
    .map(([code, meaning]) => `- \`${code}\` ${meaning}`)
    .join('\n');

const queryParameters = (endpoint: Endpoint): Json[] => {
  const { properties = {}, required = [] }: JsonSchema = endpoint.request;
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    description: schema.description,
    // Lists travel as `1,2,3`.
    ...(schema.type === 'array' ? { style: 'form', explode: false } : {}),
    schema: plainSchema(schema),
  }));
};

const idempotencyHeader: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key and body within 24 hours gets the first answer again.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

const usesBody = (endpoint: Endpoint, method: Method): boolean =>
  method === 'POST' && endpoint.parametersIn !== 'none';

const parametersOf = (endpoint: Endpoint, method: Method): Json[] => [
  ...(usesBody(endpoint, method) ? [] : queryParameters(endpoint)),
  ...(endpoint.idempotent ? [idempotencyHeader] : []),
];

const bodyOf = (endpoint: Endpoint): Json => {
  const schema = plainSchema(endpoint.request);
  const required = (endpoint.request.required ?? []).length > 0;
  return {
    required,
    content: { 'application/json': { schema }, 'application/x-www-form-urlencoded': { schema } },
  };
};

const replyOf = (endpoint: Endpoint): unknown => {
  const schema = plainSchema(endpoint.reply);
  return Object.keys(endpoint.codes).length === 0
    ? schema
    : { anyOf: [schema, { $ref: '#/components/schemas/Refusal' }] };
};

const responsesOf = (endpoint: Endpoint): Json => {
  const description = codesText(endpoint) || endpoint.sentence;
  const content = { [endpoint.mediaType]: { schema: replyOf(endpoint) } };
  const refusal = endpoint.access === 'open' ? {} : { 401: { description: 'User and password are needed.' } };
  return { 200: { description, content }, ...refusal };
};

const operationOf = (endpoint: Endpoint, method: Method, alias: boolean): Json => ({
  operationId: `${endpoint.name}${alias ? '_alias' : ''}${method === endpoint.methods[0] ? '' : `_${method.toLowerCase()}`}`,
  summary: endpoint.sentence,
  ...(alias ? { deprecated: true } : {}),
  parameters: parametersOf(endpoint, method),
  ...(usesBody(endpoint, method) ? { requestBody: bodyOf(endpoint) } : {}),
  responses: responsesOf(endpoint),
  ...(endpoint.access === 'open' ? { security: [] } : {}),
});

const pathItem = (endpoint: Endpoint, alias: boolean): Json =>
  Object.fromEntries(
    endpoint.methods.map(method => [method.toLowerCase(), operationOf(endpoint, method, alias)]),
  );

const pathsOf = (endpoint: Endpoint): [string, Json][] => [
  [endpoint.path, pathItem(endpoint, false)],
  ...endpoint.aliases.map((path): [string, Json] => [path, pathItem(endpoint, true)]),
];

/** Renders the document; nothing in it depends on the gateway it is asked from. */
export const renderOpenApi = (contract: Readonly<Record<string, Endpoint>>): Json => ({
  openapi: '3.1.0',
  info: {
    title: 'simgate gateway',
    version: '1.0',
    description:
      'Sends and receives SMS over SIM cards. The HTTP status of every answer under /api is 200; `error_code` tells how it went.',
  },
  security: [{ digest: [] }, { basic: [] }],
  paths: Object.fromEntries(Object.values(contract).flatMap(pathsOf)),
  components: {
    schemas: { Refusal: plainSchema(refusalSchema) },
    securitySchemes: {
      digest: { type: 'http', scheme: 'digest' },
      basic: { type: 'http', scheme: 'basic' },
    },
  },
});
