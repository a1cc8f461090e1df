/** Answers to AT+CMGS that are late, out of order, or missing: no message is sent twice, and none is called lost that was sent. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { report, serving } from './testing/bench.ts';
import { ReportedModem } from './testing/reported-modem.ts';

/** Prompt and OK come before the PDU, then nothing, though it is sent. */
class OkBeforePdu extends ReportedModem {
  override maker = 'Sierra Wireless';
  override model = 'MC7455';

  override prompts() {
    this.prompt();
    this.says('OK');
  }

  override submits() {
    this.nextReference();
  }
}

class DoubledOk extends ReportedModem {
  override submits() {
    this.says('OK');
    this.later(2000, () => this.accept());
  }
}

/** Deaf to everything for 135 s behind a PDU. */
class SlowNetwork extends ReportedModem {
  override maker = 'Quectel';
  override model = 'EG06';
  isBlocked = false;
  restarts = 0;
  #waiting = '';

  override submits() {
    this.isBlocked = true;
    this.later(135_000, () => {
      this.isBlocked = false;
      this.accept();
      super.octets(this.#waiting);
      this.#waiting = '';
    });
  }

  override octets(text: string) {
    if (this.isBlocked) this.#waiting += text;
    else super.octets(text);
  }

  override setFunctionality(argument: string) {
    if (argument === '1,1') this.restarts += 1;
    super.setFunctionality(argument);
  }
}

class SlowRefusal extends SlowNetwork {
  override accept() {
    this.refuse('+CMS ERROR: 350');
  }
}

/** A notice of a message comes instead of the prompt, and from then on each answer is "please wait". */
class HangsAtPrompt extends ReportedModem {
  override maker = 'WAVECOM MODEM';
  override model = 'FASTRACK SUPREME';
  hangs = false;
  restarts = 0;

  override prompts() {
    if (this.restarts > 0) return super.prompts();
    this.hangs = true;
    this.says('+CMTI: "SM",0');
  }

  override takes(command: string) {
    if (!this.hangs) return false;
    if (!command.startsWith('AT+CFUN=1,1')) {
      this.refuse('+CME ERROR: 515');
      return true;
    }
    this.hangs = false;
    this.restarts += 1;
    this.echo = true;
    this.ok();
    this.later(3000, () => this.says('+WIND: 3'));
    return true;
  }
}

/** Its prompt takes longer than any other modem's. */
class SlowPrompt extends ReportedModem {
  override prompts() {
    this.later(12_000, () => this.prompt());
  }
}

/** An error that proves nothing comes first, the reference of the message behind it. */
class ErrorBeforeReference extends ReportedModem {
  override submits() {
    this.refuse('+CMS ERROR: 500');
    this.later(4000, () => this.says(`+CMGS: ${this.nextReference()}`));
  }
}

/** Counts its messages beyond an octet. */
class CountsOn extends ReportedModem {
  override accept() {
    this.ok('+CMGS: 300');
  }
}

/** Its card has lost its contact: each message is refused for that, though the modem shows it as ready until it restarts. */
class CardWithoutContact extends ReportedModem {
  isLost = true;

  override takes(command: string) {
    const isRefused = this.isLost && command.startsWith('AT+CMGS');
    if (isRefused) this.refuse('+CMS ERROR: 310');
    return isRefused;
  }

  override setFunctionality(argument: string) {
    super.setFunctionality(argument);
    if (argument !== '1,1') return;
    this.isLost = false;
    this.echo = true;
    this.later(3000, () => this.says('RDY'));
  }
}

describe('an answer to a submit', () => {
  test('with a reference beyond an octet: the octet of it counts', async context => {
    const { pass, send } = await serving(context, CountsOn);
    const result = await send();
    await pass(2);
    assert.partialDeepStrictEqual(await result(), { status: 'SENT_OK', ref_id: 300 - 256 });
  });

  test('that is "no SIM" each time: the port is not REGISTER_OK, the module restarts, and the message goes out', async context => {
    const { modem, pass, send, until, log } = await serving(context, CardWithoutContact);
    const result = await send();
    await until(({ reg }) => reg === 'NO_SIM', 60);
    await until(({ can_send }) => can_send, 300);
    await pass(60);
    assert.deepEqual([(await result())?.status, modem.submitted.length], ['SENT_OK', 1]);
    assert.ok(log().includes('recovery: the SIM was lost: its module is restarted'), log().join('\n'));
  });

  test('that comes behind an error which proves nothing is taken all the same', async context => {
    const { modem, pass, send } = await serving(context, ErrorBeforeReference);
    const result = await send();
    await pass(2);
    assert.equal((await result())?.status, 'SENDING');
    await pass(5);
    assert.partialDeepStrictEqual(await result(), { status: 'SENT_OK', ref_id: 1 });
    assert.equal(modem.submitted.length, 1);
  });

  test('whose prompt is late each time: the next one is waited for longer, and the message goes out once', async context => {
    const { modem, pass, send } = await serving(context, SlowPrompt);
    const first = await send();
    await pass(50);
    const second = await send();
    await pass(20);
    assert.deepEqual([(await first())?.status, (await second())?.status], ['SENT_OK', 'SENT_OK']);
    assert.deepEqual([modem.submitted.length, modem.count(/^AT\+CMGS=/)], [2, 3]);
  });

  test('whose OK comes before the PDU (Sierra forum 10538): in doubt, until the report settles it', async context => {
    const { modem, clock, pass, send } = await serving(context, OkBeforePdu);
    const result = await send();
    await pass(10);
    modem.says(...report(1, clock.now()));
    await pass(1);
    assert.equal((await result())?.status, 'SENDING');
    await pass(200);
    assert.equal((await result())?.status, 'DELIVERED');
    assert.equal(modem.submitted.length, 1);
  });

  test('with an OK too many before it is taken all the same', async context => {
    const { modem, pass, send } = await serving(context, DoubledOk);
    const result = await send();
    await pass(3);
    assert.partialDeepStrictEqual(await result(), { status: 'SENT_OK', ref_id: 1 });
    assert.equal(modem.submitted.length, 1);
  });

  for (const [Kind, status, what] of [
    [SlowNetwork, 'SENT_OK', 'a reference'],
    [SlowRefusal, 'SENDING', 'a refusal that proves nothing'],
  ] as const)
    test(`that comes after 2 min 15 s (Quectel forum 4452) as ${what}: the module is left alone meanwhile`, async context => {
      const { modem, pass, send } = await serving(context, Kind);
      const result = await send();
      await pass(150);
      assert.equal((await result())?.status, status);
      assert.deepEqual([modem.restarts, modem.submitted.length, modem.connections], [0, 1, 1]);
    });

  test('that is "please wait" for ever (Sierra forum 3600): the module restarts, and the message goes out once', async context => {
    const { modem, pass, send, until, log } = await serving(context, HangsAtPrompt);
    const result = await send();
    await until(({ reason }) => reason === 'refuses_all', 60);
    await until(({ can_send }) => can_send, 400);
    await pass(30);
    assert.deepEqual([modem.restarts, modem.submitted.length], [1, 1]);
    assert.equal((await result())?.status, 'SENT_OK');
    assert.ok(log().some(line => line.includes('recovery: the modem answered every command with an error')));
  });
});
