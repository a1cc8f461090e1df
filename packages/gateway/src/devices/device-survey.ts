/** The devices of this machine for /v1: what is there and which port has it; and probes of what no port uses. */
import type { Clock } from '@simgate/daemon';
import type { GatewayConfig, PortConfig } from '../config/schema.ts';
import { dialects } from '../dialects/dialects.ts';
import { type DeviceReport, runDoctor } from './doctor.ts';
import { refusalOf } from './examination.ts';
import { type FoundDevice, type FoundTty, nameOfDevice, type ServedDevice } from './found-device.ts';
import { hindranceAt } from './hindrance.ts';
import { type Finding, finding } from './reasons.ts';
import { isSameFile } from './system-files.ts';
import { ttyCandidates } from './tty-choice.ts';

export interface SurveyedTty extends FoundTty {
  /** It is the one to speak AT on. */
  readonly chosen: boolean;
}

export interface SurveyedDevice {
  readonly name: string;
  readonly kind: FoundDevice['kind'] | 'tcp' | 'missing';
  /** idVendor:idProduct, "" where it is no USB device. */
  readonly usbIds: string;
  /** For `usb` of a port in the settings. */
  readonly usb: readonly string[];
  readonly serial: string;
  readonly ttys: readonly SurveyedTty[];
  readonly port: number | null;
  readonly verdict: Finding;
}

export interface Probe {
  readonly id: number;
  readonly state: 'running' | 'done' | 'failed';
  /** Milliseconds since 1970. */
  readonly askedAt: number;
  readonly endedAt: number | null;
  /** "" where it did not fail. */
  readonly error: string;
  readonly devices: readonly DeviceReport[];
}

export type ProbeAnswer =
  | { readonly kind: 'begun'; readonly probe: Probe }
  | { readonly kind: 'busy' }
  /** `device` is none of those that are there. */
  | { readonly kind: 'unknown'; readonly device: string };

/** The part of it that handlers need. */
export interface Devices {
  list(): Promise<readonly SurveyedDevice[]>;
  /** @param devices device files; absent: all that discovery may ask. One probe at a time. */
  probe(devices?: readonly string[]): ProbeAnswer;
  find(id: number): Probe | undefined;
}

export interface DeviceSurveyOptions {
  readonly config: GatewayConfig;
  readonly clock: Clock;
  /** The present devices, and the port of each; ports whose device is not there have none. */
  readonly look: () => { readonly devices: readonly ServedDevice[]; readonly ports: readonly PortConfig[] };
  /** Asks devices by AT; absent: really. */
  readonly ask?: typeof runDoctor;
}

/** Probes that are kept. */
const KEPT = 10;
const forms = dialects.map(({ usb }) => usb);

export class DeviceSurvey implements Devices {
  readonly #options: DeviceSurveyOptions;
  #probes: readonly Probe[] = [];
  #lastId = 0;

  constructor(options: DeviceSurveyOptions) {
    this.#options = options;
  }

