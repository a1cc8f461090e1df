/** USSD as a gateway has it, on a store of its own and over ports whose modems are scripts. */
import { pino } from 'pino';
import { loadConfig } from '../../config/load.ts';
import type { UssdNotice } from '../../modem/ussd/ussd.ts';
import type { Port } from '../../ports/port.ts';
import { UssdService } from '../../sessions/ussd/ussd-service.ts';
import { createJournal } from '../../store/journal.ts';
import { temporaryStore } from './management.ts';
import {
  bankOf,
  type HeldClock,
  heldClock,
  type ServerDifferences,
  snapshotOf,
  type TestServer,
  testServer,
} from './peers.ts';

export interface UssdBench {
  readonly server: TestServer;
  readonly clock: HeldClock;
  /** Texts that the modems got, each with its port; `(cancel)` ends the session. */
  readonly given: readonly (readonly [port: number, text: string])[];
  /** The network of a port sends this; resolves when it is stored. */
  notice(port: number, notice: UssdNotice): Promise<void>;
  /** Resolves when everything that was asked is stored. */
  quiet(): Promise<void>;
  /** Nothing can be stored any more. */
  fail(): void;
}

/** How long a session waits for another piece of an answer, in milliseconds. */
const PIECE_WITHIN = 1000;

const config = loadConfig(undefined, {});

/** Ports 0, 2 and 3 can do USSD; port 1 has no SIM. */
export function ussdBench(differences: ServerDifferences = {}): UssdBench {
  const clock = heldClock();
  const store = temporaryStore(clock);
  const given: [number, string][] = [];
  const scripted = (port: Port): Port => ({
    ...port,
    sendUssd: async text => {
      given.push([port.number, text]);
      return { kind: 'taken' };
    },
    cancelUssd: async () => void given.push([port.number, '(cancel)']),
  });
  const bank = bankOf(
    snapshotOf(0),
    snapshotOf(1, { sim: undefined, reg: 'NO_SIM' }),
    snapshotOf(2),
    snapshotOf(3),
  );
  const ports = bank.ports.map(scripted);
  const service = new UssdService({
    ...{ store, journal: createJournal(store, clock), clock, log: pino({ level: 'silent' }) },
    ...{ retention: config.retention, ussd: config.ussd, ports: () => ports },
  });
  // Works of the store are done in order: three of them are behind a request, its handing over and its answer.
  const quiet = async (): Promise<void> => {
    for (let round = 0; round < 3; round += 1) await store.write(() => undefined);
  };
  return {
    ...{ server: testServer({ ussd: service.sessions, ...differences }), clock, given, quiet },
    notice: async (number, notice) => {
      const port = ports.find(one => one.number === number);
      if (port === undefined) throw new RangeError(`no port ${number}`);
      service.noticed(port, notice);
      await quiet();
      clock.advance(PIECE_WITHIN);
      await quiet();
    },
    fail: () => store.close(),
  };
}
