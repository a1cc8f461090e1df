import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { standardCalls } from '../../dialects/call-form.ts';
import { huawei } from '../../dialects/huawei/huawei.ts';
import { quectel } from '../../dialects/quectel/quectel.ts';
import { simcom } from '../../dialects/simcom/simcom.ts';
import { telit } from '../../dialects/telit/telit.ts';
import { wavecom } from '../../dialects/wavecom/wavecom.ts';
import { meaningOfCallLine } from './call-notice.ts';

function row(id: number, direction: string, state: string, number: string) {
  return {
    type: 'row',
    call: { id, direction, state, number },
  };
}

const table = [
  {
    form: standardCalls,
    maker: 'the standard',
    lines: [
      ['RING', { type: 'ring' }],
      ['+CRING: VOICE', { type: 'ring' }],
      ['+CRING: FAX', 'nothing'],
      ['+CLIP: "0170",129', { type: 'caller', number: '0170' }],
      ['+CCWA: "0171",129,1', { type: 'waiting', number: '0171' }],
      ['+CCWA: "0171",129,4', 'nothing'],
      ['BUSY', { type: 'ended', cause: 17, outgoing: true }],
      ['NO ANSWER', { type: 'ended', cause: 19, outgoing: true }],
      ['NO CARRIER', { type: 'ended' }],
      ['+CREG: 1', undefined],
      ['^CEND:1,5,104,16', undefined],
    ],
  },
  {
    form: huawei.calls,
    maker: '^ORIG and its kin',
    lines: [
      ['^ORIG:1,0', { type: 'progress', phase: 'dialing', id: 1 }],
      ['^CONF:1', { type: 'progress', phase: 'alerting', id: 1 }],
      ['^CONN:1,0', { type: 'progress', phase: 'active', id: 1 }],
      ['^CEND:1,5,29,16', { type: 'ended', id: 1, cause: 16 }],
      ['^CEND:1,0,104', { type: 'ended', id: 1 }],
      ['^CEND:1,0,104,17', { type: 'ended', id: 1, cause: 17 }],
      ['^CEND:1,0,104,127', { type: 'ended', id: 1, cause: 127 }],
      ['^CEND:1,0,104,0', { type: 'ended', id: 1 }],
      ['^CEND:1,0,104,255', { type: 'ended', id: 1 }],
    ],
  },
  {
    form: quectel.calls,
    maker: '^DSCI',
    lines: [
      ['^DSCI: 1,0,2,0,10086,129', row(1, 'outgoing', 'dialing', '10086')],
      ['^DSCI: 1,0,7,0,10086,129', row(1, 'outgoing', 'alerting', '10086')],
      ['^DSCI: 1,1,3,0,+4917,145', row(1, 'incoming', 'active', '+4917')],
      ['^DSCI: 1,1,6,0,+4917,145', { type: 'ended', id: 1 }],
    ],
  },
  {
    form: simcom.calls,
    maker: 'VOICE CALL and +CLCC by itself',
    lines: [
      ['VOICE CALL: BEGIN', { type: 'progress', phase: 'active' }],
      ['VOICE CALL: END: 000041', { type: 'ended' }],
      ['+CLCC: 1,0,6,0,0,"0170",129,""', { type: 'ended', id: 1 }],
      ['MISSED_CALL: 11:01AM 0170', 'look'],
    ],
  },
  {
    form: wavecom.calls,
    maker: '+WIND',
    lines: [
      ['+WIND: 2', { type: 'progress', phase: 'alerting' }],
      ['+WIND: 6,1', 'look'],
      ['+WIND: 21', undefined],
    ],
  },
  {
    form: telit.calls,
    maker: '#ECAM',
    lines: [
      ['#ECAM: 1,0,1,,,', { type: 'ended', id: 1 }],
      ['#ECAM: 1,3,1,,,', 'look'],
    ],
  },
] as const;

for (const { form, maker, lines } of table)
  describe(`notices of calls: ${maker}`, () => {
    for (const [line, meaning] of lines)
      test(line, () => assert.deepEqual(meaningOfCallLine(line, form), meaning));
  });
