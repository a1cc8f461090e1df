/** The text that a view of the toolkit takes, by the numbers of GetSTKView. */

/** The input that a command of the SIM wants. */
export interface Wanted {
  readonly digits: boolean;
  readonly hidden: boolean;
  readonly longest: number;
}

const wanted: Readonly<Record<number, Wanted>> = {
  4: { digits: true, hidden: false, longest: 1 },
  5: { digits: false, hidden: false, longest: 1 },
  8: { digits: true, hidden: false, longest: 255 },
  9: { digits: true, hidden: true, longest: 255 },
  10: { digits: false, hidden: false, longest: 255 },
  11: { digits: false, hidden: true, longest: 255 },
};

/**
 * Undefined: the view takes no text.
 * Types 4 and 5 are a single digit or character (GET INKEY), 8 to 11 a text (GET INPUT); 9 and 11 are hidden.
 */
export function inputOf(type: number): Wanted | undefined {
  return wanted[type];
}
