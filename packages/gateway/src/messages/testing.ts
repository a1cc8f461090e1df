/** For tests of messages: ports that answer from a script, and the PDUs a network would send. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type FakeClock, fakeClock, silentLog } from '@simgate/daemon/testing';
import {
  decodePdu,
  encodePdu,
  parseAddress,
  type Submit,
  segmentText,
  textOf,
  timestampFromEpoch,
} from '@simgate/gsm';
import { loadConfig } from '../config/load.ts';
import type { RetentionConfig, SmsConfig } from '../config/schema.ts';
import type { GatewayEvent, Journal } from '../events.ts';
import { noCallVerbs } from '../modem/calls/calls.ts';
import type { Received, SubmitOptions, SubmitOutcome } from '../modem/modem.ts';
import { noToolkit } from '../modem/toolkit/toolkit.ts';
import type { Port, PortSnapshot, SimIdentity } from '../ports/port.ts';
import { noPortControl } from '../ports/testing.ts';
import { createJournal } from '../store/journal.ts';
import { openStore, type Store } from '../store/store.ts';
import { watchedStore } from '../store/testing.ts';
import type { SendingLimits } from './context.ts';
import { createMessages, type MessageService } from './create-messages.ts';
import type { Pages, Recipient, SendAnswer, SendRequest } from './messages.ts';

const defaults = loadConfig(undefined, {});

/** The settings as they are without a file. */
export const defaultSms: SmsConfig = defaults.sms;
export const keepAll: RetentionConfig = defaults.retention;

/** One segment as a port was given it. */
export interface Carried {
  readonly port: number;
  readonly number: string;
  readonly text: string;
  readonly moreFollow: boolean;
  readonly tpdu: Submit;
}

type Answer = (tpdu: Submit, count: number) => SubmitOutcome | Promise<SubmitOutcome>;

export const accepts: Answer = (_tpdu, count) => ({ kind: 'accepted', reference: count & 0xff });

/** A port whose answers come from a script; what it carries is noted. */
export interface ScriptedPort extends Port {
  canSend: boolean;
  /** As a blocked port. */
  canFinish: boolean;
  sim: SimIdentity;
  reg: PortSnapshot['reg'];
  answer: Answer;
}

export function simOf(imsi: string): SimIdentity {
  return {
    iccid: `89${imsi}`,
    imsi,
    number: '',
    smsc: '+49171',
  };
}

function scriptedPort(number: number, carried: Carried[]): ScriptedPort {
  let count = 0;
  const port: ScriptedPort = {
    number,
    canSend: true,
    canFinish: false,
    sim: simOf(`26201000000000${number}`),
    reg: 'REGISTER_OK',
    answer: accepts,
    snapshot: () => ({
      port: number,
      type: 'GSM',
      imei: '',
      sim: port.sim,
      reg: port.reg,
      slot: 255,
      callstate: 'Idle',
      signal: 20,
      gprs: 'detached',
      canSend: port.canSend,
      canFinish: port.canFinish,
      trouble: '',
      reason: '',
      capabilities: {},
    }),
    submit: async (tpdu, options: SubmitOptions) => {
      const text = textOf(tpdu) ?? '';
      carried.push({
        port: number,
        number: tpdu.destination.digits,
        text,
        moreFollow: options.moreFollow,
        tpdu,
      });
      count += 1;
      return port.answer(tpdu, count);
    },
    submitting: false,
    control: noPortControl,
    sendUssd: async () => ({ kind: 'taken' }),
    cancelUssd: async () => {},
    record: () => {},
    listen: () => () => {},
    calls: noCallVerbs,
    toolkit: noToolkit,
  };
  return port;
}

export interface Bench extends MessageService {
  readonly store: Store;
  readonly clock: FakeClock;
  readonly folder: string;
  readonly ports: readonly ScriptedPort[];
  /** Segments the ports were given, in order. */
  readonly carried: Carried[];
  port(number: number): ScriptedPort;
  /** Sends to recipients, through any port unless the request names some. */
  send(
    recipients: readonly (string | Partial<Recipient>)[],
    request?: Partial<SendRequest>,
  ): Promise<SendAnswer>;
  /** Resolves when nothing moves any more: no work waits for a commit and no port is carrying. */
  quiet(): Promise<void>;
  /** Lets time pass in steps of the upkeep's interval, with everything it sets off. */
  pass(seconds: number): Promise<void>;
  /** The same in one step: for long times in which nothing is tried again. */
  skip(seconds: number): Promise<void>;
  readonly events: Journal;
  /** The events so far. */
  journal(): GatewayEvent[];
  receive(port: number, received: Received): Promise<void>;
  /** Changes settings while it runs. */
  change(sms: Partial<SmsConfig>): void;
  /** Ends this run as SIGKILL would: nothing is written any more. The store is closed. */
  kill(): void;
}

export interface BenchOptions {
  readonly ports?: number;
  readonly sms?: Partial<SmsConfig>;
  readonly retention?: Partial<RetentionConfig>;
  readonly folder?: string;
  readonly clock?: FakeClock;
  readonly start?: boolean;
  readonly limits?: SendingLimits;
  readonly gap?: (port: number) => number;
}

