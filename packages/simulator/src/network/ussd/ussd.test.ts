import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readUssdString, writeUssdString } from '../../codec/ussd-string.ts';
import type { UssdFromNetwork } from '../../radio.ts';
import { aliceSim, attachTestModule, bobSim, createTestNetwork, type TestModule } from '../test-module.ts';
import { defaultServices, mismatchOf } from './ussd-services.ts';

/** As `kind` or `kind: text`. */
function shown(message: UssdFromNetwork | undefined): string | undefined {
  if (message === undefined || !('string' in message)) return message?.kind;
  return `${message.kind}: ${readUssdString(message.string)}`;
}

function asked(module: TestModule, text: string): string | undefined {
  module.ussd.length = 0;
  assert.ok(module.attachment.ussd(writeUssdString(text)));
  return shown(module.ussd[0]);
}

describe('the services that every network has', () => {
  const rows: readonly [code: string, said: string | undefined][] = [
    ['*100#', 'result: Your balance is 12.50 EUR.'],
    ['*111#', 'result: Ваш баланс 12.50 р. Пакет: 5 ГБ, 100 мин, 50 SMS до 31.12.'],
    ['*112#', 'result: رصيدك 12.50 د.ل، الصلاحية 2026-12-31'],
    ['*113#', 'result: You won 🎁! 😀 Thank you 🙏'],
    ['*114#', 'result: Guthaben: 12.50 €. Gültig für Grüße aus Österreich.'],
    ['*115#', 'result: Your plan is "Large"\n1 GB left, "Extra" is on\nBye'],
    ['*120#', undefined],
    ['*121#', 'release'],
    ['*122#', 'timeout'],
    ['*123#', 'notSupported'],
    ['*125#', 'result: Thank you!'],
    ['*999#', 'notSupported'],
    ['constructor', 'notSupported'],
  ];
  for (const [code, said] of rows)
    test(code, () =>
      assert.equal(asked(attachTestModule(createTestNetwork().network, aliceSim), code), said),
    );

  test('the long text fills 160 octets', () => {
    const alice = attachTestModule(createTestNetwork().network, aliceSim);
    asked(alice, '*110#');
    const [message] = alice.ussd;
    assert.ok(message && 'string' in message);
    assert.equal(message.string.octets.length, 160);
  });

  test('every text fits a USSD string', () => assert.equal(mismatchOf(defaultServices), undefined));

  test('a menu is walked by its numbers', () => {
    const alice = attachTestModule(createTestNetwork().network, aliceSim);
    assert.match(String(asked(alice, '*102#')), /^request: Self service\n1 Balance/);
    assert.match(String(asked(alice, '3')), /^request: Settings\n1 Language/);
    assert.match(String(asked(alice, ' 1 ')), /^request: Language\n1 English/);
    assert.equal(asked(alice, '3'), 'result: Язык изменён на русский.');
    assert.match(
      String(asked(alice, '*102#')),
      /^request: Self service/,
      'the session is over: this is a new one',
    );
  });

  test('what a menu does not offer ends the session', () => {
    const alice = attachTestModule(createTestNetwork().network, aliceSim);
    asked(alice, '*102#');
    assert.equal(asked(alice, '9'), 'release');
  });

  test('a voucher adds to the account of its subscriber alone', () => {
    const { network } = createTestNetwork();
    const [alice, bob] = [attachTestModule(network, aliceSim), attachTestModule(network, bobSim)];
    asked(alice, '*101#');
    assert.equal(
      asked(alice, '4711'),
      'result: Voucher 4711 accepted: 10.00 EUR. Your balance is 22.50 EUR.',
    );
    assert.equal(asked(bob, '*100#'), 'result: Your balance is 12.50 EUR.');
  });

  test('what a long answer makes too long is cut', () => {
    const alice = attachTestModule(createTestNetwork().network, aliceSim);
    asked(alice, '*101#');
    assert.equal(asked(alice, '1'.repeat(170))?.length, 'result: '.length + 182);
  });
});

