/**
 * The parameters that several endpoints share, in the normal form that `wire` brings them to. Each description completes
 * the sentence "`field` must be ...".
 */
import { Type } from 'typebox';

/** Limits of the contract, inclusive. */
export const limits = {
  /** Recipients of one send_sms. */
  recipients: 128,
  /** Bytes of UTF-8 of a text, before and after the template is filled. */
  textBytes: 1500,
  /** Bytes of UTF-8 of a USSD text. */
  ussdBytes: 60,
  /** Numbers of one query. */
  filterNumbers: 32,
  /** Ports of one list, repeats counted. */
  listedPorts: 128,
  /** User ids of one query. */
  filterUserIds: 4096,
  /** Values of one recipient: more than a text has room for places. */
  values: 1024,
  /** Words of one list of kinds, states or facts. */
  words: 64,
  /** Bytes of a phone number. */
  numberBytes: 24,
  /** Highest port number. */
  port: 31,
  /** Bytes of a request body. */
  bodyBytes: 1_048_576,
} as const;

/** UTF-8, and so the store, cannot carry half of a surrogate pair. */
export function wholeText(description: string, options: object = {}) {
  return Type.Refine(
    Type.String({ description: `${description}, without halves of surrogate pairs`, ...options }),
    text => text.isWellFormed(),
    () => 'must hold no half of a surrogate pair',
  );
}

/** At least one digit; the pattern is linear in the length of what it reads. */
const NUMBER_PATTERN = '^\\+?[*#]*[0-9][0-9*#]*$';

/** A recipient. Short codes and service numbers with `*` and `#` are numbers too. */
export const phoneNumber = Type.String({
  description: 'a phone number of digits, * and #, with an optional leading +, at most 24 bytes',
  pattern: NUMBER_PATTERN,
  maxLength: limits.numberBytes,
});

/** A port, 0..31: a gateway has at most 32. */
export const portNumber = Type.Integer({
  description: 'a port number from 0 to 31',
  minimum: 0,
  maximum: limits.port,
});

/**
 * An optional list of ports, each 0..31.
 * @param description completes the sentence "the field must be ..."
 */
export function portList(description: string) {
  return Type.Optional(Type.Array(portNumber, { description, maxItems: limits.listedPorts }));
}

/** An optional filter by number. `+49...` and `49...` are the same to it. */
export const numberList = Type.Optional(
  Type.Array(phoneNumber, {
    description: 'a list of at most 32 phone numbers; a leading + does not matter',
    maxItems: limits.filterNumbers,
  }),
);

/** Calendar and zone are looked at where the time is turned into an instant. */
export function timeText(description: string) {
  return Type.Optional(
    Type.String({
      description: `${description}, as YYYY-MM-DD HH:MM:SS`,
      pattern: '^\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}[ T]\\d{1,2}:\\d{2}:\\d{2}$',
    }),
  );
}

/**
 * How a text is coded: unicode is UCS-2 with 70 characters a segment, gsm-7bit has 160 (23.038). Absent:
 * unicode, as in chapter 2.
 */
export const encoding = Type.Optional(
  Type.Enum(['unicode', 'gsm-7bit', 'auto'], {
    description:
      'unicode (UCS-2), gsm-7bit, or auto (the default alphabet where every character fits, else UCS-2)',
    default: 'unicode',
  }),
);

const userIdText = Type.Refine(
  Type.String({ pattern: '^[0-9]{1,16}$' }),
  text => Number(text) <= Number.MAX_SAFE_INTEGER,
  () => 'must be at most 9007199254740991',
);

/** Echoed in the JSON type it was sent in. */
export const userId = Type.Union(
  [Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }), userIdText, Type.Null()],
  { description: 'a whole number from 0 to 9007199254740991, the same as text, or null' },
);

/** The head of every answer of /api but get_status. */
export function head(codes: readonly number[]) {
  return {
    error_code: Type.Integer({ description: 'how it went', enum: [...codes] }),
    sn: Type.String({
      description: 'the serial number of the gateway',
      pattern: '^[0-9a-f]{4}(-[0-9a-f]{4}){3}$',
    }),
  };
}

/** A time of the answer, in the zone of the gateway. */
export const shownTime = Type.String({
  description: "YYYY-MM-DD HH:MM:SS in the gateway's zone",
  pattern: '^\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}$',
});

/** Objects of the answers have exactly the documented keys. */
export const exact = { additionalProperties: false } as const;
