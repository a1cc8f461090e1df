/** The same parameters in a query, in a form, in PHP's brackets and in JSON are the same request. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { contract, type EndpointName } from '../contract.ts';
import { compileRequest, type Judged } from '../request.ts';
import { decodeComponent } from './text.ts';

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

type Values = Readonly<Record<string, unknown>>;
type Pairs = readonly (readonly [name: string, value: string])[];

function encode(pairs: Pairs): string {
  return pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
}

function entriesOf(values: Values): [string, unknown][] {
  return Object.entries(values).filter(([, value]) => value !== undefined);
}

/** Lists as `1,2`, objects as JSON. */
function commaPairs(values: Values): Pairs {
  return entriesOf(values).map(([name, value]) => {
    if (!Array.isArray(value)) return [name, String(value)];
    return [name, value.some(item => typeof item === 'object') ? JSON.stringify(value) : value.join()];
  });
}

/** `param[0][number]=1`, as http_build_query of PHP writes it. */
function bracketPairs(value: unknown, name: string): Pairs {
  if (typeof value !== 'object' || value === null) return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, item]) => bracketPairs(item, `${name}[${key}]`));
}

/** One list item in each pair, under the same name. */
function repeatedPairs(values: Values): Pairs {
  return entriesOf(values).flatMap(([name, value]): Pairs => {
    if (!Array.isArray(value) || value.some(item => typeof item === 'object'))
      return commaPairs({ [name]: value });
    return value.map((item): [string, string] => [name, String(item)]);
  });
}

/** Every form in which a client may send these values. */
function formsOf(values: Values): [what: string, query: string, body: string, contentType: string][] {
  const comma = encode(commaPairs(values));
  const brackets = encode(entriesOf(values).flatMap(([name, value]) => bracketPairs(value, name)));
  const repeated = encode(repeatedPairs(values));
  const json = JSON.stringify(values);
  return [
    ['JSON', '', json, JSON_TYPE],
    ['JSON that is labelled as a form', '', json, FORM],
    ['JSON without a label, with a mark of its octets', '', `\ufeff${json}`, ''],
    ['JSON with a semicolon behind it', '', `${json};\n`, JSON_TYPE],
    ['a query of comma lists', comma, '', ''],
    ['a query that is encoded as a whole', encodeURIComponent(comma), '', ''],
    ['a query of repeated names', repeated, '', ''],
    ['a query of brackets', brackets, '', ''],
    ['a form of comma lists', '', comma, FORM],
    ['a form of repeated names', '', repeated, `${FORM}; charset=UTF-8`],
    ['a form of brackets', '', brackets, FORM],
    ['a query beside an empty list of PHP', comma, '[]', JSON_TYPE],
    ['a body that wins over the query', comma.replaceAll(/=[^&]*/g, '=x'), json, JSON_TYPE],
  ];
}

function judgeOf(name: EndpointName) {
  return compileRequest<(typeof contract)[EndpointName]>(contract[name]);
}

function holdsAlike(name: EndpointName, values: fc.Arbitrary<Values>): void {
  const judge = judgeOf(name);
  fc.assert(
    fc.property(values, sent => {
      const plain: Values = Object.fromEntries(entriesOf(sent));
      // Nothing at all has no form of its own.
      if (entriesOf(plain).length === 0) return;
      for (const [what, query, body, contentType] of formsOf(plain)) {
        const judged: Judged<unknown> = judge({ query, body, contentType });
        assert.deepEqual(judged, { ok: true, value: plain }, what);
      }
    }),
    { numRuns: 40 },
  );
}

const port = fc.integer({ min: 0, max: 31 });
const ports = fc.array(port, { minLength: 1, maxLength: 4 });
const number = fc.stringMatching(/^\+?[0-9]{1,20}$/);
/** No text that other rules change: empty ones are absent. */
const text = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' });
const time = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2099-01-01T00:00:00Z'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 19).replace('T', ' '));

function record(model: Record<string, fc.Arbitrary<unknown>>, requiredKeys: string[] = []) {
  return fc.record(model, { requiredKeys, noNullPrototype: true });
}

