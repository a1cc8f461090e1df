/**
 * A long session of commands with a module in each state that matters: its answers and notices are recorded in sessions.json. So each
 * command is tried with and without a card, a PIN and a network, with good values and with wrong ones.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { personaNamed } from '../personas/index.ts';
import { type Bench, createBench, deliverTpdu, SERVICE_CENTRE } from './test-bench.ts';

const file = new URL('sessions.json', import.meta.url);
const recorded = JSON.parse(readFileSync(file, 'utf8')) as Readonly<{
  [state: string]: { [line: string]: string };
}>;

const PDU = '0001000A918802000010000005E8329BFD06';
const END = '\u001a';
const ESCAPE = '\u001b';

/** Lines as they are typed; what stands behind > is typed at the prompt. */
const lines = [
  ...[
    'AT',
    'ATE0',
    'ATV1',
    'ATQ0',
    'ATX4',
    'AT&W',
    'AT&F',
    'ATZ',
    'ATS3?',
    'ATS0=2',
    'ATS0?',
    'ATS0=0',
    'AT+CMEE=1',
  ],
  ...[
    'AT+IPR=9600',
    'AT+IPR=1',
    'AT+IFC=2,2',
    'AT+IFC=9',
    'AT+CSCS="UCS2"',
    'AT+CSCS?',
    'AT+CSCS="GSM"',
    'AT+CSCS="X"',
    'AT+CSCS=1',
  ],
  ...[
    'AT+CGSN',
    'AT+CGSN=0',
    'AT+CGSN=1',
    'AT+CGSN=9',
    'AT+CBC',
    'AT+GCAP',
    'AT+CIMI',
    'AT+CCID',
    'AT+CNUM',
    'AT+CSPN?',
  ],
  ...[
    'AT+CRSM=176,28486,0,0,17',
    'AT+CRSM=242',
    'AT+CRSM=176,1',
    'AT+CRSM=192,28589',
    'AT+CRSM=',
    'AT+CRSM=1',
  ],
  ...[
    'AT+CPIN?',
    'AT+CPINR',
    'AT+CPIN="12"',
    'AT+CPIN="1111"',
    'AT+CPIN="0000"',
    'AT+CPIN="12345678","0000"',
    'AT+CPIN?',
  ],
  ...[
    'AT+CLCK="SC",2',
    'AT+CLCK="SC",1,"1111"',
    'AT+CLCK="SC",1,"0000"',
    'AT+CLCK="SC",2',
    'AT+CLCK="SC",0,"0000"',
    'AT+CLCK="AO",2',
    'AT+CLCK="SC"',
  ],
  ...[
    'AT+CPWD="SC","0000","2222"',
    'AT+CPWD="SC","2222","0000"',
    'AT+CPWD="SC","0000","1"',
    'AT+CPWD="AO","1","2"',
    'AT+CPWD="SC","9999","0000"',
  ],
  ...[
    'AT+CPBS?',
    'AT+CPBS="ON"',
    'AT+CPBS="SM"',
    'AT+CPBS="XX"',
    'AT+CPBS=1',
    'AT+CPBW=1,"+491",145,"Ann"',
    'AT+CPBW=1,"+491"',
    'AT+CPBR=1',
    'AT+CPBR=1,5',
    'AT+CPBR=0',
    'AT+CPBR=999',
    'AT+CPBF="A"',
    'AT+CPBW=1',
    'AT+CPBW=0,"1"',
    `AT+CPBW=1,"${'1'.repeat(41)}"`,
  ],
  ...[
    'AT+CREG=2',
    'AT+CREG?',
    'AT+CGREG=1',
    'AT+CEREG=1',
    'AT+CREG=9',
    'AT+CREG=0',
    'AT+CSQ',
    'AT+CESQ',
    'AT+COPS?',
    'AT+COPS=3,2',
    'AT+COPS?',
    'AT+COPS=3,1',
    'AT+COPS?',
    'AT+COPS=3,0',
  ],
  ...[
    'AT+COPS=1,2,"99999"',
    'AT+COPS=4,2,"99999"',
    'AT+COPS=1,2,"00101"',
    'AT+COPS=1',
    'AT+COPS=9',
    'AT+COPS=0',
    'AT+COPN',
    'AT+CGATT=0',
    'AT+CGATT?',
    'AT+CGATT=1',
    'AT+CGATT=5',
    'AT+WS46?',
  ],
  ...[
    'AT+CCLK?',
    'AT+CCLK="26/01/02,03:04:05+04"',
    'AT+CCLK?',
    'AT+CCLK="x"',
    'AT+CTZU=1',
    'AT+CTZR=1',
    'AT+CTZR=7',
  ],
  ...[
    'AT+CSCA?',
    'AT+CSCA="+491",145',
    'AT+CSCA?',
    'AT+CSCA="491"',
    'AT+CSCA=""',
    'AT+CSCA="+491",145,1',
    'AT+CSCA="+88200000000",145',
  ],
  ...[
    'AT+CSMS=1',
    'AT+CSMS?',
    'AT+CSMS=0',
    'AT+CSMS=9',
    'AT+CPMS?',
    'AT+CPMS="SM","SM","SM"',
    'AT+CPMS="ME"',
    'AT+CPMS="XX"',
    'AT+CPMS=',
    'AT+CPMS="SM"',
    'AT+CNMI=2,1,0,1,0',
    'AT+CNMI?',
    'AT+CNMI=2,9',
    'AT+CNMI=9',
    'AT+CNMI=',
    'AT+CNMI=1,2,0,0,1',
  ],
  ...[
    'AT+CMGF=0',
    `AT+CMGS=17>${PDU}${END}`,
    `AT+CMGS=16>${PDU}${END}`,
    `AT+CMGS=17>XX${END}`,
    `AT+CMGS=17>${ESCAPE}`,
    'AT+CMGS=',
    'AT+CMGS=0',
    'AT+CMGS=999',
    'AT+CMMS=1',
    'AT+CMMS?',
    'AT+CMMS=9',
    'AT+CMMS=0',
    'AT+CGSMS=3',
    'AT+CGSMS=9',
    `AT+CMGW=17>${PDU}${END}`,
    `AT+CMGW=17,1>${PDU}${END}`,
    'AT+CMGW=17,9',
    'AT+CMSS=1',
    'AT+CMSS=2,"+4915"',
    'AT+CMSS=99',
    'AT+CMSS=',
  ],
  ...[
    'AT+CMGR=1',
    'AT+CMGR=2',
    'AT+CMGR=0',
    'AT+CMGR=999',
    'AT+CMGR=',
    'AT+CMGL=4',
    'AT+CMGL=2',
    'AT+CMGL=9',
    'AT+CMGL',
    'AT+CMGD=2',
    'AT+CMGD=2',
    'AT+CMGD=999',
    'AT+CMGD=1,4',
    'AT+CMGD=1,9',
    'AT+CMGL=4',
    'AT+CNMA',
    'AT+CNMA=0',
    'AT+CNMA=1',
    'AT+CNMA=2',
    'AT+CNMA=9',
  ],
  ...[
    'AT+CMGF=1',
    'AT+CSMP?',
    'AT+CSMP=49,167,0,0',
    'AT+CSMP?',
    'AT+CSMP=999',
    'AT+CSMP=17,167,0,8',
    'AT+CSMP=17,167,0,0',
    'AT+CSDH=1',
    'AT+CSDH?',
    'AT+CSDH=9',
    `AT+CMGS="+4915">Hello${END}`,
    `AT+CMGS="+4915",145>Hello @${END}`,
    `AT+CMGS="+4915">${ESCAPE}`,
    'AT+CMGS="x"',
    'AT+CMGS=1',
    `AT+CMGW="+4915">Stored${END}`,
    `AT+CMGW="+4915",145,"STO SENT">Stored${END}`,
    'AT+CMGW="+4915",145,"X"',
    'AT+CMGR=1',
    'AT+CMGL="ALL"',
    'AT+CMGL="STO UNSENT"',
    'AT+CMGL="X"',
    'AT+CMGL',
    'AT+CSDH=0',
    'AT+CMGR=1',
    'AT+CMGL="ALL"',
    'AT+CMGC=1',
    `AT+CMGC=31,2>${END}`,
    'AT+CSAS',
    'AT+CRES',
    'AT+CSCB=0',
    'AT+CSCB=9',
    'AT+CMGD=1,4',
    'AT+CMGF=0',
  ],
  ...[
    'AT+CUSD=1,"*100#",15',
    'AT+CUSD=2',
    'AT+CUSD=1',
    'AT+CUSD?',
    'AT+CUSD=9',
    'AT+CUSD=0',
    'AT+CUSD=1,"",15',
    'AT+CUSD=1,"*100#",999',
  ],
  ...[
    'AT+CCFC=0,2',
    'AT+CCFC=0,3,"+4915"',
    'AT+CCFC=0,2',
    'AT+CCFC=4,3,"1"',
    'AT+CCFC=9,2',
    'AT+CCFC=0',
    'AT+CCFC=0,4',
    'AT+CCFC=2,2,"",129,4',
    'AT+CCWA=1',
    'AT+CCWA=1,2',
    'AT+CCWA?',
    'AT+CCWA=9',
    'AT+CCWA=0,1,1',
    'AT+CLIP=1',
    'AT+CLIP?',
    'AT+CLIP=9',
    'AT+CLIR?',
    'AT+COLP=1',
    'AT+CRC=1',
    'AT+CRC=9',
    'AT+CMOD=0',
    'AT+CVHU=0',
    'AT+CVHU=9',
    'AT+CSTA=145',
  ],
  ...[
    'ATD;',
    'ATD+4915;',
    'ATD+4916;',
    'AT+CLCC',
    'ATA',
    'AT+CHLD=1',
    'AT+CHLD=9',
    'AT+VTS=1',
    'AT+VTS="12"',
    'AT+VTS=x',
    'ATH',
    'AT+CHUP',
    'AT+CEER',
    'AT+CPAS',
    'ATD*100#;',
    'ATDT0123',
    'ATD>1;',
  ],
  ...[
    'AT+CMGF?;+CSMS?',
    'AT+CMGF=0;+NOSUCH;+CMGF?',
    'AT+NOSUCH',
    'AT+NOSUCH=?',
    'AT+CMGF=0,1',
    'AT+CMGF="0"',
    'AT+CMGF =0',
    'ATI9',
    'XX',
    'AT+CMEE=2',
    'AT+CPBS="XX"',
    'AT+CMGR=999',
    'AT+CMEE=0',
    'AT+CPBS="XX"',
  ],
  ...[
    'AT+CFUN=4',
    'AT+CSQ',
    'AT+COPS?',
    `AT+CMGS=17>${PDU}${END}`,
    'ATD+4915;',
    'AT+CUSD=1,"*100#",15',
    'AT+CFUN=9',
    'AT+CFUN=1',
    'AT+CPIN?',
    'AT+CFUN=1,1',
    'AT+CREG?',
    'AT+CFUN=0',
    'AT+CPIN?',
  ],
];

