/** `simgate server`: the SMS server over the gateways of its store, or over one with virtual modems. */
import { createLog, STORE_FAILED, stopOnSignal } from '@simgate/daemon/program';
import type { RunningServer, ServerConfig } from '@simgate/server';
import { Command } from 'commander';
import { type EmbeddedGateway, hasEmbeddedGateway, startEmbeddedGateway } from '../embedded-gateway.ts';
import { withExamples } from '../program/client-command.ts';
import { serverStarting, serverWelcome } from '../server-welcome.ts';
import { version } from '../version.ts';

interface ServerArguments {
  readonly config?: string;
  readonly data?: string;
  readonly database?: string;
  readonly port?: string;
  readonly gateway: boolean;
}

/** Options of the command line stand above variables and file. */
function environmentWith({ data, database, port }: ServerArguments): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ...(data !== undefined && { SIMGATE_SERVER_DATA_FOLDER: data }),
    ...(database !== undefined && { SIMGATE_SERVER_DATABASE: database }),
    ...(port !== undefined && { SIMGATE_SERVER_HTTP_PORT: port }),
  };
}

/** Milliseconds within which the virtual modems of a slow machine are registered. */
const SENDING_WITHIN = 60_000;

/** The one from before, or a new one where the server has no gateway at all. */
async function embed(
  server: RunningServer,
  { dataFolder }: ServerConfig,
): Promise<EmbeddedGateway | undefined> {
  const isNew = !hasEmbeddedGateway(dataFolder);
  if (isNew && server.gateways > 0) return undefined;
  const embedded = await startEmbeddedGateway(dataFolder);
  if (server.gateways === 0) {
    const { address, user, password } = embedded;
    await server.addGateway({ name: 'virtual modems', address, user, password, kind: 'simgate' });
  }
  // The line that is printed next should find a port that sends.
  await server.untilSending(SENDING_WITHIN);
  return embedded;
}

/** Ends at once: nothing can be stored any more, so nothing may be done any more. */
function endFailed(failure: Error): never {
  process.stderr.write(
    `simgate: ${failure.message}\nThe server ends, because nobody knows what the disk holds; mend the disk and start it again.\n`,
  );
  process.exit(STORE_FAILED);
}

async function start(options: ServerArguments): Promise<void> {
  const { loadServerConfig, startServer } = await import('@simgate/server');
  const config = loadServerConfig(options.config, environmentWith(options));
  // A slow machine needs seconds for all that follows.
  process.stdout.write(serverStarting({ version, config, withGateway: options.gateway }));
  const server = await startServer(config, { log: await createLog(config.logLevel) });
  let embedded: EmbeddedGateway | undefined;
  // Before anybody learns that the server runs, and may signal it.
  const stopped = stopOnSignal(
    async () => {
      await server.stop();
      await embedded?.stop();
    },
    () => server.reload(),
  );
  try {
    embedded = options.gateway ? await embed(server, config) : undefined;
  } catch (error) {
    await server.stop();
    throw error;
  }
  process.stdout.write(serverWelcome({ version, config, server, embedded }));
  // A parent that started us with a channel gets our addresses.
  process.send?.({ addresses: server.addresses, firstKey: server.firstKey });
  const failure = await Promise.race([stopped, server.failed]);
  if (failure !== undefined) endFailed(failure);
  if (process.connected) process.disconnect();
}

/** `simgate server`; without settings: SQLite in ./server-data, loopback only, and a gateway with virtual modems. */
export function serverCommand(): Command {
  return withExamples(new Command('server'), [
    'simgate server',
    'simgate server --config server.yaml --no-gateway',
  ])
    .description(
      'The SMS server: one API over many gateways. Without settings: SQLite, loopback only, one gateway with virtual modems.',
    )
    .option('-c, --config <file>', 'settings (YAML or JSON); see docs/sms-server.md')
    .option('--data <folder>', 'data folder; ./server-data where nothing names another')
    .option('--database <url>', 'postgres://... that any number of servers share, instead of SQLite')
    .option('--port <port>', 'port to listen on; 0 takes a free one')
    .option('--no-gateway', 'starts no gateway with virtual modems')
    .action(start);
}
