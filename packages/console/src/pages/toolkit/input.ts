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

/** Undefined: the view takes no text. */
export function inputOf(type: number): Wanted | undefined {
  return wanted[type];
}
