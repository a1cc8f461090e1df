/** Parameters that several endpoints of the server share. Each description completes the sentence "`field` must be ...". */
import { Type } from 'typebox';
import { exact, wholeText } from '../parameters.ts';

/** Limits of the server's contract, inclusive. */
export const serverLimits = {
  /** Recipients of one request. */
  recipients: 10_000,
  /** Characters of a name of a pool, tag or template. */
  nameCharacters: 64,
  /** Bytes of a request body. */
  bodyBytes: 4_194_304,
  /** Entries of metadata, and characters of each. */
  metadata: 20,
  metadataCharacters: 256,
  /** Seconds of the longest validity: thirty days. */
  validity: 2_592_000,
} as const;

const ID_PATTERN = '^[0-9abcdefghjkmnpqrstvwxyz]{20}[0-9a-f]{2}$';

/** An id that the server made. */
export function idOf(what: string) {
  return Type.String({ description: `the id of a ${what}`, pattern: ID_PATTERN });
}

/** An id in an answer, which may be "" where there is none. */
export function idOrNone(what: string) {
  return Type.String({ description: `${what}; "" where there is none` });
}

const NAME_PATTERN = '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$';

/** A name that people give: of a pool, a tag. */
export function nameOf(what: string) {
  return Type.String({
    description: `${what}: 1 to 64 letters, digits, - and _, the first a letter or digit`,
    pattern: NAME_PATTERN,
  });
}

export function namesOf(what: string) {
  return Type.Array(nameOf(what), { description: `a list of at most 1000 names: ${what}`, maxItems: 1000 });
}

export const country = Type.String({
  description: 'a country as two capital letters (ISO 3166-1), as DE',
  pattern: '^[A-Z]{2}$',
});

/** A moment in an answer. */
export function instant(description: string) {
  return Type.String({
    description: `${description}, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC)`,
    pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
  });
}

/** A moment in an answer that may not have come. */
export function instantOrNull(description: string) {
  return Type.Union([instant(description), Type.Null()], { description: `${description}; null before` });
}

/** Whether the calendar has it: Date.parse takes the 30th of February for the 2nd of March. */
function isOfCalendar(text: string): boolean {
  const [day = ''] = text.split('T');
  const midnight = Date.parse(`${day}T00:00:00Z`);
  return (
    !Number.isNaN(Date.parse(text)) &&
    !Number.isNaN(midnight) &&
    new Date(midnight).toISOString().startsWith(`${day}T`)
  );
}

/** A moment in a request. */
export function moment(description: string) {
  return Type.Refine(
    Type.String({
      description: `${description}, as YYYY-MM-DDTHH:MM:SSZ or with an offset`,
      pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})$',
    }),
    isOfCalendar,
    () => 'must be a moment of the calendar',
  );
}

/** Lists run from one cursor to the next; nothing is skipped or repeated when rows are added meanwhile. */
export const page = {
  cursor: Type.Optional(
    Type.String({
      description: 'next of the page before; absent: the first page',
      minLength: 1,
      maxLength: 256,
    }),
  ),
  limit: Type.Optional(
    Type.Integer({ description: 'a whole number from 1 to 500', minimum: 1, maximum: 500, default: 100 }),
  ),
};

export const next = Type.Union([Type.String(), Type.Null()], {
  description: 'cursor of the next page; null at the end',
});

/** The caller's own values, given back as they came. */
export const metadata = Type.Record(
  Type.String({ pattern: '^.{1,256}$' }),
  wholeText('a text of at most 256 characters', { maxLength: serverLimits.metadataCharacters }),
  {
    ...exact,
    description: 'an object of at most 20 texts of at most 256 characters',
    maxProperties: serverLimits.metadata,
  },
);

function most(window: string) {
  return Type.Optional(
    Type.Integer({
      description: `a whole number: most messages ${window}; absent: no limit`,
      minimum: 0,
      maximum: 1_000_000_000,
    }),
  );
}

/** Most messages of a SIM in a window. Windows begin with the minute, hour, day and month of UTC. */
export const simLimits = Type.Object(
  {
    minute: most('in a minute'),
    hour: most('in an hour'),
    day: most('in a day'),
    month: most('in a month'),
    recipients: most('to distinct recipients in a month'),
  },
  { ...exact, description: 'an object of limits' },
);
