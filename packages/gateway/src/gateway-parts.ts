/** The parts of a running gateway between its store and its HTTP server, and how they are joined. */
import { usualEventKinds } from '@simgate/api/contract';
import type { Clock, Random } from '@simgate/daemon';
import type { Logger } from 'pino';
import { AlarmWatch } from './alarms/alarm-watch.ts';
import { Mailer } from './alarms/mail/mailer.ts';
import { relayOf } from './alarms/mail/relay.ts';
import { BalanceWatch } from './balance/balance-watch.ts';
import { BalanceRules } from './balance/rules.ts';
import type { RunningSettings } from './config/running-settings.ts';
import type { GatewayConfig, PortConfig } from './config/schema.ts';
import { notePower, noteReset } from './device-events.ts';
import { DeviceSurvey } from './devices/device-survey.ts';
import type { Discovery } from './devices/discovery.ts';
import { createZoneTime, offsets } from './http/zone-time.ts';
import type { OpenLink } from './link/open.ts';
import { createMessages } from './messages/create-messages.ts';
import { simNumber } from './port-management/action-record.ts';
import { createPinLedger } from './port-management/pin-ledger.ts';
import { PortManagementService } from './port-management/port-management.ts';
import { RegistrationWatch } from './port-management/registrations.ts';
import { RunningPorts } from './port-management/running-ports.ts';
import { SimLimits } from './port-management/sim-limits.ts';
import { gapOf } from './ports/pacing.ts';
import type { Port, PortListener } from './ports/port.ts';
import { createPortBank, type GrowingPortBank } from './ports/port-bank.ts';
import { PushService } from './push/push.ts';
import { CallService } from './sessions/calls/call-service.ts';
import { SessionServices } from './sessions/toolkit/card-services.ts';
import { ToolkitService } from './sessions/toolkit/toolkit-service.ts';
import { UssdService } from './sessions/ussd/ussd-service.ts';
import { Statistics } from './statistics/statistics.ts';
import type { WritableJournal } from './store/journal.ts';
import type { Store } from './store/store.ts';

/** The ground that every part stands on. */
export interface Foundation {
  readonly config: GatewayConfig;
  /** Ports of the settings file; those of `config` are what people made of them. */
  readonly filePorts: readonly PortConfig[];
  readonly store: Store;
  readonly journal: WritableJournal;
  readonly log: Logger;
  readonly clock: Clock;
  readonly random: Random;
  readonly openLink: OpenLink;
  readonly running: RunningSettings;
  readonly timeZone: string;
  readonly serialNumber: string;
}

/** How long a port that is changed or removed may finish what it is sending, in milliseconds. */
const LET_GO_WITHIN = 15_000;
/** How long a stop may take to push what has just been committed, in milliseconds. */
const PUSH_WITHIN = 2000;

export class GatewayParts {
  readonly limits: SimLimits;
  readonly statistics: Statistics;
  readonly messaging: ReturnType<typeof createMessages>;
  readonly ussd: UssdService;
  readonly calls: CallService;
  readonly toolkit: ToolkitService;
  readonly push: PushService;
  readonly balances: BalanceWatch;
  readonly alarms: AlarmWatch;
  readonly portManagement: PortManagementService;
  readonly devices: DeviceSurvey;
  readonly bank: GrowingPortBank;
  readonly runningPorts: RunningPorts;
  readonly #foundation: Foundation;
  readonly #registrations: RegistrationWatch;
  readonly #discovery: Discovery;

