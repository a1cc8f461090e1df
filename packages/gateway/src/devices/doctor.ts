/** `simgate doctor`: looks at every device, asks what may be asked, and names what keeps each from serving. */
import { type Clock, systemClock } from '@simgate/daemon';
import { folderOwner } from '@simgate/daemon/store';
import type { GatewayConfig, PortConfig } from '../config/schema.ts';
import { dialects } from '../dialects/dialects.ts';
import { type Examination, type ExaminationOptions, examineDevice, examineLine } from './examination.ts';
import { type FoundDevice, nameOfDevice } from './found-device.ts';
import { pinNames, sharedSerials } from './identity.ts';
import { type Finding, finding } from './reasons.ts';
import { scanDevices } from './scan.ts';
import { isSameFile } from './system-files.ts';

export interface DoctorOptions {
  readonly config: GatewayConfig;
  /** Device files and host:port named by a person; none: everything that the settings name and that is found. */
  readonly targets?: readonly string[];
  readonly clock?: Clock;
}

export interface DeviceReport {
  readonly name: string;
  /** The number that the settings give it; null: none. */
  readonly port: number | null;
  /** Device file, host:port, or "" where it has no tty. */
  readonly device: string;
  /** For `usb` of a port in the settings. */
  readonly usb: readonly string[];
  readonly verdict: Finding;
  readonly warnings: readonly Finding[];
  readonly facts: Readonly<Record<string, string>>;
  readonly asked: readonly { readonly device: string; readonly code: string }[];
}

export interface DoctorReport {
  /** Who has the data folder, in its own words; null: nobody. */
  readonly gateway: string | null;
  readonly devices: readonly DeviceReport[];
  /** Findings about no single device, such as none found. */
  readonly findings: readonly Finding[];
  /** 0: all is well; 1: nothing is; 3: some is. */
  readonly exitCode: 0 | 1 | 3;
}

interface Target {
  readonly name: string;
  readonly device: string;
  readonly found?: FoundDevice | undefined;
  readonly config?: PortConfig | undefined;
  readonly tcp?: string | undefined;
  /** A person named it. */
  readonly named?: true;
}

/** Examines the devices side by side; a modem that hangs takes a minute at most. Changes nothing that lasts. */
export async function runDoctor({
  config,
  targets = [],
  clock = systemClock,
}: DoctorOptions): Promise<DoctorReport> {
  const { root } = config.discovery;
  const forms = dialects.map(({ usb }) => usb);
  const devices = scanDevices(root, forms);
  const shared = sharedSerials(devices, []);
  const owner = folderOwner(config.dataFolder);
  const chosen =
    targets.length > 0 ? targets.map(text => namedTarget(text, devices)) : allTargets(config, devices);
  const options = { root, clock, forms };
  const reports = await Promise.all(
    chosen.map(async target => {
      const examination = skipped(target, config, owner) ?? (await examine(target, options));
      return reportOf(target, examination, target.found === undefined ? [] : pinNames(target.found, shared));
    }),
  );
  const findings = reports.some(({ verdict }) => verdict.code !== 'not_asked') ? [] : [finding('no_device')];
  return { gateway: owner ?? null, devices: reports, findings, exitCode: exitCodeOf(reports, findings) };
}

function namedTarget(text: string, devices: readonly FoundDevice[]): Target {
  if (!text.startsWith('/') && /:\d{1,5}$/.test(text))
    return { name: text, device: text, tcp: text, named: true };
  const found = foundAt(text, devices);
  // Only the tty that was named: which of a module's it is, is the question.
  const only = found && { ...found, ttys: found.ttys.filter(({ path }) => isSameFile(path, text)) };
  return { name: found === undefined ? text : nameOfDevice(found), device: text, found: only, named: true };
}

function foundAt(path: string, devices: readonly FoundDevice[]): FoundDevice | undefined {
  return devices.find(({ ttys }) => ttys.some(tty => isSameFile(tty.path, path)));
}

