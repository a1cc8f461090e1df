import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sampleEvent } from './sample-events.ts';

describe('a made-up event for a test', () => {
  const now = Date.UTC(2026, 0, 31, 8);
  const kinds = ['sms', 'sms_result', 'sms_deliver_status', 'ussd', 'missed_call', 'cdr', 'alarm'] as const;
  for (const kind of kinds)
    test(`${kind} is of port 0, and of no message, call, dialogue or alarm that is kept`, () => {
      const event = Object.entries(sampleEvent(kind, now));
      const ids = event.filter(([name, value]) => /^port$|Id$/.test(name) && typeof value === 'number');
      assert.ok(ids.length > 1);
      assert.deepEqual(
        ids.filter(([, value]) => value !== 0),
        [],
      );
    });
});
