/** Storages that are named, chosen and emptied in ways of their own: no message and no report stays in them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deliver, report, serving } from './testing/bench.ts';
import { ReportedModem } from './testing/reported-modem.ts';
import { StoredMessages } from './testing/stored-messages.ts';

const INDICATIONS_OF_STORED_REPORTS = '(0-2),(0-3),(0,2,3),(0,2),(0,1)';

/** Announces a report where it is not. */
class KeepsReportsElsewhere extends ReportedModem {
  override indicationsOffered = INDICATIONS_OF_STORED_REPORTS;
  override messages = new StoredMessages({ SM: 20, ME: 23, SR: 20 });
}

class KeepsReportsElsewhereAsEc25 extends KeepsReportsElsewhere {
  override maker = 'Quectel';
  override model = 'EC25';
}

/** Takes all three storages together, or none. */
class WantsThreeMemories extends ReportedModem {
  override maker = 'huawei';
  override model = 'E3372';

  override takes(command: string) {
    const isRefused = command.startsWith('AT+CPMS="') && command.split(',').length < 3;
    if (isRefused) this.refuse();
    return isRefused;
  }
}

/** Does not receive into the storage that it reads from, and clears what it buffered. */
class ReceivesIntoItsSim extends ReportedModem {
  override maker = 'Cinterion';
  override model = 'MC75i';
  override indicationsOffered = '(0-3),(0,1),(0,2,3),(0,2),(1)';

  override takes(command: string) {
    const isOther = /^AT\+CPMS=".."(?:,"..")?,"ME"$/.test(command) || /^AT\+CNMI=.*[^1]$/.test(command);
    if (command === 'AT+CPMS=?') this.ok('+CPMS: ("ME","SM","MT"),("ME","SM","MT"),("SM","MT")');
    else if (isOther && !command.endsWith('?')) this.refuse('+CMS ERROR: 302');
    else return false;
    return true;
  }
}

/** Announces a message before it can be read. */
class ReadsLater extends ReportedModem {
  readableAt = 0;

  override takes(command: string) {
    const isEarly = /^AT\+CMG[RL]/.test(command) && this.clock.monotonic() < this.readableAt;
    if (isEarly && command.startsWith('AT+CMGR')) this.refuse('+CMS ERROR: 321');
    else if (isEarly) this.ok();
    return isEarly;
  }
}

/** Has no storage, and no notice of a message. */
class HasNoStorage extends ReportedModem {
  override maker = 'Nokia';

  override takes(command: string) {
    if (command === 'AT+CPMS=?') this.ok('+CPMS: (),(),()');
    else if (/^AT\+(CPMS|CNMI=[12])/.test(command)) this.refuse();
    else if (/^AT\+CMG[LR]/.test(command)) this.refuse('+CMS ERROR: 303');
    else return false;
    return true;
  }
}

class DeletesNothing extends ReportedModem {
  override takes(command: string) {
    const isRefused = command.startsWith('AT+CMGD');
    if (isRefused) this.refuse('+CMS ERROR: 500');
    return isRefused;
  }
}

describe('a report that a modem announces in the storage of messages and keeps in that of reports', () => {
  for (const [what, Kind] of [
    ['at a place that means nothing (chan-quectel 75)', KeepsReportsElsewhereAsEc25],
    ['in a modem that nobody knows for it', KeepsReportsElsewhere],
  ] as const)
    test(what, async context => {
      const { modem, clock, pass, send } = await serving(context, Kind);
      const result = await send();
      await pass(2);
      modem.messages.add('SR', report(1, clock.now())[1]);
      modem.says('+CDSI: "SM",0');
      await pass(20);
      assert.equal((await result())?.status, 'DELIVERED');
      assert.equal(modem.messages.count('SR'), 0);
    });
});

describe('a storage', () => {
  for (const [what, Kind] of [
    ['that is chosen with two others or not at all (gammu 829)', WantsThreeMemories],
    ['that nothing is received into (gammu 1207)', ReceivesIntoItsSim],
  ] as const)
    test(what, async context => {
      const { modem, clock, pass, inbox } = await serving(context, Kind);
      await pass(5);
      modem.arrives(deliver('stored', clock.now()));
      await pass(2);
      assert.deepEqual(
        (await inbox()).map(({ text }) => text),
        ['stored'],
      );
    });

  test('that announces a message seconds before it can be read (Sierra forum 35851)', async context => {
    const { modem, clock, pass, inbox, log } = await serving(context, ReadsLater);
    await pass(5);
    modem.readableAt = clock.monotonic() + 6000;
    modem.arrives(deliver('later', clock.now()));
    await pass(16);
    assert.equal((await inbox()).length, 1);
    assert.ok(!log().some(line => line.includes('cannot be read')));
  });

  test('that cannot be chosen, of a modem that announces nothing: both are told once', async context => {
    const { pass, log } = await serving(context, HasNoStorage);
    await pass(2000);
    assert.deepEqual(
      log().filter(line => line.startsWith('the modem refuses')),
      [
        'the modem refuses every way to announce messages (+CNMI): they are found by listing its storage only',
        'the modem refuses to choose a message storage (+CPMS): only the one in use is listed',
      ],
    );
  });

  test('that keeps what is deleted: the message comes once, and the log has that it fills up', async context => {
    const { modem, clock, pass, inbox, log } = await serving(context, DeletesNothing);
    await pass(5);
    modem.arrives(deliver('once', clock.now()));
    await pass(1500);
    assert.equal((await inbox()).length, 1);
    const told = log().filter(line => line.includes('cannot be deleted in storage SM'));
    assert.equal(told.length, 1, log().join('\n'));
  });
});
