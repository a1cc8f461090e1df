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
