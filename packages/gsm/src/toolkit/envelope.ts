/** Envelopes: events, choices and messages that the terminal sends to the card (102 223 7, 31.111 7). */
import { EncodeError, lastOctet } from '../errors.ts';
import { keysOf } from './keys-of.ts';
import { decodeFields, encodeFields, type Layout, mandatory, optional, type Values } from './layout.ts';
import { address, capabilityConfiguration, serviceString, subaddress } from './objects/address.ts';
import {
  cardReaderStatus,
  cellBroadcastPage,
  deviceIdentities,
  displayParameters,
  eventList,
  helpRequest,
  smsTpdu,
} from './objects/card.ts';
import { browserTerminationCause, channelDataLength, channelStatus } from './objects/channel.ts';
import { itemIdentifier } from './objects/display.ts';
import {
  accessTechnology,
  batteryState,
  cause,
  locationInformation,
  locationStatus,
  networkSearchMode,
  rejectionCause,
  trackingArea,
  transactionIdentifiers,
  updateAttachType,
} from './objects/network.ts';
import { language } from './objects/text-string.ts';
import { timerIdentifier, timerValue } from './objects/time.ts';
import { ussdString } from './objects/ussd-string.ts';
import { type DataObject, decodeBerTlv, decodeDataObjects, encodeBerTlv, encodeDataObjects } from './tlv.ts';

interface EnvelopeLayout {
  /** BER-TLV tag, 102 223 9.2 and 31.111 9.2. */
  readonly tag: number;
  readonly fields: Layout;
}

const devices = mandatory(deviceIdentities);

const envelopeLayouts = {
  /** 31.111 7.1.1: a message with a protocol identifier for the card; `address` is the service centre's. */
  smsPpDownload: { tag: 0xd1, fields: { devices, address: optional(address), tpdu: mandatory(smsTpdu) } },
  /** 31.111 7.1.2. */
  cellBroadcastDownload: { tag: 0xd2, fields: { devices, page: mandatory(cellBroadcastPage) } },
  /** 102 223 7.2.1. */
  menuSelection: {
    tag: 0xd3,
    fields: { devices, itemIdentifier: mandatory(itemIdentifier), helpRequest: optional(helpRequest) },
  },
  /** 31.111 7.3.1.6: one of address, SS string and USSD string. */
  callControl: {
    tag: 0xd4,
    fields: {
      devices,
      address: optional(address, true),
      serviceString: optional(serviceString, true),
      ussdString: optional(ussdString, true),
      capabilityConfiguration: optional(capabilityConfiguration),
      subaddress: optional(subaddress),
      locationInformation: optional(locationInformation),
      secondCapabilityConfiguration: optional(capabilityConfiguration),
    },
  },
  /** 31.111 7.3.2.2. */
  moSmsControl: {
    tag: 0xd5,
    fields: {
      devices: mandatory(deviceIdentities, false),
      serviceCentre: mandatory(address, false),
      destination: mandatory(address, false),
      locationInformation: optional(locationInformation),
    },
  },
  /** 102 223 7.5, 31.111 7.5: what follows the devices depends on the event. */
  eventDownload: {
    tag: 0xd6,
    fields: {
      events: mandatory(eventList),
      devices,
      transactionIdentifiers: optional(transactionIdentifiers, true),
      address: optional(address),
      subaddress: optional(subaddress),
      cause: optional(cause),
      locationStatus: optional(locationStatus, true),
      locationInformation: optional(locationInformation),
      cardReaderStatus: optional(cardReaderStatus, true),
      language: optional(language, true),
      browserTerminationCause: optional(browserTerminationCause, true),
      channelStatus: optional(channelStatus, true),
      channelDataLength: optional(channelDataLength, true),
      trackingArea: optional(trackingArea),
      accessTechnology: optional(accessTechnology, true),
      updateAttachType: optional(updateAttachType, true),
      rejectionCause: optional(rejectionCause, true),
      displayParameters: optional(displayParameters, true),
      networkSearchMode: optional(networkSearchMode, true),
      batteryState: optional(batteryState, true),
    },
  },
  /** 102 223 7.4. */
  timerExpiration: {
    tag: 0xd7,
    fields: { devices, timer: mandatory(timerIdentifier), value: mandatory(timerValue) },
  },
  /** 31.111 7.1.3. */
  ussdDownload: { tag: 0xd9, fields: { devices, ussdString: mandatory(ussdString) } },
} as const satisfies Readonly<Record<string, EnvelopeLayout>>;

export type EnvelopeName = keyof typeof envelopeLayouts;

interface EnvelopeRest {
  /** Objects that have no place in this envelope, kept as they came. */
  readonly ignored?: readonly DataObject[];
}

/** One envelope by its name; its fields are those of its table. */
export type EnvelopeOf<N extends EnvelopeName> = EnvelopeRest & { readonly type: N } & Values<
    (typeof envelopeLayouts)[N]['fields']
  >;

/** An envelope this codec has no table for. */
export interface UnknownEnvelope {
  readonly type: 'unknown';
  readonly tag: number;
  readonly objects: readonly DataObject[];
}

export type Envelope = { [N in EnvelopeName]: EnvelopeOf<N> }[EnvelopeName] | UnknownEnvelope;

const names = new Map<number, EnvelopeName>(
  keysOf(envelopeLayouts).map(name => [envelopeLayouts[name].tag, name]),
);

/**
 * An envelope, from its outer tag (0xD1..) on.
 * @throws ToolkitError that names the object and the octet.
 */
export function decodeEnvelope(octets: Uint8Array): Envelope {
  const { tag, value, octet } = decodeBerTlv(octets);
  const objects = decodeDataObjects(value, octet);
  const name = names.get(tag);
  if (name === undefined) {
    const kept = objects.map(({ octet: _, ...object }) => object);
    return { type: 'unknown', tag, objects: kept };
  }
  const { values, ignored } = decodeFields(envelopeLayouts[name].fields, objects, lastOctet(octets));
  // The table was chosen by the name, so name and values belong together.
  return { type: name, ...values, ...(ignored.length > 0 && { ignored }) } as Envelope;
}

/** 31.111 7.3.1.6: call control is asked about exactly one of the three. */
function checkCallControl(envelope: EnvelopeOf<'callControl'>): void {
  const given = [envelope.address, envelope.serviceString, envelope.ussdString].filter(
    value => value !== undefined,
  );
  if (given.length === 1) return;
  throw new EncodeError(
    'callControl',
    `exactly one of address, SS and USSD string is needed, not ${given.length}`,
  );
}

/**
 * The octets of an envelope, for `+CUSATE` or ENVELOPE.
 * @throws EncodeError for a value its object cannot carry.
 */
export function encodeEnvelope(envelope: Envelope): Uint8Array {
  if (envelope.type === 'unknown') return encodeBerTlv(envelope.tag, encodeDataObjects(envelope.objects));
  if (envelope.type === 'callControl') checkCallControl(envelope);
  const { tag, fields } = envelopeLayouts[envelope.type];
  const objects = encodeFields(fields, envelope);
  return encodeBerTlv(tag, encodeDataObjects([...objects, ...(envelope.ignored ?? [])]));
}
