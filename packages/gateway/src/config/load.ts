/** Reads the settings: file, then environment, then defaults; refuses what is wrong with file, line and key. */
import { readFileSync } from 'node:fs';
import { ConfigError } from '@simgate/daemon';
import System from 'typebox/system';
import { Value } from 'typebox/value';
import { type Document, LineCounter, parseDocument, visit } from 'yaml';
import { describeAllowed, type SettingSchema, schemaAt } from './describe.ts';
import { type Origins, overlayEnvironment } from './environment.ts';
import { configSchema, type GatewayConfig } from './schema.ts';

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

function complain(source: Source, origins: Origins, settings: unknown): string | undefined {
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

function sameTwice(values: readonly (string | number | undefined)[]): number {
  return values.findIndex((value, index) => value !== undefined && values.indexOf(value) !== index);
}

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** Path of a setting, and a complaint about it. */
export type Complaint = readonly [path: readonly string[], complaint: string];

/** A check that no schema can express. */
export type SettingsCheck = (config: GatewayConfig) => Complaint | undefined;

/** Below an hour a slip of the hand would empty the store. */
function retentionComplaint(retention: GatewayConfig['retention']): Complaint | undefined {
  for (const kind of ['sent', 'received', 'events'] as const) {
    const days = retention[kind];
    if (days > 0 && days * 24 < 1)
      return [['retention', kind], `found ${days}, allowed is 0 or an hour (0.042) and more`];
  }
  return undefined;
}

function crossChecks(config: GatewayConfig): Complaint | undefined {
  const { ports, http, timeZone } = config;
  for (const [index, port] of ports.entries()) {
    const ways = [port.device, port.tcp, port.usb].filter(way => way !== undefined).length;
    if (ways > 1 || (ways === 0 && !config.discovery.enabled)) {
      return [['ports', `${index}`], 'exactly one of device, tcp and usb is needed'];
    }
  }
  const twice = (key: 'port' | 'device' | 'tcp' | 'usb') => sameTwice(ports.map(port => port[key]));
  for (const key of ['port', 'device', 'tcp', 'usb'] as const) {
    if (twice(key) >= 0) return [['ports', `${twice(key)}`, key], 'is given to two ports'];
  }
  for (const [index, user] of http.users.entries()) {
    if ((user.password === undefined) === (user.ha1 === undefined)) {
      return [['http', 'users', `${index}`], 'exactly one of password and ha1 is needed'];
    }
  }
  const userTwice = sameTwice(http.users.map(user => user.name));
  if (userTwice >= 0) return [['http', 'users', `${userTwice}`, 'name'], 'is given twice'];
  if (!http.enabled && http.tls === undefined) {
    return [['http', 'enabled'], 'is false and no tls is set: nothing would listen'];
  }
  if (http.tls !== undefined && (http.tls.certificate === undefined) !== (http.tls.key === undefined)) {
    return [['http', 'tls'], 'certificate and key are needed together'];
  }
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    return [['timeZone'], `found "${timeZone}", allowed is an IANA name such as Europe/Berlin`];
  }
  const targetTwice = sameTwice(config.push.targets.map(({ name }) => name));
  if (targetTwice >= 0) return [['push', 'targets', `${targetTwice}`, 'name'], 'is given twice'];
  return retentionComplaint(config.retention);
}

/** `ports: auto`, or auto in the environment variable, is short for discovery and an empty list. */
function withDiscovery(settings: unknown): unknown {
  if (typeof settings !== 'object' || settings === null || !('ports' in settings)) return settings;
  const { ports } = settings;
  const only = Array.isArray(ports) && ports.length === 1 ? ports[0] : ports;
  if (only !== 'auto') return settings;
  const group = 'discovery' in settings && typeof settings.discovery === 'object' ? settings.discovery : {};
  return { ...settings, ports: [], discovery: { ...group, enabled: true } };
}

/**
 * Reads, overlays and checks the settings.
 * @param file YAML file (JSON is YAML too); undefined: defaults and environment only.
 * @param check of the rooms above; none by default.
 * @throws ConfigError with file, line or variable, what was found and what is allowed.
 */
export function loadConfig(
  file: string | undefined,
  environment: NodeJS.ProcessEnv,
  check: SettingsCheck = () => undefined,
): GatewayConfig {
  const source = file === undefined ? emptySource : readSource(file);
  const schema = configSchema as SettingSchema;
  const given = valuesOf(source);
  const { settings: overlaid, origins } = overlayEnvironment(schema, given, environment);
  const settings = Value.Default(configSchema, withDiscovery(overlaid));
  const complaint = complain(source, origins, settings);
  if (complaint !== undefined) throw new ConfigError(complaint);
  const config = settings as GatewayConfig;
  const conflict = crossChecks(config) ?? check(config);
  if (conflict !== undefined) {
    throw new ConfigError(`${placeOf(source, origins, conflict[0])}: ${conflict[1]}`);
  }
  return config;
}
