/** The gateway as one thing: store, messages, ports and HTTP, started and stopped in order. */
import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { type Clock, type Random, systemClock } from './clock.ts';
import { createRunningSettings, needsRestart } from './config/running-settings.ts';
import type { GatewayConfig } from './config/schema.ts';
import { Discovery } from './devices/discovery.ts';
import { ConfigError, type StoreError } from './errors.ts';
import { type Foundation, GatewayParts } from './gateway-parts.ts';
import { AuditTrail } from './http/audit.ts';
import { Tokens } from './http/authentication/tokens.ts';
import { UserDirectory } from './http/authentication/user-directory.ts';
import type { ListeningAddress } from './http/listeners.ts';
import { HttpServer } from './http/server.ts';
import { chooseUsers, type FirstUser, isPrivate, resetUser, serialNumberOf } from './identity.ts';
import { createMessageSearch } from './messages/queries/search.ts';
import { createNumberErasure } from './number-erasure.ts';
import { createJournal } from './store/journal.ts';
import { openStore, type Store } from './store/store.ts';

export interface Surroundings {
  readonly log: Logger;
  readonly clock?: Clock;
  readonly random?: Random;
  /** Where the built files of the console lie; absent: it has none. */
  readonly consoleFolder?: string | undefined;
}

export interface RunningGateway {
  readonly addresses: readonly ListeningAddress[];
  readonly serialNumber: string;
  /** The user made at first start; absent where the settings name users. */
  readonly firstUser?: FirstUser;
  /**
   * Resolves when the disk did not confirm a write. Nothing is stored any more and requests are refused; the process has to end
   * and be started again, since only a start reads back from the disk what it holds.
   */
  readonly failed: Promise<StoreError>;
  /**
   * Takes over what may change while running from settings that were read again (docs/operating.md); the log names what else differs
   * and needs a restart.
   */
  reload(config: GatewayConfig): void;
  /** Takes no new work, lets what is being sent finish within `stopWithin`, closes everything. Again: the same promise. */
  stop(): Promise<void>;
}

/** Sets the level of a log and of the logs made of it before and after. */
function levelSetter(log: Logger): (level: string) => void {
  const children: Logger[] = [];
  const before = log.onChild;
  log.onChild = child => {
    children.push(child);
    before(child);
  };
  return level => {
    for (const one of [log, ...children]) one.level = level;
  };
}

function machineZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Starts everything on an open store; the address is taken before a port is opened. */
async function startParts(
  config: GatewayConfig,
  store: Store,
  discovery: Discovery,
  surroundings: Surroundings & Required<Pick<Surroundings, 'clock' | 'random'>>,
) {
  const { log, clock, random } = surroundings;
  const { settings } = store;
  const { configured, firstUser } = await chooseUsers(config, settings, log);
  const allowShort = config.http.allowShortPasswords || isPrivate(config);
  const users = new UserDirectory({ configured, settings, allowShort });
  const running = createRunningSettings(config, settings, levelSetter(log));
  const timeZone = config.timeZone ?? machineZone();
  const serialNumber = await serialNumberOf(config, settings);
  const journal = createJournal(store, clock);
  const foundation = { config, store, journal, log, clock, random, running, timeZone, serialNumber };
  const parts = new GatewayParts(foundation, discovery);
  const server = serverOf(foundation, parts, users, surroundings.consoleFolder);
  const addresses = await server.listen();
  await parts.start();
  const stop = async (): Promise<void> => {
    await server.close();
    await parts.stop();
    store.close();
  };
  return { addresses, serialNumber, stop, running, ...(firstUser && { firstUser }) };
}

function serverOf(
  { config, store, journal, log, clock, running, timeZone, serialNumber }: Foundation,
  { messaging, ussd, calls, toolkit, push, bank, portManagement, limits, balances }: GatewayParts,
  users: UserDirectory,
  consoleFolder: string | undefined,
): HttpServer {
  return new HttpServer({
    ...{
      config: config.http,
      messages: messaging.messages,
      ussd: ussd.sessions,
      calls: calls.calls,
      toolkit: toolkit.sessions,
      management: {
        ...{ push, balances, journal, users, settings: running, search: createMessageSearch(store) },
        tokens: new Tokens(store.settings, users.users, clock, randomBytes),
        audit: new AuditTrail(store, clock),
        erasure: createNumberErasure(store),
      },
      ports: bank,
      portManagement: portManagement.management,
      limits,
      serialNumber,
      clock,
      log,
    },
    timeZone,
    typeStrict: config.modems.typeStrict,
    dataFolder: config.dataFolder,
    consoleFolder,
    healthy: store.healthy,
  });
}

/**
 * Starts the gateway.
 * @throws ConfigError where settings and surroundings do not fit, StoreError where the data folder cannot be used, the
 *   system's error where an address is taken
 */
export async function startGateway(
  config: GatewayConfig,
  { log, clock = systemClock, random = Math.random, consoleFolder }: Surroundings,
): Promise<RunningGateway> {
  const store = openStore({ folder: config.dataFolder, clock, log });
  const { settings, steady } = store;
  const discovery = new Discovery({ config, settings, steady: steady.now, clock, log });
  try {
    const failed = new Promise<StoreError>(resolve => store.onFailed(resolve));
    await discovery.prepare();
    // The list grows while modems are plugged in: everybody reads it when it is needed.
    const parted = { ...config, ports: discovery.ports };
    const { stop, running, ...parts } = await startParts(parted, store, discovery, {
      ...{ log, clock, random, consoleFolder },
    });
    let stopped: Promise<void> | undefined;
    return {
      ...parts,
      failed,
      reload(next) {
        running.reload(next);
        const restart = needsRestart(config, next);
        log.info(
          { restart },
          restart.length === 0 ? 'settings reloaded' : 'settings reloaded; some need a restart',
        );
      },
      stop() {
        stopped ??= stop();
        return stopped;
      },
    };
  } catch (error) {
    await discovery.stop();
    store.close();
    throw error;
  }
}

/**
 * Gives a user a new random password and the role admin, while the gateway does not run.
 * @throws StoreError where the data folder is in use or cannot be written, ConfigError where the user stands in the settings file
 */
export async function resetPassword(config: GatewayConfig, log: Logger, name: string): Promise<FirstUser> {
  if (config.http.users.some(user => user.name === name))
    throw new ConfigError(
      `http.users: ${JSON.stringify(name)} stands in the settings file and is changed there`,
    );
  const store = openStore({ folder: config.dataFolder, clock: systemClock, log });
  try {
    return await resetUser(store.settings, name);
  } finally {
    store.close();
  }
}
