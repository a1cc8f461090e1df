/** Command qualifiers that choose what is done (102 223 8.6, 31.111 8.6), and the tones (102 223 8.16). */

/** REFRESH. */
export const refreshMode = {
  initializationAndFullFileChange: 0x00,
  fileChange: 0x01,
  initializationAndFileChange: 0x02,
  initialization: 0x03,
  cardReset: 0x04,
  applicationReset: 0x05,
  sessionReset: 0x06,
  steeringOfRoaming: 0x07,
} as const;

/** PROVIDE LOCAL INFORMATION. */
export const localInformation = {
  location: 0x00,
  imei: 0x01,
  networkMeasurements: 0x02,
  dateTime: 0x03,
  language: 0x04,
  timingAdvance: 0x05,
  accessTechnology: 0x06,
  esn: 0x07,
  imeisv: 0x08,
  networkSearchMode: 0x09,
  batteryState: 0x0a,
  meid: 0x0b,
} as const;

/** TIMER MANAGEMENT, bits 2 and 1. */
export const timerAction = { start: 0x00, deactivate: 0x01, currentValue: 0x02 } as const;

/** SET UP CALL: what becomes of other calls; one more: with redial. */
export const callSetUp = {
  onlyIfFree: 0x00,
  onlyIfFreeWithRedial: 0x01,
  holdOthers: 0x02,
  holdOthersWithRedial: 0x03,
  disconnectOthers: 0x04,
  disconnectOthersWithRedial: 0x05,
} as const;

const toneNames = new Map<number, string>([
  [0x01, 'dial tone'],
  [0x02, 'called subscriber busy'],
  [0x03, 'congestion'],
  [0x04, 'radio path acknowledge'],
  [0x05, 'radio path not available'],
  [0x06, 'error'],
  [0x07, 'call waiting'],
  [0x08, 'ringing'],
  [0x10, 'general beep'],
  [0x11, 'positive acknowledgement'],
  [0x12, 'negative acknowledgement'],
  [0x13, 'ringing as chosen for speech calls'],
  [0x14, 'alert as chosen for messages'],
  [0x15, 'critical alert'],
  [0x20, 'vibrate'],
  [0x30, 'happy'],
  [0x31, 'sad'],
  [0x32, 'urgent action'],
  [0x33, 'question'],
  [0x34, 'message received'],
]);

/** A tone in words; undefined for a reserved octet. Without a tone object it is the general beep (102 223 8.16). */
export function describeTone(octet: number | undefined): string | undefined {
  if (octet === undefined) return toneNames.get(0x10);
  if (octet >= 0x40 && octet <= 0x47) return `melody ${octet - 0x3f}`;
  return toneNames.get(octet);
}