describe('sessions', () => {
  test('one answer at a time', () => {
    const alice = attachTestModule(createTestNetwork().network, aliceSim);
    asked(alice, '*120#');
    assert.equal(alice.attachment.ussd(writeUssdString('*100#')), false);
    assert.equal(alice.attachment.endUssd(), true);
    assert.equal(alice.attachment.endUssd(), false);
    assert.equal(asked(alice, '*100#'), 'result: Your balance is 12.50 EUR.');
  });

  test('an answer takes as long as the air, or as the step says', async () => {
    const { clock, network } = createTestNetwork({ airTime: { minimum: 1000, maximum: 1000 } });
    const alice = attachTestModule(network, aliceSim);
    for (const [code, milliseconds] of [
      ['*100#', 1000],
      ['*124#', 10_000],
    ] as const) {
      assert.equal(asked(alice, code), undefined);
      await clock.advance(milliseconds - 1);
      assert.equal(alice.ussd.length, 0);
      await clock.advance(1);
      assert.equal(alice.ussd.length, 1);
    }
  });

  test('a question that nobody answers is released after three minutes', async () => {
    const { clock, network } = createTestNetwork();
    const alice = attachTestModule(network, aliceSim);
    asked(alice, '*102#');
    await clock.advance(179_999);
    assert.equal(alice.ussd.length, 1);
    await clock.advance(1);
    assert.equal(shown(alice.ussd[1]), 'release');
  });

  test('whoever comes again has no session, and hears nothing of the old one', async () => {
    const { clock, network } = createTestNetwork({ airTime: { minimum: 1000, maximum: 1000 } });
    asked(attachTestModule(network, aliceSim), '*100#');
    const again = attachTestModule(network, aliceSim);
    await clock.advance(2000);
    assert.deepEqual(again.ussd, []);
    assert.equal(again.attachment.endUssd(), false);
  });

  test('what is said is on record', () => {
    const { network } = createTestNetwork();
    const alice = attachTestModule(network, aliceSim);
    asked(alice, '*102#');
    asked(alice, '3');
    alice.attachment.endUssd();
    const { imsi } = aliceSim;
    const at = Date.UTC(2025, 0, 1);
    assert.deepEqual(network.ussdRequests(), [
      { id: 1, imsi, kind: 'request', text: '*102#', coding: 15, at },
      { id: 2, imsi, kind: 'answer', text: '3', coding: 15, at },
      { id: 3, imsi, kind: 'end', text: '', coding: 15, at },
    ]);
    network.clear();
    assert.deepEqual(network.ussdRequests(), []);
  });
});

test('the last 10,000 requests stay on record', () => {
  const { network } = createTestNetwork();
  const alice = attachTestModule(network, aliceSim);
  const string = writeUssdString('*125#');
  for (let count = 0; count < 10_001; count += 1) alice.attachment.ussd(string);
  const requests = network.ussdRequests();
  assert.deepEqual([requests.length, requests[0]?.id], [10_000, 2]);
});

describe('what the network begins', () => {
  test('a notice, and a question that is answered', () => {
    const { network } = createTestNetwork();
    const alice = attachTestModule(network, aliceSim);
    assert.equal(network.pushUssd(aliceSim.imsi, { text: 'Welcome' }), undefined);
    assert.equal(network.pushUssd(aliceSim.imsi, { text: 'Оплатить?', question: true }), undefined);
    assert.deepEqual(alice.ussd.map(shown), ['notify: Welcome', 'request: Оплатить?']);
    assert.equal(asked(alice, '1'), 'result: Thank you! You said: 1');
  });

  test('is refused with a reason', () => {
    const { network } = createTestNetwork();
    const alice = attachTestModule(network, aliceSim);
    assert.match(String(network.pushUssd(bobSim.imsi, { text: 'x' })), /no such subscriber/);
    assert.match(String(network.pushUssd(aliceSim.imsi, { text: 'x'.repeat(183) })), /161 octets/);
    asked(alice, '*120#');
    assert.match(String(network.pushUssd(aliceSim.imsi, { text: 'x' })), /in a session/);
    network.setRegistration(aliceSim.imsi, 2);
    assert.match(String(network.pushUssd(aliceSim.imsi, { text: 'x' })), /not reachable/);
  });
});

test('a mismatch is named by its place', () => {
  const long = { kind: 'tell', text: 'я'.repeat(81) } as const;
  const short = { kind: 'tell', text: 'ok' } as const;
  assert.equal(mismatchOf({ '*1#': long })?.place, '*1#');
  assert.equal(
    mismatchOf({ '*1#': { kind: 'ask', text: '?', choices: { 1: short, 2: long } } })?.place,
    '*1#.2',
  );
  assert.equal(mismatchOf({ '*1#': { kind: 'ask', text: '?', otherwise: long } })?.place, '*1#.otherwise');
});

describe('supplementary services by the string that is dialled (22.030 6.5.2)', () => {
  const rows: readonly [strings: readonly string[], said: readonly string[], forwarded: object][] = [
    [
      ['**21*+882010000#', '*#21#'],
      ['result: Calls are forwarded to +882010000.', 'result: Calls are forwarded to +882010000.'],
      { unconditional: '+882010000' },
    ],
    [
      ['*67*882010000*11#', '*67#', '##67#', '*#67#'],
      [
        'result: Calls are forwarded to 882010000.',
        'result: Call forwarding is active.',
        'result: Calls are not forwarded.',
        'result: Calls are not forwarded.',
      ],
      {},
    ],
    [
      ['**004*882010000#', '#61#'],
      ['result: Calls are forwarded to 882010000.', 'result: Calls are not forwarded.'],
      { busy: '882010000', notReachable: '882010000' },
    ],
    [['*21#', '**21#', '**21*12#'], ['release', 'release', 'release'], {}],
    [['*43#', '*#31#'], ['notSupported', 'notSupported'], {}],
  ];
  for (const [strings, said, forwarded] of rows)
    test(strings.join(' '), () => {
      const { network } = createTestNetwork();
      const alice = attachTestModule(network, aliceSim);
      assert.deepEqual(
        strings.map(string => asked(alice, string)),
        said,
      );
      assert.deepEqual(network.forwardings(aliceSim.imsi), forwarded);
    });
});
