/** Command qualifiers that choose what is done (102 223 8.6, 31.111 8.6). */

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
