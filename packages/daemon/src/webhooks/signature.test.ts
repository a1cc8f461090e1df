import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signatureOf, webhookHeaders } from './signature.ts';

// The example that the libraries of Standard Webhooks are tested with.
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const signed = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body: '{"test": 2432232314}' };
const SIGNATURE = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';

test('the signature of the example', () => {
  assert.equal(signatureOf(SECRET, signed), SIGNATURE);
});

test('another body, time or id is another signature', () => {
  for (const other of [{ body: '{}' }, { timestamp: 1614265331 }, { id: 'msg_1' }]) {
    assert.notEqual(signatureOf(SECRET, { ...signed, ...other }), SIGNATURE);
  }
});

test('id and time always, a signature only with a secret', () => {
  assert.deepEqual(webhookHeaders('', signed), {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
  });
  assert.equal(webhookHeaders(SECRET, signed)['webhook-signature'], SIGNATURE);
});
