/**
 * Brings a raw value to the form its schema asks for, where clients are known to send another. What cannot be read is left as it
 * came, for the validation to refuse by name.
 */
import type { Fields } from './fields.ts';

/** The part of JSON Schema that the contract uses. */
export interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  /** Texts of this list are taken as they are, commas and all. */
  readonly 'x-verbatim'?: boolean;
  /** Never quoted in a refusal. */
  readonly 'x-secret'?: boolean;
  /** Never kept in the audit trail. */
  readonly 'x-unaudited'?: boolean;
  /** Most bytes of UTF-8. */
  readonly 'x-maxBytes'?: number;
  /** A body that is a bare list (`["performance"]`) is this parameter. */
  readonly 'x-bareList'?: boolean;
}

/** Undefined is absent. */
export type Reader = (value: unknown) => unknown;

/** Lists nest one deep in the wild; deeper than this is nobody's client. */
const DEEPEST = 8;

/** No list of the contract is longer; of a longer one enough is read for the schema to refuse it. */
const MOST_ITEMS = 4096;

/** `1,2`, `[1,2]` and `["1","2"]` are one list. */
function splitWords(text: string): string[] {
  return text
    .replace(/[[\]"]/g, '')
    .split(',', MOST_ITEMS + 1)
    .map(word => word.trim())
    .filter(word => word !== '');
}

/** PHP writes a list that has lost one of its items as an object whose names are numbers. */
function listOf(value: unknown): unknown {
  if (!isObject(value)) return value;
  const names = Object.keys(value);
  return names.length > 0 && names.every(name => /^\d{1,6}$/.test(name)) ? Object.values(value) : value;
}

function gather(given: unknown, words: boolean, depth: number, found: unknown[]): void {
  if (found.length > MOST_ITEMS) return;
  const value = listOf(given);
  if (Array.isArray(value) && depth < DEEPEST) {
    for (const item of value) {
      if (found.length > MOST_ITEMS) return;
      gather(item, words, depth + 1, found);
    }
  } else if (typeof value === 'string' && words) found.push(...splitWords(value));
  else if (value !== undefined && !(value === null && depth === 0)) found.push(value);
}

/** The items of a list, of lists in it, and of words with commas where `words`. */
function flatten(value: unknown, words: boolean): unknown[] {
  const found: unknown[] = [];
  gather(value, words, 0, found);
  return found;
}

/** Numbers in a query or form are text; 2^53-1 has 16 digits. */
const readInteger: Reader = value => {
  if (typeof value !== 'string') return value ?? undefined;
  const text = value.trim();
  if (text === '') return undefined;
  return /^[+-]?\d{1,16}$/.test(text) ? Number(text) : value;
};

/** A JSON number where a text is documented. Beyond 2^53 the digits that were sent are lost, so it stays to be refused. */
const wordNumber: Reader = value => {
  if (typeof value !== 'number' || !Number.isFinite(value)) return value;
  return Number.isSafeInteger(value) || !Number.isInteger(value) ? String(value) : value;
};

/** Empty is absent. */
const readString: Reader = value => (value === null || value === '' ? undefined : wordNumber(value));

/** User ids may be null: their JSON type is theirs, and is echoed. */
const readNullable: Reader = value => (value === '' ? undefined : value);

/** A value of several types is judged by its schema. */
const readScalar: Reader = value => (value === null || value === '' ? undefined : value);

function allowsNull(schema: JsonSchema): boolean {
  return schema.anyOf?.some(one => one.type === 'null') ?? false;
}

const booleans: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false };

const readBoolean: Reader = value => {
  if (typeof value === 'boolean') return value;
  if (value === null || value === '') return undefined;
  return typeof value === 'object' ? value : (booleans[String(value).trim().toLowerCase()] ?? value);
};

/** Form-posting clients leave a colon behind the word. */
function tidyWord(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  let end = value.length;
  while (end > 0 && ':; '.includes(value.charAt(end - 1))) end--;
  return value.slice(0, end).trim();
}

/** One of the words whatever its case; else the default, where there is one. */
function enumReader(schema: JsonSchema): Reader {
  const known = new Map((schema.enum ?? []).map(word => [String(word).toLowerCase(), word]));
  return value => {
    if (value === undefined || value === null || value === '') return undefined;
    const word = tidyWord(Array.isArray(value) ? value[0] : value);
    const found = typeof word === 'string' ? known.get(word.toLowerCase()) : undefined;
    return found ?? schema.default ?? value;
  };
}

/** Where `strict` is false, names nobody knows are dropped as long as one is known: clients of the vendor's API ask for `port`. */
function enumListReader(items: JsonSchema, strict: boolean): Reader {
  const read = enumReader(items);
  return value => {
    const found = flatten(value, true).map(read);
    const known = strict ? [] : found.filter(word => items.enum?.includes(word));
    if (known.length > 0) return known;
    return found.length === 0 ? undefined : found;
  };
}

/** Whether a list already is as documented: the common case, and the fast one. */
function isPlain(value: unknown, type: string | undefined): value is readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0) return false;
  const wanted = type === 'integer' ? 'number' : type;
  for (const item of value) {
    if (typeof item !== wanted) return false;
  }
  return true;
}

