/** Storages that refuse, are full, or announce what they do not have: no message stays unread. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deliver, serving } from './testing/bench.ts';
import { ReportedModem } from './testing/reported-modem.ts';
import { StoredMessages } from './testing/stored-messages.ts';

const earlier = Date.UTC(2026, 0, 31, 7);

/** Refuses to list, since it takes the number for a word of text mode. */
class ListsNothing extends ReportedModem {
  override maker = 'Quectel';
  override model = 'EP06-A';

  constructor(...parameters: ConstructorParameters<typeof ReportedModem>) {
    super(...parameters);
    this.messages.add('SM', deliver('while you were away', earlier));
  }

  override takes(command: string) {
    const isRefused = command.startsWith('AT+CMGL');
    if (isRefused) this.refuse('+CMS ERROR: 303');
    return isRefused;
  }
}

class AnnouncesNowhere extends ReportedModem {
  override maker = 'SIMCOM_Ltd';
  override model = 'SIMCOM_SIM7000G';
}

class FullAtStart extends ReportedModem {
  override maker = 'huawei';
  override model = 'E1750';
  override messages = new StoredMessages({ SM: 5, ME: 23 });

  constructor(...parameters: ConstructorParameters<typeof ReportedModem>) {
    super(...parameters);
    for (let count = 0; count < 5; count += 1) this.messages.add('SM', deliver(`old ${count}`, earlier));
  }

  override connected() {
    if (this.messages.count('SM') < 5) return;
    this.says('^SMMEMFULL: "SM"');
    this.later(2000, () => this.connected());
  }
}

/** Its places hold what it sent itself. */
class FullOfItsOwn extends ReportedModem {
  override maker = 'SIMCOM INCORPORATED';
  override model = 'A7670E';
  override messages = new StoredMessages({ SM: 5, ME: 23 });

  constructor(...parameters: ConstructorParameters<typeof ReportedModem>) {
    super(...parameters);
    for (let count = 0; count < 5; count += 1) this.messages.add('SM', deliver(`own ${count}`, earlier), 3);
  }
}

class RefusesToListReports extends ReportedModem {
  override maker = 'Sierra Wireless, Incorporated';
  override model = 'WP7609';
  override messages = new StoredMessages({ SM: 20, ME: 23, SR: 30 });

  constructor(...parameters: ConstructorParameters<typeof ReportedModem>) {
    super(...parameters);
    this.messages.add('SM', deliver('beside the reports', earlier));
    this.messages.add('SR', deliver('never listed', earlier));
  }

  override takes(command: string) {
    const isRefused = command.startsWith('AT+CMGL') && this.messages.selected === 'SR';
    if (isRefused) this.refuse('+CMS ERROR: 350');
    return isRefused;
  }
}

/** Restarts without a word: its echo is off by its profile and the notices of messages are on, but it is in text mode. */
class RestartsInTextMode extends ReportedModem {
  isInTextMode = false;

  override takes(command: string) {
    if (command === 'AT+CMGF=0') this.isInTextMode = false;
    if (!this.isInTextMode) return false;
    const header = '"REC UNREAD","+88201990002",,"26/01/31,08:00:00+00"';
    if (command === 'AT+CMGF?') this.ok('+CMGF: 1');
    else if (command.startsWith('AT+CMGR=')) this.ok(`+CMGR: ${header}`, 'words');
    else if (command.startsWith('AT+CMGL=')) this.refuse('+CMS ERROR: 305');
    else return false;
    return true;
  }
}

describe('a storage', () => {
  test('of a modem that restarted unseen and shows words is read as soon as one comes', async context => {
    const { modem, clock, pass, inbox } = await serving(context, RestartsInTextMode);
    await pass(5);
    modem.isInTextMode = true;
    modem.arrives(deliver('soon', clock.now()));
    await pass(5);
    assert.deepEqual(
      (await inbox()).map(({ text }) => text),
      ['soon'],
    );
  });

  test('that refuses its list (Quectel forum 7820) is read place by place', async context => {
    const { modem, clock, pass, inbox } = await serving(context, ListsNothing);
    await pass(5);
    modem.arrives(deliver('new one', clock.now()));
    await pass(2);
    assert.deepEqual(
      (await inbox()).map(({ text }) => text),
      ['while you were away', 'new one'],
    );
    assert.equal(modem.messages.count('SM'), 0);
  });

  test('that announces a message nowhere (T-SIM7600X 63): a line says what it means, and delivery is changed', async context => {
    const { modem, pass, log } = await serving(context, AnnouncesNowhere);
    modem.says('+CMTI: ,-1');
    await pass(3);
    assert.equal(modem.indications.split(',')[1], '2');
    const meaning =
      'the modem announced a message but stored none (+CMTI: ,-1): it is set to hand messages over at once';
    assert.ok(log().includes(meaning), log().join('\n'));
  });

  test('that is full at the start (chan-dongle 47) is emptied, and takes what comes then', async context => {
    const { modem, clock, pass, inbox } = await serving(context, FullAtStart);
    await pass(5);
    assert.equal(modem.messages.count('SM'), 0);
    modem.arrives(deliver('new one', clock.now()));
    await pass(2);
    assert.equal((await inbox()).length, 6);
  });

  test('that is full of what the modem sent itself (LilyGo-Modem-Series 184): that is told, with what to do', async context => {
    const { modem, pass, log } = await serving(context, FullOfItsOwn);
    modem.says('+SMS FULL');
    await pass(3);
    assert.ok(log().some(line => line.includes('full of 5 messages that this modem sent or wrote itself')));
    assert.ok(log().some(line => line.includes('deleteSentMessages')));
    assert.equal(modem.messages.count('SM'), 5);
  });

  test('that is full of what the modem sent itself is cleared where a setting says so', async context => {
    const { modem, pass } = await serving(context, FullOfItsOwn, { port: { deleteSentMessages: true } });
    await pass(5);
    assert.equal(modem.messages.count('SM'), 0);
  });

  test('of reports that cannot be listed (Sierra forum 23984) keeps no other one from being read', async context => {
    const { modem, pass, inbox } = await serving(context, RefusesToListReports);
    await pass(5);
    assert.equal(modem.messages.count('SM'), 0);
    assert.ok((await inbox()).some(({ text }) => text === 'beside the reports'));
  });
});
