/**
 * Renders the contract as the plain types and the table that the client is made of, so that a program that only calls the gateway loads
 * no schema. `npm run docs` writes client/endpoints.ts.
 */
import type { Endpoint } from './endpoint.ts';

/** A node of a schema (JSON Schema, as typebox makes it). */
interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
}

/** `send_sms` as `sendSms`. */
export function methodName(name: string): string {
  return name.replace(/_(.)/g, (_match, letter: string) => letter.toUpperCase());
}

/** `send_sms` as `SendSms`. */
function typeName(name: string): string {
  const method = methodName(name);
  return `${method[0]?.toUpperCase()}${method.slice(1)}`;
}

const INDENT = '  ';

/** A documentation comment. The sequence that ends a comment cannot stand in it. */
function comment(text: string | undefined, indent: string): string {
  return text === undefined ? '' : `${indent}/** ${text.replaceAll('*/', '* /')} */\n`;
}

/** Names of types by their text. A type that several endpoints share is written once, and the others refer to it. */
type Names = ReadonlyMap<string, string>;

const noNames: Names = new Map();

/** Shorter types are written where they stand: a reader sees more than by a name. */
const LEAST_SHARED = 3;

function propertyLines(schema: Schema, indent: string, names: Names): string[] {
  const required = new Set(schema.required ?? []);
  const entries = Object.entries(schema.properties ?? {});
  return entries.map(([name, property]) => {
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
    const optional = required.has(name) ? '' : '?';
    return `${comment(property.description, indent)}${indent}${key}${optional}: ${typeOf(property, indent, names)};\n`;
  });
}

function objectType(schema: Schema, indent: string, names: Names): string {
  const inner = `${indent}${INDENT}`;
  const lines = propertyLines(schema, inner, names);
  for (const value of Object.values(schema.patternProperties ?? {}))
    lines.push(`${inner}[name: string]: ${typeOf(value, inner, names)};\n`);
  if (schema.additionalProperties === true) lines.push(`${inner}[name: string]: unknown;\n`);
  return lines.length === 0 ? '{}' : `{\n${lines.join('')}${indent}}`;
}

function arrayType({ items }: Schema, indent: string, names: Names): string {
  const item = items === undefined ? 'unknown' : typeOf(items, indent, names);
  return /[ |]/.test(item) && !item.startsWith('{') ? `(${item})[]` : `${item}[]`;
}

/** The text by which a type is recognised; undefined where it is too short to share. */
function sharedText(schema: Schema): string | undefined {
  const properties = Object.keys(schema.properties ?? {}).length;
  return schema.type === 'object' && properties >= LEAST_SHARED ? objectType(schema, '', noNames) : undefined;
}

function sharedName(schema: Schema, names: Names): string | undefined {
  const text = names.size === 0 ? undefined : sharedText(schema);
  return text === undefined ? undefined : names.get(text);
}

/** The TypeScript type of a schema. Throws for a form that no endpoint uses. */
function typeOf(schema: Schema, indent: string, names: Names): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(value => JSON.stringify(value)).join(' | ');
  if (schema.anyOf !== undefined) return schema.anyOf.map(one => typeOf(one, indent, names)).join(' | ');
  switch (schema.type) {
    case 'object':
      return sharedName(schema, names) ?? objectType(schema, indent, names);
    case 'array':
      return arrayType(schema, indent, names);
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    default:
      throw new TypeError(`no type is known for ${JSON.stringify(schema)}`);
  }
}

/** The type `name` itself has no other name. */
function definition(name: string, schema: Schema, names: Names): string {
  const shared = sharedName(schema, names);
  if (shared !== undefined && shared !== name) return shared;
  return schema.type === 'object' ? objectType(schema, '', names) : typeOf(schema, '', names);
}

function typesOf({ name, sentence, request, reply }: Endpoint, names: Names): string {
  const named = typeName(name);
  const requestType = definition(`${named}Request`, request, names);
  const replyType = definition(`${named}Reply`, reply, names);
  return [
    `${comment(`The parameters of ${name}. ${sentence}`, '')}export type ${named}Request = ${requestType};\n`,
    `export type ${named}Reply = ${replyType};\n`,
  ].join('\n');
}

/** A type has the name of the first answer that consists of it; answers that read a single thing come before others. */
function namesOf(endpoints: readonly Endpoint[]): Names {
  const names = new Map<string, string>();
  const readers = endpoints.filter(({ name }) => name.startsWith('get_'));
  for (const { name, reply } of [...readers, ...endpoints]) {
    const text = sharedText(reply);
    if (text !== undefined && !names.has(text)) names.set(text, `${typeName(name)}Reply`);
  }
  return names;
}

function methodLine({ name, sentence }: Endpoint): string {
  const named = typeName(name);
  return `${comment(sentence, INDENT)}${INDENT}${methodName(name)}: { request: ${named}Request; reply: ${named}Reply };\n`;
}

/** How an answer is read: JSON, text, or a stream of events. */
function answerForm({ mediaType }: Endpoint): string {
  if (mediaType === 'application/json') return 'json';
  return mediaType === 'text/event-stream' ? 'stream' : 'text';
}

/** Repeating it does no harm: it changes nothing, or the gateway recognises the repeat. */
function repeatability({ changesState, idempotent }: Endpoint): string {
  if (!changesState) return 'safe';
  return idempotent ? 'keyed' : 'never';
}

function streamNames(endpoints: readonly Endpoint[]): string {
  const streams = endpoints.filter(endpoint => answerForm(endpoint) === 'stream');
  return streams.map(({ name }) => `'${methodName(name)}'`).join(' | ');
}

function tableLine(endpoint: Endpoint): string {
  const { name, methods, path, parametersIn, style, head, codes } = endpoint;
  const coded = style === 'vendor' && Object.keys(codes).length > 0;
  const outcome = style === 'rest' ? 'status' : coded ? (head === 'none' ? 'optional' : 'code') : 'none';
  const cells = [methods[0], path, parametersIn, outcome, answerForm(endpoint), repeatability(endpoint)];
  return `${INDENT}${methodName(name)}: [${cells.map(cell => `'${cell}'`).join(', ')}],\n`;
}

const HEAD = `/**
 * Made from the contract by \`npm run docs\`; a test holds it equal. Types of requests and replies, and how each endpoint is called.
 */
/** Method, path, place of the parameters, where the outcome stands, form of the answer, and whether a repeat is safe. */
export type Row = readonly [
  method: string,
  path: string,
  parametersIn: 'body' | 'query' | 'none',
  outcome: 'status' | 'code' | 'optional' | 'none',
  answer: 'json' | 'text' | 'stream',
  repeat: 'safe' | 'keyed' | 'never',
];
`;

/** The whole file client/endpoints.ts. */
export function renderClientCode(endpoints: readonly Endpoint[]): string {
  const names = namesOf(endpoints);
  return [
    HEAD,
    ...endpoints.map(endpoint => typesOf(endpoint, names)),
    `/** Request and reply of each method. */\nexport interface Methods {\n${endpoints.map(methodLine).join('')}}\n`,
    `/** Methods that answer with a stream of events. */\nexport type StreamName = ${streamNames(endpoints)};\n`,
    `export const rows: { readonly [Name in keyof Methods]: Row } = {\n${endpoints.map(tableLine).join('')}};\n`,
  ].join('\n');
}
