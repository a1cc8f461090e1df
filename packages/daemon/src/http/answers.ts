/** Exact out: what handlers answer, and how it becomes JSON with the documented keys in their order. */
import { setImmediate } from 'node:timers/promises';
import type { Refusal, Head as ReplyHead, RestRefusal, Style } from '@simgate/api/endpoint';

type Head = 'error_code' | 'sn';

/** Headers that an endpoint adds, by their names in lower case. */
export type AnswerHeaders = Readonly<Record<string, string>>;

/** The keys of a reply that a handler fills in. */
type Body<Reply> = Omit<Reply, Head>;

/** An answer whose list is read page by page. */
export interface Listed {
  readonly kind: 'listed';
  readonly key: string;
  readonly pages: AsyncIterable<readonly object[]>;
  /** Keys after the list. */
  readonly tail: object;
}

export type Answer<Reply = unknown> =
  | {
      readonly kind: 'done';
      readonly code: 200 | 201 | 202;
      readonly body: Body<Reply>;
      readonly headers?: AnswerHeaders;
    }
  | Listed
  | Refused
  | Streamed
  /** A document outside /api, with its own HTTP status. */
  | {
      readonly kind: 'document';
      readonly status: 200 | 503;
      readonly text: string;
      readonly mediaType?: string;
    };

/** Text or octets in pieces, until they end or the client or the program ends them. */
export interface Streamed {
  readonly kind: 'streamed';
  readonly mediaType: string;
  /** `ended` aborts when the client is gone or the program stops. */
  readonly pieces: (ended: AbortSignal) => AsyncIterable<string | Uint8Array>;
  readonly headers?: AnswerHeaders;
}

export interface Refused {
  readonly kind: 'refused';
  readonly code: 400 | 401 | 403 | 404 | 409 | 413 | 429 | 500 | 503 | 550;
  /** Left out of a 404. */
  readonly error?: string;
  readonly headers?: AnswerHeaders;
}

type ListKeys<Reply> = {
  [Key in keyof Reply]: Reply[Key] extends readonly object[] ? Key : never;
}[keyof Reply];
type ItemOf<List> = List extends readonly (infer Item)[] ? Item : never;

export function done<Reply>(
  code: 200 | 201 | 202,
  body: Body<Reply>,
  headers?: AnswerHeaders,
): Answer<Reply> {
  return { kind: 'done', code, body, ...(headers && { headers }) };
}

export function refused(code: Refused['code'], error?: string): Refused {
  return error === undefined ? { kind: 'refused', code } : { kind: 'refused', code, error };
}

async function* mapPages<Row, Item extends object>(
  pages: AsyncIterable<readonly Row[]>,
  toItem: (row: Row) => Item,
): AsyncGenerator<Item[]> {
  for await (const page of pages) yield page.map(toItem);
}

/** Answers with `rows` under `key`, each turned into a documented item only when its page is sent. */
export function listed<Reply>() {
  return <Key extends ListKeys<Reply> & string, Row>(
    key: Key,
    rows: AsyncIterable<readonly Row[]>,
    toItem: (row: Row) => ItemOf<Reply[Key]> & object,
    tail: Omit<Reply, Head | Key>,
  ): Listed => ({ kind: 'listed', key, pages: mapPages(rows, toItem), tail });
}

/** `error` stands beside 400, 413, 500 and 550 only. */
export function refusalText(sn: string, { code, error }: Refused, head: ReplyHead = 'full'): string {
  const refusal: Refusal = {
    error_code: code,
    ...(head === 'full' && { sn }),
    ...(error === undefined ? {} : { error }),
  };
  return JSON.stringify(refusal);
}

/** Refusals of /v1: the code is the HTTP status. */
export function restRefusalText({ code, error }: Refused): string {
  const refusal: RestRefusal = {
    error: error ?? (code === 404 ? 'There is no such thing here.' : 'Refused.'),
  };
  return JSON.stringify(refusal);
}

export function doneText(sn: string, code: number, body: object, head: ReplyHead = 'full'): string {
  const full = head === 'full' ? { error_code: code, sn } : { error_code: code };
  return JSON.stringify(head === 'none' ? body : { ...full, ...body });
}

function tailText(tail: object): string {
  const text = JSON.stringify(tail);
  return text === '{}' ? ']}' : `],${text.slice(1)}`;
}

function itemsText(items: readonly object[]): string {
  return JSON.stringify(items).slice(1, -1);
}

/** A listed answer in pieces: one page at a time, and other work gets its turn between pages. */
export async function* listedText(
  sn: string,
  { key, pages, tail }: Listed,
  style: Style = 'vendor',
): AsyncGenerator<string> {
  const head = style === 'vendor' ? `"error_code":200,"sn":${JSON.stringify(sn)},` : '';
  yield `{${head}"${key}":[`;
  let separator = '';
  for await (const page of pages) {
    if (page.length === 0) continue;
    yield separator + itemsText(page);
    separator = ',';
    await setImmediate();
  }
  yield tailText(tail);
}
