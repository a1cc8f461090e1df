/** Modems that refuse while they start, whose radio is off, or whose line was left in data mode. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deliver, serving } from './testing/bench.ts';
import { ReportedModem } from './testing/reported-modem.ts';

const SETTING_UP = /^AT\+(CMGF|CNMI|CPMS|CSMS|CMGL|CMMS)/;

/** Until it has started, some commands are refused; notices come when it can do them. */
abstract class SlowToStart extends ReportedModem {
  isStarting = true;
  abstract readonly commands: RegExp;
  abstract readonly refusal: string;
  readonly seconds: number = 8;
  readonly notices: readonly string[] = [];

  override connected() {
    if (this.connections > 1) return;
    this.later(this.seconds * 1000, () => {
      this.isStarting = false;
      this.says(...this.notices);
    });
  }

  override takes(command: string) {
    const isRefused = this.isStarting && this.commands.test(command);
    if (isRefused) this.refuse(this.refusal);
    return isRefused;
  }
}

class RefusesPduMode extends SlowToStart {
  override maker = 'SIMCOM_Ltd';
  override model = 'SIMCOM_SIM800L';
  readonly commands = SETTING_UP;
  readonly refusal = 'ERROR';
  override readonly notices = ['Call Ready', 'SMS Ready'];
}

class RefusesStorages extends SlowToStart {
  override maker = 'SIMCOM_Ltd';
  readonly commands = /^AT\+(CNMI|CPMS|CMGL|CMMS|CSCA)/;
  readonly refusal = '+CMS ERROR: 517';
  override readonly notices = ['Call Ready', 'SMS Ready'];
}

class RefusesSim extends SlowToStart {
  override maker = 'u-blox';
  override model = 'SARA-R500S';
  readonly commands = /^AT\+(CPIN|CIMI|CCID)/;
  readonly refusal = '+CME ERROR: 3';
  override readonly seconds = 6;
}

class RadioOff extends ReportedModem {
  override functionality = 4;
  override status = { CREG: 0, CGREG: 0 };

  override setFunctionality(argument: string) {
    super.setFunctionality(argument);
    if (argument !== '1') return;
    this.later(4000, () => {
      this.status = { CREG: 1, CGREG: 1 };
      this.says('+CREG: 1');
    });
  }
}

class DataOnly extends ReportedModem {
  override maker = 'SIMCOM INCORPORATED';
  override model = 'A7670E-LNXY-UBL';
  override status = { CREG: 11, CGREG: 11, CEREG: 11 };

  override connected() {
    if (this.connections === 1) this.says('*ATREADY: 1', '+CPIN: READY');
  }

  override takes(command: string) {
    const isRefused = /^AT\+(CMG|CNMI|CPMS|CSMS|CMMS|CSCA)/.test(command);
    if (isRefused) this.refuse();
    return isRefused;
  }
}

/** Frames of PPP come until the escape with its guard times (V.250's S12) has come. */
class LeftInDataMode extends ReportedModem {
  isInDataMode = true;
  #heardAt = Number.NEGATIVE_INFINITY;

  override connected() {
    if (!this.isInDataMode || !this.isConnected) return;
    this.raw('~\xff}#\xc0!}!}!} }4}"}&} } } } }%}&\xb9\xa8}\'}"}(}"=\x7f~');
    this.later(3000, () => this.connected());
  }

  override octets(text: string) {
    if (!this.isInDataMode) return super.octets(text);
    const silence = this.clock.monotonic() - this.#heardAt;
    this.#heardAt = this.clock.monotonic();
    if (text !== '+++' || silence < 900) return;
    this.later(1000, () => {
      this.isInDataMode = false;
      this.says('OK');
    });
  }
}

describe('a modem that is still starting', () => {
  test('refuses PDU mode until it says "SMS Ready" (GPRS_SIM900 39): it serves at once then', async context => {
    const { port, log, modem, until } = await serving(context, RefusesPduMode, { down: true });
    await until(({ reason }) => reason === 'modem_starting', 5);
    assert.ok(log().some(line => line.includes('the modem is still starting: it refuses SMS yet')));
    await until(({ can_send }) => can_send, 10);
    assert.equal(modem.isStarting, false);
    assert.equal((await port()).reg, 'REGISTER_OK');
    assert.ok(!log().some(line => line.includes('no SMS')), log().join('\n'));
  });

  test('refuses storages, indications and service centre (edaboard 317809): all are set once they can be', async context => {
    const { pass, modem, clock, inbox, call } = await serving(context, RefusesStorages);
    await pass(12);
    assert.equal(modem.indications, '1,1,0,1,0');
    assert.partialDeepStrictEqual(await call('/v1/ports/0'), { sim: { smsc: modem.serviceCentre } });
    modem.arrives(deliver('at once', clock.now()));
    await pass(1);
    assert.deepEqual(
      (await inbox()).map(({ text }) => text),
      ['at once'],
    );
    assert.equal(modem.messages.count('SM'), 0);
  });

  test('refuses its SIM with "not allowed" for a while (mbed-os 14510): the port comes up', async context => {
    await serving(context, RefusesSim, { within: 20 });
  });
});

