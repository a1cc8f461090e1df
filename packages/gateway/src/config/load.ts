/** The settings of a gateway: the checks that its schema cannot express. */
import {
  type Complaint,
  httpComplaint,
  loadSettings,
  type SettingSource,
  sameTwice,
  settingSources,
} from '@simgate/daemon/settings';
import { configSchema, type GatewayConfig } from './schema.ts';

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

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
  const complaint = httpComplaint(http);
  if (complaint !== undefined) return complaint;
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
  const group = 'discovery' in settings ? settings.discovery : {};
  // Something else than a group stays as it is, for the schema to refuse.
  return {
    ...settings,
    ports: [],
    discovery: typeof group === 'object' ? { ...group, enabled: true } : group,
  };
}

const ours = { schema: configSchema, prefix: 'SIMGATE', notOurs: ['SIMGATE_SERVER'] };

/** Which settings are given, and where; see `settingSources`. */
export function sourcesOfConfig(
  file: string | undefined,
  environment: NodeJS.ProcessEnv,
): ReadonlyMap<string, SettingSource> {
  return settingSources(file, environment, ours);
}

/**
 * Loads the settings; see `loadSettings`.
 * @param check of the rooms above; none by default.
 * @throws ConfigError with file, line or variable, what was found and what is allowed.
 */
export function loadConfig(
  file: string | undefined,
  environment: NodeJS.ProcessEnv,
  check: (config: GatewayConfig) => Complaint | undefined = () => undefined,
): GatewayConfig {
  return loadSettings(file, environment, {
    ...ours,
    expand: withDiscovery,
    check: config => crossChecks(config) ?? check(config),
  });
}
