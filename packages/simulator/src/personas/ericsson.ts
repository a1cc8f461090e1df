import { generic } from './generic.ts';
import type { Persona } from './persona.ts';

/** A mobile broadband module of a laptop: the toolkit in octets under names of its own. */
export const ericsson: Persona = {
  ...generic,
  acknowledgementPdu: false,
  name: 'ericsson',
  manufacturer: 'Ericsson',
  model: 'F3507g',
  revision: 'R1D06',
  information: ['F3507g'],
  boot: {
    ...generic.boot,
    notices: [{ milliseconds: 0, text: '*EMRDY: 1' }],
  },
  dropsLinkOnRestart: true,
  toolkit: {
    kind: 'octets',
    enable: '*STKC',
    takesProfile: true,
    command: '*STKI',
    end: '*STKEND',
    respond: '*STKR',
    envelope: '*STKE',
    tellsCardData: true,
    numbered: false,
  },
};
