/** For tests: the program as a process of its own. */

import { runFleet } from './program.ts';

await runFleet({ gateways: 3, ports: 2, controlPort: 0 });
