/** A gateway on one reported modem, under a clock that the test moves. */
import type { TestContext } from 'node:test';
import { type FakeClock, fakeClock } from '@simgate/daemon/testing';
import {
  encodePdu,
  parseAddress,
  type StatusReport,
  segmentText,
  type Tpdu,
  timestampFromEpoch,
} from '@simgate/gsm';
import { quiet, type StartedGateway, startedGateway } from '../../testing.ts';
import type { ReportedModem } from './reported-modem.ts';

/** In which time passes, in milliseconds. */
const STEP = 250;

/** Whom messages go to and come from. */
export const PEER = '+88201990002';
const centre = parseAddress('+88200000000');

function hexadecimal(tpdu: Tpdu): string {
  return Buffer.from(encodePdu(tpdu, centre).octets).toString('hex').toUpperCase();
}

/** A message of one segment as the network delivers it. @param at milliseconds since 1970 */
export function deliver(text: string, at: number): string {
  const { segments, dataCodingScheme } = segmentText(text, { encoding: 'auto', reference: 7 });
  const [segment] = segments;
  if (segment === undefined) throw new RangeError('a message without a segment');
  return hexadecimal({
    ...{ type: 'deliver', moreMessages: false, loopPrevention: false, statusReportIndication: false },
    ...{ replyPath: false, originator: parseAddress(PEER), protocolIdentifier: 0, dataCodingScheme },
    ...{ serviceCentreTimestamp: timestampFromEpoch(at, 0), userData: segment.userData },
  });
}

/** A status report, as its two lines. */
export function report(reference: number, at: number, status = 0): readonly [header: string, pdu: string] {
  const stamp = timestampFromEpoch(at, 0);
  const tpdu: StatusReport = {
    ...{ type: 'statusReport', moreMessages: false, loopPrevention: false, onCommand: false },
    ...{ messageReference: reference, recipient: parseAddress(PEER) },
    ...{ serviceCentreTimestamp: stamp, dischargeTime: stamp, status },
  };
  return [`+CDS: ${encodePdu(tpdu, centre).tpduLength}`, hexadecimal(tpdu)];
}

interface Shown {
  readonly reg: string;
  readonly reason: string;
  readonly can_send: boolean;
  readonly sim: { readonly imsi: string; readonly iccid: string } | null;
}

interface Result {
  readonly status: string;
  readonly ref_id: number;
  readonly imsi: string;
}

interface Incoming {
  readonly text: string;
  readonly number: string;
  readonly imsi: string;
}

export interface ReportedBench<Modem extends ReportedModem> extends Pick<StartedGateway, 'gateway'> {
  readonly modem: Modem;
  readonly clock: FakeClock;
  /** In seconds. */
  pass(seconds: number): Promise<void>;
  /** Lets time pass until the port is shown so. Rejects where that takes longer. */
  until(isSo: (port: Shown) => boolean, seconds: number): Promise<void>;
  port(): Promise<Shown>;
  /** Lines of the log about the port, at info and above. */
  log(): string[];
  /** Sends one message; returns what it becomes. */
  send(text?: string): Promise<() => Promise<Result | undefined>>;
  inbox(): Promise<readonly Incoming[]>;
  /** Asks for a USSD code; returns the reply so far. */
  ussd(code: string): Promise<() => Promise<string>>;
  /** As a client of the gateway. */
  call(path: string, body?: object): Promise<unknown>;
}

export interface BenchOptions {
  /** Of its port. */
  readonly port?: object;
  readonly settings?: object;
  /** Seconds until it is first looked at; then the port can send, unless `down` is set. */
  readonly within?: number;
  /** The port does not come up: it is not waited for. */
  readonly down?: true;
}

/** Starts the gateway on a modem that is made with its clock, and waits until the port can send. */
export async function serving<Modem extends ReportedModem>(
  context: TestContext,
  Kind: new (clock: FakeClock) => Modem,
  { port: portSettings = {}, settings = {}, within = 60, down }: BenchOptions = {},
): Promise<ReportedBench<Modem>> {
  const clock = fakeClock();
  const modem = new Kind(clock);
  const started = await startedGateway(context, settings, { modems: [modem], port: portSettings, clock });
  const call = async (path: string, body?: object) => (await started.call(path, body)).body;
  const port = async () => (await call('/v1/ports/0')) as Shown;
  const pass = async (seconds: number) => {
    for (let left = seconds * 1000; left > 0; left -= STEP) {
      await quiet();
      clock.advance(Math.min(left, STEP));
    }
    await quiet();
  };
  const log = () =>
    started.log.filter(line => line.port === 0 && Number(line.level) >= 30).map(line => String(line.msg));
  const until = async (isSo: (port: Shown) => boolean, seconds: number) => {
    for (let left = seconds; left >= 0; left -= 0.5) {
      if (isSo(await port())) return;
      await pass(0.5);
    }
    throw new RangeError(`after ${seconds} s: ${JSON.stringify(await port())}\n${log().join('\n')}`);
  };
  if (down === undefined) await until(shown => shown.can_send, within);
  let requests = 0;
  return {
    ...{ gateway: started.gateway, modem, clock, call, port, pass, log, until },
    send: async (text = 'a message') => {
      requests += 1;
      const id = requests;
      await call('/api/send_sms', {
        text,
        param: [{ number: PEER, user_id: id }],
        request_status_report: true,
      });
      // Until it has been handed to the port.
      await pass(0.5);
      return async () => {
        const { result } = (await call(`/api/query_sms_result?user_id=${id}`)) as { result: Result[] };
        return result[0];
      };
    },
    inbox: async () => {
      const { sms } = (await call('/api/query_incoming_sms?flag=all')) as { sms: Incoming[] };
      return sms;
    },
    ussd: async code => {
      await call('/api/send_ussd', { port: [0], text: code });
      return async () => {
        const { reply } = (await call('/api/query_ussd_reply?port=0')) as { reply: { text: string }[] };
        return reply[0]?.text ?? '';
      };
    },
  };
}