/** The device that the settings give a port by its tty or by what it is. */
function foundFor({ device, usb }: PortConfig, devices: readonly FoundDevice[], shared: readonly string[]) {
  if (usb !== undefined) return devices.find(found => pinNames(found, shared).includes(usb));
  return device === undefined ? undefined : foundAt(device, devices);
}

function allTargets(config: GatewayConfig, devices: readonly FoundDevice[]): Target[] {
  const shared = sharedSerials(devices, []);
  const configured = config.ports.flatMap((port): Target | readonly [] => {
    const { device, tcp, usb } = port;
    if (tcp !== undefined) return { name: tcp, device: tcp, tcp, config: port };
    const found = foundFor(port, devices, shared);
    const path = device ?? found?.ttys[0]?.path ?? usb;
    if (path === undefined) return [];
    return { name: found ? nameOfDevice(found) : path, device: path, found, config: port };
  });
  const named = new Set(configured.map(({ found }) => found));
  const others = devices
    .filter(found => !named.has(found))
    .map(found => ({ name: nameOfDevice(found), device: found.ttys[0]?.path ?? '', found }));
  return [...configured, ...others];
}

/** Findings without any AT command: known already, or the device must not be asked. */
function skipped(target: Target, config: GatewayConfig, owner: string | undefined): Examination | undefined {
  const { found, config: port, named } = target;
  const { enabled, adapters } = config.discovery;
  const served = port !== undefined || (enabled && found !== undefined && isServed(found, adapters));
  if (owner !== undefined && served && found?.noTty === undefined)
    return without(finding('used_by_gateway', { holder: owner }));
  const asked = named || port !== undefined || found === undefined || isServed(found, adapters);
  const adapter =
    found?.kind === 'adapter' ? { adapter: 'or discovery.adapters: true, for all USB serial adapters' } : {};
  return asked ? undefined : without(finding('not_asked', { device: target.device, ...adapter }));
}

/** Whether discovery makes a port of it. */
function isServed({ kind }: FoundDevice, adapters: boolean): boolean {
  return kind === 'modem' || (kind === 'adapter' && adapters);
}

function without(verdict: Finding): Examination {
  return { verdict, warnings: [], facts: {}, asked: [] };
}

async function examine(target: Target, options: ExaminationOptions): Promise<Examination> {
  const { found, device, tcp, config, named } = target;
  const { baudRate, port, usb } = config ?? {};
  const line = { baudRate, port };
  // A tty that somebody chose is the one to ask.
  const chosen =
    tcp !== undefined || config?.device !== undefined || (named === true && found?.noTty === undefined);
  if (found !== undefined && !chosen) return examineDevice(found, line, options);
  if (usb !== undefined && found === undefined) return without(finding('absent'));
  const hasSpeed = found?.kind !== 'modem' && tcp === undefined;
  const managerUid = found?.managerUid;
  const answers = await examineLine(
    { ...line, hasSpeed, managerUid, ...(tcp === undefined ? { device } : { tcp }) },
    options,
  );
  return { ...answers, asked: [] };
}

function reportOf(target: Target, examination: Examination, usb: readonly string[]): DeviceReport {
  const { verdict, warnings, facts, asked } = examination;
  // The tty that answered, where several were asked.
  const device = asked.at(-1)?.path ?? target.device;
  return {
    ...{ name: target.name, port: target.config?.port ?? null, device, usb, verdict, warnings, facts },
    asked: asked.map(({ path, finding: { code } }) => ({ device: path, code })),
  };
}

function exitCodeOf(reports: readonly DeviceReport[], findings: readonly Finding[]): 0 | 1 | 3 {
  const isWell = ({ verdict, warnings }: DeviceReport) =>
    (verdict.kind === 'well' || verdict.kind === 'unasked') && warnings.length === 0;
  const well = reports.filter(isWell).length;
  if (findings.length > 0 || well === 0) return 1;
  return well === reports.length ? 0 : 3;
}
