/** Shared by all commands: options, help with examples first, and exit codes. */
import { Command, Help, Option } from 'commander';
import type { CommonOptions, Session } from '../connection/session.ts';
import { colourChoices } from '../output/colour.ts';

/** As the library heads options without a group. */
const OWN = 'Options:';
const CONNECTION = 'Connection:';
const OUTPUT = 'Output:';

function connectionOptions(): Option[] {
  return [
    new Option('--profile <name>', 'the gateway, as simgate login named it'),
    new Option('--url <url>', 'the address of the gateway'),
    new Option('--user <name>', 'the user'),
    new Option('--password-file <file>', 'reads the password from the first line of a file'),
    new Option('--password-stdin', 'reads the password from standard input'),
    new Option('--device <kind>', 'the kind of gateway; absent: found by the first request').choices([
      'simgate',
      'original',
    ]),
    new Option('--ca <file>', 'certificates (PEM) that an https gateway may be signed by'),
    new Option('--insecure', 'takes any certificate of an https gateway'),
  ].map(option => option.helpGroup(CONNECTION));
}

function outputOptions(): Option[] {
  return [
    new Option('--json', 'one document of JSON, with the keys of the API').conflicts('jsonl'),
    new Option('--jsonl', 'JSON lines'),
    new Option('--color <when>', 'colours').choices(colourChoices).default('auto'),
    new Option('--no-input', 'asks nothing'),
  ].map(option => option.helpGroup(OUTPUT));
}

const clientCommands = new WeakSet<Command>();
const examplesByCommand = new WeakMap<Command, readonly string[]>();

/** Lines of examples before everything else of the help. */
export function withExamples(command: Command, examples: readonly string[]): Command {
  examplesByCommand.set(command, examples);
  return command.addHelpText(
    'before',
    ['Examples:', ...examples.map(example => `  ${example}`), ''].join('\n'),
  );
}

/** As `withExamples` got them. */
export function examplesOf(command: Command): readonly string[] {
  return examplesByCommand.get(command) ?? [];
}

/**
 * A command that speaks to a gateway.
 * @param examples at most three lines
 */
export function clientCommand(name: string, description: string, examples: readonly string[]): Command {
  const command = new Command(name).description(description);
  clientCommands.add(command);
  return withExamples(command, examples);
}

/** A switch that is off by default needs no default in its help. */
function withoutFalse(description: string): string {
  return description.replace(/ \(default: (?:false|\[\])\)/, '').replace(/, default: (?:false|\[\])\)/, ')');
}

/**
 * Completes a command that was loaded: the options that all share stand behind its own, and errors are thrown instead of ending the
 * process, so that what was written gets out.
 * @param above the names of the commands that it belongs to, as they are typed
 */
export function completed(command: Command, above = 'simgate'): Command {
  const typed = `${above} ${command.name()}`;
  if (clientCommands.has(command))
    for (const option of [...connectionOptions(), ...outputOptions()]) command.addOption(option);
  command.exitOverride().showHelpAfterError(`(${typed} --help shows the options)`);
  const help = new Help();
  command.configureOutput({
    outputError: (text, write) => write(text.replace(/^error: /, 'simgate: ')),
  });
  command.configureHelp({
    // Its own options stand above those that all share, also where it has none but --help.
    groupItems: (items, visible, groupOf) => {
      const groups = help.groupItems(items, visible, groupOf);
      const own = groups.get(OWN);
      return own === undefined ? groups : new Map([[OWN, own], ...groups]);
    },
    optionDescription: option => withoutFalse(help.optionDescription(option)),
    argumentDescription: argument => withoutFalse(help.argumentDescription(argument)),
  });
  for (const inner of command.commands) completed(inner, typed);
  return command;
}

/** The work of a command: gets its session, its options and its arguments. */
export type Work<Options, Args extends readonly unknown[]> = (
  session: Session,
  options: Options & CommonOptions,
  ...args: Args
) => Promise<void>;

/** The action of a command of `clientCommand`. */
export function doing<Options, Args extends readonly unknown[]>(work: Work<Options, Args>) {
  return async function act(this: Command): Promise<void> {
    const options = this.optsWithGlobals<Options & CommonOptions>();
    // Help and wrong options need no client.
    const { Session } = await import('../connection/session.ts');
    await work(new Session(options), options, ...(this.processedArgs as unknown as Args));
  };
}
