import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Channel } from '../at/channel.ts';
import type { Registration } from '../at/registration.ts';
import { pass, type Script, scriptedModem, settle } from '../at/testing.ts';
import { raisedPort } from '../ports/testing.ts';
import type { NetworkSetup } from './capabilities.ts';
import { NetworkWatch } from './network-watch.ts';

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

describe('the network of a modem', () => {
  const setup: NetworkSetup = { domains: { CREG: 2 }, extendedSignal: false };
  function network(answers: Readonly<Record<string, Script>>) {
    const modem = scriptedModem(answers);
    const { link, clock, sent } = modem;
    const channel = new Channel({ link, clock, onNotice: () => {}, onClosed: () => {}, onSilent: () => {} });
    const counts = { changed: 0, turned: 0 };
    const watch = new NetworkWatch({
      ...{ channel, clock },
      changed: () => {
        counts.changed += 1;
      },
      turned: () => {
        counts.turned += 1;
      },
    });
    return { clock, sent, watch, counts };
  }
  const registered: Registration = { domain: 'CREG', status: 1, accessTechnology: 0 };
  const named = { 'AT+COPS=3,0': ['OK'], 'AT+COPS=3,2': ['OK'], 'AT+COPS?': ['+COPS: 0,0,"One",0', 'OK'] };

  test('turns with a registration that comes and goes, and with nothing else', () => {
    const { watch, counts } = network({});
    watch.noteRegistration(registered);
    assert.deepEqual(counts, { changed: 1, turned: 1 });
    watch.noteRegistration({ ...registered, status: 5 });
    assert.deepEqual(counts, { changed: 2, turned: 1 });
    watch.noteRegistration({ ...registered, status: 2 });
    assert.deepEqual(counts, { changed: 3, turned: 2 });
  });

  test('changes with the signal, where that is another one', () => {
    const { watch, counts } = network({});
    watch.noteSignal(17);
    watch.noteSignal(17);
    assert.deepEqual([watch.state.signal, counts], [17, { changed: 1, turned: 0 }]);
  });

  test('has its operator two seconds behind the registration, asked for once', async () => {
    const { watch, clock, sent, counts } = network(named);
    watch.noteRegistration(registered);
    watch.noteRegistration({ ...registered, status: 5 });
    await pass(clock, 1999);
    assert.deepEqual([sent, counts.changed], [[], 2]);
    await pass(clock, 1);
    assert.deepEqual([watch.state.operator, counts.changed], [{ name: 'One', code: '' }, 3]);
    assert.equal(sent.filter(text => text === 'AT+COPS=3,0').length, 1);
  });

  test('has its technology by the operator where the registration has none', async () => {
    const { watch, counts } = network({ ...named, 'AT+COPS?': ['+COPS: 0,0,"One",7', 'OK'] });
    watch.noteRegistration({ domain: 'CREG', status: 1 });
    await settle();
    assert.deepEqual([watch.state.technology, counts.changed], [7, 2]);
  });

  test('is asked for whole: what is answered counts, and the operator is asked for at once', async () => {
    const { watch, sent, counts } = network({
      ...{ ...named, 'AT+CREG?': ['+CREG: 2,1,"00C3","A1B2",0', 'OK'] },
      ...{ 'AT+CSQ': ['+CSQ: 9,99', 'OK'], 'AT+CGATT?': ['+CGATT: 1', 'OK'] },
    });
    await watch.ask(setup);
    assert.partialDeepStrictEqual(watch.state, { signal: 9, attached: true, operator: { name: 'One' } });
    assert.deepEqual([watch.isRegistered, counts], [true, { changed: 2, turned: 1 }]);
    assert.equal(sent[0], 'AT+CREG?');
  });

  test('stays as it was where the modem is silent', async () => {
    const { watch, clock, counts } = network({ 'AT+CREG?': [] });
    watch.noteSignal(17);
    const asked = watch.ask(setup);
    await pass(clock, 5000, 500);
    await asked;
    assert.deepEqual([watch.state.signal, counts.changed], [17, 1]);
  });
});
