import { generic } from './generic.ts';
import type { Persona } from './persona.ts';

/** An LTE Cat 1 module on a chip of EigenComm's: one line of ATI, ten places in each storage, notices of the network. */
export const air780: Persona = {
  ...generic,
  acknowledgementPdu: false,
  name: 'air780',
  // Recordings of AirM2M modules: +CGMI: "AirM2M", +CGMR: "AirM2M_780EP_V1010_LTE_AT", ATI in one line, bare +CGSN and +CIMI.
  manufacturer: 'AirM2M',
  model: 'Air780EPV',
  revision: 'AirM2M_780EPV_V1011_LTE_AT',
  information: ['AirM2M_780EPV_V1011_LTE_AT'],
  identityPrefixed: ['+CGMI', '+CGMM', '+CGMR'],
  // Recordings of the start, docs.openluat.com: RDY, ^MODE, +E_UTRAN Service, +CGEV, +NITZ.
  boot: {
    milliseconds: 4000,
    notices: [{ milliseconds: 0, text: 'RDY' }],
    simReady: [
      { milliseconds: 1000, text: '^MODE: 17,17' },
      { milliseconds: 100, text: '+E_UTRAN Service' },
      { milliseconds: 100, text: '+CGEV: ME PDN ACT 1' },
      { milliseconds: 300, text: '+NITZ: 2024/08/23,06:52:50+32,0' },
    ],
    simMissing: [],
    simLocked: [],
  },
  // Three ACM ports by USB: they go with the module.
  dropsLinkOnRestart: true,
  // docs.openluat.com, card detection: these two notices.
  simRemoved: ['+CPIN: SIM REMOVED'],
  simInserted: ['+CPIN: READY'],
  refused: ['+CPINR', '+CSUS', '+CRSM'],
  vendorCommands: [
    { name: '+ICCID', form: 'execute', lines: ['+ICCID: {iccid}'] },
    { name: '+RESET', form: 'execute', lines: [], restarts: true },
  ],
  // Recording: +CPMS: ("ME","SM"),("ME","SM"),("ME","SM"), ten places in each.
  memories: ['SM', 'ME'],
  deviceMemorySize: 10,
  toolkit: 'none',
};
