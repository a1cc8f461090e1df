/** The contract as an OpenAPI 3.1 document. */
import type { TSchema } from 'typebox';
import type { Endpoint, Method } from './endpoint.ts';
import { pathParameters, refusalSchema, restRefusalSchema } from './endpoint.ts';
import { type Example, examples } from './examples.ts';
import { tagOf, tagsOf, titleOf } from './openapi-tags.ts';
import { restExamples } from './rest-examples.ts';
import type { JsonSchema } from './wire/values.ts';

/** A part of the document: plain JSON. */
type Json = { readonly [key: string]: unknown };

const WIRE_ONLY = /^x-/;

/** Readers of the document show "any" for an `enum` without its type. */
function withType(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('enum' in value) || 'type' in value) return value;
  const types = new Set(Array.isArray(value.enum) ? value.enum.map(one => typeof one) : []);
  const [type] = types;
  return types.size === 1 && (type === 'string' || type === 'number') ? { type, ...value } : value;
}

/** A schema without what only our own reader looks at; what is left is JSON Schema 2020-12. */
function plainSchema(schema: TSchema | JsonSchema): unknown {
  return JSON.parse(
    JSON.stringify(schema, (key, value) => (WIRE_ONLY.test(key) ? undefined : withType(value))),
  );
}

function codesText({ codes }: Endpoint): string {
  return Object.entries(codes)
    .map(([code, meaning]) => `- \`${code}\` ${meaning}`)
    .join('\n');
}

function queryParameters(endpoint: Endpoint): Json[] {
  const { properties = {}, required = [] }: JsonSchema = endpoint.request;
  const placed = pathParameters(endpoint.path);
  const { parameters = {} } = restExamples[endpoint.name] ?? {};
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: placed.includes(name) ? 'path' : 'query',
    required: required.includes(name),
    description: schema.description,
    // Lists travel as `1,2,3`.
    ...(schema.type === 'array' ? { style: 'form', explode: false } : {}),
    schema: plainSchema(schema),
    ...(name in parameters && { example: parameters[name] }),
  }));
}

const idempotencyHeader: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key and body within 24 hours gets the first answer again.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

/** The vendor's endpoints take a POST's parameters in the body whatever the document prints; ours keep to one place. */
function usesBody(endpoint: Endpoint, method: Method): boolean {
  return endpoint.style === 'rest'
    ? endpoint.parametersIn === 'body'
    : method === 'POST' && endpoint.parametersIn !== 'none';
}

function parametersOf(endpoint: Endpoint, method: Method): Json[] {
  return [
    ...queryParameters(endpoint).filter(one => one.in === 'path' || !usesBody(endpoint, method)),
    ...(endpoint.idempotent ? [idempotencyHeader] : []),
  ];
}

/** The request without what stands in the path. */
function bodySchema({ path, request }: Endpoint): JsonSchema {
  const placed = pathParameters(path);
  const { properties = {}, required = [], ...rest }: JsonSchema = request;
  return {
    ...rest,
    properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !placed.includes(name))),
    required: required.filter(name => !placed.includes(name)),
  };
}

/** The first example of the vendor's document for an endpoint. */
function exampleOf({ name }: Endpoint): Example | undefined {
  return examples.find(({ endpoint }) => endpoint === name);
}

function bodyOf(endpoint: Endpoint): Json {
  const inBody = bodySchema(endpoint);
  const schema = plainSchema(inBody);
  const { required: needed = [] } = inBody;
  const required = needed.length > 0;
  const body = exampleOf(endpoint)?.body;
  const example = body === undefined ? restExamples[endpoint.name]?.request : JSON.parse(body);
  const json = { schema, ...(example !== undefined && { example }) };
  if (endpoint.style === 'rest') return { required, content: { 'application/json': json } };
  return { required, content: { 'application/json': json, 'application/x-www-form-urlencoded': { schema } } };
}

/** A body that is a file. */
function fileOf({ name, bodyTypes }: Endpoint): Json {
  const example = restExamples[name]?.request;
  const content = { schema: { type: 'string' }, ...(example !== undefined && { example }) };
  return { required: true, content: Object.fromEntries(bodyTypes.map(type => [type, content])) };
}

function replyOf(endpoint: Endpoint): unknown {
  const schema = plainSchema(endpoint.reply);
  return Object.keys(endpoint.codes).length === 0
    ? schema
    : { anyOf: [schema, { $ref: '#/components/schemas/Refusal' }] };
}

function restResponse(endpoint: Endpoint, code: string, description: string): Json {
  const example = restExamples[endpoint.name]?.reply;
  return {
    description,
    content:
      code < '300'
        ? {
            [endpoint.mediaType]: {
              schema: plainSchema(endpoint.reply),
              ...(example !== undefined && { example }),
            },
          }
        : { 'application/json': { schema: { $ref: '#/components/schemas/RestRefusal' } } },
  };
}

