/** The gateway as one thing: store, messages, ports and HTTP, started and stopped in order. */
import { randomBytes } from 'node:crypto';
import { type Clock, ConfigError, type Random, type StoreError, systemClock } from '@simgate/daemon';
import type { ListeningAddress } from '@simgate/daemon/http';
import {
  chooseUsers,
  type FirstUser,
  isPrivate,
  listensOnLoopbackOnly,
  OneTimeSecrets,
  resetUser,
  UserDirectory,
} from '@simgate/daemon/sign-in';
import type { Logger } from 'pino';
import { createRunningSettings, needsRestart } from './config/running-settings.ts';
import type { GatewayConfig } from './config/schema.ts';
import { Discovery } from './devices/discovery.ts';
import { type Beside, httpOptionsOf } from './gateway-http.ts';
import { type Foundation, GatewayParts } from './gateway-parts.ts';
import { HttpServer } from './http/server.ts';
import { serialNumberOf } from './identity.ts';
import type { OpenLink } from './link/open.ts';
import { OVERLAY_KEY, overlaidPorts, readOverlay } from './port-management/port-overlay.ts';
import { createJournal } from './store/journal.ts';
import { openStore, type Store } from './store/store.ts';

export interface Surroundings extends Beside {
  readonly log: Logger;
  readonly clock?: Clock;
  readonly random?: Random;
  /** How devices are opened; absent: really. */
  readonly openLink?: OpenLink;
}

export interface RunningGateway {
  readonly addresses: readonly ListeningAddress[];
  readonly serialNumber: string;
  /** The user made at first start; absent where the settings name users. */
  readonly firstUser?: FirstUser;
  /** Signs an admin in at the console, once and within ten minutes; absent where other machines can reach the gateway. */
  readonly signInToken?: string;
  /**
   * Resolves when the disk did not confirm a write. Nothing is stored any more and requests are refused; the process has to end
   * and be started again, since only a start reads back from the disk what it holds.
   */
  readonly failed: Promise<StoreError>;
  /**
   * Takes over what may change while running from settings that were read again (docs/operating.md), and renewed certificate files; the log
   * names what else differs and needs a restart.
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

/** How long a printed sign-in link is good, in milliseconds. */
const SIGN_IN_WITHIN = 600_000;

/** The link is for whoever sits at this machine, so it is made where nobody else can reach the gateway. */
function signInTokenOf(
  config: GatewayConfig,
  users: UserDirectory,
  signIns: OneTimeSecrets<string>,
): string | undefined {
  const admin = users.list().find(({ role }) => role === 'admin');
  return admin === undefined || !listensOnLoopbackOnly(config.http) ? undefined : signIns.make(admin.name);
}

function machineZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

type Ready = Required<Omit<Surroundings, keyof Beside>> & Beside & Pick<Foundation, 'filePorts'>;

/** Starts everything on an open store; the address is taken before a port is opened. */
async function startParts(config: GatewayConfig, store: Store, discovery: Discovery, surroundings: Ready) {
  const { log, clock, random, openLink, filePorts, ...beside } = surroundings;
  const { settings } = store;
  const { configured, firstUser } = await chooseUsers(config.http, settings, log);
  const allowShort = config.http.allowShortPasswords || isPrivate(config.http);
  const users = new UserDirectory({ configured, settings, allowShort });
  const running = createRunningSettings(config, settings, levelSetter(log));
  const timeZone = config.timeZone ?? machineZone();
  const serialNumber = await serialNumberOf(config, settings);
  const journal = createJournal(store, clock);
  const foundation = {
    ...{ config, filePorts, store, journal, log, clock, random, openLink, running, timeZone, serialNumber },
  };
  const parts = new GatewayParts(foundation, discovery);
  const signIns = new OneTimeSecrets<string>({
    ...{ monotonic: () => clock.monotonic(), randomBytes, lifetime: SIGN_IN_WITHIN },
  });
  const server = new HttpServer(httpOptionsOf(foundation, parts, { users, signIns, beside }));
  const addresses = await server.listen();
  await parts.start();
  const stop = async (): Promise<void> => {
    await server.close();
    await parts.stop();
    store.close();
  };
  const signInToken = signInTokenOf(config, users, signIns);
  return {
    ...{ addresses, serialNumber, stop, running, renewCertificates: () => server.renewCertificates() },
    ...(firstUser && { firstUser }),
    ...(signInToken !== undefined && { signInToken }),
  };
}

/**
 * Starts the gateway.
 * @throws ConfigError where settings and surroundings do not fit, StoreError where the data folder cannot be used, the
 *   system's error where an address is taken
 */
export async function startGateway(
  config: GatewayConfig,
  { log, clock = systemClock, random = Math.random, openLink, ...beside }: Surroundings,
): Promise<RunningGateway> {
  const store = openStore({ folder: config.dataFolder, clock, log });
  const { settings, steady } = store;
  const people = { ...config, ports: overlaidPorts(config.ports, readOverlay(settings.get(OVERLAY_KEY))) };
  const discovery = new Discovery({ config: people, settings, steady: steady.now, clock, log });
  try {
    const failed = new Promise<StoreError>(resolve => store.onFailed(resolve));
    await discovery.prepare();
    // The list grows while modems are plugged in: everybody reads it when it is needed.
    const parted = { ...config, ports: discovery.ports };
    const filePorts = config.ports;
    const ready = { ...beside, filePorts, log, clock, random, openLink: openLink ?? discovery.openLink };
    const { stop, running, renewCertificates, ...parts } = await startParts(parted, store, discovery, ready);
    let stopped: Promise<void> | undefined;
    return {
      ...parts,
      failed,
      reload(next) {
        running.reload(next);
        void renewCertificates();
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
