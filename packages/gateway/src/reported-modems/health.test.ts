/** Modems that answer, or speak, and are of no use; registrations that mislead. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { serving } from './testing/bench.ts';
import { ReportedModem } from './testing/reported-modem.ts';

/** Its receive line is dead: its notices come, and no command reaches it. */
class HearsNothing extends ReportedModem {
  override maker = 'SIMCOM_Ltd';

  override connected() {
    if (!this.isConnected) return;
    this.says('RING', '+CLIP: "+88201990009",145,"",,"",0');
    this.later(5000, () => this.connected());
  }

  override octets() {}
}

/** Loses its card by itself, until the module is restarted. */
class LosesItsCard extends ReportedModem {
  override maker = 'SIMCOM_Ltd';
  override model = 'SIMCOM_SIM800C';
  isLost = false;
  restarts = 0;

  lose() {
    this.isLost = true;
    this.status = { CREG: 0, CGREG: 0 };
    this.says('+CPIN: NOT READY', '+CREG: 0');
  }

  override takes(command: string) {
    const isRefused =
      this.isLost && /^AT\+(CPIN|CIMI|CCID|CRSM|CNUM|CSCA|CPMS|CPBS|CMG|CSMS|CUSD)/.test(command);
    if (isRefused) this.refuse('+CME ERROR: 10');
    return isRefused;
  }

  override setFunctionality(argument: string) {
    this.ok();
    if (argument !== '1,1') return;
    this.restarts += 1;
    this.later(5000, () => {
      this.isLost = false;
      this.echo = true;
      this.status = { CREG: 1, CGREG: 1 };
      this.says('RDY', '+CFUN: 1', '+CPIN: READY', 'Call Ready', 'SMS Ready');
    });
  }
}

/** Denied on one side, at home on the other; the network takes no message. */
class DeniedOnOneSide extends ReportedModem {
  override maker = 'SIMCOM_Ltd';
  override model = 'SIMCOM_SIM7000A';
  override status = { CREG: 3, CGREG: 5 };
  /** <service> of +CGSMS; undefined: the module does not have it. */
  service: number | undefined;

  override submits() {
    if (this.service === 0 || this.service === 2) this.accept();
    else this.later(3000, () => this.refuse('+CMS ERROR: 500'));
  }

  override takes(command: string) {
    const set = /^AT\+CGSMS=(\d)$/.exec(command)?.[1];
    if (this.service === undefined || !command.startsWith('AT+CGSMS')) return false;
    if (set !== undefined) this.service = Number(set);
    this.ok(
      ...(command.endsWith('=?') ? ['+CGSMS: (0-3)'] : []),
      ...(command.endsWith('S?') ? [`+CGSMS: ${this.service}`] : []),
    );
    return true;
  }
}

class OffersTheSide extends DeniedOnOneSide {
  override service: number | undefined = 1;
}

/** Its notice is a denial, its answer a status that no table has. */
class StrangeStatus extends ReportedModem {
  override maker = 'Ai Thinker Co.LTD';
  override model = 'A6';
  override status = { CREG: 13 };

  override connected() {
    if (this.connections > 1) return;
    this.says('^CINIT: 1, 0, 0', '^CINIT: 2, 32, 41891', '+CREG: 3', '+CTZV:17/10/28,16:39:31,+03');
    this.says('+CIEV: service,  1');
  }

  override takes(command: string) {
    switch (command) {
      case 'AT+CPIN?':
        this.ok('+CPIN:READY');
        return true;
      case 'AT+CREG=2':
        this.refuse('+CME ERROR:50');
        return true;
      case 'AT+CCID':
        this.ok(`+CCID:${this.iccid}F`);
        return true;
      default:
        return false;
    }
  }
}

/** Denied where it tried, and idle on the side that it did not try behind that. */
class DeniedOnCircuit extends ReportedModem {
  override status = { CREG: 3, CGREG: 0 };
}

class DeniedOnPacket extends ReportedModem {
  override status = { CREG: 0, CGREG: 0, CEREG: 3 };
}

/** Its radio goes off while it serves, as for heat or by another program. */
class LosesItsRadio extends ReportedModem {
  /** A switch of the machine holds it off, though the command is taken. */
  isHeld = false;

  lose() {
    this.functionality = 4;
    this.status = { CREG: 0, CGREG: 0, CEREG: 0 };
    this.says('+CREG: 0', '+CGREG: 0', '+CEREG: 0');
  }

