/**
 * Adds, changes and removes ports while the gateway runs. What is wanted is committed first; a crash leaves the port as it was, or makes
 * it at the next start as it was wanted. Messages that wait for a port that is no more wait on, or go through others that they may use.
 */
import type { Settings } from '@simgate/daemon/store';
import type { PortConfig } from '../config/schema.ts';
import {
  keptOverlay,
  needsReopening,
  OVERLAY_KEY,
  overlaidPort,
  type PortOverlay,
  type PortSettings,
  placeOf,
  readOverlay,
  withSettings,
} from './port-overlay.ts';

export interface PortSettingsView {
  readonly port: number;
  /** `here`: set while running; `found`: of a modem that was found, without settings of its own. */
  readonly source: 'file' | 'here' | 'found';
  readonly settings: PortSettings;
}

export type PortChange =
  | { readonly ok: true; readonly view: PortSettingsView | undefined }
  | { readonly ok: false; readonly code: 400 | 404 | 409; readonly error: string };

export interface RunningPortsOptions {
  readonly settings: Settings;
  /** Ports of the settings file. */
  readonly file: readonly PortConfig[];
  /** The ports that there are, kept by who finds modems. */
  readonly present: () => readonly PortConfig[];
  /** Puts a port into that list, in the place of the one of its number. */
  readonly configure: (config: PortConfig) => void;
  readonly forget: (port: number) => void;
  /** Opens, closes and opens anew; each resolves when the modem is let go. */
  readonly open: (config: PortConfig) => Promise<void>;
  readonly close: (port: number) => Promise<void>;
}

function refused(code: 400 | 404 | 409, error: string): PortChange {
  return { ok: false, code, error };
}

export class RunningPorts {
  readonly #options: RunningPortsOptions;
  #overlay: PortOverlay;
  /** Changes go one after another. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: RunningPortsOptions) {
    this.#options = options;
    this.#overlay = readOverlay(options.settings.get(OVERLAY_KEY));
  }

  list(): PortSettingsView[] {
    return this.#options
      .present()
      .map(config => this.#viewOf(config))
      .toSorted((one, other) => one.port - other.port);
  }

  /** Adds a port, or gives one that is there these settings in place of its own. Resolves when its modem is being opened. */
  set(port: number, settings: PortSettings): Promise<PortChange> {
    return this.#queue(() => this.#set(port, settings));
  }

  /** Resolves when its modem is let go. */
  remove(port: number): Promise<PortChange> {
    return this.#queue(() => this.#remove(port));
  }

  /** Takes back what was set while running: the port is as the settings file has it. */
  reset(port: number): Promise<PortChange> {
    return this.#queue(() => this.#reset(port));
  }

  #queue(change: () => Promise<PortChange>): Promise<PortChange> {
    const next = this.#last.then(change);
    this.#last = next.catch(() => undefined);
    return next;
  }

  #viewOf(config: PortConfig): PortSettingsView {
    const { file } = this.#options;
    const isOfFile = file.some(one => one.port === config.port);
    const source = this.#overlay.has(config.port) ? 'here' : isOfFile ? 'file' : 'found';
    const {
      port,
      record: _,
      slotCommand: __,
      toolkitOver: ___,
      deleteSentMessages: ____,
      ...settings
    } = config;
    return { port, source, settings };
  }

  #find(port: number): PortConfig | undefined {
    return this.#options.present().find(one => one.port === port);
  }

  /** Why a port cannot have these settings. */
  #problem(port: number, settings: PortSettings): PortChange | undefined {
    const places = [settings.device, settings.tcp, settings.usb].filter(one => one !== undefined);
    if (places.length > 1) return refused(400, 'device: is one of device, tcp and usb; give one of them.');
    const place = placeOf(settings);
    if (place === undefined && this.#isFound(port)) return undefined;
    if (place === undefined)
      return refused(
        400,
        'device: is missing, and so are tcp and usb: this port has no modem that was found.',
      );
    const other = this.#options.present().find(one => one.port !== port && placeOf(one) === place);
    return other && refused(409, `device: ${place} belongs to port ${other.port}.`);
  }

  /** Whether the modem of the port was found, rather than named. */
  #isFound(port: number): boolean {
    const config = this.#find(port);
    return config !== undefined && placeOf(config) === undefined;
  }

  async #keep(port: number, settings: PortSettings | null | undefined): Promise<void> {
    const overlay = new Map(this.#overlay);
    if (settings === undefined) overlay.delete(port);
    else overlay.set(port, settings);
    await this.#options.settings.set(OVERLAY_KEY, keptOverlay(overlay));
    this.#overlay = overlay;
  }

  /** Brings what runs to what is kept. */
  async #apply(after: PortConfig): Promise<PortChange> {
    const { configure, open } = this.#options;
    const before = this.#find(after.port);
    configure(after);
    if (before === undefined || needsReopening(before, after)) await open(after);
    return { ok: true, view: this.#viewOf(after) };
  }

  async #set(port: number, settings: PortSettings): Promise<PortChange> {
    const problem = this.#problem(port, settings);
    if (problem !== undefined) return problem;
    await this.#keep(port, settings);
    const own = this.#options.file.find(one => one.port === port);
    return this.#apply(withSettings(port, own, settings));
  }

  async #remove(port: number): Promise<PortChange> {
    const { file, forget, close } = this.#options;
    if (this.#find(port) === undefined) return refused(404, `port: this gateway has no port ${port}.`);
    if (this.#isFound(port))
      return refused(
        409,
        'port: its modem was found; unplug it, or block the port so that it takes no work.',
      );
    await this.#keep(port, file.some(one => one.port === port) ? null : undefined);
    await close(port);
    forget(port);
    return { ok: true, view: undefined };
  }

  async #reset(port: number): Promise<PortChange> {
    const { file } = this.#options;
    if (!this.#overlay.has(port))
      return refused(404, `port: nothing of port ${port} was changed while the gateway ran.`);
    const own =
      overlaidPort(port, file, new Map()) ?? (this.#isFound(port) ? { port, record: false } : undefined);
    if (own === undefined) return this.#remove(port);
    const place = placeOf(own);
    const other = this.#options.present().find(one => one.port !== port && placeOf(one) === place);
    if (place !== undefined && other !== undefined)
      return refused(409, `port: ${place} of the settings file belongs to port ${other.port} now.`);
    await this.#keep(port, undefined);
    return this.#apply(own);
  }
}
