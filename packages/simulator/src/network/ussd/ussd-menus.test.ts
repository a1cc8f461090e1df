/** Every branch of the services that a network has, strings of call forwarding, and sessions on the clock. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readUssdString, writeUssdString } from '../../codec/ussd-string.ts';
import { aliceSim, attachTestModule, bobSim, createTestNetwork, type TestModule } from '../test-module.ts';

/** The last word of the network, after these strings. */
function answerTo(module: TestModule, strings: readonly string[]): string | undefined {
  for (const string of strings) module.attachment.ussd(writeUssdString(string));
  const last = module.ussd.at(-1);
  return last && 'string' in last ? readUssdString(last.string) : last?.kind;
}

describe('menus', () => {
  const MENU = '*102#';
  const rows: readonly [strings: readonly string[], answer: string][] = [
    [[MENU, '1'], 'Your balance is 12.50 EUR.'],
    [[MENU, '2'], 'Your number is +88201000001.'],
    [[MENU, '0'], 'Goodbye.'],
    [[MENU, '3', '2'], 'Voicemail is on.'],
    [[MENU, '3', '0'], 'Goodbye.'],
    [[MENU, '3', '9'], 'release'],
    [[MENU, '3', '1', '1'], 'Language set to English.'],
    [[MENU, '3', '1', '2'], 'Sprache auf Deutsch gestellt.'],
    [[MENU, '3', '1', '3'], 'Язык изменён на русский.'],
    [[MENU, '3', '1', '4'], 'There is no such language.'],
    [[MENU, 'constructor'], 'release'],
    [['*101#', '$&{number}'], 'Voucher $&{number} accepted: 10.00 EUR. Your balance is 22.50 EUR.'],
  ];
  for (const [strings, answer] of rows)
    test(strings.join(' '), () =>
      assert.equal(answerTo(attachTestModule(createTestNetwork().network, aliceSim), strings), answer),
    );
});

describe('call forwarding by its strings (22.030 6.5.2, 23.082 1.1)', () => {
  const rows: readonly [strings: readonly string[], answer: string, forwarded: object][] = [
    [
      ['**002*+88201#', '*#002#'],
      'Calls are forwarded to +88201, +88201, +88201, +88201.',
      { unconditional: '+88201', busy: '+88201', noReply: '+88201', notReachable: '+88201' },
    ],
    [['**002*+88201#', '##002#'], 'Calls are not forwarded.', {}],
    [['**62*+88201#', '*62#'], 'Call forwarding is active.', { notReachable: '+88201' }],
    [['**62*+88201#', '**62#'], 'release', { notReachable: '+88201' }],
    [['**62*+88201#', '*62*12#'], 'release', { notReachable: '+88201' }],
    [['**62*+88201#', '*002#'], 'release', { notReachable: '+88201' }],
    [['**61*882#', '*#61#'], 'Calls are forwarded to 882.', { noReply: '882' }],
    [['**61*88#'], 'release', {}],
    [[`**61*${'8'.repeat(20)}#`], `Calls are forwarded to ${'8'.repeat(20)}.`, { noReply: '8'.repeat(20) }],
    [[`**61*${'8'.repeat(21)}#`], 'release', {}],
  ];
  for (const [strings, answer, forwarded] of rows)
    test(strings.join(' '), () => {
      const { network } = createTestNetwork();
      assert.equal(answerTo(attachTestModule(network, aliceSim), strings), answer);
      assert.deepEqual(network.forwardings(aliceSim.imsi), forwarded);
    });
});

describe('a session', () => {
  test('waits as long as its step has it, a millisecond too', async () => {
    const { clock, network } = createTestNetwork();
    const alice = attachTestModule(network, aliceSim);
    network.setUssdServices({ '*1#': { kind: 'tell', text: 'Hi', milliseconds: 1 } });
    assert.equal(answerTo(alice, ['*1#']), undefined);
    await clock.advance(1);
    assert.equal(answerTo(alice, []), 'Hi');
    assert.equal(clock.pendingTimers, 0);
  });

  test('says nothing to a module that has lost the network, and is over then', async () => {
    const { clock, network } = createTestNetwork();
    const alice = attachTestModule(network, aliceSim);
    answerTo(alice, ['*124#']);
    network.setRegistration(aliceSim.imsi, 2);
    await clock.advance(10_000);
    assert.deepEqual(alice.ussd, []);
    network.setRegistration(aliceSim.imsi, 1);
    assert.equal(answerTo(alice, ['*125#']), 'Thank you!');
  });

  test('that was answered does not end by the patience of the question before', async () => {
    const { clock, network } = createTestNetwork();
    const alice = attachTestModule(network, aliceSim);
    answerTo(alice, ['*102#']);
    await clock.advance(100_000);
    answerTo(alice, ['3']);
    await clock.advance(179_999);
    assert.match(answerTo(alice, []) ?? '', /^Settings/);
    await clock.advance(1);
    assert.equal(answerTo(alice, []), 'release');
    assert.equal(clock.pendingTimers, 0);
  });

  test('cannot be begun with a subscriber whose module is away', () => {
    const { network } = createTestNetwork();
    network.provision(bobSim);
    assert.match(String(network.pushUssd(bobSim.imsi, { text: 'x' })), /not reachable/);
  });

  test('with what the subscriber says is cut where its form cannot carry it', () => {
    const { network } = createTestNetwork();
    const alice = attachTestModule(network, aliceSim);
    const step = { kind: 'tell', text: 'You said {answer}', encoding: 'gsm7' } as const;
    network.setUssdServices({ '*1#': { kind: 'ask', text: '?', otherwise: step } });
    assert.equal(answerTo(alice, ['*1#', 'abc']), 'You said abc');
  });
});
