import { generic } from './generic.ts';
import type { Persona } from './persona.ts';

/** A 3G stick: a comma too many in +CDS, and now and then an ERROR that runs into a notice; the toolkit over +CSIM. */
export const zte: Persona = {
  ...generic,
  acknowledgementPdu: false,
  name: 'zte',
  manufacturer: 'ZTE INCORPORATED',
  model: 'K3565-Z',
  revision: 'BD_P673A2V1.0.0B09',
  information: [
    'Manufacturer: ZTE INCORPORATED',
    'Model: K3565-Z',
    'Revision: BD_P673A2V1.0.0B09',
    'IMEI: {imei}',
    '+GCAP: +CGSM,+FCLASS,+DS',
  ],
  boot: {
    milliseconds: 8000,
    notices: [],
    simReady: [{ milliseconds: 1000, text: '+ZUSIMR:2' }],
    simMissing: [],
    simLocked: [],
  },
  dropsLinkOnRestart: true,
  periodic: [{ milliseconds: 10_000, text: '+ZUSIMR:2' }],
  refused: ['+CCID', '+CPINR', '+CEREG', '+CESQ'],
  vendorCommands: [
    { name: '+ZPAS', form: 'read', lines: ['+ZPAS: "UMTS","CS_PS"'] },
    { name: '+ZGETICCID', form: 'execute', lines: ['ICCID: {iccid}'] },
    { name: '+CVHU', form: 'set', lines: [] },
    { name: '+ZRST', form: 'execute', lines: [], restarts: true },
  ],
  indications: { mode: [0, 1, 2], mt: [0, 1, 2, 3], bm: [0, 2, 3], ds: [0, 1, 2], bfr: [0, 1] },
  modesRefused: [2],
  memories: ['SM', 'ME'],
  firstIndex: 0,
  reportNotice: 'leadingComma',
  gluedToError: { milliseconds: 60_000, text: '+ZDONR: "Test Network",001,01,"CS_PS","ROAM_OFF"' },
  ussd: { form: 'characters', resultBehindAnswer: false, emptyEnd: true },
  toolkit: 'apdu',
};
