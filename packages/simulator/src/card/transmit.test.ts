import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createSimCard, resetSimSession, type SimCard, type SimCardOptions } from '../sim-card.ts';
import { fromHex, toHex } from '../sms/hex.ts';
import { readApdu, writeResponse } from './apdu.ts';
import { startCommand } from './toolkit-card.ts';
import { transmit } from './transmit.ts';

const identity = { imsi: '001010000000001', iccid: '8988201000000000013', number: '+88201000001' };
function card(options: Partial<SimCardOptions> = {}): SimCard {
  return createSimCard({ ...identity, ...options });
}

function octets(digits: string): Uint8Array {
  const read = fromHex(digits.replaceAll(' ', ''));
  assert.ok(read, digits);
  return read;
}

function say(sim: SimCard, digits: string): string {
  const command = readApdu(octets(digits));
  assert.ok(command, digits);
  return toHex(writeResponse(transmit(sim, command)));
}

/** DISPLAY TEXT "Hi", 16 octets. */
const TEXT = 'D00E8103012181820281028D03044869';

/** Commands to a card of each class, in hexadecimal digits. */
const uicc = { toolkit: '80', response: '00' };
const testSim = { toolkit: 'A0', response: 'A0' };

/** Past menu and idle text, which every card begins with. */
function idle(options: Partial<SimCardOptions> = {}): SimCard {
  const sim = card(options);
  const { toolkit } = sim.class === 'sim' ? testSim : uicc;
  const announced = say(sim, `${toolkit}10000001FF`);
  assert.match(announced, /^91[0-9A-F]{2}$/);
  const menu = say(sim, `${toolkit}120000${announced.slice(2)}`);
  assert.match(menu, /^D081[0-9A-F]+9000$/);
  assert.equal(say(sim, `${toolkit}1400000C810301250082028281830100`), '9115');
  assert.match(say(sim, `${toolkit}12000015`), /^D013810302280082028182.*9000$/);
  assert.equal(say(sim, `${toolkit}1400000C810302280082028281830100`), '9000');
  return sim;
}

/** The same step as of the control API. */
function begin(sim: SimCard): SimCard {
  assert.ok(sim.toolkit && startCommand(sim.toolkit, octets(TEXT)));
  return sim;
}

const FCP = '621D82027821' + '83023F00' + 'A503800171' + '8A0105' + '8B032F0601' + 'C606900100830101';
const MF = '000000003F00' + '01' + '0000000000' + '09' + '8102010400' + '838A' + '0000';

type Talk = readonly (readonly [command: string, response: string])[];

function talks(options: Partial<SimCardOptions>, rows: readonly (readonly [title: string, talk: Talk])[]) {
  for (const [title, talk] of rows)
    test(title, () => {
      const sim = begin(idle(options));
      for (const [command, response] of talk) assert.equal(say(sim, command), response, command);
    });
}

