/** Notices of a maker that carry the signal, described as data. */
import { afterPrefix, fieldNumber, nameOf, splitFields } from '../at/fields.ts';
import { signalFromStrength } from '../at/signal.ts';

/** How a number in a notice stands for a strength: `zero` plus `step` for each unit, in dBm and dB. */
export interface SignalScale {
  readonly zero: number;
  readonly step: number;
  /** Highest number that means a strength: makers write 99 or 255 where it is not known. */
  readonly highest: number;
}

export interface SignalNotice {
  /** Start of the notice, as `^RSSI:` or `+QIND: "csq"`. */
  readonly start: string;
  /** Field behind the name and its colon, from 0. */
  readonly field: number;
  readonly scale: SignalScale;
}

/** <rssi> of +CSQ (27.007 8.5): 0..31, -113 dBm to -51 dBm. */
export const csqScale: SignalScale = { zero: -113, step: 2, highest: 31 };

/** The signal in `line` as the 0..31 of +CSQ; undefined where the notice is of something else, or does not know it. */
export function readSignal(line: string, { start, field, scale }: SignalNotice): number | undefined {
  if (!line.startsWith(start)) return undefined;
  const value = fieldNumber(splitFields(afterPrefix(line, nameOf(line))), field);
  if (value === undefined || value > scale.highest) return undefined;
  return signalFromStrength(scale.zero + scale.step * value);
}
