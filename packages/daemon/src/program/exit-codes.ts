/** Exit codes of the programs (docs/operating.md). 1 is everything that a start refuses. */

/** The disk did not confirm a write (EX_IOERR of sysexits.h): a supervisor starts the gateway again. */
export const STORE_FAILED = 74;
