/** Requests as strangers, broken programs and attackers make them, drawn from the contract. */
import { type Endpoint, endpoints } from '@simgate/api/contract';
import fc from 'fast-check';

export interface FuzzedRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Streams have no end to wait for. */
const asked = endpoints.filter(({ mediaType }) => mediaType !== 'text/event-stream');

/** Pieces that have a meaning somewhere between socket and handler. */
const pieces = [
  ...[
    '[',
    ']',
    '{',
    '}',
    '"',
    '\\',
    ',',
    ';',
    ':',
    '=',
    '&',
    '%',
    '%e9',
    '%C3%A9',
    '%00',
    '+',
    '/',
    '//',
    '?',
    '#',
  ],
  ...[
    'null',
    'true',
    '0',
    '-1',
    '1e308',
    '9007199254740993',
    '\u0000',
    '\ud83d',
    '\ud83d\ude00',
    'é',
    ' ',
    '\r',
    '\n',
  ],
  ...[
    '#param#',
    '[]',
    '[0]',
    'param[0][number]',
    '__proto__',
    'constructor',
    '2026-01-01 00:00:00',
    '*100#',
    '112',
  ],
];

const junk = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map(some => some.join('')),
);

/** One piece so often that any parser that goes back shows it. */
const flood = fc
  .tuple(fc.constantFrom(...pieces), fc.integer({ min: 1000, max: 200_000 }))
  .map(([piece, times]) => piece.repeat(times));

const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -1, max: 40 }) },
  { weight: 4, arbitrary: junk },
  { weight: 2, arbitrary: fc.array(fc.integer({ min: -1, max: 40 }), { maxLength: 6 }) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('+491701234567', 'send', 'cancel', 'all', 'power', 'on', 'imei,imsi', 'auto'),
  },
  {
    weight: 1,
    arbitrary: fc.array(fc.record({ number: fc.oneof(fc.constant('10086'), junk) }), { maxLength: 130 }),
  },
);

function namesOf(endpoint: Endpoint): string[] {
  return Object.keys(endpoint.request.properties);
}

/** Parameters by the names that the endpoint knows, and others. */
function parametersOf(endpoint: Endpoint): fc.Arbitrary<Record<string, unknown>> {
  const name = fc.oneof(fc.constantFrom('x', ...namesOf(endpoint)), junk);
  return fc.dictionary(name, value, { maxKeys: 6 });
}

function textOf(one: unknown): string {
  return typeof one === 'string' ? one : (JSON.stringify(one) ?? '');
}

function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function formOf(parameters: Record<string, unknown>): string {
  return Object.entries(parameters)
    .map(([name, one]) => `${encoded(name)}=${encoded(textOf(one))}`)
    .join('&');
}

function multipartOf(parameters: Record<string, unknown>): string {
  const parts = Object.entries(parameters).map(
    ([name, one]) => `--B\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${textOf(one)}\r\n`,
  );
  return `${parts.join('')}--B--\r\n`;
}

interface Body {
  readonly body: string | undefined;
  readonly type: string | undefined;
}

function bodyOf(endpoint: Endpoint): fc.Arbitrary<Body> {
  const parameters = parametersOf(endpoint);
  const json = 'application/json';
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant({ body: undefined, type: undefined }) },
    { weight: 6, arbitrary: parameters.map(one => ({ body: JSON.stringify(one), type: json })) },
    {
      weight: 2,
      arbitrary: parameters.map(one => ({ body: formOf(one), type: 'application/x-www-form-urlencoded' })),
    },
    {
      weight: 1,
      arbitrary: parameters.map(one => ({ body: multipartOf(one), type: 'multipart/form-data; boundary=B' })),
    },
    { weight: 2, arbitrary: fc.tuple(junk, junk).map(([body, type]) => ({ body, type })) },
    { weight: 1, arbitrary: flood.map(body => ({ body, type: json })) },
    {
      weight: 1,
      arbitrary: flood.map(text => ({
        body: JSON.stringify({ text, port: text, number: [text] }),
        type: json,
      })),
    },
  );
}

/** Characters that Node allows in a header: Latin-1 without control characters. */
function headerText(text: string): string {
  return text.replace(/[^\t -~\u0080-\u00ff]/g, '?').slice(0, 12_000);
}

const odd = fc.oneof({ weight: 6, arbitrary: junk }, { weight: 1, arbitrary: flood }).map(headerText);

function authorizationOf(right: string): fc.Arbitrary<string | undefined> {
  return fc.oneof(
    { weight: 12, arbitrary: fc.constant(right) },
    { weight: 1, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: odd },
    // Names of its own, so that the pauses after failed logins hit nobody else.
    { weight: 1, arbitrary: odd.map(text => `Digest username="nobody", ${text}`) },
    { weight: 1, arbitrary: odd.map(text => `Basic ${Buffer.from(`nobody:${text}`).toString('base64')}`) },
    { weight: 1, arbitrary: odd.map(text => `Bearer ${text}`) },
  );
}

const otherHeaders = fc.dictionary(
  fc.constantFrom(
    ...[
      'accept-language',
      'origin',
      'referer',
      'sec-fetch-site',
      'idempotency-key',
      'last-event-id',
      'cookie',
    ],
    ...[
      'x-forwarded-for',
      'x-forwarded-host',
      'forwarded',
      'accept',
      'range',
      'if-none-match',
      'content-encoding',
    ],
  ),
  odd,
  { maxKeys: 3 },
);

const methods = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS') },
  { weight: 5, arbitrary: fc.constant(undefined) },
);

function targetText(text: string): string {
  return text.replace(/[^!-~]/g, mark => encoded(mark)).slice(0, 12_000);
}

function pathOf(endpoint: Endpoint): fc.Arbitrary<string> {
  const filled = fc
    .oneof(fc.constantFrom('0', '1', '99'), junk)
    .map(one => endpoint.path.replace(/\{\w+\}/g, () => encoded(one)));
  return fc.oneof(
    { weight: 12, arbitrary: filled },
    { weight: 1, arbitrary: filled.map(path => `/api/${path};`) },
    { weight: 1, arbitrary: junk.map(text => `${endpoint.path}${text}`) },
    { weight: 1, arbitrary: flood.map(text => `/${text}`) },
  );
}

function requestTo(endpoint: Endpoint, right: string): fc.Arbitrary<FuzzedRequest> {
  const query = fc.oneof(parametersOf(endpoint).map(formOf), junk, fc.constant(''));
  return fc
    .record({
      method: methods,
      path: pathOf(endpoint),
      query,
      body: bodyOf(endpoint),
      authorization: authorizationOf(right),
      others: otherHeaders,
    })
    .map(({ method = endpoint.methods[0] ?? 'GET', path, query: text, body, authorization, others }) => ({
      method,
      target: targetText(text === '' ? path : `${path}?${text}`),
      headers: {
        ...others,
        ...(authorization === undefined ? {} : { authorization: headerText(authorization) }),
        ...(body.type === undefined ? {} : { 'content-type': headerText(body.type) }),
      },
      body: body.body,
    }));
}

/** `right` is an Authorization header that the gateway takes: most requests have it, so that handlers are reached. */
export function arbitraryRequest(right: string): fc.Arbitrary<FuzzedRequest> {
  return fc.oneof(...asked.map(endpoint => requestTo(endpoint, right)));
}
