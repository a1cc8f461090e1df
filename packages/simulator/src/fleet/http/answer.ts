/** Answers as they go on the wire. */

import type { ServerResponse } from 'node:http';
import type { Quirks } from '../quirks.ts';

/** An answer of the API, which is HTTP 200 whatever its error_code; or a page of the web server. */
export type Answer =
  | { readonly kind: 'json'; readonly body: Readonly<Record<string, unknown>> }
  | {
      readonly kind: 'page';
      readonly status: 400 | 401 | 403 | 404 | 413 | 500;
      readonly text: string;
      readonly challenge?: string;
    }
  /** The connection closes without a word. */
  | { readonly kind: 'nothing' };

const SERVER = 'Web Server/2.1.0';

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Request Entity Too Large',
  500: 'Internal Server Error',
};

/** An answer of the API. */
export function json(body: Readonly<Record<string, unknown>>): Answer {
  return { kind: 'json', body };
}

/** The text of an API answer. With the switch, lists of objects end in a comma, as the manual prints them in 4.4 and 6.4. */
function jsonText(body: Readonly<Record<string, unknown>>, trailingCommas: boolean): string {
  if (!trailingCommas) return JSON.stringify(body);
  const members = Object.entries(body).map(([name, value]) => {
    const isList = Array.isArray(value) && value.length > 0 && typeof value[0] === 'object';
    const text = isList ? `[${value.map(item => JSON.stringify(item)).join(',')},]` : JSON.stringify(value);
    return `${JSON.stringify(name)}:${text}`;
  });
  return `{${members.join(',')}}`;
}

/** Writes an answer. `empty`: status line and head as ever, and no body. */
export function writeAnswer(response: ServerResponse, answer: Answer, quirks: Quirks, empty = false): void {
  if (answer.kind === 'nothing') {
    response.destroy();
    return;
  }
  const page = answer.kind === 'page';
  const body = empty
    ? ''
    : page
      ? errorPage(answer.status, answer.text)
      : jsonText(answer.body, quirks.trailingCommas);
  response.sendDate = false;
  response.useChunkedEncodingByDefault = false;
  response.writeHead(page ? answer.status : 200, page ? reasons[answer.status] : 'Data follows', {
    Server: SERVER,
    'Content-Type': page ? 'text/html' : 'application/json',
    ...(page && answer.challenge !== undefined && { 'WWW-Authenticate': answer.challenge }),
    ...(quirks.connectionCloses ? { Connection: 'close' } : { 'Content-Length': Buffer.byteLength(body) }),
  });
  response.end(body);
}

function errorPage(status: number, text: string): string {
  const title = `Document Error: ${reasons[status]}`;
  return `<html><head><title>${title}</title></head>\r\n<body><h2>Access Error: ${reasons[status]}</h2>\r\n<p>${text}</p></body></html>\r\n`;
}
