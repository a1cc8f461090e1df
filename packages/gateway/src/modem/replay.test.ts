import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { parseAddress, type Submit, segmentText } from '@simgate/gsm';
import { LateAnswer } from '../at/late-answer.ts';
import { settle } from '../at/testing.ts';
import { Inbox, type Link } from '../link/link.ts';
import { fakeClock } from '../store/testing.ts';
import { ModemSession } from './session.ts';

const folder = new URL('../../../../transcripts/', import.meta.url);

interface Entry {
  readonly direction: string;
  readonly text: string;
}

function entriesOf(name: string): Entry[] {
  const lines = readFileSync(new URL(name, folder), 'utf8').trimEnd().split('\n');
  return lines.map(line => {
    const [, direction = '', shown = ''] = /^\S+ (>>|<<) (.*)$/.exec(line) ?? [];
    return { direction, text: unspell(shown) };
  });
}

function unspell(shown: string): string {
  return shown.replace(/\\(r|n|\\|x[0-9a-f]{2})/g, (_, what: string) => {
    const named: Record<string, string> = { r: '\r', n: '\n', '\\': '\\' };
    return named[what] ?? String.fromCharCode(Number.parseInt(what.slice(1), 16));
  });
}

/** A wire that plays the recorded answers in pieces of `size` octets, each after its recorded command. */
function replay(entries: readonly Entry[], size: number): { link: Link; left: () => number } {
  const inbox = new Inbox();
  let position = 0;
  let written = '';
  const say = () => {
    let text = '';
    for (; entries[position]?.direction === '<<'; position += 1) text += entries[position]?.text;
    for (let start = 0; start < text.length; start += size)
      inbox.bytes(Buffer.from(text.slice(start, start + size), 'latin1'));
  };
  const write = (octets: Uint8Array) => {
    written += Buffer.from(octets).toString('latin1');
    const expected = entries[position]?.text ?? 'nothing more';
    assert.ok(
      expected.startsWith(written),
      `wrote ${JSON.stringify(written)}, recorded ${JSON.stringify(expected)}`,
    );
    if (written !== expected) return;
    written = '';
    position += 1;
    queueMicrotask(say);
  };
  const link = { name: 'recorded', attach: inbox.attach.bind(inbox), write, close: async () => {} };
  return { link, left: () => entries.length - position };
}

function hello(): Submit {
  const userData = segmentText('hello', { encoding: 'gsm-7bit', reference: 0 }).segments[0]?.userData;
  assert.ok(userData);
  return {
    type: 'submit',
    rejectDuplicates: false,
    statusReportRequest: true,
    replyPath: false,
    messageReference: 0,
    destination: parseAddress('+4915112345678'),
    protocolIdentifier: 0,
    dataCodingScheme: 0,
    userData,
  };
}

describe('replay of recorded sessions', () => {
  for (const name of readdirSync(folder).filter(file => file.startsWith('virtual-')))
    for (const size of [1, 2, 7, 10_000])
      test(`${name}, in pieces of ${size} octets`, async () => {
        const { link, left } = replay(entriesOf(name), size);
        const clock = fakeClock();
        const got: (string | undefined)[] = [];
        const session = new ModemSession({
          link,
          clock,
          config: { port: 0, record: false },
          pins: { mayTry: () => false, recordTry: async () => {}, recordSuccess: async () => {} },
          late: new LateAnswer(clock),
          submitDeadline: 180_000,
          ussdDeadline: 60_000,
          listener: {
            changed: () => {},
            call: () => {},
            toolkit: () => {},
            rebooted: () => assert.fail('rebooted'),
            simGone: () => assert.fail('SIM gone'),
            simThere: () => {},
            silent: () => assert.fail('silent'),
            closed: () => {},
            ussd: () => {},
            warning: text => assert.fail(text),
            received: async ({ tpdu }) => void got.push(tpdu?.type),
          },
        });
        assert.equal(await session.raise(), undefined);
        assert.deepEqual(await session.submit(hello(), { moreFollow: false }), {
          kind: 'accepted',
          reference: 0,
        });
        for (let turn = 0; turn < 5; turn += 1) await settle();
        assert.deepEqual(got, ['statusReport', 'deliver']);
        assert.equal(left(), 0);
      });
});
