/** Modems that come and go: each that is found becomes a port with a number of its own, under whatever tty it has. */
import { join } from 'node:path';
import type { Clock } from '@simgate/daemon';
import type { Settings } from '@simgate/daemon/store';
import type { DiscoveryConfig, PortConfig } from '../config/schema.ts';
import { dialects } from '../dialects/dialects.ts';
import type { UsbForm } from '../dialects/usb-form.ts';
import { LinkError } from '../errors.ts';
import { lockFolderOf } from '../link/device-lock.ts';
import type { Link } from '../link/link.ts';
import { linkOpener, type OpenLink } from '../link/open.ts';
import type { Log } from '../store/store.ts';
import { DiscoveryLog } from './discovery-log.ts';
import { watchByKernel } from './folder-watch.ts';
import type { FoundDevice, ServedDevice } from './found-device.ts';
import { hindranceAt, whyNotOpened } from './hindrance.ts';
import { pinNames } from './identity.ts';
import { ModemManager } from './modem-manager.ts';
import { ModuleLinks } from './module-link.ts';
import { PortNumbers } from './port-numbers.ts';
import { sentenceOf } from './reasons.ts';
import { deviceSignature, scanDevices } from './scan.ts';
import { realPathOf } from './system-files.ts';

export interface DiscoveryOptions {
  readonly config: { readonly discovery: DiscoveryConfig; readonly ports: readonly PortConfig[] };
  readonly settings: Settings;
  /** Steady time, in milliseconds. */
  readonly steady: () => number;
  readonly clock: Clock;
  readonly log: Log;
  /** How devices are opened; absent: really. */
  readonly open?: OpenLink;
  /** Calls back when a folder may have changed; the returned function ends that. Absent: by the kernel. */
  readonly watch?: (folder: string, changed: () => void) => () => void;
  /** ModemManager's command; absent: mmcli. */
  readonly managerProgram?: string;
}

/** The ports as discovery needs them. */
export interface DiscoveredPorts {
  /** A port that was not there before. */
  add(config: PortConfig): void;
  /** Its modem is there again: need not wait. */
  reopen(port: number): void;
}

/** How often it is looked whether something was plugged in, in milliseconds; the kernel's word comes sooner as a rule. */
const LOOK_EVERY = 5000;
/** udev needs a moment for names and rights of a device that has just come. Milliseconds. */
const SETTLE = 500;
const DAY = 24 * 3600_000;

export class Discovery {
  readonly #options: DiscoveryOptions;
  readonly #forms: readonly UsbForm[] = dialects.map(({ usb }) => usb);
  readonly #open: OpenLink;
  readonly #numbers: PortNumbers;
  readonly #links: ModuleLinks;
  readonly #manager: ModemManager;
  readonly #log: DiscoveryLog;
  /** Those of the settings and those found. Changes while running; read it when it is needed. */
  readonly ports: PortConfig[];
  /** Those that people named. */
  #named: readonly PortConfig[];
  #bank: DiscoveredPorts | undefined;
  #signature: string | undefined;
  #devices: readonly FoundDevice[] = [];
  /** By number, those that are there. */
  #present = new Map<number, FoundDevice>();
  #looking: Promise<void> = Promise.resolve();
  /** When the next look is due, on the monotonic clock. */
  #due = Number.POSITIVE_INFINITY;
  #cancel = () => {};
  /** Undefined: it is not looked for devices. */
  #unwatch: (() => void) | undefined;
  #stopped = false;