/** The answer to those who are not let in, as HTTP statuses also where all others are 200. */
function refusalsAtTheDoor({ access, style, changesState }: Endpoint): Json {
  if (access === 'open') return {};
  const retryAfter = {
    description: 'seconds to wait',
    schema: { type: 'integer', minimum: 1 },
  };
  const role = `The role of the user is none of ${access.join(', ')}`;
  const page = changesState ? ', or a page of another site asks' : '';
  return {
    401: { description: 'User and password are needed.' },
    403: {
      description: `${role}${page}.`,
      ...(style === 'rest' && {
        content: { 'application/json': { schema: { $ref: '#/components/schemas/RestRefusal' } } },
      }),
    },
    429: {
      description: 'Wrong passwords were tried: the login is not checked now.',
      headers: { 'Retry-After': retryAfter },
    },
  };
}

function restResponses(endpoint: Endpoint): Json {
  return {
    ...refusalsAtTheDoor(endpoint),
    ...Object.fromEntries(
      Object.entries(endpoint.codes).map(([code, text]) => [code, restResponse(endpoint, code, text)]),
    ),
  };
}

function responsesOf(endpoint: Endpoint): Json {
  if (endpoint.style === 'rest') return restResponses(endpoint);
  const description = codesText(endpoint) || endpoint.sentence;
  const reply = exampleOf(endpoint)?.reply ?? restExamples[endpoint.name]?.reply;
  const content = {
    [endpoint.mediaType]: { schema: replyOf(endpoint), ...(reply !== undefined && { example: reply }) },
  };
  return { 200: { description, content }, ...refusalsAtTheDoor(endpoint) };
}

/** The methods that stand in the document. The second one of the vendor's endpoints is a note: it does the same. */
function shownMethods({ style, methods }: Endpoint): readonly Method[] {
  return style === 'vendor' ? methods.slice(0, 1) : methods;
}

function descriptionOf(endpoint: Endpoint): string {
  const { sentence, methods } = endpoint;
  const [other] = methods.slice(shownMethods(endpoint).length);
  if (other === undefined) return sentence;
  const place = other === 'GET' ? 'the query, lists as `1,2,3`' : 'the body';
  return `${sentence}\n\n${other} does the same, with the parameters in ${place}.`;
}

function operationOf(endpoint: Endpoint, method: Method, alias: boolean): Json {
  return {
    operationId: `${endpoint.name}${alias ? '_alias' : ''}${method === endpoint.methods[0] ? '' : `_${method.toLowerCase()}`}`,
    summary: titleOf(endpoint),
    description: descriptionOf(endpoint),
    tags: [tagOf(endpoint).name],
    ...(alias ? { deprecated: true } : {}),
    parameters: parametersOf(endpoint, method),
    ...(usesBody(endpoint, method) ? { requestBody: bodyOf(endpoint) } : {}),
    ...(endpoint.bodyTypes.length > 0 ? { requestBody: fileOf(endpoint) } : {}),
    responses: responsesOf(endpoint),
    ...(endpoint.access === 'open' ? { security: [] } : {}),
  };
}

function pathItem(endpoint: Endpoint, alias: boolean): Json {
  return Object.fromEntries(
    shownMethods(endpoint).map(method => [method.toLowerCase(), operationOf(endpoint, method, alias)]),
  );
}

function pathsOf(endpoint: Endpoint): [string, Json][] {
  return [
    [endpoint.path, pathItem(endpoint, false)],
    ...endpoint.aliases.map((path): [string, Json] => [path, pathItem(endpoint, true)]),
  ];
}

/** Several endpoints may share a path with different methods. */
function mergedPaths(items: readonly [string, Json][]): Json {
  const paths = new Map<string, Json>();
  for (const [path, item] of items) paths.set(path, { ...paths.get(path), ...item });
  return Object.fromEntries(paths);
}

/** Renders the document; nothing in it depends on the gateway it is asked from. */
export function renderOpenApi(contract: Readonly<Record<string, Endpoint>>): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'simgate gateway',
      version: '1.0',
      description:
        'Sends and receives SMS over SIM cards. The HTTP status of every answer under /api is 200; `error_code` is the outcome. Under /v1 the HTTP status is.',
    },
    // Relative to the document, so that a path prefix of a proxy stays.
    servers: [{ url: '.' }],
    tags: tagsOf(Object.values(contract)),
    security: [{ digest: [] }, { basic: [] }, { token: [] }, { session: [] }],
    paths: mergedPaths(Object.values(contract).flatMap(pathsOf)),
    components: {
      schemas: { Refusal: plainSchema(refusalSchema), RestRefusal: plainSchema(restRefusalSchema) },
      securitySchemes: {
        digest: { type: 'http', scheme: 'digest' },
        basic: { type: 'http', scheme: 'basic' },
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'simgate' },
      },
    },
  };
}
