/** The gateway as one thing: store, messages, ports and HTTP, started and stopped in order. */
import { randomBytes } from 'node:crypto';
import { type Clock, ConfigError, type Random, type StoreError, systemClock } from '@simgate/daemon';
import type { ListeningAddress } from '@simgate/daemon/http';
import { LogTail } from '@simgate/daemon/program';
import type { SettingSource } from '@simgate/daemon/settings';
import {
  BrowserSessions,
  chooseUsers,
  type FirstUser,
  isPrivate,
  listensOnLoopbackOnly,
  OneTimeSecrets,
  resetUser,
  Tokens,
  UserDirectory,
} from '@simgate/daemon/sign-in';
import type { Logger } from 'pino';
import { allSettings } from './config/all-settings.ts';
import { createRunningSettings, needsRestart } from './config/running-settings.ts';
import type { GatewayConfig } from './config/schema.ts';
import { Discovery } from './devices/discovery.ts';
import { type Foundation, GatewayParts } from './gateway-parts.ts';
import { AuditTrail } from './http/audit.ts';
import { HttpServer } from './http/server.ts';
import { serialNumberOf } from './identity.ts';
import type { OpenLink } from './link/open.ts';
import { createConversations } from './messages/queries/conversations.ts';
import { createMessageSearch } from './messages/queries/search.ts';
import { createTasks } from './messages/queries/tasks.ts';
import { createNumberErasure } from './number-erasure.ts';
import { PortLabels } from './port-management/port-labels.ts';
import { OVERLAY_KEY, overlaidPorts, readOverlay } from './port-management/port-overlay.ts';
import { Recordings } from './port-management/recordings.ts';
import { BackupDownload } from './store/backup-download.ts';
import { createJournal } from './store/journal.ts';
import { newestIds, unreadCount } from './store/newest-ids.ts';
import { openStore, type Store } from './store/store.ts';

export interface Surroundings {
  readonly log: Logger;
  readonly clock?: Clock;
  readonly random?: Random;
  /** Base URL of the control API of the simulator that was started with the gateway. */
  readonly simulator?: string;
  /** Where the built files of the console lie; absent: it has none. */
  readonly consoleFolder?: string | undefined;
  /** How devices are opened; absent: really. */
  readonly openLink?: OpenLink;
  /** Which settings are given, and where; absent: that is not known. */
  readonly settingSources?: ReadonlyMap<string, SettingSource>;
  /** Has the last lines of `log`; absent: nobody can look at them. */
  readonly logTail?: LogTail;
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

type Beside = Pick<Surroundings, 'simulator' | 'consoleFolder' | 'settingSources' | 'logTail'>;
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
  const server = serverOf(foundation, parts, { users, signIns, beside });
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

/** Who comes in, and what else stands beside the gateway. */
interface Doors {
  readonly users: UserDirectory;
  readonly signIns: OneTimeSecrets<string>;
  readonly beside: Beside;
}

function serverOf(
  { config, filePorts, store, journal, log, clock, running, timeZone, serialNumber }: Foundation,
  parts: GatewayParts,
  { users, signIns, beside }: Doors,
): HttpServer {
  const { messaging, ussd, calls, toolkit, push, bank, portManagement, limits } = parts;
  const { balances, alarms, devices, statistics } = parts;
  const { sessionIdle: idle, sessionLength: longest } = config.http;
  return new HttpServer({
    ...{
      config: config.http,
      messages: messaging.messages,
      ussd: ussd.sessions,
      calls: calls.calls,
      toolkit: toolkit.sessions,
      management: {
        ...{
          push,
          balances,
          alarms,
          devices,
          journal,
          users,
          settings: running,
          allSettings: () =>
            allSettings({ ...config, ports: [...filePorts] }, running, beside.settingSources ?? new Map()),
          search: createMessageSearch(store),
        },
        tokens: new Tokens(store.settings, users.users, clock, randomBytes),
        statistics,
        conversations: createConversations(store),
        tasks: createTasks(store),
        labels: new PortLabels(store.settings),
        portSettings: parts.runningPorts,
        logTail: beside.logTail ?? new LogTail(),
        recordings: new Recordings(config.dataFolder),
        backup: new BackupDownload({ folder: config.dataFolder, settings: store.settings, clock }),
        steady: store.steady.now,
        newestIds: () => newestIds(store),
        unread: () => unreadCount(store),
        sessions: new BrowserSessions({ store, users: users.users, randomBytes, idle, longest }),
        signIns,
        audit: new AuditTrail(store, clock),
        erasure: createNumberErasure(store),
      },
      ports: bank,
      portConfigs: config.ports,
      portManagement: portManagement.management,
      limits,
      serialNumber,
      clock,
      log,
    },
    timeZone,
    typeStrict: config.modems.typeStrict,
    dataFolder: config.dataFolder,
    healthy: store.healthy,
    ...beside,
  });
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
