/** Fields of proactive commands, as a module reads them. */

import { objectOf } from '../card/data-objects.ts';
import { type CardCommand, commandTypes, tagNumbers } from '../card/proactive-command.ts';
import { readAlpha, readTextString } from '../card/text.ts';

/** The text string (TS 102 223 8.15); "" where there is none. */
export function textOf({ objects }: CardCommand): string {
  const value = objectOf(objects, tagNumbers.text);
  return value === undefined ? '' : readTextString(value);
}

/** The alpha identifier (TS 102 223 8.2); "" where there is none. */
export function titleOf({ objects }: CardCommand): string {
  const value = objectOf(objects, tagNumbers.alpha);
  return value === undefined ? '' : readAlpha(value);
}

/** The items (TS 102 223 8.9): an identifier from 1, and the octets of a text. A single empty one takes a menu away (6.4.8). */
export function codedItemsOf({
  objects,
}: CardCommand): { readonly identifier: number; readonly octets: Uint8Array }[] {
  return objects.flatMap(({ tag, value: [identifier, ...octets] }) =>
    tag === tagNumbers.item && identifier !== undefined
      ? [{ identifier, octets: Uint8Array.from(octets) }]
      : [],
  );
}

/** The items with their texts. */
export function itemsOf(command: CardCommand): { readonly identifier: number; readonly text: string }[] {
  return codedItemsOf(command).map(({ identifier, octets }) => ({ identifier, text: readAlpha(octets) }));
}

/** TS 102 223 8.11. */
export function lengthsOf({ objects }: CardCommand): { readonly minimum: number; readonly maximum: number } {
  const [minimum = 0, maximum = 255] = objectOf(objects, tagNumbers.length) ?? [];
  return { minimum, maximum };
}

/** TS 102 223 8.6, bits of GET INKEY and GET INPUT; GET INKEY has yes or no where GET INPUT hides. */
export function isCharacters({ qualifier }: CardCommand): boolean {
  return (qualifier & 0x01) !== 0;
}
/** TS 102 223 8.6: bit 2, the answer is in UCS-2. */
export function isUcs2({ qualifier }: CardCommand): boolean {
  return (qualifier & 0x02) !== 0;
}
/** TS 102 223 8.6: bit 3, yes or no with GET INKEY, hidden with GET INPUT. */
export function hasThirdBit({ qualifier }: CardCommand): boolean {
  return (qualifier & 0x04) !== 0;
}

/** Kind of text that GET INKEY and GET INPUT ask for: 0 default alphabet, 1 yes or no, 2 digits, 3 UCS-2; the numbers of two makers. */
export function formatOf(command: CardCommand): number {
  if (command.type === commandTypes.getInkey && hasThirdBit(command)) return 1;
  if (!isCharacters(command)) return 2;
  return isUcs2(command) ? 3 : 0;
}

/** GET INPUT: the entry goes to the card packed. */
export function isPacked({ qualifier }: CardCommand): boolean {
  return (qualifier & 0x08) !== 0;
}

/** The card has help to give, for a question, a list or a menu. */
export function hasHelp({ qualifier }: CardCommand): boolean {
  return (qualifier & 0x80) !== 0;
}
