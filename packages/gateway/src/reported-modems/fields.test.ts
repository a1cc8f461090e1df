/** PDUs with an odd field, as modems handed them over: text and sender are shown all the same. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { serving } from './testing/bench.ts';
import { ReportedModem } from './testing/reported-modem.ts';
import { lengthOf } from './testing/stored-messages.ts';

const CENTRE = '07918802000000F0';
const FROM = '0B918802910900F2';
const AT = '62112800010200';

const messages: readonly [what: string, pdu: string, number: string, text: string][] = [
  [
    'a header that is longer than it says',
    `${CENTRE}44${FROM}0000${AT}3205C01BF40201D0E530B92C07DDD37434280C6297DD673A1A444787E92079DD3D07C1C3733A284D9F83CA6E32`,
    '+88201990002',
    'header with a length that runs past its end',
  ],
  [
    'a subscriber number of a private plan',
    `${CENTRE}2405C92143F50000${AT}1866F9BB0D0A83E675F17C2C4F8BCB7290BBDE1697E5`,
    '12345',
    'from a subscriber number',
  ],
  [
    'a service centre of 15 digits and a sender of 13 semi-octets',
    `099188020000000000F1240DD0E9DA33EF9E3A010000${AT}0BECB7FB0C1A97DD747919`,
    'i5OynSN',
    'long centre',
  ],
  [
    'UCS-2 with a class',
    `${CENTRE}04${FROM}0019${AT}0E043A043B04300441044100200031`,
    '+88201990002',
    'класс 1',
  ],
  ['a replace type', `${CENTRE}04${FROM}4100${AT}0AF2329C1D1E9741ED32`, '+88201990002', 'replace me'],
  [
    'a month that is not decimal',
    `${CENTRE}04${FROM}000062B1280001020009E2301934A787DB70`,
    '+88201990002',
    'bad stamp',
  ],
  ['one septet', `${CENTRE}00${FROM}0000${AT}014F`, '+88201990002', 'O'],
  [
    'a header of ports and 8-bit data',
    `${CENTRE}44${FROM}0004${AT}0D0605040B8423F0010600000000`,
    '+88201990002',
    '010600000000',
  ],
  ['a sender without digits', `${CENTRE}0400800000${AT}0AE5369C9E07B9C3ED32`, '', 'empty name'],
];

describe('a message with an odd field (python-gsmmodem 15, python-gsmmodem 51, PDUlib 49, xlab/at 33, chan-dongle 9, chan-dongle 28, chan-dongle 41, chan-dongle 151)', () => {
  for (const [what, pdu, number, text] of messages)
    test(what, async context => {
      const { modem, pass, inbox } = await serving(context, ReportedModem);
      modem.arrives(pdu);
      await pass(2);
      assert.deepEqual(
        (await inbox()).map(found => [found.number, found.text]),
        [[number, text]],
      );
      assert.equal(modem.messages.count('SM'), 0);
    });

  test('the second of two parts with a reference of 16 bits waits for the first, and completes it', async context => {
    const { modem, pass, inbox } = await serving(context, ReportedModem);
    modem.arrives(`${CENTRE}44${FROM}0000${AT}0F0608040A320202F3349E5E2EBB01`);
    await pass(2);
    assert.deepEqual(await inbox(), []);
    modem.arrives(`${CENTRE}44${FROM}0000${AT}0F0608040A320201F3349E5E2EBB01`);
    await pass(2);
    assert.deepEqual(
      (await inbox()).map(({ text }) => text),
      ['sixteensixteen'],
    );
  });
});

describe('a status report with an odd field (gammu 200)', () => {
  test('settles its message though the zones of its times are not decimal', async context => {
    const { modem, send, pass } = await serving(context, ReportedModem);
    const result = await send();
    await pass(2);
    const stamp = '621013800050C2';
    const pdu = `${CENTRE}0601${FROM}${stamp}${stamp}00`;
    modem.says(`+CDS: ${lengthOf(pdu)}`, pdu);
    await pass(2);
    assert.equal((await result())?.status, 'DELIVERED');
  });

  test('is acknowledged though its recipient is a name, and the next one settles its message', async context => {
    const { modem, send, pass } = await serving(context, ReportedModem);
    const result = await send();
    await pass(2);
    for (const pdu of [
      `${CENTRE}062109D034586C160362112800010200621128000102007F`,
      `${CENTRE}0601${FROM}621013800050006210138000500000`,
    ]) {
      modem.says(`+CDS: ${lengthOf(pdu)}`, pdu);
      await pass(2);
    }
    assert.equal(modem.count('AT+CNMA'), 2);
    assert.equal((await result())?.status, 'DELIVERED');
  });
});
