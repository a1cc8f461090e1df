/** A port for commands that nobody is asked about, as tests need it. */

import { fakeClock } from '@simgate/daemon/testing';
import type { ProactiveCommand, TerminalResponse } from '@simgate/gsm';
import type { SubmitOutcome } from '../../../modem/modem.ts';
import type { Place } from '../../../modem/toolkit/place.ts';
import { noToolkit } from '../../../modem/toolkit/toolkit.ts';
import type { Port } from '../../../ports/port.ts';
import { snapshotOf } from '../../../ports/testing.ts';
import type { PaidKind, ServiceOutcome } from '../paid-commands.ts';
import { type Performing, perform } from '../perform.ts';
import { createCardTimers } from '../timers.ts';

export const place: Place = {
  network: '26201',
  registration: { domain: 'CREG', status: 1, locationArea: 0x12ab, cell: 0x1c, accessTechnology: 0 },
};

interface Surroundings {
  readonly allowed?: readonly PaidKind[];
  readonly place?: Place | undefined;
  readonly imei?: string;
  readonly submitted?: SubmitOutcome;
  readonly carried?: ServiceOutcome;
  readonly moduleActs?: boolean;
  readonly blocked?: boolean;
}

/** A port whose modem gives the test's answers and records the requests. */
export function bench(surroundings: Surroundings = {}) {
  const asked: string[] = [];
  const clock = fakeClock();
  const port: Pick<Port, 'number' | 'snapshot' | 'submit' | 'toolkit'> = {
    number: 0,
    snapshot: () =>
      snapshotOf(0, {
        imei: surroundings.imei ?? '490154203237518',
        blocked: surroundings.blocked ?? false,
      }),
    submit: async (tpdu, { serviceCentre = '' }) => {
      asked.push(`submit ${tpdu.destination.digits} ${serviceCentre}`.trim());
      return surroundings.submitted ?? { kind: 'accepted', reference: 1 };
    },
    toolkit: {
      ...noToolkit,
      moduleActs: surroundings.moduleActs ?? false,
      place: async () => ('place' in surroundings ? surroundings.place : place),
    },
  };
  const carry = (what: string) => async (_port: unknown, text: string) => {
    asked.push(`${what} ${text}`);
    return surroundings.carried ?? ({ kind: 'done', text: 'Said' } as const);
  };
  const performing: Performing = {
    ...{ port, clock, timers: createCardTimers(clock, timer => asked.push(`expired ${timer}`)) },
    services: { ussd: carry('ussd'), ss: carry('ss'), call: carry('call') },
    allowed: new Set(surroundings.allowed ?? []),
    listens: events => asked.push(`listens ${events.join()}`),
    refused: kind => asked.push(`refused ${kind}`),
  };
  return { asked, clock, run: (command: ProactiveCommand) => perform(command, performing) };
}

/** Differences from an empty success: the result with its additional information, and the data. */
export function brief({ result, details: _, devices: __, ...data }: TerminalResponse): unknown[] {
  const octets = [result.general, ...result.additional].map(octet => octet.toString(16));
  return [octets.join(' '), data];
}
