import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createBench } from '../module/test-bench.ts';
import { quectel } from '../personas/quectel/quectel.ts';
import { createSimCard } from '../sim-card.ts';

const second = createSimCard({
  imsi: '001010000100001',
  iccid: '89882010000000100016',
  number: '+88201100001',
});

function bench(options: Parameters<typeof createBench>[0] = {}) {
  const made = createBench(options);
  made.module.cardInSlot = slot => (slot === 0 ? made.sim : slot === 1 ? second : undefined);
  return made;
}

describe('+CSUS (27.007 8.66)', () => {
  test('uses another SIM, which attaches as itself', async () => {
    const { command, air } = bench();
    await command('AT+CFUN=0');
    assert.match(await command('AT+CSUS=1'), /OK/);
    await command('AT+CFUN=1');
    assert.match(await command('AT+CIMI'), /001010000100001/);
    assert.match(await command('AT+CSUS?'), /\+CSUS: 1/);
    assert.equal(air.attachedAs.at(-1), '001010000100001');
  });

  test('refuses while a SIM is in use', async () => {
    const { command } = bench();
    await command('AT+CMEE=1');
    assert.match(await command('AT+CSUS=1'), /\+CME ERROR: 3/);
    assert.match(await command('AT+CSUS?'), /\+CSUS: 0/);
  });

  test('an empty slot is no SIM', async () => {
    const { command } = bench();
    await command('AT+CMEE=1');
    await command('AT+CFUN=0');
    await command('AT+CSUS=3');
    await command('AT+CFUN=1');
    assert.match(await command('AT+CPIN?'), /\+CME ERROR: 10/);
  });

  test("counts from 1 in a maker's own command, which others do not have", async () => {
    const { command } = bench({ persona: quectel });
    await command('AT+CFUN=4');
    assert.match(await command('AT+QUIMSLOT=2'), /OK/);
    assert.match(await command('AT+QUIMSLOT?'), /\+QUIMSLOT: 2/);
    assert.match(await command('AT+QUIMSLOT=5'), /ERROR/);
    assert.match(await command('AT+CSUS=0'), /ERROR/);
    assert.match(await bench().command('AT+QUIMSLOT?'), /ERROR/);
  });
});
