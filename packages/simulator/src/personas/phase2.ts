import { generic } from './generic.ts';
import type { Persona } from './persona.ts';

/** A module of GSM phase 2: no acknowledged routing, no reports to the terminal, one storage, hidden error numbers. */
export const phase2: Persona = {
  ...generic,
  name: 'phase2',
  manufacturer: 'simgate',
  model: 'Phase 2 Module',
  revision: '0.9',
  information: ['Phase 2 Module'],
  identityPrefixed: ['+CGMI', '+CGMM', '+CGMR', '+CGSN', '+GMI', '+GMM', '+GMR', '+GSN'],
  boot: { ...generic.boot, milliseconds: 5000 },
  refused: [
    ...['+CMMS', '+CGREG', '+CEREG', '+CESQ', '+CGATT', '+CLAC', '+CCID', '+CPINR', '+CTZU', '+CTZR'],
    '+CNMA',
  ],
  indications: { mode: [0, 1, 2], mt: [0, 1, 2], bm: [0], ds: [0, 2], bfr: [0] },
  messageServices: [0],
  characterSets: ['GSM', 'IRA'],
  memories: ['SM'],
  cmsFollowsCmee: true,
  ussd: { form: 'characters', resultBehindAnswer: true, emptyEnd: false },
  registrationShowsTechnology: false,
  toolkit: 'none',
};
