import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type FakeClock, fakeClock } from '@simgate/daemon/testing';
import { Channel } from '../../at/channel.ts';
import { inTime } from '../../at/testing.ts';
import { LinkError } from '../../errors.ts';
import { Inbox, type Link } from '../../link/link.ts';
import { synchronise } from './synchronise.ts';

/** A modem that an earlier program left in data mode: it hears nothing but `+++` with a second of silence around it. */
function modemInDataMode(clock: FakeClock) {
  const inbox = new Inbox();
  const sent: string[] = [];
  let inData = true;
  let writtenAt = Number.NEGATIVE_INFINITY;
  const say = (text: string) => queueMicrotask(() => inbox.bytes(Buffer.from(text, 'latin1')));
  const hear = (octets: string, silence: number) => {
    say('~\xff}#\xc0!}!}!} }4}"}&} }~');
    if (octets !== '+++' || silence < 1000) return;
    clock.after(1000, () => {
      inData = false;
      say('\r\nOK\r\n');
    });
  };
  const write = (octets: Uint8Array) => {
    const text = Buffer.from(octets).toString('latin1');
    const silence = clock.monotonic() - writtenAt;
    writtenAt = clock.monotonic();
    if (inData) {
      hear(text, silence);
      return;
    }
    for (const command of text.split('\r').filter(one => one !== '')) {
      sent.push(command);
      say(command === 'AT+CMEE?' ? '\r\n+CMEE: 1\r\n\r\nOK\r\n' : '\r\nOK\r\n');
    }
  };
  const link: Link = { name: 'data', attach: inbox.attach.bind(inbox), write, close: async () => {} };
  return { link, sent };
}

describe('a line that was left in data mode', () => {
  test('is led back to commands, and its call ended', async () => {
    const clock = fakeClock();
    const { link, sent } = modemInDataMode(clock);
    const channel = new Channel({ link, clock, onNotice: () => {}, onClosed: () => {}, onSilent: () => {} });
    assert.equal(await inTime(clock, synchronise(channel, link, clock, undefined)), true);
    assert.deepEqual(sent, ['AT+CMEE?', 'ATH', 'ATQ0V1E0', 'AT+CMEE=1']);
  });

  test('also at the usual speed of a serial line', async () => {
    const clock = fakeClock();
    const { link, sent } = modemInDataMode(clock);
    const speeds: number[] = [];
    const serial = { ...link, setBaudRate: async (speed: number) => void speeds.push(speed) };
    const channel = new Channel({
      link: serial,
      clock,
      onNotice: () => {},
      onClosed: () => {},
      onSilent: () => {},
    });
    assert.equal(await inTime(clock, synchronise(channel, serial, clock, undefined)), true);
    assert.deepEqual([speeds, sent.includes('ATH')], [[115_200], true]);
  });
});

describe('a line that is silent', () => {
  /** The octets that were written, and the speeds, in monotonic milliseconds since the begin. */
  async function knocking(serial: boolean) {
    const clock = fakeClock();
    const begun = clock.monotonic();
    const speeds: number[] = [];
    const written: (readonly [text: string, at: number])[] = [];
    const link: Link = {
      ...{ name: 'silent', attach: () => {}, close: async () => {} },
      write: octets => void written.push([Buffer.from(octets).toString('latin1'), clock.monotonic() - begun]),
      ...(serial && { setBaudRate: async (speed: number) => void speeds.push(speed) }),
    };
    const channel = new Channel({ link, clock, onNotice: () => {}, onClosed: () => {}, onSilent: () => {} });
    const answers = await inTime(clock, synchronise(channel, link, clock, undefined));
    return { answers, speeds, written };
  }

  test('is tried at the usual speeds, the most usual first; twice 700 ms at each', async () => {
    const { answers, speeds, written } = await knocking(true);
    assert.equal(answers, false);
    assert.deepEqual(speeds, [115_200, 9600, 57_600, 38_400, 19_200, 230_400, 460_800, 921_600]);
    const questions = written.filter(([text]) => text === 'AT+CMEE?\r').map(([, at]) => at);
    assert.deepEqual(questions.slice(0, 2), [0, 700]);
    assert.deepEqual(
      questions.slice(-2),
      [questions.at(-3) ?? 0, questions.at(-2) ?? 0].map(at => at + 700),
    );
    // Twice at each speed, and twice for each of the two ways out of data mode at the first.
    assert.equal(questions.length, 8 * 2 + 2 * 2);
  });

  test('is asked for a result code in its profile, half a second before the next question', async () => {
    const { answers, written } = await knocking(false);
    assert.equal(answers, false);
    const quiet = written.findIndex(([text]) => text === 'ATQ0\r');
    assert.equal((written[quiet + 1]?.[1] ?? 0) - (written[quiet]?.[1] ?? 0), 500);
  });
});

test('a serial device that goes away while its speed is looked for is a modem that does not answer', async () => {
  const clock = fakeClock();
  const gone = async () => {
    throw new LinkError('/dev/ttyUSB0', 'Port is not open');
  };
  const link: Link = {
    name: 'gone',
    attach: () => {},
    write: () => {},
    close: async () => {},
    setBaudRate: gone,
  };
  const channel = new Channel({ link, clock, onNotice: () => {}, onClosed: () => {}, onSilent: () => {} });
  assert.equal(await inTime(clock, synchronise(channel, link, clock, undefined)), false);
});
