/**
 * Environment variables that override settings: a prefix such as SIMGATE_ and the path in capitals, words and levels joined by `_`:
 * http.port is SIMGATE_HTTP_PORT, ports[0].pin is SIMGATE_PORTS_0_PIN. Lists of plain values are comma lists.
 * With _FILE at its end a variable names a file that holds the value.
 */
import { readFileSync, statSync } from 'node:fs';
import { clientVariables } from '@simgate/api/contract';
import { ConfigError } from '../errors.ts';
import { describeAllowed, type SettingSchema } from './describe.ts';

function words(key: string): string {
  return key.replace(/[A-Z]/g, letter => `_${letter}`).toUpperCase();
}

function parseNumber(text: string): unknown {
  return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
}

function parseScalar(schema: SettingSchema, text: string): unknown {
  if (schema.type === 'integer' || schema.type === 'number') return parseNumber(text);
  if (schema.enum !== undefined) return schema.enum.find(value => String(value) === text) ?? text;
  if (schema.type !== 'boolean') return text;
  return text === 'true' ? true : text === 'false' ? false : text;
}

function parseText(schema: SettingSchema, text: string): unknown {
  const { type, items } = schema;
  return type === 'array' && items !== undefined
    ? (text === '' ? [] : text.split(',')).map(part => parseScalar(items, part.trim()))
    : parseScalar(schema, text);
}

interface Place {
  readonly path: readonly string[];
  readonly schema: SettingSchema;
}

/** Finds the setting whose name the rest of the variable spells; a level of a list is its index. */
function findSetting(schema: SettingSchema, rest: string, path: readonly string[]): Place | undefined {
  if (rest === '') return { path, schema };
  if (schema.type === 'array') {
    const index = /^_(\d{1,2})(?=_|$)/.exec(rest)?.[1];
    if (index === undefined || schema.items === undefined) return undefined;
    return findSetting(schema.items, rest.slice(index.length + 1), [...path, index]);
  }
  for (const [key, inner] of Object.entries(schema.properties ?? {})) {
    const name = `_${words(key)}`;
    if (rest !== name && !rest.startsWith(`${name}_`)) continue;
    const found = findSetting(inner, rest.slice(name.length), [...path, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function put(target: unknown, path: readonly string[], value: unknown): unknown {
  const [head, ...rest] = path;
  if (head === undefined) return value;
  if (/^\d+$/.test(head)) {
    const list: unknown[] = Array.isArray(target) ? [...target] : [];
    list[Number(head)] = put(list[Number(head)], rest, value);
    return list;
  }
  const group = isRecord(target) ? target : {};
  return { ...group, [head]: put(group[head], rest, value) };
}

/** A person's shell may hold them for the commands that speak to a gateway; they are no settings. */
const ofClient: ReadonlySet<string> = new Set(clientVariables.map(({ name }) => name));

/** Ends the name of a variable that holds the path of a file with the value, as secrets of containers come. */
const FILE_ENDING = '_FILE';
/** Bytes of such a file. */
const LONGEST_FILE = 65_536;

/** The content of a file, without the end of its last line. */
function contentOf(name: string, file: string): string {
  let octets: Buffer;
  try {
    if (statSync(file).size > LONGEST_FILE) throw new RangeError(`it has more than ${LONGEST_FILE} bytes`);
    octets = readFileSync(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError(`environment variable ${name}: the file ${file} cannot be read (${reason})`);
  }
  return octets.toString('utf8').replace(/\r?\n$/, '');
}

/** The setting that a variable spells by its whole name, or but for the ending of a file. */
function placeOf(schema: SettingSchema, prefix: string, name: string): Place & { readonly isFile: boolean } {
  const spelt = (whole: string): Place | undefined => {
    const place = findSetting(schema, whole.slice(prefix.length), []);
    return place?.schema.type === 'object' ? undefined : place;
  };
  const own = spelt(name);
  if (own !== undefined) return { ...own, isFile: false };
  const inFile = name.endsWith(FILE_ENDING) ? spelt(name.slice(0, -FILE_ENDING.length)) : undefined;
  if (inFile !== undefined) return { ...inFile, isFile: true };
  throw new ConfigError(`environment variable ${name}: no setting has this name`);
}

/** Where a setting's value came from, for error messages. */
export type Origins = Map<string, string>;

/** Which variables are settings of the program. */
export interface Variables {
  /** The beginning of their names, as SIMGATE. */
  readonly prefix: string;
  /** Beginnings of variables of other programs: they are not looked at. */
  readonly notOurs?: readonly string[];
}

/**
 * Lays the variables of the program over `settings`.
 * @throws ConfigError naming a variable that spells no setting, the same one as another, or a file that cannot be read.
 */
export function overlayEnvironment(
  schema: SettingSchema,
  settings: unknown,
  environment: NodeJS.ProcessEnv,
  { prefix, notOurs = [] }: Variables,
): { settings: unknown; origins: Origins } {
  const origins: Origins = new Map();
  let result = settings;
  for (const [name, value] of Object.entries(environment)) {
    if (!name.startsWith(`${prefix}_`) || ofClient.has(name) || value === undefined) continue;
    if (notOurs.some(other => name.startsWith(`${other}_`))) continue;
    const { path, schema: wanted, isFile } = placeOf(schema, prefix, name);
    const key = `/${path.join('/')}`;
    const before = origins.get(key);
    if (before !== undefined)
      throw new ConfigError(`${before} and ${name} set the same setting; one is enough`);
    result = put(result, path, parseText(wanted, isFile ? contentOf(name, value) : value));
    origins.set(key, `environment variable ${name}`);
  }
  return { settings: result, origins };
}

/** Every setting with its path, environment name, meaning, default and what is allowed: the manual's table. */
export function listSettings(
  schema: SettingSchema,
  prefix = 'SIMGATE',
  path = '',
): { path: string; variable: string; schema: SettingSchema; allowed: string }[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => {
    const here = path === '' ? key : `${path}.${key}`;
    const variable = `${prefix}${here
      .split(/[.[]/)
      .map(part => `_${words(part.replace(']', ''))}`)
      .join('')}`;
    const nested = inner.type === 'array' ? inner.items : inner;
    if (nested?.properties !== undefined) {
      return listSettings(nested, prefix, inner.type === 'array' ? `${here}[0]` : here);
    }
    return [{ path: here, variable, schema: inner, allowed: describeAllowed(inner) }];
  });
}
