/** How the network reads the numbers that people dial. */

/** The number with the international prefix 00 written as `+`; every other number as it was dialled. */
export function canonicalNumber(dialled: string): string {
  return dialled.startsWith('00') ? `+${dialled.slice(2)}` : dialled;
}

/** The forms under which a dialled number may be known: as it is, and as an international number without its `+`. */
export function knownForms(dialled: string): readonly string[] {
  const number = canonicalNumber(dialled);
  return number.startsWith('+') ? [number] : [number, `+${number}`];
}
