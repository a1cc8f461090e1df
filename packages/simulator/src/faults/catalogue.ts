/** Every fault there is, by its name. README.md lists the same; a test holds the two equal. */

import { answerFaults } from './answers.ts';
import { cardFaults } from './card.ts';
import { dialogueFaults } from './dialogue.ts';
import type { FaultTable } from './fault.ts';
import { lineFaults } from './line.ts';
import { receivingFaults } from './receiving.ts';
import { registrationFaults } from './registration.ts';
import { sendingFaults } from './sending.ts';
import { startingFaults } from './starting.ts';
import { storageFaults } from './storage.ts';

/** All faults that there are. */
export const catalogue: FaultTable = {
  ...startingFaults,
  ...lineFaults,
  ...answerFaults,
  ...cardFaults,
  ...registrationFaults,
  ...storageFaults,
  ...receivingFaults,
  ...sendingFaults,
  ...dialogueFaults,
};
