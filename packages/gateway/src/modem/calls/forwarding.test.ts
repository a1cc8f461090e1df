import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Channel } from '../../at/channel.ts';
import { type Script, scriptedModem } from '../../at/testing.ts';
import { askForwarding, cancelForwarding, type ForwardingCondition, forwardCalls } from './forwarding.ts';

function modemOf(answers: Readonly<Record<string, Script>>) {
  const modem = scriptedModem(answers);
  const { link, clock } = modem;
  const channel = new Channel({ link, clock, onNotice: () => {}, onClosed: () => {}, onSilent: () => {} });
  return { ...modem, channel };
}

describe('AT+CCFC (27.007 7.11)', () => {
  const commands: [ForwardingCondition, number: string, command: string][] = [
    ['Unconditional', '123', 'AT+CCFC=0,3,"123",129,1'],
    ['Busy', '+88201000001', 'AT+CCFC=1,3,"88201000001",145,1'],
    ['NoReply', '0170', 'AT+CCFC=2,3,"0170",129,1'],
    ['Not_Reachable', '*62', 'AT+CCFC=3,3,"*62",129,1'],
  ];
  for (const [condition, number, command] of commands)
    test(`${condition} to ${number}`, async () => {
      const { channel, sent } = modemOf({ [command]: ['OK'] });
      assert.deepEqual(await forwardCalls(channel, condition, number), { kind: 'done' });
      assert.deepEqual(sent, [command]);
    });

  test('erases all conditions at once', async () => {
    const { channel, sent } = modemOf({ 'AT+CCFC=4,4': ['OK'] });
    assert.deepEqual(await cancelForwarding(channel), { kind: 'done' });
    assert.deepEqual(sent, ['AT+CCFC=4,4']);
  });

  test('tells why the modem refused', async () => {
    const { channel } = modemOf({ 'AT+CCFC=4,4': ['+CME ERROR: 30'] });
    const outcome = await cancelForwarding(channel);
    assert.equal(outcome.kind, 'failed');
    assert.match(outcome.kind === 'failed' ? outcome.text : '', /^the modem refused: ./);
  });

  test('gives the network a minute, then says that there was no answer', async () => {
    const { channel, clock } = modemOf({ 'AT+CCFC=4,4': [] });
    let settled = false;
    const asking = cancelForwarding(channel).finally(() => {
      settled = true;
    });
    await new Promise(resolve => setImmediate(resolve));
    clock.advance(59_999);
    await new Promise(resolve => setImmediate(resolve));
    assert.equal(settled, false);
    clock.advance(1);
    assert.deepEqual(await asking, { kind: 'failed', text: 'the modem gave no answer' });
  });
});

describe('asking where calls go', () => {
  const rows: [name: string, lines: string[], number: string | undefined][] = [
    ['nowhere', ['+CCFC: 0,7'], undefined],
    ['a number', ['+CCFC: 1,1,"123",129'], '123'],
    ['an international number', ['+CCFC: 1,1,"88201000001",145'], '+88201000001'],
    ['voice among other classes', ['+CCFC: 1,7,"123",129'], '123'],
    ['a number without its class', ['+CCFC: 1,,"123",129'], '123'],
    ['data only', ['+CCFC: 1,2,"123",129'], undefined],
    ['a line for each class', ['+CCFC: 0,2', '+CCFC: 1,1,"5",129', '+CCFC: 1,4,"6",129'], '5'],
    ['registered and not active', ['+CCFC: 0,1,"123",129'], undefined],
  ];
  for (const [name, lines, number] of rows)
    test(name, async () => {
      const { channel } = modemOf({
        'AT+CCFC=0,2': [...lines, 'OK'],
        'AT+CCFC=1,2': ['+CCFC: 0,7', 'OK'],
        'AT+CCFC=2,2': ['+CCFC: 0,7', 'OK'],
        'AT+CCFC=3,2': ['+CCFC: 1,1,"999",129', 'OK'],
      });
      assert.deepEqual(await askForwarding(channel), {
        kind: 'done',
        forwardings: { ...(number !== undefined && { Unconditional: number }), Not_Reachable: '999' },
      });
    });

  test('stops at the first refusal, and claims to know nothing', async () => {
    const { channel, sent } = modemOf({ 'AT+CCFC=0,2': ['+CCFC: 0,7', 'OK'] });
    const answer = await askForwarding(channel);
    assert.equal(answer.kind, 'failed');
    assert.equal(answer.forwardings, undefined);
    assert.deepEqual(sent, ['AT+CCFC=0,2', 'AT+CCFC=1,2']);
  });
});
