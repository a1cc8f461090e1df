/** Modems that lose their card, their network or their power, and stay so until somebody acts. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { serving } from './testing/bench.ts';
import { ReportedModem } from './testing/reported-modem.ts';

const OF_CARD = /^AT\+(CPIN|CIMI|CCID|CRSM|CNUM|CSCA|CPMS|CPBS|CMG|CSMS|CUSD)/;

/** Its card has no contact until it is started in one of these ways. */
abstract class WithoutContact extends ReportedModem {
  isLost = true;
  /** Arguments of +CFUN, as they came. */
  readonly levels: string[] = [];
  readonly refusal: string = '+CME ERROR: 13';
  abstract readonly cures: readonly string[];
  override status: ReportedModem['status'] = { CREG: 0 };

  override takes(command: string) {
    const isRefused = this.isLost && OF_CARD.test(command);
    if (isRefused) this.refuse(this.refusal);
    return isRefused;
  }

  override setFunctionality(argument: string) {
    this.levels.push(argument);
    this.ok();
    if (!this.cures.includes(argument)) return;
    this.isLost = false;
    this.status = { CREG: 1 };
    this.echo = argument === '1,1';
    this.later(4000, () => this.says('+CPIN: READY', '+CREG: 1'));
  }
}

class UntilRestarted extends WithoutContact {
  readonly cures = ['1,1'];
}

class UntilWithoutPower extends WithoutContact {
  override maker = 'Quectel';
  override model = 'EG25';
  readonly cures = ['0'];
}

/** It looks for a card only when it starts. */
class SawNone extends WithoutContact {
  override readonly refusal = '+CME ERROR: 10';
  readonly cures = ['1,1'];
}

class NoCard extends WithoutContact {
  override readonly refusal = '+CME ERROR: 10';
  readonly cures = [];
}

/** Its words for a card that it cannot talk to stand in an answer. */
class NamesTheFailure extends UntilRestarted {
  override pinState = '+CPIN: SIM CRASH';

  override takes(command: string) {
    return command !== 'AT+CPIN?' && super.takes(command);
  }

  override setFunctionality(argument: string) {
    super.setFunctionality(argument);
    if (!this.isLost) this.pinState = '+CPIN: READY';
  }
}

/** Shows its card as ready, and gives no IMSI. */
class ReadyWithoutImsi extends UntilRestarted {
  override takes(command: string) {
    return command !== 'AT+CPIN?' && super.takes(command);
  }
}

/** Loses its card with a line that answers no command. */
class LosesItsCardByAnError extends ReportedModem {
  isLost = false;

  override takes(command: string) {
    const isRefused = this.isLost && OF_CARD.test(command);
    if (isRefused) this.refuse('+CME ERROR: 10');
    return isRefused;
  }
}

/** An earlier program let it leave the network. */
class ToldToStayOff extends ReportedModem {
  override status = { CREG: 0, CGREG: 0, CEREG: 0 };

  override takes(command: string) {
    const isSelection = command === 'AT+COPS=0';
    if (command !== 'AT+COPS?' && !isSelection) return false;
    this.ok(...(isSelection ? [] : ['+COPS: 2']));
    if (!isSelection) return true;
    this.status = { CREG: 1, CGREG: 1, CEREG: 1 };
    this.later(2000, () => this.says('+CREG: 1'));
    return true;
  }
}

class FixedToAnOperator extends ReportedModem {
  override status = { CREG: 0, CGREG: 0, CEREG: 0 };

  override takes(command: string) {
    if (command !== 'AT+COPS?') return false;
    this.ok('+COPS: 1,2,"99901"');
    return true;
  }
}

/** Finds no network any more until its radio is switched off and on. */
class LosesItsNetwork extends ReportedModem {
  override setFunctionality(argument: string) {
    super.setFunctionality(argument);
    if (argument === '1') this.status = { CREG: 1, CGREG: 1, CEREG: 1 };
  }
}

/** Its power fails as soon as it transmits. */
class RestartsAgainAndAgain extends ReportedModem {
  isWeak = true;

  override connected() {
    this.later(8000, () => {
      if (!this.isWeak) return;
      this.echo = true;
      this.says('RDY', '+CFUN: 1', '+CPIN: READY', 'SMS Ready');
      this.connected();
    });
  }
}

