/** The parts of a gateway that the HTTP side gets. */
import { randomBytes } from 'node:crypto';
import { LogTail } from '@simgate/daemon/program';
import type { SettingSource } from '@simgate/daemon/settings';
import { BrowserSessions, type OneTimeSecrets, Tokens, type UserDirectory } from '@simgate/daemon/sign-in';
import { allSettings } from './config/all-settings.ts';
import type { Foundation, GatewayParts } from './gateway-parts.ts';
import { AuditTrail } from './http/audit.ts';
import type { Management } from './http/handlers/context.ts';
import type { HttpServerOptions } from './http/server.ts';
import { createConversations } from './messages/queries/conversations.ts';
import { createMessageSearch } from './messages/queries/search.ts';
import { createTasks } from './messages/queries/tasks.ts';
import { createNumberErasure } from './number-erasure.ts';
import { PortLabels } from './port-management/port-labels.ts';
import { Recordings } from './port-management/recordings.ts';
import { BackupDownload } from './store/backup-download.ts';
import { newestIds, unreadCount } from './store/newest-ids.ts';
import type { Store } from './store/store.ts';

/** The parts beside the gateway in the same process. */
export interface Beside {
  /** Base URL of the control API of the simulator that was started with the gateway. */
  readonly simulator?: string;
  /** Where the built files of the console lie; absent: it has none. */
  readonly consoleFolder?: string | undefined;
  /** Which settings are given, and where; absent: that is not known. */
  readonly settingSources?: ReadonlyMap<string, SettingSource>;
  /** Has the last lines of the log; absent: nobody can look at them. */
  readonly logTail?: LogTail;
}

/** Who comes in, and what else stands beside the gateway. */
export interface Doors {
  readonly users: UserDirectory;
  readonly signIns: OneTimeSecrets<string>;
  readonly beside: Beside;
}

function storedLists(store: Store) {
  return {
    search: createMessageSearch(store),
    conversations: createConversations(store),
    tasks: createTasks(store),
    erasure: createNumberErasure(store),
    newestIds: () => newestIds(store),
    unread: () => unreadCount(store),
  };
}

function managementOf(
  { config, filePorts, store, journal, clock, running }: Foundation,
  { push, balances, alarms, devices, statistics, runningPorts }: GatewayParts,
  { users, signIns, beside }: Doors,
): Management {
  const { sessionIdle: idle, sessionLength: longest } = config.http;
  const inFile = { ...config, ports: [...filePorts] };
  return {
    ...storedLists(store),
    ...{ push, balances, alarms, devices, statistics, journal, users, signIns, settings: running },
    allSettings: () => allSettings(inFile, running, beside.settingSources ?? new Map()),
    tokens: new Tokens(store.settings, users.users, clock, randomBytes),
    sessions: new BrowserSessions({ store, users: users.users, randomBytes, idle, longest }),
    audit: new AuditTrail(store, clock),
    labels: new PortLabels(store.settings),
    portSettings: runningPorts,
    recordings: new Recordings(config.dataFolder),
    backup: new BackupDownload({ folder: config.dataFolder, settings: store.settings, clock }),
    logTail: beside.logTail ?? new LogTail(),
    steady: store.steady.now,
  };
}

export function httpOptionsOf(foundation: Foundation, parts: GatewayParts, doors: Doors): HttpServerOptions {
  const { config, store, log, clock, timeZone, serialNumber } = foundation;
  const { messaging, ussd, calls, toolkit, bank, portManagement, limits } = parts;
  return {
    config: config.http,
    messages: messaging.messages,
    ussd: ussd.sessions,
    calls: calls.calls,
    toolkit: toolkit.sessions,
    management: managementOf(foundation, parts, doors),
    ports: bank,
    portConfigs: config.ports,
    portManagement: portManagement.management,
    ...{ limits, serialNumber, clock, log, timeZone },
    dataFolder: config.dataFolder,
    healthy: store.healthy,
    ...doors.beside,
  };
}
