import { generic } from './generic.ts';
import type { Persona } from './persona.ts';

/** An LTE module: vendor commands begin with a hash, `#QSS` for the card, `#ECAM` for calls. */
export const le910: Persona = {
  ...generic,
  acknowledgementPdu: false,
  name: 'le910',
  // Recording of an HE910: +CGMI "Telit", the model bare (github.com/gammu/gammu/issues/455).
  manufacturer: 'Telit',
  model: 'LE910C1-EUX',
  revision: '25.30.226',
  information: ['332'],
  // Observed on an LE910C1-WWX: the card is ready, then #QSS: 2, then #QSS: 3 (messages and phonebook are ready).
  boot: {
    milliseconds: 9000,
    notices: [],
    simReady: [
      { milliseconds: 500, text: '#QSS: 1' },
      { milliseconds: 500, text: '#QSS: 2' },
      { milliseconds: 2000, text: '#QSS: 3' },
    ],
    simMissing: [{ milliseconds: 500, text: '#QSS: 0' }],
    simLocked: [{ milliseconds: 500, text: '#QSS: 1' }],
  },
  dropsLinkOnRestart: true,
  // LE910 V2 AT Commands Reference Guide 80446ST10707A, #QSS: 0 not inserted, 1 inserted, 2 PIN given, 3 ready.
  simRemoved: ['#QSS: 0'],
  simInserted: ['#QSS: 1', '#QSS: 2', '#QSS: 3'],
  refused: ['+CCID', '+CPINR', '+CSUS'],
  vendorCommands: [
    // The same guide: #CCID, #PCT, #QSS, #SIMDET, #CGMI and their like with a prefix.
    { name: '#CCID', form: 'execute', lines: ['#CCID: {iccid}'] },
    { name: '#PCT', form: 'execute', lines: ['#PCT: {pinTries}'] },
    { name: '#QSS', form: 'set', lines: [] },
    { name: '#QSS', form: 'read', lines: ['#QSS: 2,3'] },
    { name: '#CGMI', form: 'execute', lines: ['#CGMI: Telit'] },
    { name: '#CGMM', form: 'execute', lines: ['#CGMM: LE910C1-EUX'] },
    { name: '#REBOOT', form: 'execute', lines: [], restarts: true },
  ],
  // The same guide, #ECAM: 0 idle, 1 calling, 2 connecting, 3 active, 4 hold, 5 waiting, 6 alerting (incoming).
  calls: {
    switchedBy: '#ECAM',
    notices: { changed: '#ECAM: 0,{state},1,,,"{number}",{type}' },
    states: [3, 4, 1, 2, 6, 5, 0],
    releaseReport: 'words',
  },
  memories: ['SM', 'ME'],
  toolkit: 'none',
};
