/** Parts for tests of dialects: a session on a modem of a maker, that grants what every modem grants. */
import type { Script } from '../at/testing.ts';
import { type SessionOnModem, type SessionOnModemOptions, sessionOnModem } from '../modem/testing.ts';

/** Answers to +CGMI and +CGMM, by the name of the dialect that they lead to. */
export const makers: Readonly<Record<string, readonly [maker: string, model: string]>> = {
  generic: ['Nokia', 'N79'],
  huawei: ['huawei', 'E3372'],
  quectel: ['Quectel', 'EC25'],
  simcom: ['SIMCOM INCORPORATED', 'SIM7600E'],
  zte: ['ZTE INCORPORATED', 'MF823'],
  telit: ['Telit', 'HE910'],
  ublox: ['u-blox', 'SARA-R510S'],
  sierra: ['Sierra Wireless, Incorporated', 'MC7455'],
  neoway: ['NEOWAY', 'M590'],
  fibocom: ['Fibocom', 'L610-CN'],
  chinamobile: ['CMCC', 'ML307R'],
  meig: ['MEIG', 'SLM770A'],
  mikrotik: ['MikroTik', 'R11e-LTE'],
  airm2m: ['AirM2M', 'Air780E'],
  cinterion: ['Cinterion', 'EHS6'],
  wavecom: ['WAVECOM MODEM', 'MULTIBAND 900E 1800'],
  ericsson: ['Ericsson', 'F3507g'],
  intel: ['Infineon', 'XMM6260'],
};

/** The ladder is climbed once; `answers` stand above those of a modem that grants everything. */
export function makerOnModem(
  name: string,
  answers: Readonly<Record<string, Script>> = {},
  options: SessionOnModemOptions = {},
): Promise<SessionOnModem> {
  const [maker = '', model = ''] = makers[name] ?? [];
  return sessionOnModem(
    { 'AT+CGMI': [maker, 'OK'], 'AT+CGMM': [model, 'OK'], 'AT+CNMI=1,1,0,1,0': ['OK'], ...answers },
    options,
  );
}

/** The commands of this session that are in the list, in the order in which they were sent, each once. */
export function askedOf({ modem }: SessionOnModem, commands: readonly string[]): string[] {
  return [...new Set(modem.sent.filter(text => commands.includes(text)))];
}
