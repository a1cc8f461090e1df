/** Recordings of virtual modems are played against a session, which must write what was recorded, in that order. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import { parseAddress, type Submit, segmentText } from '@simgate/gsm';
import { LateAnswer } from '../at/late-answer.ts';
import { settle } from '../at/testing.ts';
import { Inbox, type Link } from '../link/link.ts';
import { ModemSession } from './session.ts';
import { hasForm, type Recording, readRecording } from './testing/recording.ts';
import { ReplayedModem } from './testing/replayed-modem.ts';

const folder = new URL('../../../../transcripts/', import.meta.url);

/** Asked when nothing else waits, which depends on the time. */
const idleQuestions = new Set(['AT+COPS?\r']);

/** A link whose modem answers in pieces of `size` octets. */
function replayed(
  recording: Recording,
  size: number,
  now: () => number,
): { link: Link; modem: ReplayedModem } {
  const inbox = new Inbox();
  const send = (octets: string) =>
    queueMicrotask(() => {
      for (let start = 0; start < octets.length; start += size)
        inbox.bytes(Buffer.from(octets.slice(start, start + size), 'latin1'));
    });
  const modem = new ReplayedModem(recording, { now, send });
  const write = (octets: Uint8Array) => modem.take(octets);
  const link = { name: 'recorded', attach: inbox.attach.bind(inbox), write, close: async () => {} };
  return { link, modem };
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
  for (const name of readdirSync(folder).filter(file => /^virtual-.*\.at$/.test(file)))
    for (const size of [1, 2, 7, 10_000])
      test(`${name}, in pieces of ${size} octets`, async () => {
        const clock = fakeClock();
        const recording = readRecording(readFileSync(new URL(name, folder), 'utf8'));
        const { link, modem } = replayed(recording, size, clock.now);
        const received: (string | undefined)[] = [];
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
            received: async ({ tpdu }) => void received.push(tpdu?.type),
          },
        });
        modem.begin();
        assert.equal(await session.raise(), undefined);
        assert.deepEqual(await session.submit(hello(), { moreFollow: false }), {
          kind: 'accepted',
          reference: 0,
        });
        for (let turn = 0; turn < 5; turn += 1) await settle();
        assert.deepEqual(received, ['statusReport', 'deliver']);
        assert.deepEqual(modem.left, []);
        assert.deepEqual(
          modem.misplaced.filter(line => !idleQuestions.has(line)),
          [],
        );
      });
});

describe('what was masked is matched by its form', () => {
  const rows: [written: string, recorded: string, matches: boolean][] = [
    ['AT+CSQ\r', 'AT+CSQ\r', true],
    ['AT+CSQ\r', 'AT+CESQ\r', false],
    ['AT+CPIN="1234"\r', 'AT+CPIN="****"\r', true],
    ['AT+CPIN="12345"\r', 'AT+CPIN="****"\r', false],
    ['AT+CUSD=1,"*100#",15\r', 'AT+CUSD=1,"*****",15\r', true],
    ['AT+CUSD=1,"*100#",72\r', 'AT+CUSD=1,"*****",15\r', false],
  ];
  for (const [written, recorded, matches] of rows)
    test(`${JSON.stringify(written)} as ${JSON.stringify(recorded)}: ${matches}`, () =>
      assert.equal(hasForm(written, recorded), matches));
});
