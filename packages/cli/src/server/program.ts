/** `simgate --server URL COMMAND`: what a person asks an SMS server. */
import { Command } from 'commander';
import { accessCommands } from './access.ts';
import { gatewayCommands } from './gateways.ts';
import { messageCommands } from './messages.ts';
import { simCommands } from './sims.ts';
import { userCommands } from './users.ts';
import { webhookCommands } from './webhooks.ts';

/** In the order of the help. */
export function serverCommands(): Command[] {
  return [
    ...messageCommands(),
    ...gatewayCommands(),
    ...simCommands(),
    ...webhookCommands(),
    ...accessCommands(),
    ...userCommands(),
  ];
}

/** Lets commander throw instead of ending the process, for the command and all below it: main.ts chooses the exit code. */
function throwing(command: Command): Command {
  command
    .exitOverride()
    .showHelpAfterError(`(simgate --server URL ${command.name()} --help shows the options)`);
  for (const inner of command.commands) throwing(inner);
  return command;
}

/** The program behind `--server`. */
export function serverProgram(): Command {
  const program = new Command('simgate')
    .description('An SMS server: messages, gateways, SIMs, pools, webhooks, keys and users.')
    .usage('--server URL COMMAND [options]')
    .requiredOption('--server <url>', 'the address of the server')
    .helpCommand(false)
    .exitOverride()
    .showHelpAfterError('(simgate --server URL --help shows the commands)');
  for (const command of serverCommands()) program.addCommand(throwing(command));
  return program;
}
