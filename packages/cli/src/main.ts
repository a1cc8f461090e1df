/** The `simgate` command: starts the programs. */
import { Command } from 'commander';
import { backupCommand, restoreCommand } from './commands/backup.ts';
import { doctorCommand } from './commands/doctor.ts';
import { fleetCommand } from './commands/fleet.ts';
import { gatewayCommand } from './commands/gateway.ts';
import { simulatorCommand } from './commands/simulator.ts';
import { version } from './version.ts';

function program(): Command {
  return new Command('simgate')
    .description('An open GSM gateway: send and receive SMS over SIM cards of your own.')
    .version(version)
    .showHelpAfterError('(simgate --help shows the commands, simgate COMMAND --help their options)')
    .addCommand(gatewayCommand())
    .addCommand(simulatorCommand())
    .addCommand(fleetCommand())
    .addCommand(backupCommand())
    .addCommand(restoreCommand())
    .addCommand(doctorCommand());
}

/** Runs the command line; `argv` as in `process.argv`. Exit code 1 and one sentence on stderr when it cannot. */
export async function run(argv: readonly string[]): Promise<void> {
  try {
    await program().parseAsync([...argv]);
  } catch (error) {
    process.stderr.write(`simgate: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