function itemReader(items: JsonSchema): Reader {
  if (items.type === 'integer') return readInteger;
  if (items.type === 'string') return wordNumber;
  return allowsNull(items) ? readNullable : readScalar;
}

/** In a list whose places count, a null is no value of its place; it stays to be refused, unless all are null. */
function withoutNulls(found: unknown[], verbatim: boolean): unknown[] {
  if (verbatim && found.some(item => item !== null)) return found;
  return found.filter(item => item !== null);
}

function listReader(items: JsonSchema, verbatim: boolean, strict: boolean): Reader {
  if (items.enum !== undefined) return enumListReader(items, strict);
  const each = itemReader(items);
  // A word of a list that is not verbatim may hold commas.
  const plainType = verbatim || items.type === 'integer' ? items.type : undefined;
  const nullable = allowsNull(items);
  return value => {
    if (isPlain(value, plainType)) return value;
    const read = flatten(value, !verbatim)
      .map(each)
      .filter(item => item !== undefined);
    const found = nullable ? read : withoutNulls(read, verbatim);
    return found.length === 0 ? undefined : found;
  };
}

function parseObjects(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A list of objects; in a query or form it is JSON text. */
function objectListReader(items: JsonSchema): Reader {
  const read = objectReader(items);
  return raw => {
    const value = listOf(typeof raw === 'string' ? parseObjects(raw) : raw);
    if (value === null || value === undefined || value === '') return undefined;
    if (isObject(value)) return [read(value)];
    if (!Array.isArray(value)) return value;
    const found = value.slice(0, MOST_ITEMS + 1).filter(item => item !== null);
    const empty = found.length === 0 && value.length > 0;
    return empty ? undefined : found.map(item => (isObject(item) ? read(item) : item));
  };
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readerOf(schema: JsonSchema, strict: boolean): Reader {
  if (schema.enum !== undefined) return enumReader(schema);
  if (schema.anyOf !== undefined) return allowsNull(schema) ? readNullable : readScalar;
  switch (schema.type) {
    case 'integer':
      return readInteger;
    case 'boolean':
      return readBoolean;
    case 'array':
      return schema.items?.type === 'object'
        ? objectListReader(schema.items)
        : listReader(schema.items ?? {}, schema['x-verbatim'] ?? false, strict);
    default:
      return readString;
  }
}

/**
 * A reader of the object's known properties; unknown ones are ignored. Made once for each schema.
 * @param strict keeps unknown words of a list of words, for the validation to refuse
 */
export function objectReader(
  schema: JsonSchema,
  strict = false,
): (fields: Fields, others?: Fields) => Fields {
  const readers = Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    read: readerOf(property, strict),
  }));
  return (fields, others) => {
    const result: Fields = {};
    for (const { name, read } of readers) {
      const raw = Object.hasOwn(fields, name) ? fields[name] : others?.[name];
      if (raw === undefined) continue;
      const value = read(raw);
      if (value !== undefined) result[name] = value;
    }
    return result;
  };
}
