/** Cards that become another one without the module saying so: nothing is sent or stored under the IMSI before. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deliver, type ReportedBench, serving } from './testing/bench.ts';
import { ReportedModem } from './testing/reported-modem.ts';

const OTHER_IMSI = '999990000000777';

abstract class OtherCard extends ReportedModem {
  /** The IMSI that each PDU went out under. */
  readonly sentUnder: string[] = [];

  abstract swap(): void;

  override submits(pdu: string) {
    this.sentUnder.push(this.imsi);
    super.submits(pdu);
  }

  protected register(status: number) {
    this.status = { CREG: status, CGREG: status, CEREG: status };
  }
}

/** An applet of the card changes the IMSI while it is not registered, without a notice. */
class ChangesImsi extends OtherCard {
  override maker = 'u-blox';
  override model = 'SARA-R410M';

  swap() {
    this.register(2);
    this.says('+CREG: 0');
    this.later(8000, () => {
      this.imsi = OTHER_IMSI;
      this.register(5);
      this.says('+CREG: 5,"00A1","0003D2E1",2');
    });
  }
}

/** Another program enables another profile of an eUICC. */
class ChangesProfile extends OtherCard {
  override maker = 'Quectel';
  override model = 'EC25';

  swap() {
    this.register(2);
    this.says('+CPIN: NOT READY', '+CREG: 0');
    this.later(4000, () => {
      this.imsi = OTHER_IMSI;
      this.iccid = '8988999000000000888';
      this.says('+QUSIM: 1', '+CPIN: READY', '+QIND: SMS DONE', '+QIND: PB DONE');
    });
    this.later(8000, () => {
      this.register(1);
      this.says('+CREG: 1,"00A1","0003D2E1",7');
    });
  }
}

/** Each message belongs to the card that the modem held then. */
async function settles({ modem, clock, pass, until, send, inbox, port }: ReportedBench<OtherCard>) {
  modem.swap();
  const during = await send('during');
  await until(({ sim, can_send }) => can_send && sim?.imsi === OTHER_IMSI, 30);
  const behind = await send('behind');
  modem.arrives(deliver('received', clock.now()));
  await pass(1);
  for (const [index, result] of [during, behind].entries()) {
    const { status, imsi } = (await result()) ?? {};
    assert.deepEqual([status, imsi], ['SENT_OK', modem.sentUnder[index]]);
  }
  assert.deepEqual(modem.sentUnder.at(-1), OTHER_IMSI);
  assert.deepEqual(
    (await inbox()).map(({ imsi }) => imsi),
    [OTHER_IMSI],
  );
  assert.equal((await port()).sim?.iccid, modem.iccid);
}

describe('a card that becomes another one', () => {
  test('changes its IMSI while it is not registered (device-os 2179)', async context => {
    await settles(await serving(context, ChangesImsi));
  });

  test('has its profile switched (mdd-sim-gateway 3)', async context => {
    const bench = await serving(context, ChangesProfile);
    await settles(bench);
    assert.ok(bench.log().includes('another SIM or another IMSI is in the modem: it is set up anew'));
  });
});
