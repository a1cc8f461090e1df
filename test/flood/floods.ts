/** Floods of a hostile or broken modem, as pieces that repeat. */
import { seededRandom } from '../crash/seeded-random.ts';

export interface Flood {
  /** Once, in front. */
  readonly first?: string;
  /** One piece; `index` counts up. */
  readonly piece: (index: number) => string;
}

export const REPORT = '0006070B918802010000F262101021030000621010210300000000';

const random = seededRandom(20_261_129);

function octets(length: number): string {
  return Array.from({ length }, () => String.fromCharCode(Math.floor(random() * 256))).join('');
}

function hex(value: number): string {
  return (value & 0xff).toString(16).padStart(2, '0').toUpperCase();
}

/** The first of three parts, each of another set: 23.040 9.2.3.24.1. */
function firstPart(index: number): string {
  const sender = `0B9188929900${hex(index >> 8).replace(/[A-F]/g, '1')}F1`;
  const header = `050003${hex(index)}0301`;
  return `0044${sender}000462101210210300${'07'}${header}41`;
}

export const floods = {
  /** A list without end. */
  cmgl: { piece: index => `\r\n+CMGL: ${index},1,,26\r\n${REPORT}\r\n` },
  /** A quote that is never closed. */
  cusd: { first: '+CUSD: 0,"', piece: () => 'x'.repeat(100) },
  /** The same, again and again, over lines. */
  cusdLines: { piece: () => '+CUSD: 0,"\r\n' },
  cmti: { piece: index => `\r\n+CMTI: "SM",${(index * 7919) % 100_000}\r\n` },
  /** Routed reports, all of them alike. */
  cds: { piece: () => `\r\n+CDS: 26\r\n${REPORT}\r\n` },
  /** Routed parts of sets that are never whole. */
  parts: { piece: index => `\r\n+CMT: ,26\r\n${firstPart(index)}\r\n` },
  creg: { piece: index => `\r\n+CREG: ${index % 2}\r\n` },
  cpin: { piece: () => '\r\n+CPIN: READY\r\n' },
  /** Restarts, as the lines of a boot. */
  boot: { piece: () => '\r\nRDY\r\n\r\n+CFUN: 1\r\n' },
  ring: { piece: () => '\r\nRING\r\n' },
  full: { piece: () => '\r\n+CIEV: "smsfull",1\r\n' },
  short: { piece: () => 'A\n' },
  /** Names that nobody knows, each another one. */
  names: { piece: index => `\r\n+X${index.toString(36).toUpperCase()}: 1\r\n` },
  /** Answers to nothing. */
  results: { piece: () => '\r\nOK\r\n' },
  prompts: { piece: () => '\r\n> ' },
  /** One line without an end. */
  line: { piece: () => 'A'.repeat(100) },
  octets: { piece: () => octets(200) },
} as const satisfies Record<string, Flood>;

export type FloodKind = keyof typeof floods;

export function floodNamed(name: string): Flood {
  const found = Object.entries(floods).find(([kind]) => kind === name);
  if (found === undefined)
    throw new RangeError(`there is no flood ${name}; there are ${Object.keys(floods).join(', ')}`);
  return found[1];
}
