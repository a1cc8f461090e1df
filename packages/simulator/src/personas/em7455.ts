import { generic } from './generic.ts';
import type { Persona } from './persona.ts';

/** An LTE card for computers: vendor commands begin with an exclamation mark, tries of the PIN by +CPINC. */
export const em7455: Persona = {
  ...generic,
  acknowledgementPdu: false,
  name: 'em7455',
  // Recording: ATI of an EM7455B, as several public notes about the card have it.
  manufacturer: 'Sierra Wireless, Incorporated',
  model: 'EM7455B',
  revision: 'SWI9X30C_02.24.05.06 r7040 CARMD-EV-FRMWR2 2017/05/19 06:23:09',
  information: [
    'Manufacturer: Sierra Wireless, Incorporated',
    'Model: EM7455B',
    'Revision: SWI9X30C_02.24.05.06 r7040 CARMD-EV-FRMWR2 2017/05/19 06:23:09',
    'MEID: 35448008243466',
    'IMEI: {imei}',
    'IMEI SV: 12',
    'FSN: LF103291240310',
    '+GCAP: +CGSM',
  ],
  boot: { milliseconds: 12_000, notices: [], simReady: [], simMissing: [], simLocked: [] },
  dropsLinkOnRestart: true, // It enumerates anew: notes about AT!RESET.
  refused: ['+CCID', '+CPINR', '+CSUS'],
  vendorCommands: [
    // EM/MC74xx AT Command Reference 4117727: !ENTERCND unlocks what is protected, !ICCID reads EF-ICCID, +CPINC counts tries.
    { name: '!ENTERCND', form: 'set', lines: [] },
    { name: '!ICCID', form: 'read', lines: ['!ICCID: {iccid}'] },
    { name: '+CPINC', form: 'read', lines: ['+CPINC: {pinTries},3,{pukTries},10'] },
    { name: '!RESET', form: 'execute', lines: [], restarts: true },
    { name: '!HWID', form: 'read', lines: ['Revision: 0.5'] },
    { name: '!PCINFO', form: 'read', lines: ['State: Online', 'LPM persistence - None'] },
    // Recording: !SELRAT of the same card.
    { name: '!SELRAT', form: 'read', lines: ['!SELRAT: 06, LTE Only'] },
  ],
  // Cards of this maker offer ME, MT, SM and SR, and refuse to list SR in some firmware (WP7609, report of a FX30).
  memories: ['ME', 'SM', 'SR'],
  deviceMemorySize: 23,
  firstIndex: 0,
  reportMemory: 'SR',
  indications: { mode: [0, 1, 2], mt: [0, 1, 2, 3], bm: [0, 2], ds: [0, 1, 2], bfr: [0, 1] },
  toolkit: 'none',
};
