/** Behaviour of original hardware that its manual leaves out or contradicts: each is a switch of a gateway. */

import {
  choice,
  FaultError,
  flag,
  number,
  type Parameter,
  readParameters,
  text,
  type ValuesOf,
} from '../faults/parameters.ts';

const DAY = 86_400_000;

/** One row: reader and manual at once. `about` describes the behaviour while the switch is on, and ends without a full stop. */
function quirk<const P extends Parameter>(parameter: P, about: string): P & { readonly about: string } {
  return { ...parameter, about };
}

/** Every switch with its value on hardware of 2021 and later, which is the default. */
export const quirkTable = {
  auth: quirk(
    choice('digest', ['digest', 'basic', 'both']),
    'which credentials are taken: Digest alone, Basic alone, or both',
  ),
  nonceUnchecked: quirk(
    flag(true),
    'any nonce and any nc is good, for ever; off: a nonce that was not given out is refused',
  ),
  emptyPostCloses: quirk(flag(true), 'a POST without a body is never answered: the connection closes'),
  commaRefused: quirk(flag(true), 'with Digest, a raw comma in the last query parameter is answered 401'),
  banAfter: quirk(
    number(5, 0, 1000),
    'after so many failed logins of an address in a row it is answered 403; 0: never',
  ),
  banTime: quirk(number(600_000, 0, DAY), 'how long such an address is banned, in milliseconds'),
  probesCount: quirk(flag(false), 'a request without credentials counts as a failed login'),
  oneConnection: quirk(flag(true), 'requests are served one at a time; the others wait'),
  answerTime: quirk(number(20, 0, DAY), 'how long one request takes, in milliseconds'),
  connectionCloses: quirk(
    flag(true),
    'an answer has no Content-Length and the connection ends with it; off: keep-alive',
  ),
  handshakeTime: quirk(
    number(900, 0, DAY),
    'with --tls: how long a TLS handshake takes, one after the other, in milliseconds',
  ),
  getRefused: quirk(flag(true), 'GET on get_cdr and get_status is answered 403'),
  emptyAnswers: quirk(number(0, 0, 1000), 'so many answers in a thousand have an empty body'),
  serialInAnswers: quirk(flag(true), 'answers under /api/ carry sn behind error_code'),
  imsiInAnswers: quirk(flag(true), 'results, delivery reports and their pushes carry imsi'),
  userIdAsInteger: quirk(
    flag(true),
    'user_id comes back as a number whatever was sent, 0 where none was; off: as it was sent',
  ),
  mostRecipients: quirk(number(128, 1, 10_000), 'more recipients in one send_sms are answered 413'),
  mostNumbers: quirk(number(32, 1, 10_000), 'more numbers in one query are answered 413'),
  mostUserIds: quirk(number(32, 0, 10_000), 'more user_ids in one query are answered 413; 0: no limit'),
  queueLimit: quirk(
    number(0, 0, 1_000_000),
    'a send_sms that would make more messages wait is answered 413; 0: no limit',
  ),
  noPortCode: quirk(choice('550', ['550', '500']), 'error_code of a send_sms that names no usable port'),
  idempotencyKey: quirk(
    flag(false),
    'a repeated Idempotency-Key gets the first answer again and sends nothing',
  ),
  queueAlias: quirk(flag(false), 'query_sms_queue is served besides query_sms_in_queue; off: 404'),
  apiDisabled: quirk(flag(false), 'the API is switched off in the web page: 404'),
  questionMarks: quirk(
    flag(true),
    'characters that gsm-7bit lacks arrive as ?; off: the message goes as UCS-2',
  ),
  resultColon: quirk(flag(false), 'send_ussd answers under "result:", with the colon in the key'),
  requestId: quirk(flag(false), 'send_ussd answers with request_id first'),
  blankReply: quirk(flag(false), 'a USSD reply that is not there yet is one blank; off: empty'),
  infoTypeMissing404: quirk(flag(true), 'get_port_info without info_type is answered with HTTP 404'),
  unknownPortFails: quirk(
    flag(true),
    'a port that the model lacks fails the whole query with 400; off: it is left out',
  ),
  remainTypes: quirk(
    flag(true),
    'get_port_info knows remain_* and CallForward; off: they are unknown info types',
  ),
  resetWantsParam: quirk(flag(true), 'set_port_info with action=reset wants some param'),
  numbersUnknown: quirk(flag(false), 'the number of a SIM is empty until set_port_info sets it'),
  cdrReason: quirk(flag(true), 'call records carry a reason in words'),
  cdrUnderInfo: quirk(flag(false), 'get_cdr answers under info in place of cdr'),
  cdrPortRefused: quirk(flag(true), 'get_cdr with port is answered 400'),
  trailingCommas: quirk(flag(false), 'lists of results and messages end in ",]", as the manual prints them'),
  clockOffset: quirk(
    number(0, -40 * DAY, 40 * DAY),
    "what the gateway's clock shows more than UTC, in milliseconds",
  ),
  resultsLostOnReboot: quirk(
    flag(true),
    'results, reports, waiting messages and task numbers are gone after a restart',
  ),
  inboxLostOnReboot: quirk(
    flag(false),
    'received messages are gone after a restart, and their ids begin at 1 again',
  ),
  referenceRange: quirk(
    number(256, 1, 256),
    'references of a port count 0, 1, ... and begin again after so many',
  ),
  resultsKept: quirk(
    number(2000, 1, 1_000_000),
    'so many results and so many reports are kept, the oldest go first',
  ),
  inboxKept: quirk(number(1000, 1, 1_000_000), 'so many received messages are kept, the oldest go first'),
  pushUserId: quirk(flag(false), 'the sms_result push carries user_id'),
  pushSecret: quirk(text(''), 'pushes are signed with this secret (Standard Webhooks); empty: unsigned'),
  pushTries: quirk(number(1, 1, 100), 'how often a push is tried, a second apart'),
  pushRepeats: quirk(number(0, 0, 1000), 'so many pushes in a thousand come twice'),
  registerNull: quirk(
    flag(true),
    'the register push of a port that went down has "<NULL>" for iccid and imsi',
  ),
} as const;

