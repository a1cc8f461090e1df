/** Commands of a card that its module carries out itself: what goes on the air, and what the card hears of it (TS 102 223 8.12). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { commandTypes, tagNumbers } from '../card/proactive-command.ts';
import { changeSim, restart } from '../module/power.ts';
import type { Bench } from '../module/test-bench.ts';
import type { SubmitAnswer } from '../radio.ts';
import { fromHex } from '../sms/hex.ts';
import { bench, heard, lines, send } from './testing.ts';

const {
  languageNotification,
  moreTime,
  playTone,
  provideLocalInformation,
  sendShortMessage,
  timerManagement,
} = commandTypes;
/** An SMS-SUBMIT to +88209 with the text "hi". */
const tpdu = { tag: tagNumbers.tpdu, value: fromHex('010005918802F9000002E834') ?? new Uint8Array() };

async function on(): Promise<Bench> {
  const made = await bench('wavecom');
  await made.command('AT+STSF=1');
  await made.said();
  return made;
}

describe('a module tells its card', () => {
  const rows: readonly [what: string, type: number, qualifier: number, result: string][] = [
    ['that a tone was played', playTone, 0, '830100'],
    ['that it takes its time', moreTime, 0, '830100'],
    ['that it speaks the language', languageNotification, 1, '830100'],
    [
      'its IMEI behind a parity nibble (31.111 8.20)',
      provideLocalInformation,
      1,
      '83010094083A95990900000001',
    ],
    ['that it knows no location', provideLocalInformation, 0, '830130'],
    ['that it knows no time', provideLocalInformation, 3, '830130'],
    ['that it has no timer', timerManagement, 1, '830130'],
  ];
  for (const [what, type, qualifier, result] of rows)
    test(what, async () => {
      const made = await on();
      await send(made, { type, qualifier });
      assert.equal(heard(made), result);
    });
});

describe('a message of a card', () => {
  const rows: readonly [what: string, prepare: (made: Bench) => void, result: string][] = [
    ['is sent', () => {}, '830100'],
    ['was refused by the network', ({ air }) => (air.answer = () => ({ ok: false, cause: 38 })), '83023500'],
    [
      'was refused by the service centre',
      ({ module }) => (module.sendFault = { code: 255, remaining: 1 }),
      '83023500',
    ],
    [
      'could not be sent by the module',
      ({ module }) => (module.sendFault = { code: 300, remaining: 1 }),
      '83022000',
    ],
    ['found no network', ({ air }) => air.terminal?.registrationChanged(2), '83022000'],
  ];
  for (const [what, prepare, result] of rows)
    test(`${what}: ${result}`, async () => {
      const made = await on();
      prepare(made);
      await send(made, { type: sendShortMessage, objects: [tpdu] });
      await made.said();
      assert.equal(heard(made), result);
    });

  test('has to be there: required values are missing', async () => {
    const made = await on();
    await send(made, { type: sendShortMessage });
    assert.equal(heard(made), '830136');
    assert.equal(made.air.sent.length, 0);
  });

  const ends: readonly [how: string, end: (made: Bench) => void][] = [
    ['its card', ({ module }) => changeSim(module, undefined)],
    ['the module’s power', ({ module }) => restart(module, 0)],
  ];
  for (const [how, end] of ends)
    test(`is forgotten with ${how}: the network's answer reaches nobody`, async () => {
      const made = await on();
      let answer: (reply: SubmitAnswer) => void = () => {};
      made.air.answer = () =>
        new Promise(resolve => {
          answer = resolve;
        });
      await send(made, { type: sendShortMessage, objects: [tpdu] });
      const before = made.sim.toolkit?.record.items().length;
      end(made);
      await made.said();
      answer({ ok: true });
      assert.deepEqual(lines(await made.said()), []);
      assert.equal(made.sim.toolkit?.record.items().length, before);
    });
});