describe('the form of the parameters does not matter', () => {
  test('send_sms', () => {
    const recipient = record(
      {
        number,
        text_param: fc.array(text, { minLength: 1, maxLength: 3 }),
        user_id: fc.maxSafeNat().map(String),
      },
      ['number'],
    );
    holdsAlike(
      'send_sms',
      record(
        {
          text,
          param: fc.array(recipient, { minLength: 1, maxLength: 3 }),
          port: ports,
          encoding: fc.constantFrom('unicode', 'gsm-7bit', 'auto'),
          request_status_report: fc.boolean(),
          priority: fc.constantFrom('urgent', 'normal', 'bulk'),
        },
        ['text', 'param'],
      ),
    );
  });

  test('query_sms_result', () => {
    const numbers = fc.array(number, { minLength: 1, maxLength: 4 });
    holdsAlike(
      'query_sms_result',
      record({ number: numbers, port: ports, time_after: time, time_before: time }),
    );
  });

  test('query_incoming_sms', () => {
    const flag = fc.constantFrom('unread', 'read', 'all');
    holdsAlike('query_incoming_sms', record({ incoming_sms_id: fc.maxSafeNat(), flag, port: ports }));
  });

  test('send_ussd', () => {
    holdsAlike(
      'send_ussd',
      record({ text: fc.stringMatching(/^[*#0-9]{1,20}$/), port: ports, command: fc.constant('send') }, [
        'port',
        'text',
      ]),
    );
  });

  test('stop_sms', () => holdsAlike('stop_sms', record({ task_id: fc.maxSafeNat() }, ['task_id'])));

  test('get_port_info', () => {
    const names = fc.constantFrom('imei', 'imsi', 'reg', 'signal', 'CallForward');
    holdsAlike(
      'get_port_info',
      record({ info_type: fc.array(names, { minLength: 1, maxLength: 4 }), port: ports }, ['info_type']),
    );
  });

  test('set_port_info', () => {
    const action = fc.constantFrom('slot', 'reset', 'CallForward');
    holdsAlike(
      'set_port_info',
      record({ port, action, param: fc.constantFrom('0', 'on', '0123') }, ['port', 'action']),
    );
  });

  test('stk_go', () => {
    const item = fc.integer({ min: 1, max: 255 });
    holdsAlike('stk_go', record({ port, item, action: fc.constantFrom('ok', 'home') }, ['port']));
  });
});

describe('text', () => {
  test('that is encoded reads back, blank as + or %20', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), sent => {
        assert.equal(decodeComponent(encodeURIComponent(sent)), sent);
        assert.equal(decodeComponent(encodeURIComponent(sent).replaceAll('%20', '+')), sent);
      }),
    );
  });

  test('of any octets keeps each of them: none becomes U+FFFD', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20 }), octets => {
        const encoded = [...octets].map(octet => `%${octet.toString(16).padStart(2, '0')}`).join('');
        const read = decodeComponent(encoded);
        // U+FFFD itself may have been sent: EF BF BD.
        if (!encoded.includes('%ef%bf%bd')) assert.ok(!read.includes('\ufffd'), read);
        assert.equal(read === '', octets.length === 0);
      }),
    );
  });
});

describe('any octets at all', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'text',
      'param',
      'port',
      '=',
      '&',
      '[',
      ']',
      '%',
      '{',
      '}',
      '"',
      ',',
      ';',
      '0',
      '%5B',
      '\0',
    ),
    fc.string({ maxLength: 4 }),
  );
  const noise = fc.array(piece, { maxLength: 30 }).map(pieces => pieces.join(''));
  const judges = (['send_sms', 'get_port_info', 'create_ussd', 'list_messages'] as const).map(judgeOf);

  test('are taken or refused with a sentence, never thrown', () => {
    const contentType = fc.constantFrom('', FORM, JSON_TYPE, 'text/plain; charset=x');
    fc.assert(
      fc.property(noise, noise, contentType, (query, body, label) => {
        for (const judge of judges) {
          const judged: Judged<unknown> = judge({ query, body, contentType: label });
          if (!judged.ok) assert.match(judged.error, /^[^:]+: .*\.?$/s);
        }
      }),
      { numRuns: 200 },
    );
  });
});
