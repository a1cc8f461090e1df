/** Every setting with its value, for people to read: where it comes from, and whether a change needs a restart. */
import type { SettingSchema, SettingSource } from '@simgate/daemon/settings';
import { type RunningSettings, runningNames } from './running-settings.ts';
import { configSchema, type GatewayConfig } from './schema.ts';

export interface SettingRow {
  /** As in the file: http.port. */
  readonly name: string;
  readonly value: unknown;
  readonly default: unknown;
  readonly description: string;
  /** `here`: changed while the gateway runs. */
  readonly source: SettingSource | 'default' | 'here';
  /** Whether a change counts only after a restart. */
  readonly restart: boolean;
}

const secretKeys = new Set(['pin', 'password', 'ha1', 'secret']);
/** Stands for a secret that is set. */
const SET = '***';

type Tree = Readonly<Record<string, unknown>>;

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value without what must not be read: secrets, and user and password of addresses. */
function shown(key: string, value: unknown): unknown {
  if (secretKeys.has(key)) return value === undefined || value === '' ? value : SET;
  if (typeof value === 'string') return value.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, `$1${SET}@`);
  if (Array.isArray(value)) return value.map(item => shown('', item));
  if (!isTree(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shown(name, inner)]));
}

interface Leaf {
  readonly key: string;
  readonly path: readonly string[];
  readonly schema: SettingSchema;
}

/** A list is one setting. */
function leavesOf(schema: SettingSchema, path: readonly string[] = []): Leaf[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, inner]) =>
    inner.properties === undefined
      ? [{ key, path: [...path, key], schema: inner }]
      : leavesOf(inner, [...path, key]),
  );
}

function valueAt(tree: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => (isTree(at) ? at[key] : undefined), tree);
}

/**
 * In the order of the manual.
 * @param config as it was at the start
 * @param sources of the settings that are given (settingSources)
 */
export function allSettings(
  config: GatewayConfig,
  running: Pick<RunningSettings, 'view'>,
  sources: ReadonlyMap<string, SettingSource>,
): SettingRow[] {
  const now = running.view();
  return leavesOf(configSchema as SettingSchema).map(({ key, path, schema }) => {
    const name = path.join('.');
    const restart = !runningNames.includes(name);
    return {
      name,
      value: shown(key, valueAt(restart ? config : now, path)) ?? null,
      default: schema.default ?? null,
      description: schema.description ?? '',
      source: now.changed.includes(name) ? 'here' : (sources.get(name) ?? 'default'),
      restart,
    };
  });
}
