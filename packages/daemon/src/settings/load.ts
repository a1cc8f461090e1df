/** Reads the settings: file, then environment, then defaults; refuses what is wrong with file, line and key. */
import { readFileSync } from 'node:fs';
import type { Static, TObject } from 'typebox';
import System from 'typebox/system';
import { Value } from 'typebox/value';
import { type Document, LineCounter, parseDocument, visit } from 'yaml';
import { ConfigError } from '../errors.ts';
import { describeAllowed, type SettingSchema, schemaAt } from './describe.ts';
import { type Origins, overlayEnvironment } from './environment.ts';

interface Source {
  readonly name: string;
  readonly document: Document | undefined;
  readonly lines: LineCounter;
}

const emptySource: Source = { name: 'settings', document: undefined, lines: new LineCounter() };

function readSource(file: string): Source {
  const lines = new LineCounter();
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError(`${file}: cannot be read (${error instanceof Error ? error.message : error})`);
  }
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [problem] = document.errors;
  if (problem !== undefined) {
    throw new ConfigError(`${file}:${lines.linePos(problem.pos[0]).line}: ${problem.message}`);
  }
  return { name: file, document, lines };
}

/** The plain values of a file. An alias without its anchor, or aliases that multiply without bound, are refused with their line. */
function valuesOf({ name, document, lines }: Source): unknown {
  if (document === undefined) return {};
  visit(document, {
    Alias(_key, alias) {
      if (alias.resolve(document) !== undefined) return;
      const line = lines.linePos(alias.range?.[0] ?? 0).line;
      throw new ConfigError(
        `${name}:${line}: the alias *${alias.source} has no anchor &${alias.source} before it`,
      );
    },
  });
  try {
    return document.toJS() ?? {};
  } catch (error) {
    throw new ConfigError(
      `${name}: its aliases cannot be followed (${error instanceof Error ? error.message : error})`,
    );
  }
}

function lineOf(source: Source, path: readonly string[]): number | undefined {
  const keys = path.map(key => (/^\d+$/.test(key) ? Number(key) : key));
  const node = source.document?.getIn(keys, true);
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
  return Array.isArray(range) ? source.lines.linePos(Number(range[0])).line : undefined;
}

function nameOf(path: readonly string[]): string {
  return path.reduce(
    (name, key) => (/^\d+$/.test(key) ? `${name}[${key}]` : name === '' ? key : `${name}.${key}`),
    '',
  );
}

const secretKeys = new Set(['pin', 'password', 'ha1', 'secret']);

/** Where it stands and what it is called: "simgate.yaml:3: http.port". */
function placeOf(source: Source, origins: Origins, path: readonly string[]): string {
  const variable = origins.get(`/${path.join('/')}`);
  if (variable !== undefined) return `${variable} (${nameOf(path)})`;
  const line = lineOf(source, path) ?? lineOf(source, path.slice(0, -1));
  return `${source.name}${line === undefined ? '' : `:${line}`}: ${nameOf(path) || 'the settings'}`;
}

function complain(
  configSchema: TObject,
  source: Source,
  origins: Origins,
  settings: unknown,
): string | undefined {
  System.Settings.Set({ maxErrors: 100 });
  const problem = Value.Errors(configSchema, settings).find(
    error => error.keyword !== 'additionalProperties',
  );
  if (problem === undefined) return undefined;
  const path = problem.instancePath.split('/').slice(1);
  const place = (key: readonly string[]) => placeOf(source, origins, key);
  if (problem.keyword === 'required') {
    const missing = problem.params.requiredProperties[0] ?? '';
    return `${place([...path, missing])} is missing`;
  }
  const schema = schemaAt(configSchema as SettingSchema, path);
  if (schema === undefined) {
    const group = schemaAt(configSchema as SettingSchema, path.slice(0, -1));
    return `${place(path)} is no setting; known here: ${Object.keys(group?.properties ?? {}).join(', ')}`;
  }
  const value = Value.Pointer.Get(settings, problem.instancePath);
  const found = secretKeys.has(path.at(-1) ?? '') ? 'something else' : JSON.stringify(value);
  return `${place(path)}: found ${found}, allowed is ${describeAllowed(schema)}`;
}

/** The index of the first value that stands before it too; -1 where there is none. */
export function sameTwice(values: readonly (string | number | undefined)[]): number {
  return values.findIndex((value, index) => value !== undefined && values.indexOf(value) !== index);
}

/** Path of a setting, and a complaint about it. */
export type Complaint = readonly [path: readonly string[], complaint: string];

/** The settings of one program. */
export interface SettingsOf<Schema extends TObject> {
  readonly schema: Schema;
  /** Its environment variables begin with it, as SIMGATE. */
  readonly prefix: string;
  /** Beginnings of variables of other programs: they are not looked at. */
  readonly notOurs?: readonly string[];
  /** Writes short forms out, before defaults are filled in. */
  readonly expand?: (settings: unknown) => unknown;
  /** Checks that no schema can express. */
  readonly check?: (config: Static<Schema>) => Complaint | undefined;
}

/**
 * Reads, overlays and checks the settings.
 * @param file YAML file (JSON is YAML too); undefined: defaults and environment only.
 * @throws ConfigError with file, line or variable, what was found and what is allowed.
 */
export function loadSettings<Schema extends TObject>(
  file: string | undefined,
  environment: NodeJS.ProcessEnv,
  { schema, expand = settings => settings, check, ...variables }: SettingsOf<Schema>,
): Static<Schema> {
  const source = file === undefined ? emptySource : readSource(file);
  const given = valuesOf(source);
  const { settings: overlaid, origins } = overlayEnvironment(
    schema as SettingSchema,
    given,
    environment,
    variables,
  );
  const settings = Value.Default(schema, expand(overlaid));
  const complaint = complain(schema, source, origins, settings);
  if (complaint !== undefined) throw new ConfigError(complaint);
  const config = settings as Static<Schema>;
  const conflict = check?.(config);
  if (conflict !== undefined) {
    throw new ConfigError(`${placeOf(source, origins, conflict[0])}: ${conflict[1]}`);
  }
  return config;
}

/** Where the value of a setting comes from; one that is in neither has its default. */
export type SettingSource = 'file' | 'environment';

/** The paths of what a tree sets, as `http.port`; a list is one setting. */
function pathsIn(tree: unknown, path: readonly string[] = []): string[] {
  if (typeof tree !== 'object' || tree === null || Array.isArray(tree)) return [path.join('.')];
  return Object.entries(tree).flatMap(([key, inner]) => pathsIn(inner, [...path, key]));
}

/**
 * Returns the paths of the settings that the file or the environment gives; all others have their defaults. The environment
 * is the source of a setting that both give.
 * @throws ConfigError as `loadSettings`
 */
export function settingSources<Schema extends TObject>(
  file: string | undefined,
  environment: NodeJS.ProcessEnv,
  { schema, ...variables }: Pick<SettingsOf<Schema>, 'schema' | 'prefix' | 'notOurs'>,
): ReadonlyMap<string, SettingSource> {
  const given = valuesOf(file === undefined ? emptySource : readSource(file));
  const { origins } = overlayEnvironment(schema as SettingSchema, given, environment, variables);
  const sources = new Map<string, SettingSource>();
  for (const path of pathsIn(given)) sources.set(path, 'file');
  for (const pointer of origins.keys()) {
    const path = pointer.slice(1).split('/');
    const index = path.findIndex(key => /^\d+$/.test(key));
    sources.set(path.slice(0, index < 0 ? undefined : index).join('.'), 'environment');
  }
  return sources;
}
