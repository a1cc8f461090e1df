/**
 * Lenient in: the one place that knows how clients send parameters. Query, form and JSON are merged (the body wins), and each value is
 * brought to its documented form.
 */
import type { TObject } from 'typebox';
import { readBody } from './wire/body.ts';
import { type Fields, noFields, readFields } from './wire/fields.ts';
import { charsetOf } from './wire/text.ts';
import { type JsonSchema, objectReader } from './wire/values.ts';

export { normalPath, normalTarget, originForm } from './wire/path.ts';

/** A request as it came. */
export interface RawRequest {
  /** The text behind the `?`, undecoded; "" where there is none. */
  readonly query: string;
  /** The body as text; "" where there is none. */
  readonly body: string;
  /** "" where there is none. */
  readonly contentType: string;
  /** The value of each `{name}` in the path, decoded; absent where the path has none. */
  readonly path?: Readonly<Record<string, string>>;
}

/** The parameters as values by name, or why they cannot be read. They are not judged by the schema yet. */
export type Reading =
  | { readonly ok: true; readonly values: Fields }
  | { readonly ok: false; readonly error: string };

/** `port=3,flag=all`: a comma where an `&` belongs. Only behind lists of numbers, where no text can be meant. */
function splitJoined(query: Fields, schema: JsonSchema): Fields {
  if (query === noFields) return query;
  const fields: Fields = { ...query };
  for (const [name, value] of Object.entries(query)) {
    const { type, items } = schema.properties?.[name] ?? {};
    if (type !== 'array' || items?.type !== 'integer' || typeof value !== 'string') continue;
    const words = value.split(',');
    const joined = words.filter(word => word.includes('='));
    if (joined.length === 0) continue;
    fields[name] = words.filter(word => !word.includes('=')).join();
    for (const word of joined) {
      const equals = word.indexOf('=');
      fields[word.slice(0, equals).trim()] ??= word.slice(equals + 1);
    }
  }
  return fields;
}

/**
 * Makes the reader of one endpoint's parameters. The values are in normal form where they could be read, and as they came
 * where not. The error names where the body stops being JSON.
 */
export function parameterReader(request: TObject): (raw: RawRequest) => Reading {
  const schema: JsonSchema = request;
  const read = objectReader(schema);
  const bareList = Object.entries(schema.properties ?? {}).find(
    ([, property]) => property['x-bareList'],
  )?.[0];
  return raw => {
    const body = readBody(raw.body, raw.contentType);
    if (!body.ok) return body;
    const query = readFields(raw.query, charsetOf(raw.contentType));
    if (query === undefined) return { ok: false, error: 'query: has too many parameters.' };
    if (body.list === undefined || body.list.length === 0)
      return { ok: true, values: read(body.fields, splitJoined(query, schema)) };
    if (bareList === undefined) return { ok: false, error: 'body: must be a JSON object, found a list.' };
    return { ok: true, values: read({ [bareList]: body.list }, query) };
  };
}
