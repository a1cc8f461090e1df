import { cinterion } from './cinterion/cinterion.ts';
import { ericsson } from './ericsson.ts';
import { generic } from './generic.ts';
import { huawei } from './huawei/huawei.ts';
import type { Persona } from './persona.ts';
import { phase2 } from './phase2.ts';
import { m66 } from './quectel/m66.ts';
import { quectel } from './quectel/quectel.ts';
import { sim7600 } from './simcom/sim7600.ts';
import { simcom } from './simcom/simcom.ts';
import { wavecom } from './wavecom/wavecom.ts';
import { zte } from './zte.ts';

const personas: readonly Persona[] = [
  generic,
  huawei,
  quectel,
  simcom,
  zte,
  phase2,
  wavecom,
  sim7600,
  ericsson,
  cinterion,
  m66,
];

/** Names that `personaNamed` knows. */
export const personaNames: readonly string[] = personas.map(({ name }) => name);

/** Undefined: there is no such persona. */
export function personaNamed(name: string): Persona | undefined {
  return personas.find(persona => persona.name === name);
}
