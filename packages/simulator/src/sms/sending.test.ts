import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { restart } from '../module/power.ts';
import { createBench } from '../module/test-bench.ts';
import type { SubmitAnswer } from '../radio.ts';
import { toHex } from './hex.ts';

/** SMS-SUBMIT to +8820000001 with text `hello`; 17 octets, no service centre in front. */
const SUBMIT = '0001000A918802000010000005E8329BFD06';

async function send(bench: ReturnType<typeof createBench>, pdu = SUBMIT, length = 17): Promise<string> {
  await bench.command(`AT+CMGS=${length}`);
  return bench.type(`${pdu}\u001a`);
}

describe('+CMGS in PDU mode', () => {
  test('the module counts TP-MR itself, one counter per SIM, modulo 256', async () => {
    const bench = createBench();
    bench.sim.lastReference = 254;
    assert.equal(await send(bench), '\r\n+CMGS: 255\r\n\r\nOK\r\n');
    assert.equal(await send(bench), '\r\n+CMGS: 0\r\n\r\nOK\r\n');
    assert.deepEqual(
      bench.air.sent.map(({ tpdu }) => toHex(tpdu)),
      ['01FF0A918802000010000005E8329BFD06', '01000A918802000010000005E8329BFD06'],
    );
  });

  test('the service centre is the one of the PDU, or else of the card', async () => {
    const bench = createBench();
    await send(bench);
    await send(bench, `0591947101F0${SUBMIT.slice(2)}`);
    assert.deepEqual(
      bench.air.sent.map(({ serviceCentre }) => serviceCentre),
      ['+88200000000', '+4917100'],
    );
  });

  test('without any service centre it is CMS 330', async () => {
    const bench = createBench({ sim: { serviceCentre: '' } });
    assert.equal(await send(bench), '\r\n+CMS ERROR: 330\r\n');
  });

  test('+CMMS keeps the link', async () => {
    const bench = createBench();
    await send(bench);
    await bench.command('AT+CMMS=1');
    await send(bench);
    assert.deepEqual(
      bench.air.sent.map(({ relayLinkKept }) => relayLinkKept),
      [false, true],
    );
  });

  const malformed: readonly [title: string, pdu: string, length: number][] = [
    ['the announced length is wrong', SUBMIT, 18],
    ['no hexadecimal', `${SUBMIT.slice(0, -2)}XY`, 17],
    ['an odd number of digits', SUBMIT.slice(0, -1), 17],
    ['an SMS-DELIVER', `0004${SUBMIT.slice(4)}`, 17],
    ['the service centre runs over the end', 'FF010203', 17],
  ];
  for (const [title, pdu, length] of malformed) {
    test(`${title}: CMS 304, nothing sent`, async () => {
      const bench = createBench();
      assert.equal(await send(bench, pdu, length), '\r\n+CMS ERROR: 304\r\n');
      assert.equal(bench.air.sent.length, 0);
    });
  }

  test('a length no TPDU can have is refused before the prompt', async () => {
    const bench = createBench();
    assert.equal(await bench.command('AT+CMGS=165'), '\r\n+CMS ERROR: 304\r\n');
    assert.equal(await bench.command('AT+CMGS=6'), '\r\n+CMS ERROR: 304\r\n');
  });

  const answers: readonly [title: string, answer: SubmitAnswer, said: string][] = [
    ['RP cause', { ok: false, cause: 38 }, '+CMS ERROR: 38'],
    ['TP-FCS says more', { ok: false, cause: 127, report: Uint8Array.of(1, 0xc4, 0) }, '+CMS ERROR: 196'],
    ['a report that carries no TP-FCS', { ok: false, cause: 42, report: Uint8Array.of(1) }, '+CMS ERROR: 42'],
  ];
  for (const [title, answer, said] of answers) {
    test(`refused by the network: ${title}`, async () => {
      const bench = createBench();
      bench.air.answer = () => answer;
      assert.equal(await send(bench), `\r\n${said}\r\n`);
    });
  }

  test('with +CSMS=1 the SUBMIT-REPORT is told (27.005 4.3)', async () => {
    const bench = createBench();
    bench.air.answer = () => ({ ok: true, report: Uint8Array.of(1, 0, 0x62) });
    assert.equal(await send(bench), '\r\n+CMGS: 0\r\n\r\nOK\r\n');
    await bench.command('AT+CSMS=1');
    assert.equal(await send(bench), '\r\n+CMGS: 1,"010062"\r\n\r\nOK\r\n');
  });

  test('a network that never answers is CMS 332 after TR1M (24.011 10)', async () => {
    const bench = createBench();
    bench.air.answer = () => ({ ok: 'silence' });
    assert.equal(await send(bench), '');
    bench.clock.advance(39_999);
    assert.equal(await bench.said(), '');
    bench.clock.advance(1);
    assert.equal(await bench.said(), '\r\n+CMS ERROR: 332\r\n');
  });

  test('not registered is CMS 331', async () => {
    const bench = createBench();
    bench.air.terminal?.registrationChanged(2);
    assert.equal(await send(bench), '\r\n+CMS ERROR: 331\r\n');
  });

  test('a fault that was set hits so many sends and no more', async () => {
    const bench = createBench();
    bench.module.sendFault = { code: 500, remaining: 2 };
    assert.equal(await send(bench), '\r\n+CMS ERROR: 500\r\n');
    assert.equal(await send(bench), '\r\n+CMS ERROR: 500\r\n');
    assert.equal(await send(bench), '\r\n+CMGS: 0\r\n\r\nOK\r\n');
  });

  test('a restart while the message is on the air leaves no answer behind', async () => {
    const bench = createBench({
      persona: { boot: { milliseconds: 0, notices: [], simReady: [], simMissing: [], simLocked: [] } },
    });
    let answer: (reply: SubmitAnswer) => void = () => {};
    bench.air.answer = () =>
      new Promise(resolve => {
        answer = resolve;
      });
    await send(bench);
    restart(bench.module);
    answer({ ok: true });
    assert.equal(await bench.said(), '');
    assert.equal(await bench.command('AT'), '\r\nOK\r\n');
  });
});

