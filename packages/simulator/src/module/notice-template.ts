import { simCondition } from '../sim-card.ts';
import type { Module } from './module.ts';

/** Fills `{imei}`, `{iccid}`, `{iccidSwapped}`, `{imsi}`, `{rssi}`, `{registration}`, `{pinState}`, `{pinTries}` and `{pukTries}` into a persona's text. */
export function fillTemplate(module: Module, template: string): string {
  if (!template.includes('{')) return template;
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => templateValue(module, name) ?? whole);
}

const pinStates = { ready: 'READY', pin: 'SIM PIN', puk: 'SIM PUK', blocked: 'SIM PUK' } as const;

function templateValue(module: Module, name: string): string | undefined {
  const { sim } = module;
  const values: Readonly<Record<string, string>> = {
    imei: module.imei,
    rssi: String(module.rssi),
    registration: String(module.registration),
    iccid: sim?.iccid ?? '',
    iccidSwapped: swapPairs(sim?.iccid ?? ''),
    imsi: sim?.imsi ?? '',
    pinState: sim ? pinStates[simCondition(sim.code)] : 'NOT INSERTED',
    pinTries: String(sim?.code.pinTriesLeft ?? 0),
    pukTries: String(sim?.code.pukTriesLeft ?? 0),
  };
  return values[name];
}

function swapPairs(digits: string): string {
  return digits.padEnd(20, 'F').replace(/(.)(.)/g, '$2$1');
}
