/** The toolkit of a modem that is not ready, or has none. */
import type { ToolkitOutcome, ToolkitVerbs } from './toolkit.ts';

/** Nothing is there to be told. */
export const noToolkit: ToolkitVerbs = {
  moduleActs: false,
  respond: () => Promise.resolve(notThere),
  choose: () => Promise.resolve(notThere),
  envelope: () => Promise.resolve(notThere),
  place: () => Promise.resolve(undefined),
};
const notThere: ToolkitOutcome = { kind: 'refused', reason: 'the modem is not ready' };
