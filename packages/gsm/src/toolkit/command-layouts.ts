/** The proactive commands by type (102 223 9.4) with the objects of each in the order of 102 223 6.6, 31.111 6.6. */
import { type Layout, listOf, mandatory, menuOf, optional } from './layout.ts';
import { address, capabilityConfiguration, serviceString, subaddress, tones } from './objects/address.ts';
import { alphaIdentifier, item } from './objects/alpha-identifier.ts';
import { applicationIdentifier, commandApdu, eventList, fileList, smsTpdu } from './objects/card.ts';
import {
  bearerDescription,
  bearers,
  browserIdentity,
  bufferSize,
  channelData,
  channelDataLength,
  networkAccessName,
  otherAddress,
  provisioningFile,
  transportLevel,
} from './objects/channel.ts';
import {
  frameIdentifier,
  icon,
  immediateResponse,
  itemIcons,
  itemIdentifier,
  itemsNextAction,
  itemTextAttributes,
  responseLength,
  textAttributes,
  tone,
} from './objects/display.ts';
import { atCommand, defaultText, language, textString, url } from './objects/text-string.ts';
import { duration, timerIdentifier, timerValue } from './objects/time.ts';
import { ussdString } from './objects/ussd-string.ts';

/**
 * Shown by any command while it works: a text, its icon, how the text looks and where. Cards may set the flag of an
 * icon or not; it is written here as the conformance tests of 102 384 have it.
 */
const alpha = optional(alphaIdentifier, true);
const shown = {
  icon: optional(icon, true),
  textAttributes: optional(textAttributes, true),
  frame: optional(frameIdentifier),
};

const listLayout = {
  itemsNextAction: optional(itemsNextAction),
  defaultItem: optional(itemIdentifier),
  icon: optional(icon, true),
  itemIcons: optional(itemIcons, true),
  textAttributes: optional(textAttributes, true),
  itemTextAttributes: optional(itemTextAttributes, true),
  frame: optional(frameIdentifier),
};

interface CommandLayout {
  /** The octet of 102 223 9.4. */
  readonly commandType: number;
  readonly fields: Layout;
}