/** A message and a call that nobody answers come in the midst of the session. */
function disturb({ air, clock }: Bench): void {
  void air.terminal?.receive(deliverTpdu(), SERVICE_CENTRE);
  air.terminal?.call({ kind: 'incoming', call: 9, number: '+4917' });
  clock.advance(3000);
}

/** The answer of a module and its notices of the next second, in one line. */
async function answerTo(bench: Bench, line: string): Promise<string> {
  const [typed = '', atPrompt] = line.startsWith('ATD') ? [line] : line.split('>');
  let text = await bench.command(typed);
  if (atPrompt !== undefined && text.endsWith('> ')) text += await bench.type(atPrompt);
  bench.clock.advance(1000);
  text += await bench.said();
  return text
    .split('\r\n')
    .filter(part => part !== '')
    .join(' | ');
}

/** The record of a session; a line that stands twice is numbered. */
async function sessionOf(bench: Bench): Promise<{ [line: string]: string }> {
  bench.clock.advance(10_000);
  await bench.said();
  const found: { [line: string]: string } = {};
  for (const [at, line] of lines.entries()) {
    if (at === 100) disturb(bench);
    found[`${at} ${line.replace(PDU, 'PDU').replace(END, '').replace(ESCAPE, 'ESC')}`] = await answerTo(
      bench,
      line,
    );
  }
  return found;
}

function benchOf(name: string): Bench {
  const persona = personaNamed(name);
  assert.ok(persona);
  return createBench({ persona });
}

const states: readonly (readonly [state: string, bench: () => Bench])[] = [
  ['usual', () => createBench()],
  ['without a card', () => createBench({ withoutSim: true })],
  ['with a PIN', () => createBench({ sim: { pinEnabled: true } })],
  ['with a card of 2G and two places', () => createBench({ sim: { class: 'sim', messageSlots: 2 } })],
  [
    'where the network refuses',
    () => {
      const bench = createBench();
      bench.air.answer = () => ({ ok: false, cause: 38 });
      bench.air.nextCall = undefined;
      return bench;
    },
  ],
  ['of huawei', () => benchOf('huawei')],
  ['of quectel', () => benchOf('quectel')],
  ['of simcom', () => benchOf('simcom')],
];

describe('a module answers a long session as it is recorded', () => {
  for (const [state, make] of states)
    test(state, async () => assert.deepEqual(await sessionOf(make()), recorded[state]));
});
