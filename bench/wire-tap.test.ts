import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { test } from 'node:test';
import { openWireTap } from './wire-tap.ts';

test('relays both ways and notes what passed', async t => {
  const modem = createServer(socket => socket.on('data', () => socket.write('\r\nOK\r\n')));
  modem.listen(0, '127.0.0.1');
  await once(modem, 'listening');
  t.after(() => modem.close());
  const address = modem.address();
  assert.ok(typeof address === 'object' && address !== null);
  const tap = await openWireTap({ host: '127.0.0.1', port: address.port });
  t.after(tap.close);

  const answered = tap.next('fromModem', /OK/);
  const terminal = connect(tap.port, tap.host);
  terminal.write('AT\r');
  const [heard] = await once(terminal, 'data');
  assert.equal(String(heard), '\r\nOK\r\n');
  assert.equal((await answered).text, '\r\nOK\r\n');
  assert.deepEqual(
    tap.passed().map(({ direction, text }) => [direction, text]),
    [
      ['toModem', 'AT\r'],
      ['fromModem', '\r\nOK\r\n'],
    ],
  );
  tap.clear();
  assert.deepEqual(tap.passed(), []);
});
