import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Clock, Random } from '../clock.ts';
import type { ModemsConfig, PortConfig, SmsConfig, UssdConfig } from '../config/schema.ts';
import { linkOpener, type OpenLink } from '../link/open.ts';
import { createRecorder } from '../link/recorder.ts';
import type { PinLedger, PortBank, PortListener } from './port.ts';
import { commandSlots } from './slot-command.ts';
import { PortSupervisor } from './supervisor.ts';

export interface PortBankOptions {
  readonly ports: readonly PortConfig[];
  readonly modems: ModemsConfig;
  readonly sms: SmsConfig;
  readonly ussd: UssdConfig;
  readonly clock: Clock;
  readonly random: Random;
  readonly pins: PinLedger;
  readonly listener: PortListener;
  readonly log: Logger;
  /** Recordings of AT conversations lie in its folder `transcripts`. */
  readonly dataFolder: string;
  /** The number that people gave a SIM; undefined: none. */
  readonly ownNumber?: (imsi: string) => string | undefined;
  /** How devices are opened; absent: really. */
  readonly openLink?: OpenLink;
}

/** One supervisor for each configured port; none knows of another. */
export function createPortBank(options: PortBankOptions): PortBank {
  const openLink = options.openLink ?? linkOpener(options.clock);
  const supervisors = [...options.ports]
    .sort((one, other) => one.port - other.port)
    .map(config => new PortSupervisor({ ...options, config, openLink, ...own(options, config) }));
  return {
    ports: supervisors,
    start: () => {
      for (const supervisor of supervisors) supervisor.start();
    },
    stop: async milliseconds => {
      await Promise.all(supervisors.map(supervisor => supervisor.stop(milliseconds)));
    },
  };
}

function own({ dataFolder, clock, log }: PortBankOptions, { port, slotCommand }: PortConfig) {
  const file = join(dataFolder, 'transcripts', `port-${port}.at`);
  const slots = slotCommand === undefined ? {} : { slots: commandSlots(slotCommand, port) };
  return { recorder: createRecorder({ file, clock, log }), log: log.child({ port }), ...slots };
}
