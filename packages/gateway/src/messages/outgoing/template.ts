/** `#param#` places of a text (contract section 13: filled in one pass, values are not scanned again). */

const PLACE = /#param#/g;

/** How many places the text has. */
export function placesOf(text: string): number {
  return text.match(PLACE)?.length ?? 0;
}

/**
 * Puts the values into the places, in order. Without values the text stays as it is; values beyond the last place are
 * ignored; undefined where there are fewer values than places.
 */
export function fillTemplate(text: string, values: readonly string[] | undefined): string | undefined {
  if (values === undefined || values.length === 0) return text;
  if (values.length < placesOf(text)) return undefined;
  let next = 0;
  // A function, because `$` in a value must not be read as a pattern.
  return text.replace(PLACE, () => values[next++] ?? '');
}
