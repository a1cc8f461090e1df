/** Every parser of foreign text, on inputs made to send patterns back: ten times as long costs about ten times as much. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readAuthHeader } from './client/auth-header.ts';
import { readEventStream } from './client/event-stream.ts';
import { contract } from './contract.ts';
import { compileRequest } from './request.ts';
import { locateJsonError } from './wire/json-error.ts';
import { normalTarget } from './wire.ts';

const sendSms = compileRequest(contract.send_sms);
const portInfo = compileRequest(contract.get_port_info);

async function readStream(text: string): Promise<void> {
  const octets = new TextEncoder().encode(text);
  const pieces = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < octets.length; at += 16) controller.enqueue(octets.subarray(at, at + 16));
      controller.close();
    },
  });
  for await (const event of readEventStream(pieces)) assert.ok(event);
}

function form(body: string): void {
  sendSms({ query: '', body, contentType: 'application/x-www-form-urlencoded' });
}

const parsers: [name: string, parse: (text: string) => unknown, pieces: readonly string[]][] = [
  [
    'authentication headers',
    readAuthHeader,
    ['a', ' ', ',', '=', '"', '\\', 'Digest ', 'a=', 'a =', 'Basic,', '\\"', 'a="'],
  ],
  ['request targets', normalTarget, ['/', '/;', '%', '//api', '/api', '?', ';', '://']],
  [
    'queries',
    query => portInfo({ query, body: '', contentType: '' }),
    ['a&', 'port=1&', '%3d', '[', 'port[0]['],
  ],
  ['forms', form, ['a&', '&', 'param[0][number]=1&', '%', 'text=;', '[]=', ',a=']],
  [
    'JSON bodies',
    body => sendSms({ query: '', body, contentType: 'application/json' }),
    [';', '[', '{"a":', ' '],
  ],
  ['places of JSON errors', locateJsonError, ['[', '"\\u', '1', '{"a":[', '\n']],
  [
    'comma lists',
    list => portInfo({ query: `port=${list}`, body: '', contentType: '' }),
    [',', '1,', '[1]', ';', '":"'],
  ],
  [
    'words with colons',
    word => portInfo({ query: `info_type=${word}`, body: '', contentType: '' }),
    [':', ';', ':a', 'imei,'],
  ],
  ['streams of events', readStream, ['data:', '\r', 'a', ':', '\n']],
];

async function costOf(parse: (text: string) => unknown, text: string): Promise<number> {
  const start = process.cpuUsage();
  try {
    await parse(text);
  } catch (error) {
    assert.ok(error instanceof SyntaxError || error instanceof RangeError, String(error));
  }
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

describe('long inputs cost linear time', () => {
  for (const [name, parse, pieces] of parsers)
    for (const piece of pieces)
      test(`${name}: ${JSON.stringify(piece)} without end`, async () => {
        // Quadratic time would take many seconds for this length.
        const text = piece.repeat(Math.ceil(200_000 / piece.length));
        const cost = await costOf(parse, text);
        assert.ok(cost < 1500, `${Math.round(cost)} ms of CPU`);
      });
});