describe('stored messages', () => {
  test('+CMGW, +CMGR, +CMSS, +CMGD', async () => {
    const bench = createBench();
    await bench.command('AT+CMGW=17');
    assert.equal(await bench.type(`${SUBMIT}\u001a`), '\r\n+CMGW: 1\r\n\r\nOK\r\n');
    assert.equal(await bench.command('AT+CMGR=1'), `\r\n+CMGR: 2,,17\r\n${SUBMIT}\r\n\r\nOK\r\n`);
    assert.equal(await bench.command('AT+CMSS=1'), '\r\n+CMSS: 0\r\n\r\nOK\r\n');
    assert.equal(await bench.command('AT+CMSS=1,"+88209"'), '\r\n+CMSS: 1\r\n\r\nOK\r\n');
    assert.equal(toHex(bench.air.sent[1]?.tpdu ?? Uint8Array.of()), '010105918802F9000005E8329BFD06');
    assert.equal(await bench.command('AT+CMGL=3'), `\r\n+CMGL: 1,3,,17\r\n${SUBMIT}\r\n\r\nOK\r\n`);
    assert.equal(await bench.command('AT+CMGD=1'), '\r\nOK\r\n');
    assert.equal(await bench.command('AT+CMSS=1'), '\r\n+CMS ERROR: 321\r\n');
  });

  test('a full storage takes no more: CMS 322', async () => {
    const bench = createBench({ sim: { messageSlots: 1 } });
    await bench.command('AT+CMGW=17');
    await bench.type(`${SUBMIT}\u001a`);
    await bench.command('AT+CMGW=17');
    assert.equal(await bench.type(`${SUBMIT}\u001a`), '\r\n+CMS ERROR: 322\r\n');
  });

  test('+CMGC sends an SMS-COMMAND and nothing else', async () => {
    const bench = createBench();
    await bench.command('AT+CMGC=12');
    const command = '00020000000005918802F900';
    assert.equal(await bench.type(`${command}\u001a`), '\r\n+CMS ERROR: 304\r\n');
    await bench.command('AT+CMGC=11');
    assert.equal(await bench.type(`${command}\u001a`), '\r\n+CMGC: 0\r\n\r\nOK\r\n');
    await bench.command('AT+CMGC=17');
    assert.equal(await bench.type(`${SUBMIT}\u001a`), '\r\n+CMS ERROR: 304\r\n');
  });
});