/** Refuses these commands for ten seconds, and gives no notice behind that. */
abstract class RefusesForAWhile extends SlowToStart {
  override readonly seconds = 10;
  readonly refusal: string = '+CME ERROR: 14';
}

class RefusesItsName extends RefusesForAWhile {
  override maker = 'huawei';
  override model = 'E173';
  readonly commands = /^AT(I$|\+CGM[IMR]|\+C?GSN)/;
  override readonly refusal = 'ERROR';
}

class RefusesNumbers extends RefusesForAWhile {
  readonly commands = /^AT\+(CNUM|CCID|CRSM|CPBS)/;
}

class RefusesRegistration extends RefusesForAWhile {
  readonly commands = /^AT\+C[EG]?REG/;
}

class RefusesCallNotices extends RefusesForAWhile {
  readonly commands = /^AT\+(CLIP|CRC|CCWA)/;
}

/** Answers in digits until it is set otherwise, one setting in a line (V.250 6.2.5). */
class AnswersInDigits extends ReportedModem {
  isNumeric = true;

  override says(...lines: readonly string[]) {
    for (const line of lines)
      if (!this.isNumeric) super.says(line);
      else if (line === 'OK') this.raw('0\r');
      else this.raw(line.includes('ERROR') ? '4\r' : `${line}\r\n`);
  }

  override takes(command: string) {
    if (command === 'ATQ0V1E0') this.refuse();
    else if (command === 'ATV1') {
      this.isNumeric = false;
      this.ok();
    } else return false;
    return true;
  }
}

describe('a modem that refuses while it starts, and says nothing behind that', () => {
  test('who it is: its maker and IMEI are known a little later', async context => {
    const { call, pass } = await serving(context, RefusesItsName);
    await pass(40);
    const shown = { maker: 'huawei', model: 'E173', imei: '490154203237518' };
    assert.partialDeepStrictEqual(await call('/v1/ports/0'), shown);
  });

  test('ICCID and number: both are known a little later', async context => {
    const { call, pass, modem } = await serving(context, RefusesNumbers);
    await pass(40);
    const { iccid, number } = modem;
    assert.partialDeepStrictEqual(await call('/v1/ports/0'), { sim: { iccid, number } });
  });

  test('how it is registered: that is known, and its notices are asked for', async context => {
    const { pass, port, modem } = await serving(context, RefusesRegistration, { down: true });
    await pass(40);
    assert.equal((await port()).reg, 'REGISTER_OK');
    assert.ok(modem.sent.lastIndexOf('AT+CREG=2') > modem.sent.indexOf('AT+CMGF=0'));
  });

  test('notices of calls: they are asked for again', async context => {
    const { pass, modem } = await serving(context, RefusesCallNotices);
    await pass(40);
    assert.deepEqual(
      ['AT+CLIP=1', 'AT+CRC=1', 'AT+CCWA=1'].map(command => modem.count(command)),
      [2, 2, 2],
    );
  });
});

describe('a modem that answers in digits', () => {
  test('and takes one setting in a line: it serves', async context => {
    await serving(context, AnswersInDigits);
  });
});

describe('a modem whose radio is off', () => {
  test('starts so each time (gammu 395, xmm7360-usb-modeswitch 7): it is switched on, and the log says so', async context => {
    const { port, log } = await serving(context, RadioOff, { within: 15 });
    assert.equal((await port()).reg, 'REGISTER_OK');
    assert.ok(log().includes('the radio was off (+CFUN: 4) and is switched on'));
  });
});

describe('a modem for data only (LilyGo-Modem-Series 247)', () => {
  test('is told of once, for people', async context => {
    const { pass, log, until } = await serving(context, DataOnly, { down: true });
    await until(({ reason }) => reason === 'no_sms', 90);
    await pass(600);
    const told = log().filter(line => line.startsWith('this modem has no SMS'));
    assert.equal(told.length, 1, log().join('\n'));
  });
});

/** Its profile makes it give no results (V.250 6.2.5). */
class Quiet extends ReportedModem {
  isQuiet = true;

  override takes(command: string) {
    if (command.startsWith('ATQ0')) this.isQuiet = false;
    return false;
  }

  override says(...lines: readonly string[]) {
    if (!this.isQuiet) super.says(...lines);
  }
}

describe('a modem that is quiet by its profile (ATQ1)', () => {
  for (const echo of [true, false])
    test(`speaks again, ${echo ? 'with' : 'without'} its echo`, async context => {
      class Kind extends Quiet {
        override echo = echo;
      }
      await serving(context, Kind, { within: 30 });
    });
});

describe('a line that was left in data mode (FONA_PPP 2, kura 2800)', () => {
  test('is taken out of it by the escape with its guard times', async context => {
    const { modem } = await serving(context, LeftInDataMode, { within: 20 });
    assert.equal(modem.isInDataMode, false);
  });
});
