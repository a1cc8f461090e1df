/** `simgate simulator`: virtual modems on a virtual mobile network, for tests and for trying things out. */
import type { ProgramOptions } from '@simgate/simulator';
import { Command, Option } from 'commander';
import { withExamples } from '../program/client-command.ts';
import { wholeNumber } from '../program/values.ts';
import { airTime } from './argument-parsers.ts';

interface SimulatorArguments {
  config?: string;
  modems: number;
  basePort: number;
  controlPort: number;
  airTime?: ReturnType<typeof airTime>;
  persona: string[];
  pin?: string;
  toolkit: boolean;
  seed: number;
}

/** The options that these arguments stand for; what is absent is left out. */
function optionsOf(given: Partial<SimulatorArguments>): ProgramOptions {
  const { airTime: air, persona, pin, toolkit, config: _, ...rest } = given;
  const sim = {
    ...(toolkit !== undefined && { toolkit }),
    ...(pin !== undefined && { pin, pinEnabled: true }),
  };
  return {
    ...rest,
    ...(persona !== undefined && { personas: persona }),
    ...(air !== undefined && { network: { airTime: air } }),
    sim,
  };
}

/** Arguments that were typed stand above the settings file, and that above the defaults of the command. */
async function start(given: SimulatorArguments, command: Command): Promise<void> {
  const { readSettingsFile, runSimulator } = await import('@simgate/simulator');
  const settings = given.config === undefined ? {} : readSettingsFile(given.config);
  const typed = optionsOf(
    Object.fromEntries(
      Object.entries(given).filter(([name]) => command.getOptionValueSource(name) === 'cli'),
    ),
  );
  const defaults = optionsOf(given);
  const sim = { ...defaults.sim, ...settings.sim, ...typed.sim };
  await runSimulator({ ...defaults, ...settings, ...typed, sim });
}

/** `simgate simulator`. What the command line names stands above the settings file. */
export function simulatorCommand(): Command {
  return withExamples(new Command('simulator'), [
    'simgate simulator --modems 4',
    'simgate simulator --modems 2 --pin 1234 --air-time instant',
    'simgate simulator --config network.yaml',
  ])
    .description('Virtual modems that speak AT over TCP, on one virtual mobile network. Listens on loopback.')
    .option('-c, --config <file>', 'settings (YAML or JSON); see packages/simulator/README.md')
    .option('--modems <n>', 'number of modems', wholeNumber(1, 256), 8)
    .option(
      '--base-port <port>',
      'TCP port of the first modem, the others follow; 0: free ones',
      wholeNumber(0, 65535),
      7000,
    )
    .option(
      '--control-port <port>',
      'TCP port of the control API; 0: a free one',
      wholeNumber(0, 65535),
      8090,
    )
    .addOption(
      new Option(
        '--air-time <time>',
        'time a segment takes on the air: "instant" or seconds from-to (default: 1-4)',
      ).argParser(airTime),
    )
    .option('--persona <name...>', 'vendor accents, given to the modems in turn', ['generic'])
    .option('--pin <digits>', 'ask for this PIN')
    .option('--no-toolkit', 'SIM cards without a toolkit menu')
    .option('--seed <n>', 'start of the random numbers', wholeNumber(0, 2 ** 31), 1)
    .action(start);
}
