import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Channel } from '../../at/channel.ts';
import { pass, scriptedModem } from '../../at/testing.ts';
import { generic } from '../../dialects/generic.ts';
import { SimWatch } from './sim-watch.ts';

function watching(registered: boolean) {
  const modem = scriptedModem({ 'AT+CIMI': ['OK'] });
  const { link, clock, sent } = modem;
  const channel = new Channel({ link, clock, onNotice: () => {}, onClosed: () => {}, onSilent: () => {} });
  const watch = new SimWatch({
    ...{ channel, clock, dialect: generic, sim: { iccid: '8988201', imsi: '001010123456789' } },
    ...{ registered: () => registered, other: () => {}, changed: () => {} },
  });
  return { watch, clock, sent, asked: () => sent.filter(command => command === 'AT+CIMI').length };
}

describe('a SIM that is in doubt', () => {
  test('is looked at again and again', async () => {
    const { watch, clock, asked } = watching(true);
    watch.doubt();
    await pass(clock, 60_000, 500);
    assert.ok(asked() > 3, `${asked()} times`);
  });

  test('is not looked at any more once its session is closed, not even by a look that was on its way', async () => {
    const { watch, clock, asked } = watching(true);
    watch.doubt();
    await pass(clock, 1000, 1000);
    const begun = asked();
    assert.equal(begun, 1);
    watch.close();
    await pass(clock, 120_000, 500);
    // The look that was on its way asks three times in all.
    assert.ok(asked() <= 3, `${asked()} times`);
  });
});
