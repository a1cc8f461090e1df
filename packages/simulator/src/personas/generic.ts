import type { Persona } from './persona.ts';

/** What 27.005, 27.007 and V.250 say, and nothing beside it. */
export const generic: Persona = {
  name: 'generic',
  manufacturer: 'simgate',
  model: 'Virtual Modem',
  revision: '1.0',
  information: ['simgate', 'Virtual Modem', 'Revision: 1.0'],
  identityPrefixed: false,
  boot: { milliseconds: 2000, notices: [], simReady: [], simMissing: [], simLocked: [] },
  dropsLinkOnRestart: false,
  simRemoved: [],
  simInserted: [],
  periodic: [],
  refused: [],
  vendorCommands: [],
  indications: { mode: [0, 1, 2, 3], mt: [0, 1, 2, 3], bm: [0], ds: [0, 1, 2], bfr: [0, 1] },
  messageServices: [0, 1],
  characterSets: ['GSM', 'IRA', 'UCS2'],
  memories: ['SM', 'ME'],
  deviceMemorySize: 50,
  firstIndex: 1,
  reportMemory: 'mem3',
  reportIndex: 'actual',
  reportNotice: 'standard',
  cmsFollowsCmee: false,
  registrationTellsTechnology: true,
};
