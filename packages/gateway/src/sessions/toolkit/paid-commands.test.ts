import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fromHex, type ProactiveCommand } from '@simgate/gsm';
import type { SubmitOutcome } from '../../modem/modem.ts';
import type { ServiceOutcome } from './paid-commands.ts';
import { bench, brief } from './testing/perform-bench.ts';
import { header } from './testing.ts';

/** SMS-SUBMIT to 0123456789 with the text `hello`, packed. */
const tpdu = fromHex('0100 0A81 1032547698 00 00 05 E8329BFD06'.replaceAll(' ', ''));
const message: ProactiveCommand = { type: 'sendShortMessage', ...header('sendShortMessage'), tpdu };
const balance: ProactiveCommand = {
  type: 'sendUssd',
  ...header('sendUssd'),
  // 31.111 8.17: *100# packed.
  ussdString: { dataCodingScheme: 0x0f, octets: fromHex('AA180C3602') },
};
function forwarding(digits: string): ProactiveCommand {
  return {
    type: 'sendSs',
    ...header('sendSs'),
    serviceString: { typeOfAddress: 0x91, digits },
  };
}
const helpLine: ProactiveCommand = {
  type: 'setUpCall',
  ...header('setUpCall'),
  address: { typeOfAddress: 0x91, digits: '88200000100' },
};

describe('what costs money', () => {
  const commands = [
    ['sms', message, 'submit 0123456789'],
    ['ussd', balance, 'ussd *100#'],
    ['ss', forwarding('**21*88200000200#'), 'ss **21*+88200000200#'],
    ['call', helpLine, 'call +88200000100'],
  ] as const;
  for (const [kind, command, done] of commands) {
    test(`${kind} is not done without leave: the user did not accept it`, async () => {
      const others = commands.map(([other]) => other).filter(other => other !== kind);
      const { run, asked } = bench({ allowed: others });
      assert.deepEqual(brief(await run(command)), ['22', {}]);
      assert.deepEqual(asked, [`refused ${kind}`]);
    });

    test(`${kind} is done with leave`, async () => {
      const { run, asked } = bench({ allowed: [kind] });
      assert.equal((await run(command)).result.general, 0);
      assert.deepEqual(asked, [done]);
    });

    test(`${kind} is new work, which a blocked port does not take`, async () => {
      const { run, asked } = bench({ allowed: [kind], blocked: true });
      assert.deepEqual(brief(await run(command)), ['20 0', {}]);
      assert.deepEqual(asked, []);
    });

    test(`${kind} is left to a module that does it by itself`, async () => {
      const { run, asked } = bench({ allowed: [kind], moduleActs: true });
      assert.equal((await run(command)).result.general, 0);
      assert.deepEqual(asked, []);
    });
  }

  test('the answer of the network goes to the card', async () => {
    const response = await bench({ allowed: ['ussd'] }).run(balance);
    assert.deepEqual(response.text, { text: 'Said' });
  });

  const refusal = { text: '', permanent: false };
  const submits: readonly [name: string, SubmitOutcome, result: string][] = [
    ['the network said no', { kind: 'refused', refusal: { ...refusal, source: 'cms', code: 21 } }, '35 15'],
    ['the module said no', { kind: 'refused', refusal: { ...refusal, source: 'cms', code: 330 } }, '20 4'],
    ['the link is gone', { kind: 'refused', refusal: { ...refusal, source: 'link' } }, '20 4'],
    [
      'nobody knows: the card must not try again',
      { kind: 'inDoubt', reason: '', late: Promise.resolve(undefined) },
      '35 0',
    ],
  ];
  for (const [name, submitted, result] of submits) {
    test(`a message: ${name}`, async () => {
      assert.deepEqual(brief(await bench({ allowed: ['sms'], submitted }).run(message)), [result, {}]);
    });
  }

  test('a message by the service centre that the card names', async () => {
    const { run, asked } = bench({ allowed: ['sms'] });
    await run({ ...message, address: { typeOfAddress: 0x91, digits: '88200000001' } });
    assert.deepEqual(asked, ['submit 0123456789 +88200000001']);
  });

  test('an SMS-COMMAND is beyond us, damaged octets are refused', async () => {
    const { run, asked } = bench({ allowed: ['sms'] });
    const command = fromHex('02000000010A81103254769800');
    assert.equal((await run({ ...message, tpdu: command })).result.general, 0x30);
    assert.equal((await run({ ...message, tpdu: fromHex('01') })).result.general, 0x32);
    assert.deepEqual(asked, []);
  });

  test('an SS request: the operation goes to the card (31.111 8.12.1)', async () => {
    const { run } = bench({ allowed: ['ss'] });
    assert.deepEqual(brief(await run(forwarding('**21*88200000200#'))), ['0 a', {}]);
    assert.deepEqual(brief(await run(forwarding('*#21#'))), ['0 e', {}]);
  });

  test('an SS string that is none is not sent', async () => {
    const { run, asked } = bench({ allowed: ['ss'] });
    assert.deepEqual(brief(await run(forwarding('88200000200'))), ['32', {}]);
    assert.deepEqual(asked, []);
  });

  const outcomes: readonly [ServiceOutcome, ussd: string, ss: string, call: string][] = [
    [{ kind: 'returnError' }, '37 0', '34 0', '21 0'],
    [{ kind: 'networkRefused' }, '21 0', '21 0', '21 0'],
    [{ kind: 'unable' }, '20 0', '20 0', '20 0'],
  ];
  for (const [carried, ussd, ss, call] of outcomes) {
    test(`USSD, SS and calls: ${carried.kind}`, async () => {
      const { run } = bench({ allowed: ['ussd', 'ss', 'call'], carried });
      assert.deepEqual(brief(await run(balance)), [ussd, {}]);
      assert.deepEqual(brief(await run(forwarding('*#21#'))), [ss, {}]);
      assert.deepEqual(brief(await run(helpLine)), [call, {}]);
    });
  }
});
