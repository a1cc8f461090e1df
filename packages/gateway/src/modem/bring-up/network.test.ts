/** Name and code of the operator, asked of a modem that answers in the format which was chosen last (27.007 7.3). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Channel } from '../../at/channel.ts';
import { inTime, scriptedModem } from '../../at/testing.ts';
import { askOperator } from './network.ts';

/** @param formats the answer in each format; a format that is missing is refused */
async function operatorOf(formats: Readonly<Record<0 | 2, string | undefined>>) {
  let chosen: 0 | 2 = 0;
  const choose = (format: 0 | 2) => () => {
    if (formats[format] === undefined) return ['ERROR'];
    chosen = format;
    return ['OK'];
  };
  const { link, clock, sent } = scriptedModem({
    'AT+COPS=3,0': choose(0),
    'AT+COPS=3,2': choose(2),
    'AT+COPS?': () => [`+COPS: ${formats[chosen]}`, 'OK'],
  });
  const channel = new Channel({ link, clock, onNotice: () => {}, onClosed: () => {}, onSilent: () => {} });
  return { operator: await inTime(clock, askOperator(channel)), sent };
}

describe('the operator', () => {
  const rows: [string, string | undefined, string | undefined, { name: string; code: string } | undefined][] =
    [
      ['has name and code', '0,0,"Telekom.de",7', '0,2,"26201",7', { name: 'Telekom.de', code: '26201' }],
      ['has a code of six digits', '0,0,"AT&T",7', '0,2,"310410",7', { name: 'AT&T', code: '310410' }],
      ['has its name in UCS-2', '0,0,"00540065006C",7', '0,2,"26201",7', { name: 'Tel', code: '26201' }],
      [
        'is named by its code where the name is refused',
        undefined,
        '0,2,"26201"',
        { name: '26201', code: '26201' },
      ],
      ['has no code where that is refused', '0,0,"Telekom.de"', undefined, { name: 'Telekom.de', code: '' }],
      ['has no code where the modem gives no digits', '0,0,"One"', '0,2,"One"', { name: 'One', code: '' }],
      ['is none while none is selected', '0', '0', undefined],
      ['is none where both are refused', undefined, undefined, undefined],
    ];
  for (const [name, long, numeric, expected] of rows)
    test(name, async () => {
      const { operator } = await operatorOf({ 0: long, 2: numeric });
      assert.deepEqual(operator, expected);
    });

  test('is asked for by name last: the modem goes on in that format', async () => {
    const { sent } = await operatorOf({ 0: '0,0,"One"', 2: '0,2,"26201"' });
    assert.deepEqual(sent, ['AT+COPS=3,2', 'AT+COPS?', 'AT+COPS=3,0', 'AT+COPS?']);
  });
});
