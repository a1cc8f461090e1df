/** Parameters of our own endpoints under /v1: path and query as text, a body as JSON and nothing else. */
import type { TObject } from 'typebox';
import { pathParameters } from '../endpoint.ts';
import type { RawRequest, Reading } from '../wire.ts';
import { readBody } from './body.ts';
import { type Fields, readFields } from './fields.ts';
import { type JsonSchema, objectReader } from './values.ts';

/** The part of a schema that has these names, or all but these. */
function partOf(schema: JsonSchema, keep: (name: string) => boolean): JsonSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([name]) => keep(name))),
  };
}

interface RestEndpoint {
  readonly path: string;
  readonly parametersIn: 'body' | 'query' | 'none';
  readonly request: TObject;
}

function jsonBody(raw: RawRequest): Reading {
  const body = readBody(raw.body, 'application/json');
  if (!body.ok) return body;
  if (body.list !== undefined) return { ok: false, error: 'body: must be a JSON object, found a list.' };
  return { ok: true, values: { ...body.fields } };
}

/** Null is absent, but where the schema has it as a value. */
function withoutNulls(fields: Fields, schema: JsonSchema): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) => value !== null || schema.properties?.[name]?.anyOf?.some(one => one.type === 'null'),
    ),
  );
}

/**
 * Makes the reader of an endpoint's parameters. What stands in the path wins; a body is taken as it came, for the schema to
 * judge, because nobody writes to /v1 in the forms that grew around the vendor's API.
 */
export function restReader({ path, parametersIn, request }: RestEndpoint): (raw: RawRequest) => Reading {
  const schema: JsonSchema = request;
  const inPath = new Set(pathParameters(path));
  const readPath = objectReader(partOf(schema, name => inPath.has(name)));
  const readQuery = objectReader(
    partOf(schema, name => !inPath.has(name)),
    true,
  );
  return raw => {
    const placed: Fields = readPath({ ...raw.path });
    if (parametersIn !== 'body') {
      const query = readFields(raw.query);
      if (query === undefined) return { ok: false, error: 'query: has too many parameters.' };
      return { ok: true, values: { ...readQuery(query), ...placed } };
    }
    const body = jsonBody(raw);
    return body.ok ? { ok: true, values: { ...withoutNulls(body.values, schema), ...placed } } : body;
  };
}
