/** Messages that a modem refuses for a cause of its own: it is looked for in the modem, and the messages go out. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { serving } from './testing/bench.ts';
import { ReportedModem } from './testing/reported-modem.ts';

/** Takes some messages, then every one for invalid until it restarts. */
class TakesAllForInvalid extends ReportedModem {
  override maker = 'Quectel';
  override model = 'M08';
  #taken = 0;
  restarts = 0;

  override submits() {
    this.#taken += 1;
    if (this.#taken <= 4) this.accept();
    else this.refuse(this.#taken === 5 ? '+CMS ERROR: 3870' : '+CMS ERROR: 304');
  }

  override setFunctionality(argument: string) {
    super.setFunctionality(argument);
    if (argument !== '1,1') return;
    this.restarts += 1;
    this.#taken = 0;
    this.echo = true;
  }
}

class TakesOneForInvalid extends ReportedModem {
  restarts = 0;

  override submits(pdu: string) {
    if (this.submitted.filter(one => one === pdu).length > 1 || this.submitted.length === 2)
      this.refuse('+CMS ERROR: 304');
    else this.accept();
  }

  override setFunctionality(argument: string) {
    if (argument === '1,1') this.restarts += 1;
    super.setFunctionality(argument);
  }
}

describe('a message that is taken for invalid', () => {
  test('as each one behind the first (Quectel forum 18493): the module restarts, and all but the doubtful one go out', async context => {
    const { modem, pass, send, log } = await serving(context, TakesAllForInvalid);
    const results = [];
    for (let count = 0; count < 9; count += 1) {
      results.push(await send(`message ${count}`));
      await pass(5);
    }
    await pass(600);
    const statuses = await Promise.all(results.map(async result => (await result())?.status));
    assert.deepEqual(statuses, [
      ...['SENT_OK', 'SENT_OK', 'SENT_OK', 'SENT_OK', 'SENDING'],
      ...['SENT_OK', 'SENT_OK', 'SENT_OK', 'SENT_OK'],
    ]);
    assert.equal(modem.restarts, 1);
    assert.ok(log().includes('recovery: the modem took every message for invalid: its module is restarted'));
  });

  test('by itself: the module restarts once, the message fails, and the next one goes out', async context => {
    const { modem, pass, send } = await serving(context, TakesOneForInvalid);
    const results = [await send('good one'), await send('bad one'), await send('good two')];
    await pass(1200);
    const statuses = await Promise.all(results.map(async result => (await result())?.status));
    assert.deepEqual([statuses, modem.restarts], [['SENT_OK', 'FAILED', 'SENT_OK'], 1]);
  });
});

/** Forgets the service centre of its card while it serves. */
class ForgetsTheCentre extends ReportedModem {
  isForgotten = false;

  override takes(command: string) {
    const isAsked = this.isForgotten && command === 'AT+CSCA?';
    if (isAsked) this.ok('+CSCA: "",129');
    return isAsked;
  }

  override submits(pdu: string) {
    // 27.005 3.1: 00 in front stands for the centre of the card.
    if (this.isForgotten && pdu.startsWith('00')) this.refuse('+CMS ERROR: 330');
    else this.accept();
  }
}

describe('a service centre that the modem forgets (home-assistant/core 67449)', () => {
  test('goes along with each message from then on', async context => {
    const { modem, pass, send } = await serving(context, ForgetsTheCentre);
    await pass(5);
    modem.isForgotten = true;
    const results = [await send('one'), await send('two')];
    await pass(5);
    const statuses = await Promise.all(results.map(async result => (await result())?.status));
    assert.deepEqual(statuses, ['SENT_OK', 'SENT_OK']);
    assert.deepEqual(
      modem.submitted.map(pdu => pdu.slice(0, 4)),
      ['0031', '0791', '0791'],
    );
  });
});
