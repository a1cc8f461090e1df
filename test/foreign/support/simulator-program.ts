/** Child of simulator-process.ts: a simulator that knows more settings than the command line offers. */
import { runSimulator } from '@simgate/simulator';
import type { SimulatorSettings } from './simulator-process.ts';

const { timers, network, ...settings } = JSON.parse(process.argv[2] ?? '{}') as SimulatorSettings;

await runSimulator({
  ...settings,
  controlPort: 0,
  network: { ...network, recordLimit: network.recordLimit ?? Number.POSITIVE_INFINITY },
  ...(timers && { timers }),
});
