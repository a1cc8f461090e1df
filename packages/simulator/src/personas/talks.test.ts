/** Each persona through one short course: its own storage, a message and a report of each kind, a call with its notices, USSD. talks.json has the lines. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { writeUssdString } from '../codec/ussd-string.ts';
import { createBench, deliverTpdu, reportTpdu, SERVICE_CENTRE } from '../module/test-bench.ts';
import { personaNamed, personaNames } from './index.ts';

const file = new URL('talks.json', import.meta.url);
const recorded = JSON.parse(readFileSync(file, 'utf8')) as { readonly [persona: string]: readonly string[] };

const PDU = '0001000A918802000010000005E8329BFD06\u001a';
const ringing = { kind: 'incoming', call: 9, number: '+491701' } as const;

async function talkOf(name: string): Promise<readonly string[]> {
  const persona = personaNamed(name);
  assert.ok(persona);
  const { command, type, said, air, clock } = createBench({ persona });
  clock.advance(25_000);
  await said();
  const found: string[] = [];
  const note = (what: string, text: string) =>
    found.push(
      `${what}: ${text
        .split('\r\n')
        .filter(line => line !== '')
        .join(' | ')}`,
    );
  const typed = async (line: string) => note(line, await command(line));
  const heard = async (what: string, happen: () => unknown) => {
    await happen();
    note(what, await said());
  };
  const receive = (tpdu: Uint8Array) => () => void air.terminal?.receive(tpdu, SERVICE_CENTRE);
  const switched = persona.calls.switchedBy;

  await typed('AT+CPMS="ME","ME","ME"');
  await typed('AT+CMGW=17');
  note('PDU', await type(PDU));
  await typed('AT+CNMI=1,1,0,1,0');
  await heard('a message', receive(deliverTpdu()));
  await heard('a report', receive(reportTpdu()));
  await typed('AT+CNMI=1,2,0,2,0');
  await heard('a message', receive(deliverTpdu()));
  await heard('a report', receive(reportTpdu()));
  await typed('AT+CPMS="SR"');
  if (switched !== undefined) await typed(`AT${switched}=1`);
  await heard('a call', () => air.terminal?.call(ringing));
  await typed('AT+CLCC');
  await heard('it ends', () => air.terminal?.call({ kind: 'released', call: 9, cause: 16 }));
  await typed('ATD0170;');
  await heard('alerting', () => air.terminal?.call({ kind: 'alerting', call: 1 }));
  await heard('connected', () => air.terminal?.call({ kind: 'connected', call: 1 }));
  await heard('a second call', () => air.terminal?.call(ringing));
  await heard('its end', () => air.terminal?.call({ kind: 'released', call: 9, cause: 16 }));
  await typed('AT+CHLD=2');
  await typed('AT+CHLD=2');
  await typed('ATH');
  await typed('AT+CEER');
  await typed('AT+CUSD=1');
  await heard('USSD', () => air.terminal?.ussd({ kind: 'result', string: writeUssdString('Hi') }));
  await typed('AT+CMGF=1;+NOSUCH');
  return found;
}

describe('every persona talks as it is recorded', () => {
  for (const name of personaNames)
    test(name, async () => assert.deepEqual(await talkOf(name), recorded[name]));
});
