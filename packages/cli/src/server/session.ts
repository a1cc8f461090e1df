/** One run of a command against the SMS server: where it is, the key, and where output goes. */
import { readFileSync } from 'node:fs';
import { createServerClient, type ServerClient, SimgateError } from '@simgate/api/server';
import { Command, Option } from 'commander';
import { createFetch } from '../connection/node-fetch.ts';
import { normalUrl } from '../connection/settings.ts';
import { colourChoices } from '../output/colour.ts';
import { Output, type OutputOptions } from '../output/output.ts';
import { withExamples } from '../program/client-command.ts';
import { CommandError, exitCodes } from '../program/exit-codes.ts';

/** Options that every command of a server has. */
export interface ServerOptions extends OutputOptions {
  readonly keyFile?: string;
  readonly ca?: string;
  readonly insecure?: boolean;
}

/** Passed to each command. */
export interface ServerSession {
  readonly client: ServerClient;
  readonly out: Output;
}

const CONNECTION = 'Connection:';
const OUTPUT = 'Output:';

/** The first line of a file. @throws CommandError where it cannot be read, or holds nothing */
export function firstLine(file: string): string {
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new CommandError(exitCodes.failed, `${file}: ${(error as Error).message}`);
  }
  const [line = ''] = text.split(/\r?\n/, 1);
  if (line === '') throw new CommandError(exitCodes.failed, `${file}: its first line is empty`);
  return line;
}

/** The key from --key-file, else from SIMGATE_KEY. @throws CommandError (not signed in) where neither holds one */
function keyOf({ keyFile }: ServerOptions, environment: NodeJS.ProcessEnv): string {
  const key = keyFile === undefined ? environment.SIMGATE_KEY : firstLine(keyFile);
  if (key !== undefined && key !== '') return key;
  throw new CommandError(
    exitCodes.notSignedIn,
    'no key of the server is given',
    'Put it into SIMGATE_KEY, or into a file: --key-file FILE. The server shows its first key once, when it starts.',
  );
}

/** Client and output of a command. Nothing is asked of the server yet, so a wrong address is found by the first request. */
async function sessionOf(url: string, options: ServerOptions): Promise<ServerSession> {
  const { ca, insecure = false } = options;
  const client = createServerClient({
    baseUrl: normalUrl(url),
    token: keyOf(options, process.env),
    fetch: await createFetch({ ca, insecure }),
  });
  return { client, out: new Output(options, process.env) };
}

/** The work of a command: its words are the arguments in their order, lists flattened, absent ones left out. */
type Work<Options> = (
  session: ServerSession,
  options: Options & ServerOptions,
  ...words: readonly string[]
) => Promise<void>;

/**
 * A command that speaks to a server.
 * @param usage name and arguments, as commander reads them
 * @param examples behind `simgate --server URL`
 */
export function serverCommandOf(usage: string, description: string, examples: readonly string[]): Command {
  const [name = '', ...words] = usage.split(' ');
  const command = new Command(name).description(description);
  for (const word of words) command.argument(word);
  return withExamples(
    command,
    examples.map(example => `simgate --server http://127.0.0.1:8090 ${example}`),
  );
}

/** Gives a command its work, and the options that all share behind its own. */
export function working<Options>(command: Command, work: Work<Options>): Command {
  const shared = [
    new Option('--key-file <file>', 'reads the key from the first line of a file; - is standard input'),
    new Option('--ca <file>', 'certificates (PEM) that an https server may be signed by'),
    new Option('--insecure', 'takes any certificate of an https server'),
  ].map(option => option.helpGroup(CONNECTION));
  const output = [
    new Option('--json', 'one document of JSON, with the keys of the API').conflicts('jsonl'),
    new Option('--jsonl', 'JSON lines'),
    new Option('--color <when>', 'colours').choices(colourChoices).default('auto'),
  ].map(option => option.helpGroup(OUTPUT));
  for (const option of [...shared, ...output]) command.addOption(option);
  return command.action(async function act(this: Command): Promise<void> {
    const options = this.optsWithGlobals<Options & ServerOptions & { readonly server: string }>();
    const words = this.processedArgs.flat().filter(word => word !== undefined) as string[];
    await work(await sessionOf(options.server, options), options, ...words).catch(explain);
  });
}

/** The words of a gateway's commands do not fit: here a key is what opens, and a server is what does not answer. */
function explain(error: unknown): never {
  if (!(error instanceof SimgateError)) throw error;
  if (error.kind === 'unauthorized')
    throw new CommandError(
      exitCodes.notSignedIn,
      'the server does not accept the key',
      'It may have ended or been removed; an admin makes another one with key-add.',
    );
  if (error.kind === 'unreachable')
    throw new CommandError(exitCodes.unreachable, `the server cannot be reached: ${error.message}`);
  throw error;
}
