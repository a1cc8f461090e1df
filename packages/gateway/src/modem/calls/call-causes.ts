/** Release causes of 24.008 10.5.4.11 where no number of the network tells one. */

const NORMAL_CLEARING = 16;
const UNSPECIFIED = 31;
const INTERWORKING = 127;

/** Causes of what ATD and ATA may end with. */
export const resultCauses: Readonly<Record<string, number | undefined>> = {
  BUSY: 17,
  'NO ANSWER': 19,
  'NO CARRIER': undefined,
  // 38 network out of order: no traffic channel, no service.
  'NO DIALTONE': 38,
  'NO DIAL TONE': 38,
};

/** The cause of an end that nothing told one of. `ours`: we hung up; `lost`: the modem went away with it. */
export function untoldCause(end: { lost: boolean; ours: boolean; answered: boolean }): number {
  if (end.lost) return INTERWORKING;
  return end.ours || end.answered ? NORMAL_CLEARING : UNSPECIFIED;
}
