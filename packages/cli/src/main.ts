/** The `simgate` command: starts the programs, and speaks to a gateway for a person at a terminal. */
import { Argument, Command } from 'commander';
import { catalogue, HELP } from './program/catalogue.ts';
import { completed } from './program/client-command.ts';
import { endingOf } from './program/endings.ts';
import { suggesting } from './program/suggestions.ts';
import { version } from './version.ts';

/** The command itself where it is the named one, else only its name and summary. */
async function entryOf(name: string, isNamed: boolean): Promise<Command> {
  const entry = catalogue[name];
  if (entry === undefined) throw new RangeError(`no command ${name}`);
  const command = isNamed ? completed(await entry.load()) : new Command(name);
  return command.summary(entry.summary).helpGroup(entry.group);
}

async function showHelp(words: readonly string[]): Promise<void> {
  const { topics } = await import('./program/topics.ts');
  const [topic = ''] = words;
  if (Object.hasOwn(topics, topic)) process.stdout.write(topics[topic]?.() ?? '');
  else if (topic === '' || Object.hasOwn(catalogue, topic)) await run(['', '', ...words, '--help']);
  else {
    const { usageError } = await import('./program/exit-codes.ts');
    throw usageError(
      `there is no help on "${topic}"`,
      `There is help on each command (simgate --help lists them), and on ${Object.keys(topics).join(', ')}.`,
    );
  }
}

function helpCommand(): Command {
  return new Command('help')
    .summary('help with a command, or with environment, output, exit-codes or csv')
    .helpGroup(HELP)
    .addArgument(
      suggesting(new Argument('[words...]'), () => [
        ...Object.keys(catalogue),
        'environment',
        'output',
        'exit-codes',
        'csv',
      ]),
    )
    .action(showHelp);
}

function emptyProgram(): Command {
  return new Command('simgate')
    .description('An open GSM gateway: send and receive SMS over SIM cards of your own.')
    .usage('COMMAND [options]')
    .addHelpText('after', '\nAn SMS server elsewhere: simgate --server URL --help')
    .version(version)
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'simgate: ')) })
    .showHelpAfterError('(simgate --help shows the commands)');
}

/** The words behind `simgate complete --`: what was typed so far. */
const COMPLETE = 'complete';

/** Another program's commands: those of an SMS server elsewhere. */
function isForServer([first = '']: readonly string[]): boolean {
  return first === '--server' || first.startsWith('--server=');
}

/** All commands; only the named one is loaded. For completion that is the one that is being typed. */
async function programFor(words: readonly string[]): Promise<Command> {
  if (isForServer(words)) return (await import('./server/program.ts')).serverProgram();
  const [first = ''] = words;
  const named = first === COMPLETE ? words[2] : first;
  const program = emptyProgram();
  // The library of completion brings a command of this name along.
  const names = Object.keys(catalogue).filter(name => first !== COMPLETE || name !== 'completion');
  for (const name of names) program.addCommand(await entryOf(name, name === named));
  program.addCommand(completed(helpCommand()));
  if (first === COMPLETE) (await import('./program/complete.ts')).withComplete(program);
  return program;
}

/** Programs that work on where nobody can read what they print. */
const goingOn: ReadonlySet<string> = new Set(['gateway', 'server', 'simulator', 'fleet']);

/** A reader that went away (`| head`) has all it wanted. Where a disk is full, the command has failed. */
function endWithReader(command: string): void {
  process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (goingOn.has(command)) return;
    if (code === 'EPIPE') process.exit();
    process.stderr.write(`simgate: the output cannot be written: ${message}\n`);
    process.exit(1);
  });
}

/**
 * Runs the command line; `argv` as in `process.argv`. Without a command it is the gateway: what a newcomer wants to see first. An error is
 * one sentence on stderr and an exit code (program/exit-codes.ts).
 */
export async function run(argv: readonly string[]): Promise<void> {
  const typed = argv.slice(2);
  const words = typed.length === 0 ? ['gateway'] : typed;
  endWithReader(words[0] ?? '');
  try {
    const program = await programFor(words);
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    const { exitCode, message, hint, page } = endingOf(error, words[0]);
    if (message !== undefined) process.stderr.write(`simgate: ${message}\n`);
    if (hint !== undefined) process.stderr.write(`${hint}\n`);
    if (page !== undefined) process.stderr.write(`More about it: simgate docs ${page}\n`);
    process.exitCode = exitCode;
    // The channel of a parent would keep the failed program alive, and the parent would wait for its end.
    if (process.connected) process.disconnect();
  }
}
