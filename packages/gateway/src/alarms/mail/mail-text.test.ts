import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mailOf } from './mail-text.ts';
import type { Notice } from './outbox.ts';

const facts = {
  serialNumber: 'da00',
  formatTime: (at: number) => new Date(at).toISOString().slice(0, 19).replace('T', ' '),
};

const raised: Notice = {
  ...{ alarmId: 7, kind: 'port_down', state: 'raised', text: 'port 3 cannot send: no SIM', reason: 'no_sim' },
  ...{ raisedAt: Date.UTC(2026, 0, 2, 3, 4, 5), at: Date.UTC(2026, 0, 2, 3, 4, 5) },
};
const later = Date.UTC(2026, 0, 2, 4);

describe('a mail', () => {
  test('has the alarm in plain words with its code, causes and remedies', () => {
    const { subject, text } = mailOf([raised], facts);
    assert.equal(subject, 'simgate da00: port 3 cannot send: no SIM');
    assert.equal(
      text,
      [
        'ALARM 7 (port_down, no_sim) since 2026-01-02 03:04:05',
        'Port 3 cannot send: no SIM.',
        'Cause: No card is in the slot, it lies the wrong way round, or it cannot be read.',
        'Cause: The card is in another slot than the one that the modem uses, or has lost its contact.',
        'Cause: The modem looks for a card only when it starts.',
        'What to do: Put a card in, or clean its contacts and put it in anew.',
        'What to do: Try the card in a telephone.',
        'What to do: Choose the other slot where there are several, and restart the module.',
        '',
        '-- ',
        'Gateway da00. GET /v1/alarms has all alarms; POST /v1/alarms/{id}/acknowledge ends the repeats of one.',
        '',
      ].join('\n'),
    );
  });

  test('has the remedies of the kind where the reason is not closer', () => {
    const { text } = mailOf([{ ...raised, kind: 'disk_low', reason: '' }], facts);
    assert.match(text, /^ALARM 7 \(disk_low\) since/);
    assert.match(text, /^What to do: Free space: nothing is accepted when the disk is full\.$/m);
  });

  test('has a subject of 120 characters behind the name of the gateway', () => {
    const text = 'x'.repeat(200);
    const subjectOf = (...all: Notice[]) => mailOf(all, facts).subject;
    assert.equal(subjectOf({ ...raised, text }), `simgate da00: ${'x'.repeat(120)}`);
    assert.equal(subjectOf({ ...raised, text, state: 'cleared' }), `simgate da00: over: ${'x'.repeat(114)}`);
    assert.equal(subjectOf(raised, raised), 'simgate da00: 2 alarms');
    const over = { ...raised, state: 'cleared' } as const;
    assert.equal(subjectOf(over, over), 'simgate da00: 2 over');
    assert.equal(subjectOf(raised, over), 'simgate da00: 1 alarm, 1 over');
  });

  test('about several has their number, and each with its state', () => {
    const notices: Notice[] = [
      raised,
      { ...raised, alarmId: 8, state: 'repeated', at: later },
      { ...raised, alarmId: 9, state: 'cleared', at: later },
    ];
    const { subject, text } = mailOf(notices, facts);
    assert.equal(subject, 'simgate da00: 2 alarms, 1 over');
    const heads = text.split('\n').filter(line => /^(ALARM|STILL|OVER)/.test(line));
    assert.deepEqual(heads, [
      'ALARM 7 (port_down, no_sim) since 2026-01-02 03:04:05',
      'STILL 8 (port_down, no_sim) since 2026-01-02 03:04:05, at 2026-01-02 04:00:00',
      'OVER 9 (port_down, no_sim) since 2026-01-02 03:04:05, at 2026-01-02 04:00:00',
    ]);
    assert.match(text, /^Port 3 cannot send: no SIM\. This is over\.$/m);
  });
});
