/** Text to septets and back (23.038 6.2.1). */

import { DEFAULT_ALPHABET, extension, lockingTables, singleShiftTables } from './alphabet-tables.ts';

const ESCAPE = 0x1b;

/** National language identifiers in force (23.040 9.2.3.24.15, 9.2.3.24.16). */
export interface NationalShifts {
  readonly locking?: number;
  readonly single?: number;
}

function septetsByCharacter(): Map<string, readonly number[]> {
  const septets = new Map<string, readonly number[]>();
  for (const [septet, character] of extension) septets.set(character, [ESCAPE, septet]);
  [...DEFAULT_ALPHABET].forEach((character, septet) => {
    septets.set(character, [septet]);
  });
  septets.delete('\u001b');
  return septets;
}

const septetsOf = septetsByCharacter();

/** The septets of one character: one, two if it stands in the extension table, none where the alphabet lacks it. */
export function septetsOfCharacter(character: string): readonly number[] | undefined {
  return septetsOf.get(character);
}

/** The septets of a text, or undefined when the default alphabet with its extension lacks a character of it. */
export function textToSeptets(text: string): number[] | undefined {
  const septets: number[] = [];
  for (const character of text) {
    const coded = septetsOf.get(character);
    if (coded === undefined) return undefined;
    septets.push(...coded);
  }
  return septets;
}

/**
 * The text of septets. A code that the single shift table lacks reads as the same code of the locking table, a second
 * escape, or one at the end, as a space (23.038 6.2.1.1). A language without a table here reads by the default tables (`hasTablesFor`).
 */
export function septetsToText(septets: readonly number[], shifts: NationalShifts = {}): string {
  const locking = lockingTables.get(shifts.locking ?? 0) ?? DEFAULT_ALPHABET;
  const single = singleShiftTables.get(shifts.single ?? 0) ?? extension;
  let text = '';
  let escaped = false;
  for (const septet of septets) {
    if (escaped) text += shifted(septet, single, locking);
    else if (septet !== ESCAPE) text += locking.charAt(septet);
    escaped = !escaped && septet === ESCAPE;
  }
  return escaped ? `${text} ` : text;
}

function shifted(septet: number, single: ReadonlyMap<number, string>, locking: string): string {
  if (septet === ESCAPE) return ' ';
  return single.get(septet) ?? (locking.charAt(septet) || ' ');
}

/** Whether this codec can read what these shifts ask for. Languages 1 to 3 are here; a locking Spanish is not in 23.038. */
export function hasTablesFor(shifts: NationalShifts): boolean {
  const { locking = 0, single = 0 } = shifts;
  return (locking === 0 || lockingTables.has(locking)) && (single === 0 || singleShiftTables.has(single));
}
