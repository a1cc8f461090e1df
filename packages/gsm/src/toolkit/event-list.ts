/** Events the card can ask to be told of (102 223 8.25, 31.111 8.25). */

export const toolkitEvent = {
  mtCall: 0x00,
  callConnected: 0x01,
  callDisconnected: 0x02,
  locationStatus: 0x03,
  userActivity: 0x04,
  idleScreenAvailable: 0x05,
  cardReaderStatus: 0x06,
  languageSelection: 0x07,
  browserTermination: 0x08,
  dataAvailable: 0x09,
  channelStatus: 0x0a,
  accessTechnologyChange: 0x0b,
  displayParametersChanged: 0x0c,
  localConnection: 0x0d,
  networkSearchModeChange: 0x0e,
  browsingStatus: 0x0f,
  framesInformationChange: 0x10,
  wlanAccessStatus: 0x11,
  networkRejection: 0x12,
  hciConnectivity: 0x13,
  accessTechnologyChangeMultiple: 0x14,
  csgCellSelection: 0x15,
  contactlessStateRequest: 0x16,
  imsRegistration: 0x17,
  incomingImsData: 0x18,
  profileContainer: 0x19,
  securedProfileContainer: 0x1b,
  pollIntervalNegotiation: 0x1c,
  dataConnectionStatusChange: 0x1d,
} as const;

export type ToolkitEventName = keyof typeof toolkitEvent;

const names = new Map<number, ToolkitEventName>();
for (const name of Object.keys(toolkitEvent) as ToolkitEventName[]) names.set(toolkitEvent[name], name);

/** The name of an event's octet; undefined for a reserved one. */
export function toolkitEventName(octet: number): ToolkitEventName | undefined {
  return names.get(octet);
}
