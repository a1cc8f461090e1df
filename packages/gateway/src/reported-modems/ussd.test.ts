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