  override setFunctionality(argument: string) {
    if (this.isHeld) return this.ok();
    super.setFunctionality(argument);
    this.status = { CREG: 1, CGREG: 1, CEREG: 1 };
    this.later(3000, () => this.says('+CREG: 1'));
  }
}

describe('a radio that goes off while the modem serves', () => {
  test('is switched on, and the log has that', async context => {
    const { modem, log, pass, until } = await serving(context, LosesItsRadio);
    modem.lose();
    await pass(15);
    await until(({ can_send }) => can_send, 30);
    assert.ok(log().includes('the radio was off (+CFUN: 4) and is switched on'), log().join('\n'));
  });

  test('and is held off by a switch: the log has that, and not again and again', async context => {
    const { modem, log, pass, port } = await serving(context, LosesItsRadio);
    modem.isHeld = true;
    modem.lose();
    await pass(120);
    assert.equal((await port()).can_send, false);
    const lines = log().filter(line => line.startsWith('the radio'));
    assert.equal(lines.length, 2, lines.join('\n'));
    assert.match(lines[1] ?? '', /the radio stays off \(\+CFUN: 4\).*rfkill/);
  });

  test('and that people want off stays off', async context => {
    const { modem, call, pass, port } = await serving(context, LosesItsRadio);
    await call('/v1/ports/0/actions', { action: 'power', param: 'off' });
    await pass(60);
    assert.equal((await port()).reg, 'POWER_OFF');
    assert.equal(modem.count('AT+CFUN=1'), 0);
  });
});

describe('a modem that is of no use', () => {
  for (const [side, Kind] of [
    ['circuit-switched', DeniedOnCircuit],
    ['packet', DeniedOnPacket],
  ] as const)
    test(`is denied on the ${side} side, and tries no other one: that is the reason, and its radio is switched off and on`, async context => {
      const { modem, port, pass } = await serving(context, Kind, { down: true });
      await pass(20);
      assert.equal((await port()).reason, 'network_denied');
      assert.equal(modem.count('AT+CFUN=4'), 0);
      await pass(200);
      assert.equal(modem.count('AT+CFUN=4'), 1);
    });

  test('hears nothing and speaks (T-Call-SIM800 178): silent, reset and never REGISTER_OK', async context => {
    const { pass, port, log } = await serving(context, HearsNothing, { down: true });
    await pass(120);
    assert.notEqual((await port()).reg, 'REGISTER_OK');
    assert.ok(
      log().some(line => line.includes('the modem does not answer')),
      log().join('\n'),
    );
  });

  test('has lost its card (arduino.stackexchange 54486): not registered meanwhile, and restarted by itself', async context => {
    const { modem, pass, port, log, until } = await serving(context, LosesItsCard);
    modem.lose();
    await pass(10);
    assert.deepEqual([(await port()).reg, modem.restarts], ['NO_SIM', 0]);
    await until(({ can_send }) => can_send, 300);
    assert.equal(modem.restarts, 1);
    assert.ok(log().includes('recovery: the SIM was lost: its module is restarted'), log().join('\n'));
  });
});

describe('a registration', () => {
  test('that is denied on one side (SIM7000-LTE-Shield 103) is told', async context => {
    const { port, log, send, pass } = await serving(context, DeniedOnOneSide);
    assert.deepEqual([(await port()).reg, (await port()).reason], ['REGISTER_OK', 'circuit_denied']);
    assert.ok(log().some(line => line.includes('the modem offers no choice of the side that carries SMS')));
    const result = await send();
    await pass(10);
    assert.equal((await result())?.status, 'SENDING');
  });

  test('that is denied on one side: messages go over the other where the module offers it', async context => {
    const { modem, log, send, pass } = await serving(context, OffersTheSide);
    const result = await send();
    await pass(10);
    assert.equal((await result())?.status, 'SENT_OK');
    assert.equal(modem.service, 2);
    assert.ok(log().some(line => line.includes('SMS is sent over that one from now on (+CGSMS=2)')));
  });

  test('whose status no table has (hologram 665): denied as it was told, without flapping', async context => {
    const { port, log, pass, until } = await serving(context, StrangeStatus, { down: true });
    await until(({ reason }) => reason === 'network_denied', 10);
    await pass(120);
    assert.equal((await port()).reg, 'UNREGISTER');
    assert.equal(
      log().filter(line => line.includes('the network refuses this SIM. Try')).length,
      1,
      log().join('\n'),
    );
  });
});
