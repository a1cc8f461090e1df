/** The character tables of 23.038 made ready for use, each at its first use. */
import { EncodeError } from '../errors.ts';
import { DEFAULT_ALPHABET, DEFAULT_EXTENSION } from './tables/default.ts';
import { lockingShiftTables } from './tables/locking-shift.ts';
import { singleShiftTables } from './tables/single-shift.ts';

/** The national language tables in force for a text; absent: the default ones (23.040 9.2.3.24.15, 9.2.3.24.16). */
export interface NationalLanguage {
  /** National language identifier of the locking shift table: 1, 3..13. */
  readonly locking?: number;
  /** National language identifier of the single shift table: 1..13. */
  readonly single?: number;
}

/** One table of 128 codes both ways. */
export interface CharacterTable {
  /** The character at each code; undefined: not assigned. */
  readonly characters: readonly (string | undefined)[];
  /** The code of each UTF-16 code unit; `NOT_IN_TABLE`: none. */
  readonly codes: Uint8Array;
}

export const NOT_IN_TABLE = 0xff;

const cache = new Map<string, CharacterTable>();

function buildTable(source: string): CharacterTable {
  const codes = new Uint8Array(0x10000).fill(NOT_IN_TABLE);
  const characters = source
    .trim()
    .split(/\s+/)
    .map((entry, code) => {
      if (entry === '----') return undefined;
      const unit = Number.parseInt(entry, 16);
      // Some characters stand in a single shift table twice: the first place is used for sending.
      if (codes[unit] === NOT_IN_TABLE) codes[unit] = code;
      return String.fromCharCode(unit);
    });
  return { characters, codes };
}

function tableOf(key: string, source: string): CharacterTable {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const built = buildTable(source);
  cache.set(key, built);
  return built;
}

const defaultLocking = buildTable(DEFAULT_ALPHABET);
const defaultSingle = buildTable(DEFAULT_EXTENSION);

/** The table in force outside escapes; a reserved identifier means the default alphabet (23.040 9.2.3.24.16). */
export function lockingTable(identifier: number | undefined): CharacterTable {
  const source = identifier === undefined ? undefined : lockingShiftTables[identifier];
  return source === undefined ? defaultLocking : tableOf(`locking ${identifier}`, source);
}

/** The table in force after ESC; a reserved identifier means the default extension (23.040 9.2.3.24.15). */
export function singleTable(identifier: number | undefined): CharacterTable {
  const source = identifier === undefined ? undefined : singleShiftTables[identifier];
  return source === undefined ? defaultSingle : tableOf(`single ${identifier}`, source);
}

/**
 * Refuses identifiers that name no table, before anything is sent with them.
 * @throws EncodeError
 */
export function checkNationalLanguage(national: NationalLanguage | undefined): void {
  const { locking, single } = national ?? {};
  if (locking !== undefined && lockingShiftTables[locking] === undefined) {
    throw new EncodeError(
      'nationalLanguage.locking',
      `${locking} has no locking shift table; 1 and 3..13 have`,
    );
  }
  if (single !== undefined && singleShiftTables[single] === undefined) {
    throw new EncodeError('nationalLanguage.single', `${single} has no single shift table; 1..13 have`);
  }
}
