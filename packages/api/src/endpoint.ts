/** The contract of one endpoint, as plain data; everything else follows from it. */
import { type Static, type TObject, type TSchema, Type } from 'typebox';
import type { Role } from './roles.ts';

/** HTTP methods of endpoints; under /api each endpoint takes GET and POST. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Codes that stand in `error_code` of the vendor's API, where the HTTP status is 200; under /v1 they are the HTTP status. */
export type ErrorCode = 200 | 201 | 202 | 400 | 401 | 403 | 404 | 409 | 413 | 429 | 500 | 503 | 550;

/**
 * - `vendor`: parameters are read leniently, the HTTP status is 200, `error_code` is the outcome
 * - `rest`: ours; a body is JSON and nothing else, `{name}` in the path is a parameter, the HTTP status is the outcome
 */
export type Style = 'vendor' | 'rest';

/**
 * The envelope before the keys of an answer: `error_code` and `sn`, `error_code` alone, or nothing. A refusal always has its
 * `error_code`, and `sn` only with `full`.
 */
export type Head = 'full' | 'code' | 'none';

/** One endpoint of the HTTP API, as data. */
export interface Endpoint<
  Name extends string = string,
  Request extends TObject = TObject,
  Reply extends TSchema = TSchema,
> {
  readonly name: Name;
  readonly style: Style;
  readonly head: Head;
  /** `{name}` stands for a parameter of the request. */
  readonly path: string;
  /** Other paths that clients use for the same thing. */
  readonly aliases: readonly string[];
  /** The first is the documented one, and what the client of this package uses. */
  readonly methods: readonly Method[];
  /** Where the documents put the parameters; the server reads both places. */
  readonly parametersIn: 'body' | 'query' | 'none';
  readonly request: Request;
  /** The answer when all went well. */
  readonly reply: Reply;
  readonly mediaType: string;
  /** The meaning of each `error_code` of this endpoint; empty where the answer has none. */
  readonly codes: Readonly<Partial<Record<ErrorCode, string>>>;
  readonly sentence: string;
  /** Chapter of the vendor's document; absent: an endpoint of ours. */
  readonly chapter?: number;
  /** The roles that may use it; `open` needs no user and password. */
  readonly access: 'open' | readonly Role[];
  /** Refused when a foreign web page asks for it. */
  readonly changesState: boolean;
  /** Who did it is kept in the audit trail. */
  readonly audited: boolean;
  /** Honours the header Idempotency-Key. */
  readonly idempotent: boolean;
  /** Media types of a body that is a file, read as it comes, beside parameters in the query; none: a body is parameters. */
  readonly bodyTypes: readonly string[];
}

/** The parts of an endpoint that most do not differ in. */
const usual = {
  style: 'vendor',
  head: 'full',
  aliases: [],
  mediaType: 'application/json',
  changesState: false,
  audited: false,
  idempotent: false,
  bodyTypes: [],
} as const;

type Usual = keyof typeof usual;
type Described<Name extends string, Request extends TObject, Reply extends TSchema> = Omit<
  Endpoint<Name, Request, Reply>,
  Usual
> &
  Partial<Pick<Endpoint, Usual>>;

/** Completes the description of an endpoint with what is usual. */
export function endpoint<const Name extends string, Request extends TObject, Reply extends TSchema>(
  described: Described<Name, Request, Reply>,
): Endpoint<Name, Request, Reply> {
  return { ...usual, ...described };
}

/** The parameters of an endpoint, after `wire` has normalised them. */
export type RequestOf<Of extends Endpoint> = Static<Of['request']>;
/** The reply of an endpoint on success. */
export type ReplyOf<Of extends Endpoint> = Static<Of['reply']>;

/** The answer that refuses: `error` stands beside 400, 413, 500 and 550 and names the field and the reason. */
export const refusalSchema = Type.Object(
  {
    error_code: Type.Integer({ description: 'one of the codes of the endpoint' }),
    sn: Type.Optional(
      Type.String({
        description: 'the serial number of the gateway; not of endpoints whose answers have none',
      }),
    ),
    error: Type.Optional(Type.String({ description: 'a sentence that names the field and what is wrong' })),
  },
  { additionalProperties: false },
);
/** A refusal under /api, as `refusalSchema` has it. */
export type Refusal = Static<typeof refusalSchema>;

/** The answer that refuses under /v1. */
export const restRefusalSchema = Type.Object(
  { error: Type.String({ description: 'a sentence that names the field and what is wrong' }) },
  { additionalProperties: false },
);
/** A refusal under /v1, as `restRefusalSchema` has it; the HTTP status is its code. */
export type RestRefusal = Static<typeof restRefusalSchema>;

/** The names of the parameters that stand in a path. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/\{([a-z_]+)\}/g)].map(found => found[1] ?? '');
}
