/** +CSQ and +CESQ (27.007 8.5, 8.69) as the 0..31 of +CSQ. */
import { afterPrefix, fieldNumber, splitFields } from './fields.ts';

/** <rssi> 0..31; undefined where the modem does not know it (99). 100..191 is TD-SCDMA's own scale. */
export function parseSignal(line: string): number | undefined {
  const rssi = fieldNumber(splitFields(afterPrefix(line, '+CSQ')), 0);
  return rssi === undefined || rssi > 31 ? undefined : rssi;
}

export interface ExtendedSignal {
  /** dBm at the receiver, where the technology in use reports it. */
  readonly rxlev?: number;
  readonly rscp?: number;
  readonly rsrp?: number;
}

/** +CESQ: rxlev,ber,rscp,ecno,rsrq,rsrp; 99 and 255 mean not known (27.007 8.69). */
export function parseExtendedSignal(line: string): ExtendedSignal {
  const fields = splitFields(afterPrefix(line, '+CESQ'));
  const level = (index: number, highest: number, lowest: number) => {
    const value = fieldNumber(fields, index);
    return value === undefined || value > highest ? undefined : value + lowest;
  };
  const rxlev = level(0, 63, -111);
  const rscp = level(2, 96, -121);
  const rsrp = level(5, 97, -141);
  return {
    ...(rxlev === undefined ? {} : { rxlev }),
    ...(rscp === undefined ? {} : { rscp }),
    ...(rsrp === undefined ? {} : { rsrp }),
  };
}

/**
 * The 0..31 of +CSQ from +CESQ, for modems whose +CSQ stays 99 on LTE. An RSRP counts one of 12 sub-carriers of each of
 * the resource blocks, so it lies about 20 dB under the RSSI.
 */
export function signalFromExtended({ rxlev, rscp, rsrp }: ExtendedSignal): number | undefined {
  const strength = rxlev ?? rscp ?? (rsrp === undefined ? undefined : rsrp + 20);
  return strength === undefined ? undefined : signalFromStrength(strength);
}

/** The 0..31 of +CSQ from a strength in dBm: 0 is -113 dBm or less, 31 is -51 dBm or more, in steps of 2 dB (27.007 8.5). */
export function signalFromStrength(strength: number): number {
  return Math.min(31, Math.max(0, Math.round((strength + 113) / 2)));
}