describe('a UICC with a command that waits (TS 102 221)', () => {
  const response = (result: string) => `8014 0000 0C 8103012181 82028281 83 01 ${result}`;
  const choice = '80C2 0000 09 D3 07 82020181 900101';
  talks({}, [
    [
      'announces it until it is fetched',
      [
        ['80F2000C', '9110'],
        ['80F2000C00', '9110'],
        ['8012000010', `${TEXT}9000`],
        ['80F2000C00', '9000'],
        [response('00'), '9000'],
      ],
    ],
    [
      'announces it behind data of STATUS, and to events',
      [
        ['80F200001F', `${FCP}9110`],
        ['80C2000009 D6079901048202 8281', '9110'],
      ],
    ],
    ['forgets it at a new profile, and announces the menu', [['80100000020102', '91BB']]],
    [
      'says the right length to FETCH and to STATUS',
      [
        ['8012000000', '6C10'],
        ['80120000', '6C10'],
        ['80120000FF', '6C10'],
        ['80F2000000', '6C1F'],
        ['80F2000010', '6C1F'],
        ['8012000010', `${TEXT}9000`],
      ],
    ],
    [
      'hands it over once',
      [
        ['8012000010', `${TEXT}9000`],
        ['8012000010', '6985'],
      ],
    ],
    [
      'takes no response before it is fetched',
      [
        [response('00'), '6985'],
        ['8012000010', `${TEXT}9000`],
        ['8014 0000 0C 8103022181 82028281 83 01 00', '6A80'],
        ['8014 0000 02 8103', '6A80'],
        [response('10'), '9000'],
        [response('10'), '6985'],
      ],
    ],
    [
      'is busy for a choice until it was answered',
      [
        [choice, '9300'],
        ['8012000010', `${TEXT}9000`],
        [choice, '9300'],
        [response('00'), '9000'],
        [choice, '910B'],
        ['801200000B', 'D009810303020082028182' + '9000'],
      ],
    ],
    [
      'lets GET RESPONSE follow call control',
      [
        ['00C0000002', '6985'],
        ['80C2000002D400', '6102'],
        ['00C0000000', '6C02'],
        ['00C0000002', '00009110'],
        ['00C0000002', '6985'],
        ['80C2000002D50000', '6102'],
        ['80F2000C00', '9110'],
        ['00C0000002', '6985'],
      ],
    ],
    [
      'refuses what is wrong',
      [
        ['A0F2000016', '6E00'],
        ['0012000010', '6E00'],
        ['80C0000002', '6E00'],
        ['00A40004023F00', '6D00'],
        ['80AA000000', '6D00'],
        ['8012010010', '6B00'],
        ['80F2030C00', '6B00'],
        ['80F2000100', '6B00'],
        ['80F2000C01', '6700'],
        ['8010000000', '6700'],
        ['801000000201', '6700'],
        ['8014000001', '6700'],
        ['80C2000003D3', '6700'],
        ['80C2000002D3FF', '6A80'],
        ['81F2000C00', '9110'],
      ],
    ],
  ]);
});

describe('a SIM with a command that waits (51.011)', () => {
  talks({ class: 'sim' }, [
    [
      'announces it until it is fetched',
      [
        ['A0F2000016', `${MF}9110`],
        ['A012000010', `${TEXT}9000`],
        ['A0F2000002', '00009000'],
        ['A014 0000 0C 8103012181 82028281 83 01 00', '9000'],
      ],
    ],
    [
      'has words of its own',
      [
        ['A012000000', '6710'],
        ['A0F20000FF', '6716'],
        ['A0140000028103', '6F00'],
        ['A0C2000009 D30782020181900101', '9300'],
        ['A0C2000002D3FF', '6F00'],
        ['A012000010', `${TEXT}9000`],
        ['A012000010', '6F00'],
        ['A0140000028103', '6F00'],
      ],
    ],
    [
      'lets GET RESPONSE follow call control',
      [
        ['A0C2000002D400', '9F02'],
        ['A0C0000001', '009110'],
        ['A0C0000002', '6F00'],
      ],
    ],
    [
      'refuses what is wrong',
      [
        ['80F2000C00', '6E00'],
        ['00C0000002', '6E00'],
        ['A0A40000023F00', '6D00'],
        ['A0F2000C16', '6B00'],
      ],
    ],
  ]);
});

describe('cards with less', () => {
  for (const [title, options, talk] of [
    [
      'without toolkit',
      { toolkit: false },
      [
        ['80100000020102', '6D00'],
        ['8012000010', '6D00'],
        ['8014000001FF', '6D00'],
        ['80C2000001FF', '6D00'],
        ['80F2000C00', '9000'],
      ],
    ],
    [
      'with a PIN, told by STATUS',
      { pinEnabled: true },
      [['80F200001F', `${FCP.replace('9001' + '00', '9001' + '80')}9000`]],
    ],
    [
      'a SIM with a PIN',
      { class: 'sim', pinEnabled: true },
      [['A0F2000016', `${MF.replace('8102010400', '0102010400')}9000`]],
    ],
  ] as const satisfies readonly (readonly [string, Partial<SimCardOptions>, Talk])[])
    test(title, () => {
      const sim = card(options);
      for (const [command, response] of talk) assert.equal(say(sim, command), response, command);
    });

  test('power takes away what waits for GET RESPONSE', () => {
    const sim = idle();
    say(sim, '80C2000002D400');
    resetSimSession(sim);
    assert.equal(say(sim, '00C0000002'), '6985');
  });
});

test('a command has 4 to 261 octets', () => {
  for (const [length, right] of [
    [3, false],
    [4, true],
    [261, true],
    [262, false],
  ] as const)
    assert.equal(readApdu(new Uint8Array(length)) !== undefined, right, String(length));
});
