/** The settings file of the simulator, in YAML or JSON: the options of the program by their names. */

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import {
  flag,
  number,
  optionalChoice,
  optionalNumber,
  optionalText,
  optionalTexts,
  readParameters,
  FaultError as SettingError,
} from './faults/parameters.ts';
import { type Fault, readFault } from './faults/read-fault.ts';
import type { ProgramOptions } from './program.ts';

/** A settings file cannot be used; the message names the file, the member and the reason. */
export class SettingsFileError extends Error {}

type Members = Readonly<Record<string, unknown>>;

const plainSettings = {
  modems: optionalNumber(1, 256),
  host: optionalText(),
  basePort: optionalNumber(0, 65_535),
  controlPort: optionalNumber(0, 65_535),
  personas: optionalTexts(),
  seed: optionalNumber(0, 2 ** 31),
} as const;

const cardSettings = {
  pin: optionalText(),
  puk: optionalText(),
  pinEnabled: flag(false),
  messageSlots: optionalNumber(1, 255),
  toolkit: flag(true),
  class: optionalChoice(['uicc', 'sim']),
} as const;

const DAY = 86_400_000;
const airTimes = { minimum: number(1000, 0, DAY), maximum: number(4000, 0, DAY) } as const;

/** Reads a file of settings. Throws `SettingsFileError`. */
export function readSettingsFile(path: string): ProgramOptions {
  try {
    return readSettings(parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const place = error instanceof SettingError && error.field !== '' ? `${error.field}: ` : '';
    throw new SettingsFileError(`${path}: ${place}${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Reads settings as YAML or JSON has them. Throws `FaultError` that names the member. */
export function readSettings(given: unknown): ProgramOptions {
  const { airTime, sim, faults, ...plain } = membersOf(given ?? {}, '');
  return {
    ...present(readParameters(plainSettings, plain, '')),
    ...(airTime !== undefined && { network: { airTime: readAirTime(airTime) } }),
    ...(sim !== undefined && { sim: present(readParameters(cardSettings, membersOf(sim, 'sim'), 'sim')) }),
    ...(faults !== undefined && { faults: readFaults(faults) }),
  };
}

function readAirTime(given: unknown) {
  if (given === 'instant') return given;
  return readParameters(airTimes, membersOf(given, 'airTime'), 'airTime');
}

/** Lists by the index of their modem. */
function readFaults(given: unknown): Readonly<Record<number, readonly Fault[]>> {
  const lists = Object.entries(membersOf(given, 'faults')).map(([index, list]) => {
    const place = `faults.${index}`;
    if (!/^\d{1,3}$/.test(index)) throw new SettingError(place, 'is not the index of a modem');
    if (!Array.isArray(list)) throw new SettingError(place, 'has to be a list of faults');
    return [index, list.map((fault, position) => readFault(fault, `${place}.${position}`).setting)] as const;
  });
  return Object.fromEntries(lists);
}

function membersOf(given: unknown, place: string): Members {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new SettingError(place, 'has to be an object');
  }
  return { ...given };
}

type Present<Values> = { readonly [Name in keyof Values]?: Exclude<Values[Name], undefined> };

/** Leaves out what was not given. */
function present<Values extends object>(values: Values): Present<Values> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Present<Values>;
}
