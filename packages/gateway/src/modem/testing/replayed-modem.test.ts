import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ReplayedModem } from './replayed-modem.ts';

test('a replayed modem sends each notice of commands that were not written again, also one within their answer', () => {
  const sent: string[] = [];
  const steps = [
    { written: 'AT\r', answers: ['\r\n', 'OK\r\n', '\r\n', 'RING\r\n'] },
    { written: 'AT+CSQ\r', answers: ['+CMTI: "SM",1\r\n', '+CSQ: 20,99\r\n', 'OK\r\n', 'RDY\r\n'] },
    { written: 'AT+CLCC\r', answers: ['+CDS: 3\r\n', '0001AABBCC\r\n', 'OK\r\n'] },
  ];
  const modem = new ReplayedModem(
    { greeting: [], steps },
    { now: () => 0, send: octets => sent.push(octets) },
  );
  modem.take(Buffer.from('AT\r'));
  sent.length = 0;
  modem.sendLeft();
  assert.deepEqual(
    sent.flatMap(octets => octets.split('\r\n')).filter(line => line !== ''),
    ['+CMTI: "SM",1', 'RDY', '+CDS: 3', '0001AABBCC'],
  );
});
