/** Ports as people set them while the gateway runs: kept in the data folder, above the settings file. */
import type { Json } from '@simgate/daemon/store';
import { Value } from 'typebox/value';
import { type PortConfig, portSchema } from '../config/schema.ts';

/** The settings of a port that people may change. Programs that are run, and how the toolkit is reached, stand in the settings file alone. */
const changeable = [
  ...['device', 'baudRate', 'tcp', 'usb', 'pin', 'smsc', 'number', 'slots', 'limits', 'gap'],
  ...['incomingCalls', 'toolkitAllows'],
] as const;

export type PortSettings = Pick<
  PortConfig,
  | 'device'
  | 'baudRate'
  | 'tcp'
  | 'usb'
  | 'pin'
  | 'smsc'
  | 'number'
  | 'slots'
  | 'limits'
  | 'gap'
  | 'incomingCalls'
  | 'toolkitAllows'
>;

/** By number; null: there is no such port, even where the file has it. */
export type PortOverlay = ReadonlyMap<number, PortSettings | null>;

/** Under which it is stored. */
export const OVERLAY_KEY = 'portSettings';

/** A row that cannot be read is left out: the file counts then. */
export function readOverlay(kept: Json | undefined): PortOverlay {
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) return new Map();
  const entries = Object.entries(kept).map(([port, one]) => [Number(port), one] as const);
  const overlay = new Map<number, PortSettings | null>();
  for (const [port, one] of entries) {
    if (one === null) overlay.set(port, null);
    else if (typeof one === 'object' && !Array.isArray(one)) {
      const config: unknown = { ...one, port, record: false };
      if (!Value.Check(portSchema, config)) continue;
      const { port: _, record: __, ...settings } = config;
      overlay.set(port, settings);
    }
  }
  return overlay;
}

export function keptOverlay(overlay: PortOverlay): Json {
  return JSON.parse(JSON.stringify(Object.fromEntries(overlay))) as Json;
}

/** Of a port of the file what people cannot change stays. */
export function withSettings(port: number, file: PortConfig | undefined, settings: PortSettings): PortConfig {
  const rest = Object.fromEntries(
    Object.entries(file ?? {}).filter(([name]) => !changeable.some(one => one === name)),
  );
  return { record: false, ...rest, ...settings, port };
}

/** The ports of the file with what people set above them; undefined: there is none of this number. */
export function overlaidPort(
  port: number,
  file: readonly PortConfig[],
  overlay: PortOverlay,
): PortConfig | undefined {
  const own = file.find(one => one.port === port);
  const settings = overlay.get(port);
  if (settings === null) return undefined;
  return settings === undefined ? own : withSettings(port, own, settings);
}

/** All of them, in the order of their numbers. */
export function overlaidPorts(file: readonly PortConfig[], overlay: PortOverlay): PortConfig[] {
  const numbers = new Set([...file.map(({ port }) => port), ...overlay.keys()]);
  return [...numbers]
    .toSorted((one, other) => one - other)
    .map(port => overlaidPort(port, file, overlay))
    .filter(config => config !== undefined);
}

/** The settings that name the modem of a port. */
export function placeOf({ device, tcp, usb }: PortSettings): string | undefined {
  return device ?? tcp ?? usb;
}

/** Whether a change needs the modem to be opened anew; the rest is read whenever it is needed. */
export function needsReopening(before: PortConfig, after: PortConfig): boolean {
  const read = ['limits', 'gap', 'incomingCalls'];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const [one, other]: Readonly<Record<string, unknown>>[] = [before, after];
  return [...names]
    .filter(name => !read.includes(name))
    .some(name => JSON.stringify(one?.[name]) !== JSON.stringify(other?.[name]));
}
