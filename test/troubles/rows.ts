/** The whole table of troubles. */
import type { TroubleRow } from './row.ts';
import { cardAndNetworkRows } from './rows/card-and-network.ts';
import { messageAndCallRows } from './rows/messages-and-calls.ts';
import { startingRows } from './rows/starting.ts';

export const troubleRows: readonly TroubleRow[] = [
  ...startingRows,
  ...cardAndNetworkRows,
  ...messageAndCallRows,
];
