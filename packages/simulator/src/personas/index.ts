import { air780 } from './air780.ts';
import { cinterion } from './cinterion/cinterion.ts';
import { em7455 } from './em7455.ts';
import { ericsson } from './ericsson.ts';
import { fibocom } from './fibocom.ts';
import { generic } from './generic.ts';
import { huawei } from './huawei/huawei.ts';
import { le910 } from './le910.ts';
import { meig } from './meig.ts';
import { ml307 } from './ml307.ts';
import { neoway } from './neoway.ts';
import type { Persona } from './persona.ts';
import { phase2 } from './phase2.ts';
import { ec200u } from './quectel/ec200u.ts';
import { m66 } from './quectel/m66.ts';
import { quectel } from './quectel/quectel.ts';
import { a7670 } from './simcom/a7670.ts';
import { sim7000 } from './simcom/sim7000.ts';
import { sim7600 } from './simcom/sim7600.ts';
import { simcom } from './simcom/simcom.ts';
import { saraR4 } from './u-blox/sara-r4.ts';
import { saraU2 } from './u-blox/sara-u2.ts';
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
  ...[saraR4, saraU2, em7455, sim7000, a7670, ec200u, air780, ml307, neoway, fibocom, meig, le910],
];

/** Names that `personaNamed` knows. */
export const personaNames: readonly string[] = personas.map(({ name }) => name);

/** Undefined: there is no such persona. */
export function personaNamed(name: string): Persona | undefined {
  return personas.find(persona => persona.name === name);
}
