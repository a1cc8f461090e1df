import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pass } from '../at/testing.ts';
import { raisedPort } from '../ports/testing.ts';

const operator = {
  'AT+COPS=3,0': ['OK'],
  'AT+COPS=3,2': ['OK'],
  'AT+COPS?': ['+COPS: 0,0,"Testnet",7', 'OK'],
};

describe('the operator', () => {
  test('is asked for two seconds after the registration, and once for each', async () => {
    const { port, modem, sentSince } = await raisedPort({ answers: operator });
    const questions = () => sentSince().filter(command => command.startsWith('AT+COPS=3')).length;
    assert.equal(questions(), 0);
    await pass(modem.clock, 2000);
    assert.equal(port.snapshot().network?.operator?.name, 'Testnet');
    assert.equal(questions(), 2);
    await pass(modem.clock, 120_000, 1000);
    assert.equal(questions(), 0);
    modem.says('+CREG: 2');
    await pass(modem.clock, 1000);
    assert.equal(port.snapshot().network?.operator, undefined);
    modem.says('+CREG: 1');
    await pass(modem.clock, 2000);
    assert.equal(port.snapshot().network?.operator?.name, 'Testnet');
    assert.equal(questions(), 2);
  });
});
