/** The faults that come and go during a soak run. */
import type { Fault } from '@simgate/simulator';

/** Faults of one modem at a time, and how long they are the cause of what its port cannot do. */
export interface SoakFault {
  readonly name: string;
  readonly faults: readonly Fault[];
  /** Seconds. */
  readonly lasts: number;
  /** Begins this way where it is no fault of the catalogue: a path of the control API below the modem, with its body. */
  readonly control?: readonly [method: 'POST' | 'PUT', path: string, body: unknown];
  /** Ends it, `lasts` later. */
  readonly end?: readonly [method: 'POST' | 'PUT', path: string, body: unknown];
}

function fault(lasts: number, name: string, values: object = {}): SoakFault {
  const words = Object.values(values).map(value => JSON.stringify(value));
  return { name: [name, ...words].join(' '), faults: [{ fault: name, ...values }], lasts };
}

/** The network's answer to a submit may take 180 s, and nothing else goes out meanwhile. */
const SUBMIT = 190;

const line: readonly SoakFault[] = [
  fault(15, 'deaf'),
  fault(15, 'deaf', { speaks: true }),
  fault(10, 'wrongSpeed'),
  fault(40, 'echoStays'),
  fault(40, 'errorForm', { form: 'verbose' }),
  fault(40, 'errorForm', { form: 'plain' }),
  fault(20, 'dataMode'),
  fault(10, 'openPrompt'),
  fault(40, 'lineStyle', { quotes: false }),
  fault(40, 'lineStyle', { colonBlank: false }),
  fault(40, 'lineStyle', { commaBlank: true }),
  fault(5, 'says', { text: '^STGI: "two\r\nlines",15' }),
  fault(5, 'flood', { octetsPerSecond: 300_000 }),
  fault(5, 'flood', { form: 'notice', text: '+CUSD: 0,"', octetsPerSecond: 300_000 }),
  fault(15, 'flood', { form: 'list', octetsPerSecond: 300_000 }),
];

const starts: readonly SoakFault[] = [
  fault(10, 'coldStart'),
  fault(50, 'reboots', { every: 20_000, boot: 3000 }),
  fault(20, 'radioOff'),
  fault(20, 'radioOff', { functionality: 0 }),
  fault(30, 'refused', { commands: ['*'] }),
  fault(40, 'refused', { commands: ['*=?'] }),
  fault(40, 'refused', { commands: ['+CPMS'] }),
  fault(40, 'refused', { commands: ['+CMGL'], answer: '+CMS ERROR: 303' }),
  fault(20, 'answers', { commands: ['+CPIN?'], lines: ['+CPIN: PH-NET PIN'] }),
  ...[
    'ERROR',
    '+CME ERROR: 14',
    '+CME ERROR: 515',
    '+CMS ERROR: 302',
    '+CMS ERROR: 514',
    '+CMS ERROR: 517',
  ].map(answer => ({
    ...{ name: `coldStart and notReady ${answer}`, lasts: 30 },
    faults: [{ fault: 'notReady', from: 'boot', answer }, { fault: 'coldStart' }],
  })),
];

/**
 * Without the card that changes its IMSI: it keeps its storage, so that parts of one message are read under two IMSIs, which are two SIMs
 * to the gateway.
 */
const cards: readonly SoakFault[] = [
  fault(15, 'noSim'),
  fault(30, 'simLate', { milliseconds: 15_000 }),
  fault(30, 'simLost'),
  fault(20, 'pinAsked'),
  {
    ...{ name: 'pinAsked and pinRefused', lasts: 20 },
    faults: [{ fault: 'pinAsked' }, { fault: 'pinRefused' }],
  },
  fault(15, 'pukAsked'),
  fault(40, 'cardStatus'),
  ...['notice', 'notReady', 'unregistered', 'profile', 'restart', 'silence'].map(form =>
    fault(30, 'simChange', { form }),
  ),
];

const registration: readonly SoakFault[] = [
  ...[0, 2, 3, 4].map(status => fault(20, 'registration', { status })),
  fault(20, 'registration', { circuit: 13, packet: 0, eps: 0, notice: '+CREG: 3' }),
  fault(20, 'registrationFlaps'),
  fault(30, 'circuitDenied'),
  ...['withoutMode', 'withMode', 'unquoted', 'prefixed', 'noBlank'].map(form =>
    fault(40, 'registrationForm', { form }),
  ),
];

const messages: readonly SoakFault[] = [
  fault(10, 'storedMessages', { count: 10 }),
  fault(10, 'storedMessages', { kind: 'sent' }),
  fault(40, 'countWrong', { by: 2 }),
  fault(40, 'listIncomplete'),
  fault(30, 'impossibleIndex'),
  fault(30, 'impossibleIndex', { stored: true }),
  fault(40, 'fullNotice', { text: '+SMS FULL' }),
  fault(40, 'readLate'),
  ...['timeStamp', 'zone', 'fill', 'addressFill', 'noServiceCentre'].map(field =>
    fault(30, 'oddPdu', { field }),
  ),
  fault(30, 'pduLength'),
  ...['okFirst', 'okOnly', 'okAtPrompt', 'referenceOnly', 'none', 'nextConnection'].map(form =>
    fault(SUBMIT, 'submitAnswer', { form, times: 1 }),
  ),
  fault(30, 'submitAnswer', { form: 'late', milliseconds: 8000, times: 2 }),
  fault(60, 'stuckAtSubmit'),
];

const sessions: readonly SoakFault[] = [
  fault(40, 'ussdAnswer', { before: ['+CUSD: 2,"Initiating Release",15'] }),
  fault(40, 'ussdAnswer', { instead: '+CUSD: 4' }),
  fault(40, 'ussdAnswer', { error: 258 }),
  fault(40, 'dialAnswer'),
  fault(40, 'hangUpIgnored'),
];

const controlled: readonly SoakFault[] = [
  { name: 'power cycle', faults: [], lasts: 15, control: ['POST', 'reboot', {}] },
  {
    ...{ name: 'hung', faults: [], lasts: 15 },
    ...{ control: ['PUT', 'hung', { hung: true }], end: ['PUT', 'hung', { hung: false }] },
  },
  {
    ...{ name: 'unplugged', faults: [], lasts: 8 },
    ...{ control: ['POST', 'unplug', {}], end: ['POST', 'plug', {}] },
  },
  // The gateway makes room itself: what fills the card are messages, which it reads and deletes.
  { name: 'storage full', faults: [], lasts: 10, control: ['PUT', 'storage', { memory: 'SM', free: 0 }] },
  {
    ...{ name: 'no service', faults: [], lasts: 10 },
    ...{ control: ['PUT', 'registration', { status: 2 }], end: ['PUT', 'registration', { status: 1 }] },
  },
];

export const soakFaults: readonly SoakFault[] = [
  ...[...line, ...starts, ...cards, ...registration, ...messages, ...sessions, ...controlled],
];
