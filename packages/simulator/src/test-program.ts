/** For tests: the program as a process of its own. */

import { runSimulator } from './program.ts';

await runSimulator({ modems: 2, controlPort: 0, network: { airTime: 'instant' } });
