/** Parts for tests of calls: a store in a folder of its own, and ports whose modem is the test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeClock, fakeClock, silentLog } from '@simgate/daemon/testing';
import type { GatewayEvent } from '../../events.ts';
import type { Call } from '../../modem/calls/call-table.ts';
import type { CallNotice, CallSending } from '../../modem/calls/calls.ts';
import { noToolkit } from '../../modem/toolkit/toolkit.ts';
import type { Port, PortSnapshot } from '../../ports/port.ts';
import { noPortControl } from '../../ports/testing.ts';
import { createJournal } from '../../store/journal.ts';
import { openStore, type Store } from '../../store/store.ts';
import { CallService, type CallServiceOptions } from './call-service.ts';
import type { CallLimits } from './limits.ts';

/** A SIM that may call without end. */
const noCallLimits: CallLimits = {
  refusal: () => '',
  secondsLeft: () => undefined,
  countCall: () => {},
};

/** A port that remembers what was asked of its modem. */
export interface ScriptedPort extends Port {
  readonly asked: string[];
  /** The modem's answers to the next requests. */
  answer: CallSending;
  snapshotDifferences: Partial<PortSnapshot>;
  emergency: string[];
}

function scriptedPort(number: number): ScriptedPort {
  const asked: string[] = [];
  const ask = async (text: string): Promise<CallSending> => {
    asked.push(text);
    return port.answer;
  };
  const never = () => Promise.reject(new TypeError('not asked by calls'));
  const port = {
    number,
    asked,
    answer: { kind: 'taken' } as CallSending,
    snapshotDifferences: {} as Partial<PortSnapshot>,
    emergency: [] as string[],
    snapshot: (): PortSnapshot => ({
      ...{
        port: number,
        type: 'GSM',
        imei: '',
        reg: 'REGISTER_OK',
        slot: 255,
        callstate: 'Idle',
        signal: 20,
      },
      sim: { iccid: '', imsi: `00101000000000${number}`, number: `+8820000${number}`, smsc: '' },
      ...{ gprs: 'attached', canSend: true, trouble: '', reason: '', capabilities: {} },
      ...port.snapshotDifferences,
    }),
    submit: never,
    submitting: false,
    sendUssd: never,
    cancelUssd: never,
    record: () => {},
    listen: () => () => {},
    toolkit: noToolkit,
    control: noPortControl,
    calls: {
      calls: [],
      get emergencyNumbers() {
        return port.emergency;
      },
      dial: (dialled: string, reference: number) => ask(`dial ${dialled} as ${reference}`),
      answer: (key: number) => ask(`answer ${key}`),
      hold: (key: number) => ask(`hold ${key}`),
      retrieve: (key: number) => ask(`retrieve ${key}`),
      hangUp: (key: number) => ask(`hang up ${key}`),
      sendTones: (key: number, tones: string) => ask(`tones ${key} ${tones}`),
    },
  };
  return port;
}

export interface CallBench {
  readonly service: CallService;
  readonly port: ScriptedPort;
  readonly ports: readonly ScriptedPort[];
  readonly clock: FakeClock;
  readonly store: Store;
  /** Errors of the log. */
  readonly errors: readonly string[];
  /** The modem reports that a call is in a phase. */
  phase(difference: Partial<Call>): void;
  end(difference: Partial<Call>, cause: number, lost?: boolean): void;
  notice(notice: CallNotice): void;
  /** Resolves when all that was to be written is. */
  written(): Promise<void>;
  events(): GatewayEvent[];
  /** Stops without a word to the modem, as a crash does, and starts again on the same folder. */
  crash(): CallBench;
  close(): void;
}

const someCall: Call = {
  ...{ key: 1, direction: 'incoming', phase: 'incoming', number: '', answered: false, missing: 0 },
};

export interface BenchSettings {
  readonly calls?: Partial<CallServiceOptions['calls']>;
  readonly portConfigs?: CallServiceOptions['portConfigs'];
  readonly limits?: Partial<CallLimits>;
  readonly retention?: Partial<CallServiceOptions['retention']>;
}

export function callBench(settings: BenchSettings = {}, folder?: string): CallBench {
  const place = folder ?? mkdtempSync(join(tmpdir(), 'simgate-calls-'));
  const clock = fakeClock();
  const store = openStore({ folder: place, clock, log: silentLog });
  const journal = createJournal(store, clock);
  const errors: string[] = [];
  const log = { ...silentLog, error: (_fields: object, text: string) => errors.push(text) };
  const ports = [scriptedPort(0), scriptedPort(1)] as const;
  const [port] = ports;
  const service = new CallService({
    ...{ store, journal, clock, log, ports: () => ports },
    calls: { incoming: 'ring', answeredFor: 5, emergencyNumbers: false, ...settings.calls },
    portConfigs: settings.portConfigs ?? [],
    retention: { sent: 90, received: 90, events: 90, maximumRows: 0, ...settings.retention },
    limits: { ...noCallLimits, ...settings.limits },
  });
  const bench: CallBench = {
    ...{ service, port, ports, clock, store, errors },
    notice: notice => service.takeNotice(port, notice),
    phase: difference =>
      bench.notice({ kind: 'changed', call: { ...someCall, ...difference }, at: clock.now() }),
    end: (difference, cause, lost = false) =>
      bench.notice({
        kind: 'ended',
        call: { ...someCall, ...difference },
        cause,
        lost,
        at: clock.now(),
        late: 0,
      }),
    // Works are done in order: this one is the last.
    written: () => store.write(() => undefined),
    events: () => journal.since(0, 100).map(({ event }) => event),
    crash: () => {
      store.close();
      return callBench(settings, place);
    },
    close: () => {
      store.close();
      rmSync(place, { recursive: true });
    },
  };
  return bench;
}
