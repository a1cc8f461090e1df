/** Names of unsolicited result codes (27.007, 27.005). Those of makers are in the dialects. */
export const standardNotices: readonly string[] = [
  'RING',
  '+CRING',
  '+CLIP',
  '+CCWA',
  '+COLP',
  '+CMTI',
  '+CMT',
  '+CDSI',
  '+CDS',
  '+CBM',
  '+CBMI',
  '+CREG',
  '+CGREG',
  '+CEREG',
  '+C5GREG',
  '+CUSD',
  '+CSSI',
  '+CSSU',
  '+CIEV',
  '+CGEV',
  '+CPIN',
  '+CFUN',
  '+CTZV',
  '+CTZE',
  '+CTZDST',
  '+CLCC',
  '+CUSATP',
  '+CUSATS',
  '+CUSATEND',
  'MISSED_CALL',
  'VOICE CALL',
  'RDY',
  'Call Ready',
  'SMS Ready',
  'PB DONE',
  'SMS DONE',
  'NORMAL POWER DOWN',
  'UNDER-VOLTAGE WARNING',
  'OVER-VOLTAGE WARNING',
  'NO CARRIER',
  'BUSY',
  'NO ANSWER',
];

/** Notices with a second line that holds the PDU (27.005 3.4.1, PDU mode). */
export const withPdu: ReadonlySet<string> = new Set(['+CMT', '+CDS', '+CBM']);

/** Ends of calls: results of ATD and ATA only, else notices. */
export const callResults: ReadonlySet<string> = new Set(['NO CARRIER', 'BUSY', 'NO ANSWER']);

/** 27.005 3.1: a TPDU in hexadecimal digits, with its SMSC. */
export function isHex(line: string): boolean {
  if (line.length < 8) return false;
  for (let index = 0; index < line.length; index += 1) {
    const code = line.charCodeAt(index);
    const digit = code >= 0x30 && code <= 0x39;
    const letter = (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
    if (!digit && !letter) return false;
  }
  return true;
}
