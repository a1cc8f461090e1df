/** Parameters that several endpoints under /v1 share. */
import { Type } from 'typebox';
import type { ReasonTexts } from '../../reasons.ts';

/** `{id}` of a path. */
export function idInPath(what: string) {
  return Type.Integer({
    description: `the id of a ${what}, a whole number from 1`,
    minimum: 1,
    maximum: Number.MAX_SAFE_INTEGER,
  });
}

/** Pages run from one id to the next; nothing is skipped or repeated when rows are added meanwhile. */
export const page = {
  after: Type.Optional(
    Type.Integer({
      description: 'next of the page before; absent: the first page',
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
    }),
  ),
  limit: Type.Optional(
    Type.Integer({ description: 'a whole number from 1 to 500', minimum: 1, maximum: 500, default: 100 }),
  ),
};

/** Lists that are read newest first. */
export const newestFirst = {
  before: Type.Optional(
    Type.Integer({
      description: 'next of the page before; absent: the newest',
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
    }),
  ),
  limit: page.limit,
};

/** The cursor of a list that is read page by page; it goes into `after` or `before` of the next request. */
export const next = Type.Union([Type.Integer(), Type.Null()], {
  description: 'what asks for the next page; null at the end',
});

/** A moment in an answer of ours. */
export function instant(description: string) {
  return Type.String({
    description: `${description}, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC)`,
    pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
  });
}

/** A moment in a request. */
export function moment(description: string) {
  return Type.Optional(
    Type.String({
      description: `${description}, as YYYY-MM-DDTHH:MM:SSZ (or with an offset), or YYYY-MM-DD HH:MM:SS in the gateway's zone`,
      pattern:
        '^\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}[ T]\\d{1,2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})?$',
    }),
  );
}

/** A code of one section of the catalogue of reasons. */
export function reasonCode<Reasons extends ReasonTexts>(reasons: Reasons, meaning: string) {
  return Type.Union([Type.Enum(Object.keys(reasons) as (keyof Reasons & string)[]), Type.Literal('')], {
    description: `${meaning}, with causes and remedies in docs/reasons.md; "" otherwise`,
  });
}
