import type { Persona } from '../persona.ts';
import { quectel } from './quectel.ts';

/** An LTE Cat 1 module on a chip of UNISOC's: starts as other modules of the maker do; +QDSIM chooses the slot. */
export const ec200u: Persona = {
  ...quectel,
  name: 'ec200u',
  // ATI and firmware names of EC200U-CN in public firmware for its boards: Revision: EC200UCNAAR02A01M08.
  model: 'EC200U-CN',
  revision: 'EC200UCNAAR03A03M08',
  information: ['Quectel', 'EC200U-CN', 'Revision: EC200UCNAAR03A03M08'],
  // Recording of an EG912U-GL, the same chip, by users of NuttX: RDY, +CFUN: 1, +CPIN: READY, +QUSIM: 1, +QIND: SMS DONE, +QIND: PB DONE.
  boot: { ...quectel.boot, milliseconds: 6000 },
  // EC200 series AT commands: +QDSIM=0 and 1 for the two slots, where others of the maker have +QUIMSLOT.
  slots: { command: '+QDSIM', first: 0 },
};
