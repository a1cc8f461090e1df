/** A module as the network sees it, for tests: it answers deliveries as the test sets it and keeps them. */

import { parseAddress } from '../codec/address.ts';
import { readDeliver, readStatusReport } from '../codec/read-tpdu.ts';
import { segmentText } from '../codec/segmentation.ts';
import type { StatusReport, Submit } from '../codec/tpdu.ts';
import { userDataText } from '../codec/user-data.ts';
import { writeSubmit } from '../codec/write-tpdu.ts';
import type {
  Attachment,
  CallFromNetwork,
  Network,
  RelayAnswer,
  SubmitAnswer,
  Subscriber,
  Terminal,
  UssdFromNetwork,
} from '../radio.ts';
import { createNetwork } from './network.ts';
import type { NetworkOptions } from './options.ts';
import { createTestClock } from './test-clock.ts';

export interface TestModule {
  readonly terminal: Terminal;
  attachment: Attachment;
  /** TPDUs handed over, repeats included. */
  readonly received: Uint8Array[];
  readonly registrations: number[];
  readonly signals: number[];
  /** Messages of the network in USSD sessions. */
  readonly ussd: UssdFromNetwork[];
  /** Messages of the network about calls. */
  readonly calls: CallFromNetwork[];
  /** Answers the next deliveries in turn; after that RP-ACK. `never` does not answer. */
  readonly answers: (RelayAnswer | 'never')[];
  /** Texts of the SMS-DELIVERs handed over. */
  texts(): string[];
  /** SMS-STATUS-REPORTs handed over. */
  reports(): StatusReport[];
  submit(submit: Partial<Submit> & { readonly text?: string }, linkKept?: boolean): Promise<SubmitAnswer>;
}

const acknowledged: RelayAnswer = { ok: true };
const plainSubmit: Omit<Submit, 'userData'> = {
  kind: 'submit',
  rejectDuplicates: false,
  statusReportRequest: true,
  replyPath: false,
  messageReference: 1,
  destination: parseAddress('+491701234567'),
  protocolIdentifier: 0,
  validity: { format: 'absent' },
};

/** A module attached to `network` as `subscriber`. Submits ask for a status report by default. */
export function attachTestModule(network: Network, subscriber: Subscriber): TestModule {
  const received: Uint8Array[] = [];
  const registrations: number[] = [];
  const signals: number[] = [];
  const answers: (RelayAnswer | 'never')[] = [];
  const ussd: UssdFromNetwork[] = [];
  const calls: CallFromNetwork[] = [];
  const terminal: Terminal = {
    receive: async tpdu => {
      received.push(tpdu);
      const answer = answers.shift() ?? acknowledged;
      return answer === 'never' ? new Promise(() => undefined) : answer;
    },
    registrationChanged: status => registrations.push(status),
    signalChanged: rssi => signals.push(rssi),
    ussd: message => ussd.push(message),
    call: message => calls.push(message),
  };
  const module: TestModule = {
    terminal,
    attachment: network.attach(subscriber, terminal),
    received,
    registrations,
    signals,
    answers,
    ussd,
    calls,
    texts: () => received.filter(isDeliver).map(tpdu => userDataText(readDeliver(tpdu).userData)),
    reports: () => received.filter(tpdu => !isDeliver(tpdu)).map(readStatusReport),
    submit: (submit, linkKept = false) =>
      module.attachment.submit(testSubmit(submit), '+88200000000', linkKept),
  };
  return module;
}

function isDeliver(tpdu: Uint8Array): boolean {
  return ((tpdu[0] ?? 0) & 0x03) === 0;
}

/** An SMS-SUBMIT to an outside number, with what is given in place of the plain fields. */
export function testSubmit({
  text = 'hello',
  ...fields
}: Partial<Submit> & { readonly text?: string }): Uint8Array {
  const [userData] = segmentText(text, { reference: 1 });
  if (userData === undefined) throw new RangeError('no segment');
  return writeSubmit({ ...plainSubmit, userData, ...fields });
}

export const aliceSim: Subscriber = { imsi: '001010000000001', number: '+88201000001' };
export const bobSim: Subscriber = { imsi: '001010000000002', number: '+88201000002' };

/** A network on a test clock, without air time by default. */
export function createTestNetwork(options: Partial<NetworkOptions> = {}) {
  const clock = createTestClock();
  const network = createNetwork({ clock, random: () => 0.5, airTime: 'instant', ...options });
  return { clock, network };
}
