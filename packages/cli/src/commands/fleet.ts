/** `simgate fleet`: virtual gateways that speak the vendor's API as original hardware does, for tests of servers above them. */
import type { FleetProgramOptions, QuirkChanges } from '@simgate/simulator';
import { Command, InvalidArgumentError, Option } from 'commander';
import { withExamples } from '../program/client-command.ts';
import { wholeNumber } from '../program/values.ts';
import { airTime } from './argument-parsers.ts';

const fleetExamples = [
  'simgate fleet --gateways 3                     # on ports 9000 to 9002 of 127.0.0.1, login admin, admin',
  'simgate fleet --gateways 1000 --by address     # one at each of 127.1.0.1 to 127.1.3.232, all on port 9000',
  'simgate fleet --era 2014 --quirk banAfter=0    # hardware of 2014 that bans nobody',
];

/** Options of `simgate fleet`. */
interface FleetArguments {
  gateways: number;
  ports: number;
  multiSim?: true;
  by: 'port' | 'address' | 'path';
  host?: string;
  basePort: number;
  controlPort: number;
  tls?: true;
  user: string;
  password: string;
  era: NonNullable<FleetProgramOptions['quirkSet']>;
  quirk: string[];
  airTime?: ReturnType<typeof airTime>;
  pushUrl?: string;
  recordLimit: number;
  seed: number;
}

/** Starts the fleet and resolves at its end. */
async function start(given: FleetArguments): Promise<void> {
  const { readQuirkArgument, runFleet } = await import('@simgate/simulator');
  const { by, era, quirk, airTime: air, ...rest } = given;
  const quirks: QuirkChanges = Object.assign({}, ...quirk.map(readQuirkArgument));
  const instant = { airTime: { minimum: 0, maximum: 0 }, deliveryTime: { minimum: 0, maximum: 0 } };
  await runFleet({
    ...rest,
    ...{ addressing: by, quirkSet: era, quirks },
    ...(air !== undefined && { air: air === 'instant' ? instant : { airTime: air } }),
  });
}

/** An address for pushes. @throws InvalidArgumentError for another scheme than http and https */
function pushUrl(text: string): string {
  if (!/^https?:\/\/./.test(text)) throw new InvalidArgumentError('Allowed is an http or https URL.');
  return text;
}

/** `simgate fleet`. */
export function fleetCommand(): Command {
  const port = wholeNumber(0, 65535);
  return withExamples(new Command('fleet'), fleetExamples)
    .description(
      "Virtual gateways that speak the vendor's API as original hardware does. Listens on loopback.",
    )
    .option('--gateways <n>', 'number of gateways', wholeNumber(1, 10_000), 10)
    .option('--ports <n>', 'ports of each gateway', wholeNumber(1, 32), 32)
    .option('--multi-sim', 'four slots with a SIM each in every port')
    .addOption(
      new Option('--by <what>', 'what tells the gateways apart; path: http://HOST:PORT/gateways/N')
        .choices(['port', 'address', 'path'])
        .default('port'),
    )
    .option('--host <address>', 'address to listen on; with --by address the first one (default: loopback)')
    .option(
      '--base-port <port>',
      'TCP port of the first gateway, the others follow; 0: free ones',
      port,
      9000,
    )
    .option('--control-port <port>', 'TCP port of the control API; 0: a free one', port, 8089)
    .option('--tls', 'HTTPS, with a self-signed certificate of each gateway; not with --by path')
    .option('--user <name>', 'user of every gateway', 'admin')
    .option('--password <password>', 'password of every gateway', 'admin')
    .addOption(
      new Option('--era <year>', 'which hardware; document: what the manual says, without quirks')
        .choices(['document', '2014', '2017', '2021'])
        .default('2021'),
    )
    .option('--quirk <name=value...>', 'switches above those of the era', [])
    .addOption(
      new Option(
        '--air-time <time>',
        'time a segment takes on the air: "instant" or seconds from-to (default: 1-4)',
      ).argParser(airTime),
    )
    .addOption(
      new Option(
        '--push-url <url>',
        'where all gateways push to; {gateway} and {sn} become theirs',
      ).argParser(pushUrl),
    )
    .option(
      '--record-limit <n>',
      'messages that the record keeps, each direction',
      wholeNumber(1, 100_000_000),
      1_000_000,
    )
    .option('--seed <n>', 'start of the random numbers', wholeNumber(0, 2 ** 31), 1)
    .addHelpText(
      'after',
      '\nEvery switch (--quirk) and the control API are described in docs/virtual-fleet.md.',
    )
    .action(start);
}