function temporaryFolder(test: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-messages-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function recipientOf(recipient: string | Partial<Recipient>): Recipient {
  return typeof recipient === 'string'
    ? { number: recipient, userId: null }
    : { number: '+491700000001', userId: null, ...recipient };
}

/** A gateway's messages over scripted ports, on a real store in a temporary folder. */
export async function openBench(test: TestContext, options: BenchOptions = {}): Promise<Bench> {
  const clock = options.clock ?? fakeClock();
  const folder = options.folder ?? temporaryFolder(test);
  const { quiet, ...store } = watchedStore(openStore({ folder, clock, log: silentLog }));
  const carried: Carried[] = [];
  const ports = Array.from({ length: options.ports ?? 1 }, (_, number) => scriptedPort(number, carried));
  const journal = createJournal(store, clock);
  const sms = { ...defaultSms, ...options.sms };
  const service = createMessages({
    store,
    journal,
    ports: () => ports,
    sms,
    retention: { ...keepAll, ...options.retention },
    clock,
    random: () => 0.5,
    log: silentLog,
    limits: options.limits ?? { smsWait: () => 0, countSms: () => {} },
    gap: options.gap ?? (() => 0),
  });
  // A script may leave a port without an answer, so the end of what is being sent is not waited for.
  test.after(() => {
    service.stop();
    store.close();
  });
  const port = (number: number): ScriptedPort => {
    const found = ports[number];
    if (found === undefined) throw new RangeError(`no port ${number}`);
    return found;
  };
  const pass = async (seconds: number): Promise<void> => {
    await quiet();
    for (let left = seconds; left > 0; left -= 30) {
      clock.advance(Math.min(left, 30) * 1000);
      await quiet();
    }
  };
  if (options.start !== false) {
    service.start();
    await quiet();
  }
  return {
    ...service,
    store,
    clock,
    folder,
    ports,
    carried,
    port,
    quiet,
    pass,
    skip: async seconds => {
      await quiet();
      clock.advance(seconds * 1000);
      await quiet();
    },
    send: (recipients, request = {}) =>
      service.messages.send({
        text: 'Hello',
        encoding: 'gsm-7bit',
        statusReport: true,
        ...request,
        recipients: recipients.map(recipientOf),
      }),
    events: journal,
    journal: () => journal.since(0, 100_000).map(entry => entry.event),
    receive: (number, received) => service.listener.received(port(number), port(number).sim, received),
    change: change => void Object.assign(sms, change),
    kill: () => store.close(),
  };
}

export async function collect<Row>(pages: Pages<Row>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

/** These octets as the modem hands them up. */
function receivedOf(octets: Uint8Array): Received {
  const { serviceCentre, tpdu } = decodePdu(octets, 'toMobile');
  if (tpdu.type !== 'deliver' && tpdu.type !== 'statusReport')
    throw new TypeError(`not received: ${tpdu.type}`);
  return { octets, serviceCentre, tpdu };
}

const centre = parseAddress('+491710000000');

export interface ReportFields {
  readonly reference: number;
  readonly recipient?: string;
  readonly status?: number;
  /** TP-SCTS, milliseconds since 1970. */
  readonly centreTime: number;
  /** TP-DT, where it differs. */
  readonly discharged?: number;
}

/** An SMS-STATUS-REPORT as it arrives. */
export function statusReport(fields: ReportFields): Received {
  return receivedOf(
    encodePdu(
      {
        type: 'statusReport',
        moreMessages: false,
        loopPrevention: false,
        onCommand: false,
        messageReference: fields.reference,
        recipient: parseAddress(fields.recipient ?? '+491700000001'),
        serviceCentreTimestamp: timestampFromEpoch(fields.centreTime, 4),
        dischargeTime: timestampFromEpoch(fields.discharged ?? fields.centreTime, 4),
        status: fields.status ?? 0,
      },
      centre,
    ).octets,
  );
}

export interface DeliverFields {
  readonly from?: string;
  readonly text: string;
  readonly at: number;
  readonly reference?: number;
  readonly protocolIdentifier?: number;
}

/** The SMS-DELIVERs a text arrives as, in the order of its parts. */
export function delivers(fields: DeliverFields): Received[] {
  const cut = segmentText(fields.text, { encoding: 'auto', reference: fields.reference ?? 7 });
  return cut.segments.map(segment =>
    receivedOf(
      encodePdu(
        {
          type: 'deliver',
          moreMessages: false,
          loopPrevention: false,
          statusReportIndication: false,
          replyPath: false,
          originator: parseAddress(fields.from ?? '+491700000009'),
          protocolIdentifier: fields.protocolIdentifier ?? 0,
          dataCodingScheme: cut.dataCodingScheme,
          serviceCentreTimestamp: timestampFromEpoch(fields.at, 4),
          userData: segment.userData,
        },
        centre,
      ).octets,
    ),
  );
}
