/** `simgate gateway`: the gateway over the modems of the settings, or over virtual ones. */
import { createLog, LogTail, STORE_FAILED, stopOnSignal } from '@simgate/daemon/program';
import type { GatewayConfig, RunningGateway } from '@simgate/gateway';
import { Command, Option } from 'commander';
import { consoleFolder, startConsoleBuild } from '../console-build.ts';
import { type EmbeddedSimulator, startEmbeddedSimulator } from '../embedded-simulator.ts';
import { withExamples } from '../program/client-command.ts';
import { version } from '../version.ts';
import { welcome } from '../welcome.ts';

/** The last two of each eight virtual ports are multi-SIM ones, so that both kinds can be tried. */
function slotsOf(port: number): { slots?: number } {
  return port % 8 >= 6 ? { slots: 4 } : {};
}

/** Virtual modems where the settings name none. */
async function attachSimulator(
  config: GatewayConfig,
): Promise<{ config: GatewayConfig; simulator?: EmbeddedSimulator }> {
  if (config.ports.length > 0 || config.virtualPorts === 0 || config.discovery.enabled) return { config };
  const simulator = await startEmbeddedSimulator(config.virtualPorts);
  const ports = simulator.modems.map((tcp, port) => ({ port, tcp, record: false, ...slotsOf(port) }));
  return { config: { ...config, ports }, simulator };
}

/** Starts the gateway; where that fails, what was started before it is stopped. */
async function startOrClean(
  config: GatewayConfig,
  simulator: EmbeddedSimulator | undefined,
  file: string | undefined,
): Promise<RunningGateway> {
  const { sourcesOfConfig, startGateway } = await import('@simgate/gateway');
  const logTail = new LogTail();
  try {
    return await startGateway(config, {
      log: await createLog(config.logLevel, logTail),
      logTail,
      consoleFolder,
      settingSources: sourcesOfConfig(file, process.env),
      ...(simulator !== undefined && { simulator: simulator.control }),
    });
  } catch (error) {
    await simulator?.stop();
    throw error;
  }
}

/** At SIGHUP. Settings that cannot be read leave everything as it is. */
async function reloadSettings(
  gateway: RunningGateway,
  { ports }: GatewayConfig,
  file: string | undefined,
): Promise<void> {
  const { loadConfig } = await import('@simgate/gateway');
  try {
    const next = loadConfig(file, process.env);
    // Virtual modems are in no settings file.
    gateway.reload(next.ports.length === 0 ? { ...next, ports } : next);
  } catch (error) {
    process.stderr.write(`simgate: the settings stay as they are: ${String(error)}\n`);
  }
}

/** Ends at once: nothing can be stored any more, so nothing may be done any more. */
function endFailed(failure: Error): never {
  process.stderr.write(
    `simgate: ${failure.message}\nThe gateway ends, because nobody knows what the disk holds; mend the disk and start it again.\n`,
  );
  process.exit(STORE_FAILED);
}

interface GatewayArguments {
  readonly config?: string;
  readonly buildConsole?: true;
  readonly embedded?: true;
}

/** Starts the gateway, prints its addresses, and resolves when a signal has stopped it. */
async function start(options: GatewayArguments): Promise<void> {
  // Each command loads its own program only: the others take memory.
  const { loadConfig } = await import('@simgate/gateway');
  const { config, simulator } = await attachSimulator(loadConfig(options.config, process.env));
  const gateway = await startOrClean(config, simulator, options.config);
  const endBuild = options.buildConsole ? startConsoleBuild() : () => {};
  // Before anybody learns that the gateway runs, and may signal it.
  const stopped = stopOnSignal(
    async () => {
      endBuild();
      await gateway.stop();
      await simulator?.stop();
    },
    () => reloadSettings(gateway, config, options.config),
  );
  // Whoever embeds us ends us by the end of its channel, however it ends itself.
  if (options.embedded) process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  else process.stdout.write(welcome({ version, config, gateway, simulator }));
  // A parent that started us with a channel gets our addresses.
  const { addresses, firstUser, signInToken } = gateway;
  process.send?.({ addresses, firstUser, signInToken, control: simulator?.control });
  const failure = await Promise.race([stopped, gateway.failed]);
  if (failure !== undefined) endFailed(failure);
  if (process.connected) process.disconnect();
}

/** The gateway must not run: its store belongs to one process. */
async function resetPassword(options: { user: string; config?: string }, command: Command): Promise<void> {
  const { loadConfig, resetPassword: reset } = await import('@simgate/gateway');
  // The parent command knows --config too, and takes it wherever it stands.
  const { config: file } = command.optsWithGlobals<{ config?: string }>();
  const config = loadConfig(file, process.env);
  const { name, password } = await reset(config, await createLog(config.logLevel), options.user);
  process.stdout.write(`user ${name}, password ${password} (shown this once: keep it)\n`);
}

function resetPasswordCommand(): Command {
  return withExamples(new Command('reset-password'), [
    'simgate gateway reset-password',
    'simgate gateway reset-password --user ann --config simgate.yaml',
  ])
    .description('Gives a user a new password and the role admin, while the gateway does not run.')
    .option('-u, --user <name>', 'the user; made where it is missing', 'admin')
    .action(resetPassword);
}

/** `simgate gateway`, with virtual modems where the settings name no port. */
export function gatewayCommand(): Command {
  return withExamples(new Command('gateway'), ['simgate gateway', 'simgate gateway --config simgate.yaml'])
    .description(
      'The gateway: serves the HTTP API over modems. Without settings: virtual modems, loopback only.',
    )
    .option('-c, --config <file>', 'settings (YAML or JSON); see docs/settings.md')
    .option('--build-console', 'in a checkout: builds the web page in the background where it is stale')
    .addOption(new Option('--embedded', 'ends with the program that started it').hideHelp())
    .action(start)
    .addCommand(resetPasswordCommand());
}
