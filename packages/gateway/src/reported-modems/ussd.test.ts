/** USSD answers as modems word them: the answer is the text, under the id of its request. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { serving } from './testing/bench.ts';
import { ReportedModem } from './testing/reported-modem.ts';

class AnswersUssd extends ReportedModem {
  override maker = 'R11e-LTE';
  override model = 'R11e-LTE';

  override takes(command: string) {
    const code = /^AT\+CUSD=1,"([^"]*)"/.exec(command)?.[1];
    if (code === undefined) return false;
    this.#answer(code);
    return true;
  }

  #answer(code: string) {
    switch (code) {
      case '*245#':
        this.ok();
        return this.later(1000, () => this.says('+CUSD: 0,"EBB79B1E0685E9ECF4BADE9E03", 0'));
      case '*100#':
        return this.ok('+CUSD: 2,"Initiating Release",15', '+CUSD: 0,"Your balance is R49.96.",15');
      case '*101#':
        this.ok();
        return this.later(1000, () => this.says('+CUSD: 4'));
      default:
        return this.refuse('+CME ERROR: 258');
    }
  }
}

const rows: readonly [what: string, code: string, reply: string][] = [
  ['packed hexadecimal with dcs 0 (MikroTik R11e)', '*245#', 'konta atlikums'],
  ['a notice of release before it (python-gsmmodem 14)', '*100#', 'Your balance is R49.96.'],
  ['nothing but "not supported" (python-gsmmodem 43)', '*101#', 'USSD not supported by the network'],
  ['an error', '*102#', 'USSD not sent: the modem refused it: +CME ERROR: 258'],
];

describe('a USSD request that is answered by', () => {
  for (const [what, code, text] of rows)
    test(what, async context => {
      const { ussd, pass } = await serving(context, AnswersUssd);
      const reply = await ussd(code);
      await pass(3);
      assert.equal(await reply(), text);
    });
});

/** Answers every code with the same octets, a little later. */
class AnswersAlike extends ReportedModem {
  answered = '';

  override takes(command: string) {
    if (!command.startsWith('AT+CUSD=1,')) return false;
    this.ok();
    this.later(800, () => this.raw(`\r\n+CUSD: ${this.answered}\r\n`));
    return true;
  }
}

const BALANCE = '00480061007600690020006B0065007200650074003A0020003000460074002E';
const CYRILLIC = '041E0441044204300442043E043A';
const forms: readonly [what: string, answered: string, reply: string][] = [
  [
    'text without its closing quote and coding (gammu 150)',
    '2,"Pozostalo 50,04zl. Dodatko5',
    'Pozostalo 50,04zl. Dodatko5',
  ],
  ['UCS-2 under the coding of the default alphabet (gammu 358)', `2,"${BALANCE}",15`, 'Havi keret: 0Ft.'],
  ['UCS-2 that ends inside a character', '0,"004800610076006900",72', 'Havi'],
  ['UCS-2 that ends inside an octet', '0,"00480061007600690",72', 'Havi'],
  ['Cyrillic under the coding of the default alphabet', `0,"${CYRILLIC}",15`, 'Остаток'],
  ['UTF-8 of a modem with a system of its own', '0,"Solde 5 \xe2\x82\xac",15', 'Solde 5 €'],
  ['Latin 1', '0,"Solde d\xe9bit",15', 'Solde débit'],
  [
    'a menu with lines like results',
    '1,"Menu\r\nOK\r\nERROR\r\n1. Data",15',
    'Menu\r\nOK\r\nERROR\r\n1. Data',
  ],
  ['text without quotes', '1,Balance 5,15', 'Balance 5'],
];

describe('a USSD answer that comes as', () => {
  for (const [what, answered, text] of forms)
    test(what, async context => {
      const { modem, ussd, pass } = await serving(context, AnswersAlike);
      modem.answered = answered;
      const reply = await ussd('*100#');
      await pass(5);
      assert.equal(await reply(), text);
    });
});

/** Refuses a request that names its coding. */
class WantsNoCoding extends ReportedModem {
  override takes(command: string) {
    if (!command.startsWith('AT+CUSD=1,')) return false;
    if (command.endsWith(',15')) this.refuse('+CME ERROR: 50');
    else this.ok('+CUSD: 0,"Balance 5",15');
    return true;
  }
}

/** Gives the answer, and an error behind it. */
class ErrsBehindTheAnswer extends ReportedModem {
  override takes(command: string) {
    if (!command.startsWith('AT+CUSD=1,')) return false;
    this.says('+CUSD: 0,"Charged",15');
    this.later(500, () => this.refuse());
    return true;
  }
}

describe('a USSD request that is refused', () => {
  test('with its coding goes out without it', async context => {
    const { ussd, pass } = await serving(context, WantsNoCoding);
    const reply = await ussd('*100#');
    await pass(3);
    assert.equal(await reply(), 'Balance 5');
  });

  test('behind its answer is not sent a second time', async context => {
    const { modem, ussd, pass } = await serving(context, ErrsBehindTheAnswer);
    const reply = await ussd('*100#');
    await pass(3);
    assert.deepEqual([await reply(), modem.count(/^AT\+CUSD=1,/)], ['Charged', 1]);
  });
});
