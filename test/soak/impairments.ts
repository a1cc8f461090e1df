/** Bad lines of a soak run. */

/**
 * Every kind of fault of a line at once. Octets towards the module are only late and split, or a piece is lost: AT has no check sums,
 * so that a digit added to a number that is dialled is a call to somebody else, whoever does it.
 */
export const impairments = [
  { type: 'late', milliseconds: 20 },
  { type: 'lost', probability: 0.002 },
  { type: 'doubled', probability: 0.002 },
  { type: 'noise', probability: 0.002, longest: 4 },
  { type: 'notice', probability: 0.01, text: '+XNOTICE: 1', where: 'betweenLines' },
  { type: 'notice', probability: 0.01, text: '+XNOTICE: 2', where: 'afterPrompt' },
  { type: 'split', longest: 40, milliseconds: 2 },
  { type: 'late', direction: 'toModule', milliseconds: 5 },
  { type: 'lost', direction: 'toModule', probability: 0.001 },
  { type: 'split', direction: 'toModule', longest: 60, milliseconds: 2 },
] as const;