describe('a card without contact', () => {
  for (const [what, Kind, levels] of [
    ['is there again behind a restart of the module (kura 2820)', UntilRestarted, ['1,1']],
    ['is there again once it had no power (gsm-sip-bridge 13)', UntilWithoutPower, ['1,1', '0', '1']],
    ['is named in the answer to +CPIN (LilyGo-Modem-Series 496)', NamesTheFailure, ['1,1']],
    ['gives no IMSI', ReadyWithoutImsi, ['1,1']],
    ['is looked for only at the start of the module (cellphone2 6)', SawNone, ['1,1']],
  ] as const)
    test(what, async context => {
      const { modem, until, log } = await serving(context, Kind, { down: true });
      await until(({ can_send }) => can_send, 1100);
      assert.deepEqual(modem.levels, levels);
      assert.ok(!log().some(line => line.includes('answers every command with an error')), log().join('\n'));
    });

  test('that never comes: the module is restarted once, not again and again', async context => {
    const { modem, pass, port } = await serving(context, NoCard, { down: true });
    await pass(4000);
    assert.deepEqual([modem.levels, (await port()).reg], [['1,1'], 'NO_SIM']);
  });

  test('is told by an error that answers no command: the port is NO_SIM within seconds', async context => {
    const { modem, until } = await serving(context, LosesItsCardByAnError);
    modem.isLost = true;
    modem.says('+CME ERROR: SIM not inserted');
    await until(({ reg }) => reg === 'NO_SIM', 6);
  });
});

/** Its radio is off, and only a restart brings it on. */
class RefusesItsRadio extends ReportedModem {
  override functionality = 6;
  override status = { CREG: 0 };

  override setFunctionality(argument: string) {
    if (argument === '1') return this.refuse('+CME ERROR: 3');
    super.setFunctionality(argument);
    if (argument !== '1,1') return;
    this.functionality = 1;
    this.status = { CREG: 1 };
    this.echo = true;
    this.later(3000, () => this.says('RDY'));
  }
}

describe('a radio that the modem refuses to switch on (LilyGo-Modem-Series 463)', () => {
  for (const level of [0, 4])
    test(`is on behind a restart of the module: +CFUN: ${level}`, async context => {
      class Kind extends RefusesItsRadio {
        override functionality = level;
      }
      const { log } = await serving(context, Kind, { within: 300 });
      assert.ok(log().includes('recovery: the radio could not be switched on: its module is restarted'));
    });
});

describe('a modem without a network', () => {
  test('that was told to stay off all of them (+COPS: 2) chooses one again, and the log has that', async context => {
    const { log } = await serving(context, ToldToStayOff, { within: 30 });
    assert.ok(
      log().includes(
        'the modem was told to stay off every network (+COPS: 2) and chooses one by itself again',
      ),
      log().join('\n'),
    );
  });

  test('that is fixed to one operator is told of once, with what to do', async context => {
    const { log, pass, modem } = await serving(context, FixedToAnOperator, { down: true });
    await pass(120);
    assert.equal(log().filter(line => line.includes('AT+COPS=0 lets it choose by itself')).length, 1);
    assert.equal(modem.count('AT+COPS=0'), 0);
  });

  test('that finds none for a quarter of an hour, with no other port to compare: its radio is switched off and on', async context => {
    const { modem, pass, until, log } = await serving(context, LosesItsNetwork);
    modem.status = { CREG: 2, CGREG: 2, CEREG: 2 };
    modem.says('+CREG: 2', '+CGREG: 2', '+CEREG: 2');
    await pass(600);
    assert.equal(modem.count('AT+CFUN=4'), 0);
    await until(({ can_send }) => can_send, 600);
    assert.ok(log().includes('recovery: no network was found for long: its radio is switched off and on'));
  });
});

/** Its device goes away with each restart, as that of a USB module does. */
class LeavesAgainAndAgain extends ReportedModem {
  override connected() {
    this.later(30_000, () => {
      this.unplug();
    });
  }
}

describe('a USB module that leaves and comes back again and again', () => {
  test('is told of once, and not with each of its starts', async context => {
    const { pass, log } = await serving(context, LeavesAgainAndAgain);
    await pass(200);
    const before = log().length;
    await pass(400);
    const later = log().slice(before);
    assert.ok(log().some(line => line.includes('the modem restarts again and again')));
    assert.equal(later.length, 0, later.join('\n'));
  });
});

describe('a modem that restarts again and again (LilyGo-Modem-Series 540)', () => {
  test('is told of with the power supply as its cause, once, and no more when it has held', async context => {
    const { modem, pass, port, log } = await serving(context, RestartsAgainAndAgain);
    await pass(300);
    assert.equal((await port()).reason, 'restarts_often');
    const told = log().filter(line => line.includes('the modem restarts again and again'));
    assert.equal(told.length, 1, log().join('\n'));
    assert.match(told[0] ?? '', /stronger power supply/);
    assert.ok(log().length < 20, log().join('\n'));
    modem.isWeak = false;
    await pass(700);
    assert.equal((await port()).reason, '');
    assert.equal(log().at(-1), 'port is ready');
  });
});