export const commandLayouts = {
  /** 6.6.13. */
  refresh: {
    commandType: 0x01,
    fields: {
      files: optional(fileList, true),
      application: optional(applicationIdentifier),
      alpha,
      ...shown,
    },
  },
  /** 6.6.4. */
  moreTime: { commandType: 0x02, fields: {} },
  /** 6.6.6. */
  pollInterval: { commandType: 0x03, fields: { duration: mandatory(duration) } },
  /** 6.6.14. */
  pollingOff: { commandType: 0x04, fields: {} },
  /** 6.6.16. */
  setUpEventList: { commandType: 0x05, fields: { events: mandatory(eventList) } },
  /** 6.6.12: what is shown before the user agrees, and what is shown while the call is set up. */
  setUpCall: {
    commandType: 0x10,
    fields: {
      confirmation: alpha,
      address: mandatory(address),
      capabilityConfiguration: optional(capabilityConfiguration),
      subaddress: optional(subaddress, true),
      duration: optional(duration, true),
      confirmationIcon: optional(icon, true),
      alpha,
      icon: optional(icon, true),
      confirmationTextAttributes: optional(textAttributes, true),
      textAttributes: optional(textAttributes, true),
      frame: optional(frameIdentifier),
    },
  },
  /** 31.111 6.6.10. */
  sendSs: { commandType: 0x11, fields: { alpha, serviceString: mandatory(serviceString), ...shown } },
  /** 31.111 6.6.11. */
  sendUssd: { commandType: 0x12, fields: { alpha, ussdString: mandatory(ussdString), ...shown } },
  /** 31.111 6.6.9: `address` is the service centre's. */
  sendShortMessage: {
    commandType: 0x13,
    fields: { alpha, address: optional(address, true), tpdu: mandatory(smsTpdu), ...shown },
  },
  /** 6.6.24. */
  sendDtmf: { commandType: 0x14, fields: { alpha, tones: mandatory(tones), ...shown } },
  /** 6.6.26. */
  launchBrowser: {
    commandType: 0x15,
    fields: {
      browserIdentity: optional(browserIdentity),
      url: mandatory(url, false),
      bearers: optional(bearers),
      provisioningFile: optional(provisioningFile),
      gateway: optional(textString),
      alpha: optional(alphaIdentifier),
      icon: optional(icon),
      textAttributes: optional(textAttributes, true),
      frame: optional(frameIdentifier),
    },
  },
  /** 6.6.5. */
  playTone: {
    commandType: 0x20,
    fields: {
      alpha,
      tone: optional(tone, true),
      duration: optional(duration, true),
      ...shown,
      icon: optional(icon),
    },
  },
  /** 6.6.1. */
  displayText: {
    commandType: 0x21,
    fields: {
      text: mandatory(textString),
      icon: optional(icon, true),
      immediateResponse: optional(immediateResponse),
      duration: optional(duration),
      textAttributes: optional(textAttributes, true),
      frame: optional(frameIdentifier),
    },
  },
  /** 6.6.2. */
  getInkey: {
    commandType: 0x22,
    fields: {
      text: mandatory(textString),
      icon: optional(icon, true),
      duration: optional(duration, true),
      textAttributes: optional(textAttributes, true),
      frame: optional(frameIdentifier),
    },
  },
  /** 6.6.3. */
  getInput: {
    commandType: 0x23,
    fields: {
      text: mandatory(textString),
      responseLength: mandatory(responseLength),
      defaultText: optional(defaultText),
      icon: optional(icon),
      textAttributes: optional(textAttributes, true),
      frame: optional(frameIdentifier),
      duration: optional(duration),
    },
  },
  /** 6.6.8. */
  selectItem: { commandType: 0x24, fields: { alpha, items: listOf(item), ...listLayout } },
  /** 6.6.7: no items: the menu is taken away. */
  setUpMenu: {
    commandType: 0x25,
    fields: {
      alpha: mandatory(alphaIdentifier),
      items: menuOf(item),
      itemsNextAction: optional(itemsNextAction),
      icon: optional(icon, true),
      itemIcons: optional(itemIcons, true),
      textAttributes: optional(textAttributes, true),
      itemTextAttributes: optional(itemTextAttributes, true),
    },
  },
  /** 6.6.15; what is asked for is in the qualifier. */
  provideLocalInformation: { commandType: 0x26, fields: {} },
  /** 6.6.21. */
  timerManagement: {
    commandType: 0x27,
    fields: { timer: mandatory(timerIdentifier), value: optional(timerValue, true) },
  },
  /** 6.6.22. */
  setUpIdleModeText: { commandType: 0x28, fields: { text: mandatory(textString), ...shown } },
  /** 6.6.17. */
  performCardApdu: { commandType: 0x30, fields: { apdu: mandatory(commandApdu) } },
  /** 6.6.19. */
  powerOnCard: { commandType: 0x31, fields: {} },
  /** 6.6.18. */
  powerOffCard: { commandType: 0x32, fields: {} },
  /** 6.6.20. */
  getReaderStatus: { commandType: 0x33, fields: {} },
  /** 6.6.23. */
  runAtCommand: { commandType: 0x34, fields: { alpha, atCommand: mandatory(atCommand), ...shown } },
  /** 6.6.25: no language: the specific one is given up. */
  languageNotification: { commandType: 0x35, fields: { language: optional(language, true) } },
  /** 6.6.27 in its forms: for circuit switched, packet and local bearers, and for servers. */
  openChannel: {
    commandType: 0x40,
    fields: {
      alpha: optional(alphaIdentifier),
      icon: optional(icon, true),
      address: optional(address, true),
      subaddress: optional(subaddress),
      firstDuration: optional(duration),
      secondDuration: optional(duration),
      bearerDescription: optional(bearerDescription),
      bufferSize: mandatory(bufferSize, false),
      networkAccessName: optional(networkAccessName),
      localAddress: optional(otherAddress),
      userName: optional(textString),
      password: optional(textString),
      transportLevel: optional(transportLevel),
      destinationAddress: optional(otherAddress),
      textAttributes: optional(textAttributes, true),
      frame: optional(frameIdentifier),
    },
  },
  /** 6.6.28. */
  closeChannel: { commandType: 0x41, fields: { alpha, ...shown } },
  /** 6.6.29. */
  receiveData: {
    commandType: 0x42,
    fields: {
      alpha,
      icon: optional(icon, true),
      length: mandatory(channelDataLength),
      textAttributes: shown.textAttributes,
      frame: shown.frame,
    },
  },
  /** 6.6.30. */
  sendData: {
    commandType: 0x43,
    fields: {
      alpha,
      icon: optional(icon, true),
      data: mandatory(channelData),
      textAttributes: shown.textAttributes,
      frame: shown.frame,
    },
  },
  /** 6.6.31. */
  getChannelStatus: { commandType: 0x44, fields: {} },
} as const satisfies Readonly<Record<string, CommandLayout>>;

export type CommandName = keyof typeof commandLayouts;

/** The type octet of a command (102 223 9.4). */
export function commandTypeOf(name: CommandName): number {
  return commandLayouts[name].commandType;
}
