/** 22.101 clause 10.1.1: emergency numbers of a device with or without a SIM. */
const always = new Set(['112', '911', '000', '08', '110', '118', '119', '999']);

/** @param ofSim what the SIM itself names (EF-ECC, 51.011 10.3.27) */
export function isEmergencyNumber(number: string, ofSim: readonly string[] = []): boolean {
  const digits = number.replace(/^\+/, '');
  return always.has(digits) || ofSim.includes(digits);
}
