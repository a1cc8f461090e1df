/** The managing side of a gateway on a store of its own, with nothing in it. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventKinds } from '@simgate/api/contract';
import type { Clock } from '@simgate/daemon';
import { LogTail } from '@simgate/daemon/program';
import type { Users } from '@simgate/daemon/sign-in';
import { BrowserSessions, OneTimeSecrets, Tokens, UserDirectory } from '@simgate/daemon/sign-in';
import { pino } from 'pino';
import type { Alarms } from '../../alarms/alarm.ts';
import type { Balances } from '../../balance/balances.ts';
import { allSettings } from '../../config/all-settings.ts';
import { loadConfig } from '../../config/load.ts';
import { createRunningSettings } from '../../config/running-settings.ts';
import type { Devices } from '../../devices/device-survey.ts';
import { createConversations } from '../../messages/queries/conversations.ts';
import { createMessageSearch } from '../../messages/queries/search.ts';
import { createTasks } from '../../messages/queries/tasks.ts';
import { createNumberErasure } from '../../number-erasure.ts';
import { PortLabels } from '../../port-management/port-labels.ts';
import { Recordings } from '../../port-management/recordings.ts';
import { PushService } from '../../push/push.ts';
import { Statistics } from '../../statistics/statistics.ts';
import { createJournal } from '../../store/journal.ts';
import { newestIds, unreadCount } from '../../store/newest-ids.ts';
import { openStore, type Store } from '../../store/store.ts';
import { AuditTrail } from '../audit.ts';
import type { Management } from '../handlers/context.ts';

const config = loadConfig(undefined, {});
const log = pino({ level: 'silent' });

/** No SIM was ever asked. */
const noBalances: Balances = {
  list: () => [],
  ask: async () => ({ ok: false, code: 404, error: 'port: there is no such port.' }),
};

/** Nothing is wrong, and no relay is set. */
const noAlarms: Alarms = {
  list: () => [],
  openByKind: () => new Map(),
  acknowledge: async () => ({ ok: false, code: 404, error: 'id: there is no such alarm.' }),
  mail: () => undefined,
  testMail: async () => ({ ok: false, code: 409, error: 'mail.host: no relay is set in the settings.' }),
};

const noSuchPort = { ok: false, code: 404, error: 'port: this gateway has no port 1.' } as const;
/** No port can be set. */
const noPortSettings: Management['portSettings'] = {
  list: () => [],
  set: async () => noSuchPort,
  remove: async () => noSuchPort,
  reset: async () => noSuchPort,
};

const folders: string[] = [];
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A store in a folder that goes with the process; its disk is the machine's memory where there is one. */
export function temporaryStore(clock: Clock): Store {
  const folder = mkdtempSync(join(process.platform === 'linux' ? '/dev/shm' : tmpdir(), 'simgate-http-'));
  folders.push(folder);
  return openStore({ folder, clock, log });
}

let shared: Store | undefined;

/** One store for all tests of a process that write nothing of the managing side: opening one takes some 20 ms. */
export function sharedStore(clock: Clock): Store {
  shared ??= temporaryStore(clock);
  return shared;
}

/** A machine without devices. */
const noDevices: Devices = {
  list: async () => [],
  probe: () => ({ kind: 'busy' }),
  find: () => undefined,
};

export function managementOf(store: Store, clock: Clock, configured: Users): Management {
  const { settings } = store;
  const journal = createJournal(store, clock);
  const running = createRunningSettings(config, settings, () => {});
  const users = new UserDirectory({ configured, settings, allowShort: false });
  const push = new PushService({
    ...{ store, journal, clock, random: () => 0.5, log, config: config.push, usualKinds: [...eventKinds] },
    shape: { sn: '', formatTime: String },
    retention: running.retention,
  });
  const tokens = new Tokens(settings, users.users, clock, randomBytes);
  const sessions = new BrowserSessions({
    ...{ store, users: users.users, randomBytes, idle: 43_200, longest: 2_592_000 },
  });
  const monotonic = () => clock.monotonic();
  const signIns = new OneTimeSecrets<string>({ monotonic, randomBytes, lifetime: 600_000 });
  const audit = new AuditTrail(store, clock);
  const search = createMessageSearch(store);
  const erasure = createNumberErasure(store);
  const parts = { push, journal, users, tokens, sessions, signIns, audit, settings: running };
  const statistics = new Statistics({ store, clock, log, ports: () => [], offsetAt: () => 0 });
  const counted = { statistics, newestIds: () => newestIds(store), unread: () => unreadCount(store) };
  const labels = new PortLabels(settings);
  const lists = { conversations: createConversations(store), tasks: createTasks(store) };
  return {
    ...parts,
    ...counted,
    ...lists,
    labels,
    portSettings: noPortSettings,
    allSettings: () => allSettings(config, running, new Map([['http.port', 'environment']])),
    logTail: new LogTail(),
    recordings: new Recordings('/nowhere'),
    backup: { lastAt: () => undefined, make: async () => 'busy' },
    steady: store.steady.now,
    search,
    erasure,
    balances: noBalances,
    alarms: noAlarms,
    devices: noDevices,
  };
}
