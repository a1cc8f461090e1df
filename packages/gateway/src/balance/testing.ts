/** For tests of balances: a port whose network the test speaks for. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Log } from '@simgate/daemon/store';
import { fakeClock, silentLog } from '@simgate/daemon/testing';
import type { UssdStatus } from '../modem/ussd/ussd.ts';
import type { Port, PortSnapshot } from '../ports/port.ts';
import { shownPort, snapshotOf } from '../ports/testing.ts';
import { UssdService } from '../sessions/ussd/ussd-service.ts';
import { createJournal } from '../store/journal.ts';
import { openStore } from '../store/store.ts';
import { BalanceWatch } from './balance-watch.ts';
import { BalanceRules } from './rules.ts';

/** A rule as the settings have it. */
export const rule = {
  ...{ imsi: '', ports: [] as number[], code: '*100#', answers: [] as string[] },
  ...{ pattern: '{amount}', decimal: 'auto' as const, currency: '', threshold: 5, every: 24 },
};

const keepLong = { sent: 90, received: 90, events: 90, maximumRows: 0 };

interface ScriptedPort extends Port {
  readonly given: string[];
  differences: Partial<PortSnapshot>;
}

/** A registered port whose modem takes every request; the test speaks for the network. */
function scriptedPort(number: number): ScriptedPort {
  const base = shownPort(snapshotOf(number));
  const port: ScriptedPort = {
    ...base,
    given: [],
    differences: {},
    snapshot: () => ({ ...base.snapshot(), ...port.differences }),
    sendUssd: async text => {
      port.given.push(text);
      return { kind: 'taken' };
    },
    cancelUssd: async () => void port.given.push('(cancel)'),
  };
  return port;
}

interface Options {
  readonly rules?: readonly Partial<typeof rule>[];
  readonly random?: () => number;
  readonly folder?: string;
  /** Days that balances are kept. */
  readonly events?: number;
}

export function openBench(
  t: TestContext,
  { rules = [{}], random = () => 0.5, folder, events = 90 }: Options = {},
) {
  const clock = fakeClock();
  const own = folder ?? mkdtempSync(join(tmpdir(), 'simgate-balance-'));
  if (folder === undefined) t.after(() => rmSync(own, { recursive: true, force: true }));
  const store = openStore({ folder: own, clock, log: silentLog });
  t.after(() => store.close());
  const journal = createJournal(store, clock);
  const port = scriptedPort(0);
  const errors: string[] = [];
  const log: Log = { ...silentLog, error: (_fields, text) => errors.push(text) };
  const common = { store, clock, log, retention: { ...keepLong, events }, ports: () => [port] };
  const ussd = new UssdService({ ...common, journal, ussd: { answerDeadline: 60, idleTime: 90 } });
  const watch = new BalanceWatch({
    ...{ ...common, random, ussd: ussd.sessions },
    rules: new BalanceRules(rules.map(one => ({ ...rule, ...one }))),
  });
  const quiet = async (): Promise<void> => {
    for (let round = 0; round < 8; round += 1) await store.write(() => undefined);
  };
  watch.start();
  return {
    ...{ watch, ussd, port, clock, store, folder: own, quiet, errors },
    ask: async () => {
      const outcome = await watch.ask(0);
      await quiet();
      return outcome;
    },
    says: async (status: UssdStatus, text = '') => {
      ussd.noticed(port, { status, text });
      await quiet();
      // A text is held for a second: a piece behind it joins it.
      if (text !== '') clock.advance(1000);
      await quiet();
    },
    /** In steps of a minute, so that what is written meanwhile is seen. */
    pass: async (minutes: number) => {
      for (let minute = 0; minute < minutes; minute += 1) {
        clock.advance(60_000);
        await quiet();
      }
    },
    balance: () => watch.list()[0],
    journalled: () => journal.since(0, 100).length,
  };
}