  async list(): Promise<readonly SurveyedDevice[]> {
    const { devices, ports } = this.#options.look();
    const found = await Promise.all(devices.map(one => this.#surveyed(one)));
    const served = new Set(devices.map(({ port }) => port));
    const others = ports.filter(({ port }) => !served.has(port)).map(withoutDevice);
    return [...found, ...others];
  }

  probe(named?: readonly string[]): ProbeAnswer {
    if (this.#probes.some(({ state }) => state === 'running')) return { kind: 'busy' };
    const { devices } = this.#options.look();
    const strange = named?.find(path => deviceAt(devices, path) === undefined);
    if (strange !== undefined) return { kind: 'unknown', device: strange };
    const chosen =
      named === undefined
        ? devices.filter(({ device }) => device.kind === 'modem')
        : named.map(path => deviceAt(devices, path)).filter(one => one !== undefined);
    this.#lastId += 1;
    const { clock } = this.#options;
    const begun = { id: this.#lastId, askedAt: Math.round(clock.now()), endedAt: null, error: '' };
    const probe: Probe = { ...begun, state: 'running', devices: [] };
    this.#keep(probe);
    void this.#run(probe, [...new Set(chosen)], named);
    return { kind: 'begun', probe };
  }

  find(id: number): Probe | undefined {
    return this.#probes.find(probe => probe.id === id);
  }

  #keep(probe: Probe): void {
    const others = this.#probes.filter(({ id }) => id !== probe.id);
    this.#probes = [...others, probe].slice(-KEPT);
  }

  /** A device of a port is never opened: its modem would get two masters. */
  async #run(probe: Probe, chosen: readonly ServedDevice[], named?: readonly string[]): Promise<void> {
    const { config, clock, ask = runDoctor } = this.#options;
    const used = chosen.filter(({ port }) => port !== undefined);
    const free = chosen.filter(({ port }) => port === undefined);
    const targets = free.flatMap(({ device }) => pathsOf(device, named));
    try {
      const { devices: asked } =
        targets.length === 0 ? { devices: [] } : await ask({ config, clock, targets });
      const untouched = [...used, ...free.filter(({ device }) => device.ttys.length === 0)];
      const devices = [...(await Promise.all(untouched.map(one => this.#unasked(one)))), ...asked];
      this.#keep({ ...probe, state: 'done', endedAt: Math.round(clock.now()), devices });
    } catch (error) {
      this.#keep({ ...probe, state: 'failed', endedAt: Math.round(clock.now()), error: String(error) });
    }
  }

  async #unasked(served: ServedDevice): Promise<DeviceReport> {
    const { name, usb, port, verdict, ttys } = await this.#surveyed(served);
    const device = ttys.find(({ chosen }) => chosen)?.path ?? '';
    return { name, usb, port, verdict, device, warnings: [], facts: {}, asked: [] };
  }

  async #surveyed(served: ServedDevice): Promise<SurveyedDevice> {
    const { device, port, usb } = served;
    const chosen = chosenTty(device);
    return {
      ...{ name: nameOfDevice(device), kind: device.kind, serial: device.serial, usb },
      usbIds: device.vendor === '' ? '' : `${device.vendor}:${device.product}`,
      ttys: device.ttys.map(tty => ({ ...tty, chosen: tty === chosen })),
      ...{ port: port ?? null, verdict: await this.#verdict(served, chosen) },
    };
  }

  /** As far as it is known without a word to the device. */
  async #verdict({ device, port }: ServedDevice, tty: FoundTty | undefined): Promise<Finding> {
    const refusal = refusalOf(device);
    if (refusal !== undefined) return refusal;
    if (tty === undefined) return finding('absent');
    const place = { device: tty.path, managerUid: device.managerUid };
    const hindrance = await hindranceAt(place, this.#options.config.discovery.root);
    if (hindrance !== undefined) return hindrance;
    if (port !== undefined) return finding('used_by_gateway', { holder: `port ${port} of this gateway` });
    return device.kind === 'modem'
      ? finding('unused', { device: tty.path })
      : finding('not_asked', { device: tty.path });
  }
}

function chosenTty(device: FoundDevice): FoundTty | undefined {
  return ttyCandidates(device, forms)[0];
}

/** The tty that was named, else the one to speak AT on. */
function pathsOf(device: FoundDevice, named: readonly string[] = []): string[] {
  const own = named.filter(path => hasTty(device, path));
  if (own.length > 0) return own;
  const chosen = chosenTty(device);
  return chosen === undefined ? [] : [chosen.path];
}

function hasTty({ ttys }: FoundDevice, path: string): boolean {
  return ttys.some(tty => isSameFile(tty.path, path));
}

function deviceAt(devices: readonly ServedDevice[], path: string): ServedDevice | undefined {
  return devices.find(({ device }) => hasTty(device, path));
}

/** A port at an address, or one whose device is not there. */
function withoutDevice({ port, tcp, device, usb }: PortConfig): SurveyedDevice {
  const name = tcp ?? device ?? usb ?? `port ${port}`;
  return {
    ...{ name, kind: tcp === undefined ? 'missing' : 'tcp', usbIds: '', usb: [], serial: '', ttys: [], port },
    verdict:
      tcp === undefined
        ? finding('absent', { device: name })
        : finding('used_by_gateway', { holder: `port ${port} of this gateway` }),
  };
}
