/** Settings that may change while the gateway runs: what was changed is kept and stands above the settings file. */
import type { Json, Settings } from '@simgate/daemon/store';
import type { GatewayConfig, RetentionConfig, SmsConfig } from './schema.ts';

type Writable<Group> = { -readonly [Key in keyof Group]: Group[Key] };

/** Settings that are read whenever they are needed; all others are read once, at start. */
const changeable = {
  sms: [
    'validity',
    'refuseUnencodable',
    'deliveredStatuses',
    'queueLimit',
    'waitingAge',
    'attempts',
    'retryDelay',
    'retryDelayMaximum',
    'inDoubtAge',
    'inDoubtAgeWithoutReport',
    'incompleteAge',
    'emergencyNumbers',
    'recipientOrder',
  ],
  retention: ['sent', 'received', 'events', 'maximumRows'],
} as const;

type SmsName = (typeof changeable.sms)[number];
type RetentionName = (typeof changeable.retention)[number];
type LogLevel = GatewayConfig['logLevel'];

/** A group of changes; an absent setting stays. */
type Changed<Group, Name extends keyof Group> = { readonly [Key in Name]?: Group[Key] | undefined };

export interface SettingsChange {
  readonly logLevel?: LogLevel | undefined;
  readonly sms?: Changed<SmsConfig, SmsName> | undefined;
  readonly retention?: Changed<RetentionConfig, RetentionName> | undefined;
  /** Names such as sms.queueLimit: back to the value of the settings file. */
  readonly reset?: readonly string[] | undefined;
}

export interface SettingsView {
  readonly logLevel: LogLevel;
  readonly sms: Pick<SmsConfig, SmsName>;
  readonly retention: Pick<RetentionConfig, RetentionName>;
  /** Names of what was changed. */
  readonly changed: readonly string[];
}

/** The groups of the settings file that are looked at again. */
export type ReloadedSettings = Pick<GatewayConfig, 'logLevel' | 'sms' | 'retention'>;

export interface RunningSettings {
  /** Always the present values: keep the object, not what is in it. */
  readonly sms: SmsConfig;
  readonly retention: RetentionConfig;
  view(): SettingsView;
  /** Takes the settings of a file that was read again; what was changed while running stays above them. */
  reload(config: ReloadedSettings): void;
  /** Resolves once committed and in force; the error names a setting that cannot be reset. */
  change(change: SettingsChange): Promise<SettingsView | { readonly error: string }>;
}

/** Under which the changes are stored: values by name. */
const KEY = 'changedSettings';

type Changes = Readonly<Record<string, Json>>;

/** Names of the settings that may change while the gateway runs. */
export const runningNames: readonly string[] = [
  'logLevel',
  ...changeable.sms.map(name => `sms.${name}`),
  ...changeable.retention.map(name => `retention.${name}`),
];

type Tree = { readonly [key: string]: unknown };

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Names of settings that differ between two files and are read at start only. A list counts as one setting. */
export function needsRestart(before: unknown, after: unknown, path = ''): string[] {
  if (isTree(before) && isTree(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap(key => needsRestart(before[key], after[key], path === '' ? key : `${path}.${key}`));
  }
  const same = JSON.stringify(before) === JSON.stringify(after);
  return same || runningNames.includes(path) ? [] : [path];
}

function keptChanges(settings: Settings): Changes {
  const kept = settings.get(KEY);
  return typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? (kept as Changes) : {};
}

/** `{sms: {queueLimit: 1}}` as `{"sms.queueLimit": 1}`. */
function flat({ logLevel, sms = {}, retention = {} }: SettingsChange): Changes {
  return Object.fromEntries(
    [
      ['logLevel', logLevel],
      ...Object.entries(sms).map(([name, value]) => [`sms.${name}`, value]),
      ...Object.entries(retention).map(([name, value]) => [`retention.${name}`, value]),
    ].filter(([, value]) => value !== undefined),
  );
}

function overlaid<Group extends object>(group: Group, prefix: string, changes: Changes): Group {
  return {
    ...group,
    ...Object.fromEntries(
      Object.entries(changes)
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, value]) => [name.slice(prefix.length), value]),
    ),
  };
}

function pick<Group, Name extends keyof Group>(group: Group, wanted: readonly Name[]): Pick<Group, Name> {
  return Object.fromEntries(wanted.map(name => [name, group[name]])) as Pick<Group, Name>;
}

/** Lays the kept changes over the settings of the file; `setLogLevel` is called whenever it changes. */
export function createRunningSettings(
  atStart: ReloadedSettings,
  settings: Settings,
  setLogLevel: (level: LogLevel) => void,
): RunningSettings {
  let changes = keptChanges(settings);
  let config = atStart;
  const sms: Writable<SmsConfig> = { ...config.sms };
  const retention: Writable<RetentionConfig> = { ...config.retention };
  let { logLevel } = config;

  const apply = (): void => {
    Object.assign(sms, overlaid(config.sms, 'sms.', changes));
    Object.assign(retention, overlaid(config.retention, 'retention.', changes));
    logLevel =
      overlaid({ logLevel: config.logLevel }, '', pick(changes, ['logLevel'])).logLevel ?? config.logLevel;
    setLogLevel(logLevel);
  };

  const view = (): SettingsView => ({
    logLevel,
    sms: pick(sms, changeable.sms),
    retention: pick(retention, changeable.retention),
    changed: Object.keys(changes),
  });

  apply();
  return {
    sms,
    retention,
    view,
    reload(next) {
      config = {
        logLevel: next.logLevel,
        sms: { ...config.sms, ...pick(next.sms, changeable.sms) },
        retention: { ...config.retention, ...pick(next.retention, changeable.retention) },
      };
      apply();
    },
    async change(change) {
      const { reset = [] } = change;
      const unknown = reset.find(name => !runningNames.includes(name));
      if (unknown !== undefined)
        return { error: `reset: no changeable setting is named ${JSON.stringify(unknown)}.` };
      const kept = Object.entries(changes).filter(([name]) => !reset.includes(name));
      const next = { ...Object.fromEntries(kept), ...flat(change) };
      await settings.set(KEY, next);
      changes = next;
      apply();
      return view();
    },
  };
}
