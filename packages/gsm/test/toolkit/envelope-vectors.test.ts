/** Every envelope of the conformance tests, both ways. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Address } from '../../src/fields/address.ts';
import { fromHex, toHex } from '../../src/hex.ts';
import {
  decodeEnvelope,
  type Envelope,
  type EnvelopeOf,
  encodeEnvelope,
} from '../../src/toolkit/envelope.ts';
import type { DialledNumber } from '../../src/toolkit/objects/address.ts';
import type { LocationInformation } from '../../src/toolkit/objects/network.ts';
import { decodeTpdu } from '../../src/tpdu/decode-tpdu.ts';
import { assertMatches, rowsOf } from './vector-rows.ts';

function numberShape(number: DialledNumber | undefined): unknown {
  return number && { ton_npi: number.typeOfAddress, number: number.digits };
}

function locationShape(location: LocationInformation | undefined): unknown {
  return (
    location && {
      mcc: location.mcc,
      mnc: location.mnc,
      lac_tac: location.areaCode,
      has_ci: location.cellIdentity !== undefined,
      ci: location.cellIdentity,
      has_ext_ci: location.extendedCellIdentity !== undefined,
      ext_ci: location.extendedCellIdentity,
      has_eutran_ci: location.eutranCellIdentity !== undefined,
      eutran_ci: location.eutranCellIdentity,
    }
  );
}

function originatorShape({ numberingPlan, digits, typeOfNumber }: Address): unknown {
  return {
    number_type: typeOfNumber === 'international' ? 1 : 0,
    numbering_plan: numberingPlan,
    address: digits,
  };
}

/** The whole of TP-UD where it has a header, for which the source gives octets. */
function userDataShape(tpdu: Uint8Array, length: number, hasHeader: boolean): unknown {
  const octets = tpdu.subarray(tpdu.length - length);
  return hasHeader ? octets : Buffer.from(octets).toString('latin1');
}

function downloadShape({ address, tpdu }: EnvelopeOf<'smsPpDownload'>): unknown {
  const message = decodeTpdu(tpdu, 'toMobile');
  assert.ok(message.type === 'deliver');
  const { serviceCentreTimestamp: time, userData } = message;
  const headerLength = userData.header.reduce((sum, { data }) => sum + 2 + data.length, 0);
  const hasHeader = userData.header.length > 0;
  const length = userData.payload.length + (hasHeader ? 1 + headerLength : 0);
  return {
    address: numberShape(address),
    message: {
      udhi: hasHeader,
      oaddr: originatorShape(message.originator),
      pid: message.protocolIdentifier,
      dcs: message.dataCodingScheme,
      // The source keeps the two digits of the year.
      scts: {
        year: time.year % 100,
        month: time.month,
        day: time.day,
        has_timezone: true,
        timezone: time.zoneQuarters,
      },
      udl: length,
      ud: userDataShape(tpdu, length, hasHeader),
    },
  };
}

function callControlShape(envelope: EnvelopeOf<'callControl'>): unknown {
  const { address, capabilityConfiguration: ccp } = envelope;
  return {
    // The source numbers the kinds of request: 0 is a call.
    type: address === undefined ? 1 : 0,
    address: numberShape(address),
    // 31.111 8.4: the first octet counts those behind it; the source gives these only.
    ccp1: ccp && { ccp: ccp.subarray(1), len: ccp[0] },
    location: locationShape(envelope.locationInformation),
  };
}

function moControlShape(envelope: EnvelopeOf<'moSmsControl'>): unknown {
  return {
    sc_address: numberShape(envelope.serviceCentre),
    dest_address: numberShape(envelope.destination),
    location: locationShape(envelope.locationInformation),
  };
}

function disconnectedShape({ transactionIdentifiers: ids, cause }: EnvelopeOf<'eventDownload'>): unknown {
  return {
    transaction_ids: ids && { len: ids.length, list: Uint8Array.from(ids) },
    cause: cause && { has_cause: true, len: cause.length, cause },
  };
}

function readerShape({ cardReaderStatus: status }: EnvelopeOf<'eventDownload'>): unknown {
  return (
    status && {
      id: status.reader,
      removable: status.removable,
      present: status.readerPresent,
      id1_size: status.fullSize,
      card_present: status.cardPresent,
      card_powered: status.cardPowered,
    }
  );
}

function rejectionShape(envelope: EnvelopeOf<'eventDownload'>): unknown {
  const { trackingArea: area } = envelope;
  return {
    tai: area && { mcc: area.mcc, mnc: area.mnc, tac: area.trackingAreaCode },
    access_tech: envelope.accessTechnology,
    update_attach: envelope.updateAttachType,
    cause: envelope.rejectionCause,
  };
}

function eventShape(envelope: EnvelopeOf<'eventDownload'>): unknown {
  const { channelStatus: channel } = envelope;
  const transaction = envelope.transactionIdentifiers?.[0];
  return {
    type: envelope.events[0],
    mt_call: { transaction_id: transaction, caller_address: numberShape(envelope.address) },
    call_connected: { transaction_id: transaction },
    call_disconnected: disconnectedShape(envelope),
    location_status: { state: envelope.locationStatus, info: locationShape(envelope.locationInformation) },
    card_reader_status: readerShape(envelope),
    language_selection: envelope.language,
    channel_status: { channel: channel && { id: channel.channel, status: channel.information } },
    network_rejection: rejectionShape(envelope),
  };
}

function ownShape(envelope: Envelope): unknown {
  switch (envelope.type) {
    case 'smsPpDownload':
      return { type: 0xd1, sms_pp_download: downloadShape(envelope) };
    case 'menuSelection':
      return { type: 0xd3, menu_selection: { item_id: envelope.itemIdentifier } };
    case 'callControl':
      return { type: 0xd4, call_control: callControlShape(envelope) };
    case 'moSmsControl':
      return { type: 0xd5, sms_mo_control: moControlShape(envelope) };
    case 'eventDownload':
      return { type: 0xd6, event_download: eventShape(envelope) };
    default:
      return {};
  }
}

/**
 * The source's time stamp has the year 98; 23.040 9.2.3.11 gives two digits, which this package reads as 20xx. Both are
 * compared by those two digits.
 */
function shapeOf(envelope: Envelope): unknown {
  assert.ok(envelope.type !== 'unknown');
  const { source, destination } = envelope.devices;
  return { src: source, dst: destination, ...Object(ownShape(envelope)) };
}

describe('envelopes of the conformance tests', () => {
  const rows = rowsOf('envelope');

  test('are all there', () => assert.equal(rows.length, 24));

  for (const row of rows) {
    test(`${row.id} is read`, () => assertMatches(row.expect, shapeOf(decodeEnvelope(fromHex(row.hex)))));
    test(`${row.id} is written`, () => {
      assert.equal(toHex(encodeEnvelope(decodeEnvelope(fromHex(row.hex)))), row.hex);
    });
  }
});
