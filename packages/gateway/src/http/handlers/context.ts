/** The type of a handler, and the parts of the gateway that it may use. */
import type { Contract, Endpoint } from '@simgate/api/contract';
import type { Clock } from '@simgate/daemon';
import type { Call, DownloadLinks, HandlerOf, HandlersOf, ListeningAddress } from '@simgate/daemon/http';
import type { LogTail } from '@simgate/daemon/program';
import type {
  BrowserSessions,
  Guessing,
  OneTimeSecrets,
  Tokens,
  UserDirectory,
} from '@simgate/daemon/sign-in';
import type { Alarms } from '../../alarms/alarm.ts';
import type { Balances } from '../../balance/balances.ts';
import type { SettingRow } from '../../config/all-settings.ts';
import type { HttpConfig } from '../../config/http-schema.ts';
import type { RunningSettings } from '../../config/running-settings.ts';
import type { PortConfig } from '../../config/schema.ts';
import type { Devices } from '../../devices/device-survey.ts';
import type { Journal } from '../../events.ts';
import type { Messages } from '../../messages/messages.ts';
import type { Conversations } from '../../messages/queries/conversations.ts';
import type { MessageSearch } from '../../messages/queries/search.ts';
import type { Tasks } from '../../messages/queries/tasks.ts';
import type { PortLabels } from '../../port-management/port-labels.ts';
import type { PortManagement } from '../../port-management/port-management.ts';
import type { Recordings } from '../../port-management/recordings.ts';
import type { RunningPorts } from '../../port-management/running-ports.ts';
import type { SimLimits } from '../../port-management/sim-limits.ts';
import type { PortBank } from '../../ports/port.ts';
import type { Push } from '../../push/push.ts';
import type { Calls } from '../../sessions/calls/calls.ts';
import type { ToolkitSessions } from '../../sessions/toolkit/toolkit-sessions.ts';
import type { UssdSessions } from '../../sessions/ussd/ussd-sessions.ts';
import type { Statistics } from '../../statistics/statistics.ts';
import type { BackupDownload } from '../../store/backup-download.ts';
import type { NumberErasure } from '../../store/erasure.ts';
import type { NewestIds } from '../../store/newest-ids.ts';
import type { AuditTrail } from '../audit.ts';
import type { LiveHub } from '../live/live-hub.ts';
import type { MachineStatus } from '../machine-status.ts';
import type { ZoneTime } from '../zone-time.ts';

export type { Call };

/** Parts that only /v1 manages. */
export interface Management {
  readonly push: Push;
  readonly journal: Journal;
  readonly search: MessageSearch;
  readonly conversations: Conversations;
  readonly tasks: Tasks;
  readonly erasure: NumberErasure;
  readonly users: UserDirectory;
  readonly statistics: Statistics;
  readonly labels: PortLabels;
  readonly portSettings: Pick<RunningPorts, 'list' | 'set' | 'remove' | 'reset'>;
  readonly newestIds: () => NewestIds;
  /** Received messages that nobody has read. */
  readonly unread: () => number;
  readonly tokens: Tokens;
  readonly sessions: BrowserSessions;
  /** Names of users whom a printed link signs in. */
  readonly signIns: OneTimeSecrets<string>;
  readonly audit: AuditTrail;
  readonly balances: Balances;
  readonly alarms: Alarms;
  readonly devices: Devices;
  readonly recordings: Recordings;
  readonly logTail: LogTail;
  readonly backup: Pick<BackupDownload, 'lastAt' | 'make'>;
  /** Milliseconds that never go back, near wall time (store/steady-clock.ts). */
  readonly steady: () => number;
  readonly settings: RunningSettings;
  readonly allSettings: () => readonly SettingRow[];
}

/** Facts of the running program. */
export interface SystemFacts {
  /** Monotonic milliseconds. */
  readonly startedAt: number;
  readonly listeners: () => readonly ListeningAddress[];
  /** Octets. */
  readonly databaseSize: () => Promise<number>;
}

export interface HandlerContext extends Management {
  readonly clock: Clock;
  readonly http: HttpConfig;
  readonly live: LiveHub;
  /** The settings of each port; grows while modems are plugged in. */
  readonly portConfigs: readonly PortConfig[];
  readonly guessing: Guessing;
  readonly downloads: DownloadLinks;
  readonly serialNumber: string;
  /** IANA name. */
  readonly timeZone: string;
  /** Base URL of the control API of the embedded simulator; undefined where there is none. */
  readonly simulator: string | undefined;
  readonly messages: Messages;
  readonly ussd: UssdSessions;
  readonly calls: Calls;
  readonly ports: PortBank;
  readonly portManagement: PortManagement;
  readonly limits: Pick<SimLimits, 'remaining'>;
  readonly system: SystemFacts;
  readonly machineStatus: () => Promise<MachineStatus>;
  readonly toolkit: ToolkitSessions;
  readonly time: ZoneTime;
  /** Whether the gateway can do its work, for /healthz. */
  readonly healthy: () => boolean;
  /** Counts a login that was not right. */
  readonly failedLogin: () => void;
  /** The text of /metrics. */
  readonly metricsText: () => Promise<string>;
  /** Counts accepted messages. */
  readonly accepted: (messages: number) => void;
}

/** A handler over the parts of the gateway. */
export type Handler<Of extends Endpoint> = HandlerOf<Of, HandlerContext>;

/** The handler of each endpoint by the endpoint's name. */
export type Handlers = HandlersOf<Contract, HandlerContext>;

/** Whose messages a caller sees and stops: a sender only its own; undefined: all. */
export function ownerSeen({ caller }: Call): string | undefined {
  return caller.role === 'sender' ? caller.user : undefined;
}
