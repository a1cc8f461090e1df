/** Rows of the vectors folder. */
import { readFileSync } from 'node:fs';
import { type Direction, fromHex } from '../src/index.ts';

export interface PduRow {
  readonly id: string;
  readonly op: string;
  readonly kind: string;
  readonly direction?: 'MT' | 'MO';
  readonly has_smsc?: boolean;
  readonly tpdu_len?: number;
  readonly hex?: string;
  readonly hex_parts?: readonly string[];
  readonly national?: { readonly locking?: string | null; readonly single?: string | null };
  readonly input?: Readonly<Record<string, unknown>>;
  readonly expect: Readonly<Record<string, unknown>>;
  readonly tolerance?: 'either' | 'lenient';
}

/** Content of a file of the vectors folder. */
export function vectors<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../../../vectors/${name}.json`, import.meta.url), 'utf8'));
}

export function pduRows(): PduRow[] {
  return [...vectors<PduRow[]>('sms-pdu'), ...vectors<PduRow[]>('sms-pdu-gammu-grid')];
}

export function directionOf(row: PduRow): Direction {
  return row.direction === 'MO' ? 'fromMobile' : 'toMobile';
}

/** All octets that a row holds, of its parts too; rows whose text is no hexadecimal are left out by the caller. */
export function octetsOf(row: PduRow): Uint8Array[] {
  return (row.hex_parts ?? [row.hex ?? '']).map(fromHex);
}
