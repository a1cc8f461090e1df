/** Faults as JSON or YAML has them: `{"fault": name, ...}` with when they work and their own parameters. */

import { catalogue } from './catalogue.ts';
import type { FaultDefinition } from './fault.ts';
import {
  choice,
  FaultError,
  milliseconds,
  optionalChoice,
  optionalMilliseconds,
  optionalNumber,
  type ParameterTable,
  readParameters,
} from './parameters.ts';

/** A fault as it is given; see the catalogue for the parameters of each. */
export interface Fault {
  readonly fault: string;
  readonly [parameter: string]: unknown;
}

/** When a fault works; every fault takes these beside its own parameters. */
export const commonParameters = {
  from: choice('now', ['now', 'connection', 'boot', 'submit']),
  after: milliseconds(0),
  lasts: optionalMilliseconds(),
  until: optionalChoice(['removed', 'restart']),
  times: optionalNumber(1, 1_000_000),
} as const satisfies ParameterTable;

/** A fault that was read: its definition, its own values, and when it works. */
export interface ReadFault {
  readonly setting: Fault;
  readonly definition: FaultDefinition;
  readonly values: Readonly<Record<string, unknown>>;
  readonly from: 'now' | 'connection' | 'boot' | 'submit';
  readonly after: number;
  readonly lasts: number | undefined;
  readonly until: 'removed' | 'restart';
  readonly times: number | undefined;
}

/** Reads one fault. Throws `FaultError` that names the member; `place` stands in front of it. */
export function readFault(given: unknown, place: string): ReadFault {
  if (!isFault(given)) throw new FaultError(place === '' ? 'fault' : `${place}.fault`, 'names no fault');
  const definition = Object.hasOwn(catalogue, given.fault) ? catalogue[given.fault] : undefined;
  if (definition === undefined) {
    throw new FaultError(
      place === '' ? 'fault' : `${place}.fault`,
      `there is no fault ${given.fault}; there are ${Object.keys(catalogue).join(', ')}`,
    );
  }
  const { fault: _, ...members } = given;
  const all = readParameters({ ...commonParameters, ...definition.parameters }, members, place);
  const { from, after, lasts, until, times, ...values } = all;
  return { setting: given, definition, values, from, after, lasts, until: until ?? definition.ends, times };
}

function isFault(given: unknown): given is Fault {
  return typeof given === 'object' && given !== null && 'fault' in given && typeof given.fault === 'string';
}
