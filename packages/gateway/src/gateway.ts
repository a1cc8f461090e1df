/** The gateway as one thing: store, messages, ports and HTTP, started and stopped in order. */
import { usualEventKinds } from '@simgate/api';
import type { Logger } from 'pino';
import { type Clock, type Random, systemClock } from './clock.ts';
import { createRunningSettings } from './config/running-settings.ts';
import type { GatewayConfig } from './config/schema.ts';
import { notePower, noteReset } from './device-events.ts';
import { Discovery } from './devices/discovery.ts';
import type { StoreError } from './errors.ts';
import { createUserDirectory } from './http/authentication/user-directory.ts';
import type { ListeningAddress } from './http/listeners.ts';
import { HttpServer } from './http/server.ts';
import { createZoneTime, offsets } from './http/zone-time.ts';
import { chooseUsers, type FirstUser, serialNumberOf } from './identity.ts';
import { createMessages } from './messages/create-messages.ts';
import { createMessageSearch } from './messages/queries/search.ts';
import { simNumber } from './port-management/action-record.ts';
import { createPinLedger } from './port-management/pin-ledger.ts';
import { createPortManagement } from './port-management/port-management.ts';
import { noteRegistration } from './port-management/registrations.ts';
import { createSimLimits } from './port-management/sim-limits.ts';
import type { PortListener } from './ports/port.ts';
import { createPortBank } from './ports/port-bank.ts';
import { PushService } from './push/push.ts';
import { createCalls } from './sessions/calls/create-calls.ts';
import { createCarriers } from './sessions/toolkit/carriers.ts';
import { createToolkit } from './sessions/toolkit/create-toolkit.ts';
import { createUssd } from './sessions/ussd/create-ussd.ts';
import { createJournal } from './store/journal.ts';
import { openStore, type Store } from './store/store.ts';

export interface Surroundings {
  readonly log: Logger;
  readonly clock?: Clock;
  readonly random?: Random;
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
  /** Takes no new work, lets what is being sent finish within `stopWithin`, closes everything. Again: the same promise. */
  stop(): Promise<void>;
}

/** How long a stop may take to push what has just been committed, in milliseconds. */
const PUSH_WITHIN = 2000;

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

/** Starts everything on an open store; when a step fails the earlier ones are undone. */
async function startParts(
  config: GatewayConfig,
  store: Store,
  discovery: Discovery,
  surroundings: Required<Surroundings>,
) {
  const { log, clock, random } = surroundings;
  const { settings } = store;
  const { users, configured, firstUser } = await chooseUsers(config, settings);
  const directory = createUserDirectory({ configured, users, settings, first: firstUser?.name });
  const running = createRunningSettings(config, settings, levelSetter(log));
  const timeZone = config.timeZone ?? machineZone();
  const serialNumber = await serialNumberOf(config, settings);
  const journal = createJournal(store, clock);
  const limits = createSimLimits({
    ...{ store, limits: config.limits, configs: config.ports, ports: () => bank.ports },
    offsetAt: offsets(timeZone),
  });
  const gap = (port: number): number => {
    const own = config.ports.find(one => one.port === port)?.gap ?? config.pacing.gap;
    return own * 1000 * (1 + config.pacing.jitter * random());
  };
  const messaging = createMessages({
    ...{ store, journal, clock, random, log, sms: running.sms, retention: running.retention },
    ...{ ports: () => bank.ports, limits, gap },
  });
  const ussd = createUssd({
    ...{ store, journal, clock, log, ussd: config.ussd, retention: running.retention },
    ports: () => bank.ports,
  });
  const calls = createCalls({
    ...{ store, journal, clock, log, calls: config.calls, retention: running.retention },
    ...{ portConfigs: config.ports, ports: () => bank.ports, limits },
  });
  const toolkit = createToolkit({
    ...{ clock, log, config: config.toolkit, ports: config.ports },
    live: () => bank.ports,
    carriers: createCarriers(ussd.sessions, calls.calls, store.onCommitted),
  });
  const push = new PushService({
    ...{ store, journal, clock, random, log, config: config.push, usualKinds: usualEventKinds },
    shape: { sn: serialNumber, formatTime: createZoneTime(timeZone).format },
    retention: running.retention,
  });
  const portManagement = createPortManagement({
    ...{ store, clock, log, configs: config.ports, ports: () => bank.ports },
  });
  const listener: PortListener = {
    ...messaging.listener,
    changed: port => {
      messaging.listener.changed(port);
      ussd.changed(port);
      toolkit.changed(port);
      portManagement.changed(port);
      noteRegistration({ store, journal }, port).catch(error =>
        log.error({ port: port.number, error: String(error) }, 'a register event could not be stored'),
      );
    },
    ussd: ussd.noticed,
    call: calls.heard,
    wasReset: ({ number: port }) =>
      void noteReset(store, journal, port).catch(error =>
        log.error({ port, error: String(error) }, 'a reset could not be noted'),
      ),
    toolkit: toolkit.hears,
  };
  const bank = createPortBank({
    ...{ ports: config.ports, modems: config.modems, sms: config.sms, ussd: config.ussd, clock, random, log },
    ...{ pins: createPinLedger(store), listener, dataFolder: config.dataFolder },
    ownNumber: imsi => simNumber(store.read, imsi),
    openLink: discovery.openLink,
  });
  const server = new HttpServer({
    ...{
      config: config.http,
      users: directory.users,
      messages: messaging.messages,
      ussd: ussd.sessions,
      calls: calls.calls,
      toolkit: toolkit.sessions,
      management: { push, journal, users: directory, settings: running, search: createMessageSearch(store) },
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
    healthy: store.healthy,
  });
  const tellPower = (status: 'power_on' | 'power_off'): Promise<void> =>
    notePower(store, journal, status, config.ports.length).catch(error =>
      log.error({ error: String(error) }, `${status} could not be noted`),
    );
  const addresses = await server.listen();
  await push.start();
  await tellPower('power_on');
  messaging.start();
  ussd.start();
  calls.start();
  portManagement.start();
  bank.start();
  discovery.start({
    add: port => bank.add(port, portManagement.added),
    reopen: port => bank.reopen(port),
  });
  const stop = async (): Promise<void> => {
    await server.close();
    await ussd.stop();
    await calls.stop();
    await bank.stop(config.stopWithin * 1000);
    await discovery.stop();
    await portManagement.stop();
    await messaging.stop();
    await tellPower('power_off');
    await push.stop(PUSH_WITHIN);
    store.close();
  };
  return { addresses, serialNumber, stop, ...(firstUser && { firstUser }) };
}

/**
 * Starts the gateway.
 * @throws ConfigError where settings and surroundings do not fit, StoreError where the data folder cannot be used, the
 *   system's error where an address is taken
 */
export async function startGateway(
  config: GatewayConfig,
  { log, clock = systemClock, random = Math.random }: Surroundings,
): Promise<RunningGateway> {
  const store = openStore({ folder: config.dataFolder, clock, log });
  const { settings, steady } = store;
  const discovery = new Discovery({ config, settings, steady: steady.now, clock, log });
  try {
    const failed = new Promise<StoreError>(resolve => store.onFailed(resolve));
    await discovery.prepare();
    // The list grows while modems are plugged in: everybody reads it when it is needed.
    const parted = { ...config, ports: discovery.ports };
    const { stop, ...parts } = await startParts(parted, store, discovery, { log, clock, random });
    let stopped: Promise<void> | undefined;
    return {
      ...parts,
      failed,
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
