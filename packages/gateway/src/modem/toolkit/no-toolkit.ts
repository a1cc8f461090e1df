/** The toolkit of a modem that is not ready, or has none. */
import type { ToolkitOutcome, ToolkitVerbs } from './toolkit.ts';

/** Nothing is there to be told. */
export const NO_TOOLKIT: ToolkitVerbs = {
  moduleActs: false,
  respond: () => Promise.resolve(NOT_THERE),
  choose: () => Promise.resolve(NOT_THERE),
  envelope: () => Promise.resolve(NOT_THERE),
  place: () => Promise.resolve(undefined),
};
const NOT_THERE: ToolkitOutcome = { kind: 'refused', reason: 'the modem is not ready' };
