/** The HTTP server of the gateway: routes made from the contract, behind one gatekeeper. */
import { randomBytes } from 'node:crypto';
import { type Contract, contract, limits } from '@simgate/api/contract';
import type { Clock } from '@simgate/daemon';
import {
  type DownloadLinks,
  HttpService,
  type ListeningAddress,
  type ServiceOptions,
} from '@simgate/daemon/http';
import { Guessing, OneTimeSecrets } from '@simgate/daemon/sign-in';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { HttpConfig, PortConfig } from '../config/schema.ts';
import type { Messages } from '../messages/messages.ts';
import type { PortManagement } from '../port-management/port-management.ts';
import type { SimLimits } from '../port-management/sim-limits.ts';
import type { PortBank } from '../ports/port.ts';
import type { Calls } from '../sessions/calls/calls.ts';
import type { ToolkitSessions } from '../sessions/toolkit/toolkit-sessions.ts';
import type { UssdSessions } from '../sessions/ussd/ussd-sessions.ts';
import { addConsole } from './console/console-pages.ts';
import { sizeOfDatabase } from './database-size.ts';
import type { HandlerContext, Management, SystemFacts } from './handlers/context.ts';
import { handlers } from './handlers/handlers.ts';
import { pictures } from './handlers/rest/live.ts';
import { LiveHub } from './live/live-hub.ts';
import { createMachineStatus } from './machine-status.ts';
import { maskAnswer } from './masking.ts';
import { Metrics } from './metrics.ts';
import { createZoneTime } from './zone-time.ts';

export interface HttpServerOptions {
  readonly config: HttpConfig;
  readonly messages: Messages;
  readonly ussd: UssdSessions;
  readonly calls: Calls;
  readonly toolkit: ToolkitSessions;
  readonly management: Management;
  readonly ports: PortBank;
  readonly portConfigs: readonly PortConfig[];
  readonly portManagement: PortManagement;
  readonly limits: Pick<SimLimits, 'remaining'>;
  /** `sn` of every answer. */
  readonly serialNumber: string;
  /** IANA name. */
  readonly timeZone: string;
  /** Where the self-signed certificate is kept. */
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** Whether the gateway can do its work, for /healthz. */
  readonly healthy: () => boolean;
  /** Base URL of the control API of the embedded simulator, where there is one. */
  readonly simulator?: string;
  /** Where the built files of the console lie; absent: it has none. */
  readonly consoleFolder?: string | undefined;
  /** Where other parts register their metrics too. */
  readonly registry?: Registry;
}

/** How long a link for a download is good, in milliseconds. */
const DOWNLOAD_WITHIN = 60_000;

/** Shared by the gatekeeper and the handlers. */
interface Shared {
  readonly guessing: Guessing;
  readonly downloads: DownloadLinks;
  readonly metrics: Metrics;
}

function sharedOf(options: HttpServerOptions): Shared {
  const monotonic = () => options.clock.monotonic();
  return {
    guessing: new Guessing(monotonic),
    downloads: new OneTimeSecrets({ monotonic, randomBytes, lifetime: DOWNLOAD_WITHIN }),
    metrics: new Metrics({ ...options, ...options.management }),
  };
}

/** The picture for all pages that watch: looked at through the same context that handlers have. */
function liveHubOf(clock: Clock, context: () => HandlerContext): LiveHub {
  return new LiveHub({
    clock,
    look: pictures(context),
    // A disk that fails shows elsewhere; here the counters stand still.
    prepare: () =>
      void context()
        .statistics.follow()
        .catch(() => undefined),
  });
}

/** The addresses, once it listens. */
interface Bound {
  addresses: readonly ListeningAddress[];
}

function systemOf({ clock, dataFolder }: HttpServerOptions, bound: Bound): SystemFacts {
  return {
    startedAt: clock.monotonic(),
    listeners: () => bound.addresses,
    databaseSize: () => sizeOfDatabase(dataFolder),
  };
}

function contextOf(
  options: HttpServerOptions,
  { guessing, downloads, metrics }: Shared,
  bound: Bound,
): HandlerContext {
  const context: HandlerContext = {
    ...options.management,
    clock: options.clock,
    http: options.config,
    guessing,
    downloads,
    serialNumber: options.serialNumber,
    timeZone: options.timeZone,
    simulator: options.simulator,
    messages: options.messages,
    ussd: options.ussd,
    calls: options.calls,
    toolkit: options.toolkit,
    ports: options.ports,
    portManagement: options.portManagement,
    limits: options.limits,
    system: systemOf(options, bound),
    machineStatus: createMachineStatus(options.dataFolder),
    time: createZoneTime(options.timeZone),
    healthy: options.healthy,
    failedLogin: () => metrics.http.failedLogin(),
    metricsText: () => metrics.text(),
    accepted: messages => metrics.accepted(messages),
    live: liveHubOf(options.clock, () => context),
    portConfigs: options.portConfigs,
  };
  return context;
}

function serviceOf(options: HttpServerOptions, bound: Bound): ServiceOptions<Contract, HandlerContext> {
  const { config, management, consoleFolder: folder, serialNumber: sn } = options;
  const { guessing, downloads, metrics } = sharedOf(options);
  const { users, tokens, sessions, audit } = management;
  const { frameAncestors } = config;
  return {
    ...{ program: 'gateway', config, contract, handlers, sn, bodyBytes: limits.bodyBytes },
    ...{ guessing, downloads, tokens, sessions, users: users.users, metrics: metrics.http },
    ...{ dataFolder: options.dataFolder, clock: options.clock, log: options.log },
    context: contextOf(options, { guessing, downloads, metrics }, bound),
    mask: maskAnswer,
    note: (...change) => audit.note(...change),
    addPages: app => addConsole(app, { folder, frameAncestors }),
  };
}

/** Serves the contract and the console; nothing listens before `listen`. */
export class HttpServer extends HttpService<Contract, HandlerContext> {
  readonly #bound: Bound;

  constructor(options: HttpServerOptions) {
    const bound: Bound = { addresses: [] };
    super(serviceOf(options, bound));
    this.#bound = bound;
  }

  override async listen(): Promise<readonly ListeningAddress[]> {
    this.#bound.addresses = await super.listen();
    return this.#bound.addresses;
  }
}