  constructor(options: DiscoveryOptions) {
    const { config, clock, log, settings, steady, managerProgram } = options;
    const { root, inhibitModemManager: enabled } = config.discovery;
    this.#options = options;
    this.#open = options.open ?? linkOpener(clock, lockFolderOf(root));
    this.#numbers = new PortNumbers(settings, steady);
    this.#links = new ModuleLinks({ clock, forms: this.#forms });
    this.#manager = new ModemManager({
      ...{ root, clock, log, enabled },
      ...(managerProgram !== undefined && { program: managerProgram }),
    });
    this.#log = new DiscoveryLog(log, clock);
    this.#named = config.ports;
    this.ports = [...config.ports];
  }

  /** Finds what is there now. Resolves when the numbers are stored. */
  async prepare(): Promise<void> {
    this.#numbers.forget(this.#options.config.discovery.forgetAfter * DAY);
    await this.#look();
  }

  /** Ports come and go from now on. */
  start(bank: DiscoveredPorts): void {
    this.#bank = bank;
    this.#begin();
  }

  /** Looks for devices from now on, where any port or setting wants that. */
  #begin(): void {
    if (!this.#isWanted() || this.#unwatch !== undefined || this.#stopped) return;
    const { watch: watchFolder = watchByKernel, config } = this.#options;
    this.#unwatch = watchFolder(join(config.discovery.root, 'dev'), () => this.#lookIn(SETTLE));
    this.#lookIn(LOOK_EVERY);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    this.#unwatch?.();
    await this.#looking;
    await this.#manager.stop();
  }

  /** Puts a port in the place of the one of its number, or beside the others. */
  configure(config: PortConfig): void {
    this.#named = [...this.#named.filter(({ port }) => port !== config.port), config];
    const index = this.ports.findIndex(({ port }) => port === config.port);
    if (index < 0) this.ports.push(config);
    else this.ports[index] = config;
    if (this.#bank !== undefined) this.#begin();
  }

  /** Takes a port that people named off the list. */
  forget(port: number): void {
    this.#named = this.#named.filter(one => one.port !== port);
    const index = this.ports.findIndex(one => one.port === port);
    if (index >= 0) this.ports.splice(index, 1);
    this.#present.delete(port);
  }

  /** The present devices, and the port of each. */
  survey(): { devices: ServedDevice[]; ports: readonly PortConfig[] } {
    this.#scan();
    const byDevice = new Map(this.ports.map(config => [this.#deviceOf(config), config.port] as const));
    const devices = this.#devices.map((device): ServedDevice => {
      const port = byDevice.get(device);
      const usb = pinNames(device, this.#numbers.shared);
      return { device, usb, ...(port !== undefined && { port }) };
    });
    return { devices, ports: this.ports };
  }

  /**
   * Opens the device of a port wherever it is now. Throws LinkError, with what mends it, where it is not there, must not be opened or
   * is another program's.
   */
  readonly openLink: OpenLink = async (config, baudRate) => {
    if (config.tcp !== undefined) return this.#open(config, baudRate);
    this.#scan();
    const device = this.#deviceOf(config);
    if (device !== undefined) await this.#manager.hold(device);
    const open = (path: string) => this.#openPath({ ...config, device: path }, baudRate, device?.managerUid);
    if (config.device !== undefined) return open(config.device);
    if (device === undefined) throw new LinkError(`port ${config.port}`, 'its modem is not plugged in');
    return this.#links.open(device, open);
  };

  async #openPath(
    config: PortConfig & { device: string },
    baudRate: number,
    managerUid?: string,
  ): Promise<Link> {
    const { root } = this.#options.config.discovery;
    const place = { device: config.device, managerUid };
    const hindrance = await hindranceAt(place, root);
    if (hindrance !== undefined) throw new LinkError(config.device, sentenceOf(hindrance));
    try {
      return await this.#open(config, baudRate);
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      throw new LinkError(config.device, sentenceOf(whyNotOpened(place, error, root)));
    }
  }

  /** True where a port's device is looked for rather than named. */
  #isWanted(): boolean {
    const { discovery } = this.#options.config;
    const ports = this.#named;
    return discovery.enabled || ports.some(({ usb }) => usb !== undefined);
  }

  #deviceOf({ port, device, usb }: PortConfig): FoundDevice | undefined {
    if (usb !== undefined) return this.#pinned(usb);
    if (device === undefined) {
      const known = this.#present.get(port);
      // A later scan has it as another object.
      return known && this.#devices.find(one => isSameDevice(one, known));
    }
    const path = realPathOf(device) ?? device;
    return this.#devices.find(({ ttys }) => ttys.some(tty => realPathOf(tty.path) === path));
  }

  #pinned(usb: string): FoundDevice | undefined {
    return this.#devices.find(device => pinNames(device, this.#numbers.shared).includes(usb));
  }

  /** A look that is due sooner stays. */
  #lookIn(milliseconds: number): void {
    const { clock } = this.#options;
    const due = clock.monotonic() + milliseconds;
    if (this.#stopped || due >= this.#due) return;
    this.#cancel();
    this.#due = due;
    this.#cancel = clock.after(milliseconds, () => {
      this.#due = Number.POSITIVE_INFINITY;
      this.#looking = this.#looking.then(() => this.#look()).then(() => this.#lookIn(LOOK_EVERY));
    });
  }

  #scan(): void {
    const { root } = this.#options.config.discovery;
    const signature = deviceSignature(root);
    if (signature === this.#signature) return;
    this.#devices = scanDevices(root, this.#forms);
    this.#signature = signature;
  }

  async #look(): Promise<void> {
    if (!this.#isWanted()) return;
    this.#scan();
    try {
      await this.#number();
    } catch (error) {
      this.#options.log.error({ error: String(error) }, 'the numbers of found modems could not be stored');
    }
  }

  async #number(): Promise<void> {
    const { discovery } = this.#options.config;
    const ports = this.#named;
    const own = new Set(ports.flatMap(port => this.#deviceOfSettings(port) ?? []));
    const served = discovery.enabled
      ? this.#devices.filter(device => !own.has(device) && this.#isServed(device))
      : [];
    const taken = new Set(
      ports.filter(({ device, tcp, usb }) => device ?? tcp ?? usb).map(({ port }) => port),
    );
    const { assigned, left, ports: numbers } = await this.#numbers.assign(this.#devices, served, taken);
    const present = new Map(assigned.map(({ device, port }) => [port, device]));
    for (const port of ports) {
      const device = port.usb === undefined ? undefined : this.#pinned(port.usb);
      if (device !== undefined) present.set(port.port, device);
    }
    this.#compare(present, discovery.enabled ? numbers : []);
    if (discovery.enabled) this.#log.unserved(this.#devices, left);
  }

  #deviceOfSettings(port: PortConfig): FoundDevice | undefined {
    return port.device === undefined && port.usb === undefined ? undefined : this.#deviceOf(port);
  }

  #isServed({ kind, ttys }: FoundDevice): boolean {
    const { adapters } = this.#options.config.discovery;
    return ttys.length > 0 && (kind === 'modem' || (kind === 'adapter' && adapters));
  }

  /** Adds, wakes and logs, by the difference to before. */
  #compare(present: Map<number, FoundDevice>, numbers: readonly number[]): void {
    const before = this.#present;
    this.#present = present;
    for (const port of numbers) this.#add(port);
    for (const [port, device] of present) {
      if (
        before.get(port)?.folder === device.folder &&
        before.get(port)?.ttys[0]?.path === device.ttys[0]?.path
      )
        continue;
      this.#log.plugged(port, device);
      this.#bank?.reopen(port);
    }
    for (const [port, device] of before) if (!present.has(port)) this.#log.unplugged(port, device);
  }

  #add(port: number): void {
    if (this.ports.some(one => one.port === port)) return;
    const config: PortConfig = { port, record: false };
    this.ports.push(config);
    this.#bank?.add(config);
  }
}

function isSameDevice(one: FoundDevice, other: FoundDevice): boolean {
  return one.place === other.place && one.vendor === other.vendor && one.serial === other.serial;
}
