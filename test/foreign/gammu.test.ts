import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { runProgram } from './support/child-program.ts';
import { missing } from './support/foreign-program.ts';
import { type ModemRig, modemOnTerminal } from './support/modems.ts';

const RECIPIENT = '+49170000001';

/** Runs one command of gammu on the modem; its output, when it went well. */
async function gammu({ modem, folder }: ModemRig, ...command: string[]): Promise<string> {
  const settings = join(folder, 'gammurc');
  await writeFile(settings, `[gammu]\ndevice = ${modem.device}\nconnection = at115200\nmodel = at\n`);
  const { code, output } = await runProgram('gammu', ['-c', settings, ...command], {
    env: { LC_ALL: 'C.UTF-8' },
  });
  assert.equal(code, 0, output);
  return output;
}

describe('gammu', { concurrency: true, skip: missing('gammu', 'socat') }, () => {
  test('identifies a virtual modem and its network', { timeout: 30_000 }, async t => {
    const rig = await modemOnTerminal(t);
    const identity = await gammu(rig, 'identify');
    assert.match(identity, new RegExp(`IMEI +: ${rig.modem.imei}\n`));
    assert.match(identity, new RegExp(`SIM IMSI +: ${rig.modem.imsi}\n`));
    const network = await gammu(rig, 'networkinfo');
    assert.match(network, /Network state +: home network\n/);
    assert.match(network, /Name in phone +: "Test Network"\n/);
  });

  const texts = [
    {
      name: 'the default alphabet with its extension',
      text: 'Grüße @ 5 € {[ok]}',
      alphabet: 'gsm7',
      segments: 1,
    },
    {
      name: 'a long message',
      text: 'The quick brown fox. '.repeat(15).trim(),
      alphabet: 'gsm7',
      segments: 3,
    },
    { name: 'UCS-2 beyond the first plane', text: 'Привет 😀', alphabet: 'ucs2', segments: 1 },
  ];
  for (const { name, text, alphabet, segments } of texts) {
    test(`sends ${name}`, { timeout: 30_000 }, async t => {
      const rig = await modemOnTerminal(t);
      const unicode = alphabet === 'ucs2' ? ['-unicode'] : [];
      const length = ['-len', '400'];
      await gammu(rig, 'sendsms', 'TEXT', RECIPIENT, ...unicode, ...length, '-text', text);
      const received = rig.simulator.network.phone(RECIPIENT).inbox();
      assert.deepEqual(
        received.map(message => [message.from, message.text, message.alphabet, message.segments]),
        [[rig.modem.number, text, alphabet, segments]],
      );
    });
  }

  test('reads what a virtual phone sent, a long message among it', { timeout: 30_000 }, async t => {
    const rig = await modemOnTerminal(t);
    const texts = ['Guten Tag {€}', 'Ж😀'.repeat(40)];
    for (const text of texts) {
      const sent = rig.simulator.network.sendFromOutside({ from: RECIPIENT, to: rig.modem.number, text });
      assert.ok(sent.ok);
    }
    const listing = await gammu(rig, 'geteachsms');
    for (const text of texts) assert.ok(listing.includes(`\n${text}\n`), listing);
    assert.match(listing, /3 SMS parts in 2 SMS sequences/);
  });
});