/** The switches of one gateway. */
export type Quirks = ValuesOf<typeof quirkTable>;
/** Switches that differ from those of the set. */
export type QuirkChanges = Partial<Quirks>;

const documented: QuirkChanges = {
  auth: 'both',
  nonceUnchecked: false,
  emptyPostCloses: false,
  commaRefused: false,
  banAfter: 0,
  oneConnection: false,
  answerTime: 0,
  handshakeTime: 0,
  connectionCloses: false,
  getRefused: false,
  mostUserIds: 0,
  questionMarks: false,
  infoTypeMissing404: false,
  unknownPortFails: false,
  resetWantsParam: false,
  cdrReason: false,
  cdrPortRefused: false,
  resultsLostOnReboot: false,
  registerNull: false,
};

/** Sets of switches: the manual 1.1 to the letter, and the three eras of hardware. */
export const quirkSets = {
  document: documented,
  '2014': {
    auth: 'both',
    serialInAnswers: false,
    imsiInAnswers: false,
    noPortCode: '500',
    resultColon: true,
    requestId: true,
    blankReply: true,
    remainTypes: false,
    cdrReason: false,
    cdrUnderInfo: true,
    cdrPortRefused: false,
  },
  '2017': { auth: 'both', imsiInAnswers: false, cdrReason: false, cdrPortRefused: false },
  '2021': {},
} as const satisfies Record<string, QuirkChanges>;
/** A set of switches: the firmware of a time, or the manual to the letter. */
export type QuirkSet = keyof typeof quirkSets;

/** The names of the sets. */
export const quirkSetNames = Object.keys(quirkSets) as readonly QuirkSet[];

const defaults: Quirks = readParameters(quirkTable, {}, '');

/** The switches of a set, with changes on top. */
export function quirksOf(set: QuirkSet, changes: QuirkChanges = {}): Quirks {
  return { ...defaults, ...quirkSets[set], ...changes };
}

/** Reads switches by name. Throws `FaultError` that names the one that is unknown or not as its row wants it. */
export function readQuirkChanges(given: Readonly<Record<string, unknown>>, place = ''): QuirkChanges {
  const all: Readonly<Record<string, unknown>> = readParameters(quirkTable, given, place);
  return Object.fromEntries(Object.keys(given).map(name => [name, all[name]]));
}

/** Reads a switch as the command line has it: `answerTime=50`, `trailingCommas=true`. Throws `FaultError`. */
export function readQuirkArgument(argument: string): QuirkChanges {
  const [name = '', ...rest] = argument.split('=');
  try {
    return readQuirkChanges({ [name]: typedValue(name, rest.join('=')) });
  } catch (error) {
    throw error instanceof FaultError ? new FaultError(name, `quirk ${name} ${error.message}`) : error;
  }
}

function typedValue(name: string, value: string): unknown {
  const kind = name in quirkTable ? quirkTable[name as keyof Quirks].kind : 'text';
  if (kind === 'flag') return value === '' || value === 'true' || (value === 'false' ? false : value);
  if (kind === 'number') return /^-?\d+$/.test(value) ? Number(value) : value;
  return value;
}