  constructor(foundation: Foundation, discovery: Discovery) {
    const { config, store, journal, clock, random, log, running } = foundation;
    // The ports are made last, because they call the others.
    const common = { store, journal, clock, log, retention: running.retention, ports: () => this.bank.ports };
    this.#foundation = foundation;
    this.#discovery = discovery;
    this.limits = new SimLimits({
      ...{ ...common, limits: config.limits, configs: config.ports, offsetAt: offsets(foundation.timeZone) },
    });
    const { limits } = this;
    this.statistics = new Statistics({ ...common, offsetAt: offsets(foundation.timeZone) });
    this.messaging = createMessages({
      spoolFolder: config.dataFolder,
      ...{ ...common, random, sms: running.sms, limits, gap: port => gapOf(config, random, port) },
    });
    this.ussd = new UssdService({ ...common, ussd: config.ussd });
    this.calls = new CallService({ ...common, calls: config.calls, portConfigs: config.ports, limits });
    this.toolkit = new ToolkitService({
      ...{ clock, log, config: config.toolkit, ports: config.ports, live: common.ports },
      services: new SessionServices(this.ussd.sessions, this.calls.calls, store.onCommitted),
    });
    this.push = pushOf(foundation);
    this.balances = new BalanceWatch({
      ...{ ...common, random, ussd: this.ussd.sessions, rules: new BalanceRules(config.balance.rules) },
    });
    this.alarms = this.#alarmWatch();
    this.devices = new DeviceSurvey({ config, clock, look: () => discovery.survey() });
    this.portManagement = new PortManagementService({ ...common, configs: config.ports });
    this.#registrations = new RegistrationWatch({ ...common, hold: config.modems.registrationHold });
    this.bank = createPortBank({
      ...{
        ports: config.ports,
        modems: config.modems,
        sms: config.sms,
        ussd: config.ussd,
        clock,
        random,
        log,
      },
      ...{ pins: createPinLedger(store), listener: this.#listener(), dataFolder: config.dataFolder },
      ownNumber: imsi => simNumber(store.read, imsi),
      openLink: foundation.openLink,
    });
    this.runningPorts = this.#runningPorts();
  }

  #runningPorts(): RunningPorts {
    const { filePorts, config, store } = this.#foundation;
    return new RunningPorts({
      ...{ settings: store.settings, file: filePorts, present: () => config.ports },
      configure: port => this.#discovery.configure(port),
      forget: port => this.#discovery.forget(port),
      open: port => this.bank.replace(port, added => this.portManagement.added(added), LET_GO_WITHIN),
      close: port => this.bank.remove(port, LET_GO_WITHIN),
    });
  }

  async start(): Promise<void> {
    await this.push.start();
    await this.#notePower('power_on');
    this.messaging.start();
    this.ussd.start();
    this.calls.start();
    this.balances.start();
    this.alarms.start();
    this.portManagement.start();
    this.bank.start();
    this.statistics.start();
    this.#discovery.start({
      add: port => this.bank.add(port, added => this.portManagement.added(added)),
      reopen: port => this.bank.reopen(port),
    });
  }

  /** Lets what is being sent finish within `stopWithin`, then closes the ports and pushes what was committed. */
  async stop(): Promise<void> {
    await this.alarms.stop();
    this.statistics.stop();
    await this.ussd.stop();
    await this.balances.stop();
    await this.calls.stop();
    await this.bank.stop(this.#foundation.config.stopWithin * 1000);
    await this.#registrations.flush();
    await this.#discovery.stop();
    await this.portManagement.stop();
    await this.messaging.stop();
    await this.#notePower('power_off');
    await this.push.stop(PUSH_WITHIN);
  }

  #alarmWatch(): AlarmWatch {
    const { config, store, journal, clock, random, log, running, serialNumber, timeZone } = this.#foundation;
    const { mail, dataFolder } = config;
    const { format: formatTime } = createZoneTime(timeZone);
    return new AlarmWatch({
      ...{ store, journal, clock, log, config: config.alarms, retention: running.retention },
      watched: {
        ports: () => this.bank.ports,
        queue: () => this.messaging.messages.state(),
        pushAges: () => this.push.ages(),
        balances: () => this.balances.list(),
        ...{ limits: this.limits, dataFolder },
      },
      mailer: new Mailer({
        ...{ store, clock, random, log, config: mail, serialNumber, formatTime, relay: relayOf(mail, clock) },
      }),
    });
  }

  #listener(): PortListener {
    const { listener } = this.messaging;
    return {
      ...listener,
      changed: port => this.#changed(port),
      ussd: (port, notice) => this.ussd.noticed(port, notice),
      call: (port, notice) => this.calls.takeNotice(port, notice),
      toolkit: (port, notice) => this.toolkit.takeNotice(port, notice),
      wasReset: port => this.#wasReset(port),
    };
  }

  #changed(port: Port): void {
    this.messaging.listener.changed(port);
    this.ussd.changed(port);
    this.toolkit.changed(port);
    this.portManagement.changed(port);
    this.#registrations.changed(port);
  }

  #wasReset({ number: port }: Port): void {
    const { store, journal, log } = this.#foundation;
    noteReset(store, journal, port).catch(error =>
      log.error({ port, error: String(error) }, 'a reset could not be noted'),
    );
  }

  #notePower(status: 'power_on' | 'power_off'): Promise<void> {
    const { store, journal, log, config } = this.#foundation;
    return notePower(store, journal, status, config.ports.length).catch(error =>
      log.error({ error: String(error) }, `${status} could not be noted`),
    );
  }
}

function pushOf(foundation: Foundation): PushService {
  const { config, store, journal, clock, random, log, running, serialNumber, timeZone } = foundation;
  return new PushService({
    ...{ store, journal, clock, random, log, config: config.push, retention: running.retention },
    shape: { sn: serialNumber, formatTime: createZoneTime(timeZone).format },
    usualKinds: usualEventKinds,
  });
}
