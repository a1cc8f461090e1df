/** Every terminal response of the conformance tests, both ways. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Timestamp } from '../../src/fields/timestamp.ts';
import { fromHex, toHex } from '../../src/hex.ts';
import type { LocationInformation } from '../../src/toolkit/objects/network.ts';
import {
  decodeTerminalResponse,
  encodeTerminalResponse,
  type TerminalResponse,
} from '../../src/toolkit/terminal-response.ts';
import { assertMatches, gprsShape, rowsOf, type VectorRow } from './vector-rows.ts';

/** The source leaves out fields that are false or 0. */
function locationShape(location: LocationInformation | undefined): unknown {
  return (
    location && {
      mcc: location.mcc,
      mnc: location.mnc,
      lac_tac: location.areaCode,
      has_ci: location.cellIdentity !== undefined,
      ci: location.cellIdentity,
    }
  );
}

/** The source keeps the two digits of the year, and 255 for a zone that is not known. */
function timeShape(time: Timestamp | undefined): unknown {
  return time && { ...time, year: time.year - 2000, timezone: time.zoneQuarters ?? 255 };
}

function measurementShape({ networkMeasurements, bcchChannels }: TerminalResponse): unknown {
  return (
    networkMeasurements && {
      nmr: { array: networkMeasurements, len: networkMeasurements.length },
      bcch_ch_list: { channels: bcchChannels, num: bcchChannels?.length, has_list: true },
    }
  );
}

function localInformationShape(response: TerminalResponse): unknown {
  const { timingAdvance } = response;
  return {
    location: locationShape(response.locationInformation),
    nmr: measurementShape(response),
    datetime: timeShape(response.dateTime),
    language: response.language,
    tadv: timingAdvance && { status: timingAdvance.idle ? 0 : 1, advance: timingAdvance.advance },
    access_technology: response.accessTechnology,
    imeisv: response.imeisv,
    battery_charge: response.batteryState,
  };
}

/** A yes or no is `Yes` or nothing in the source. */
function textShape({ text, confirmed }: TerminalResponse): unknown {
  if (confirmed !== undefined) return { text: { text: confirmed ? 'Yes' : null, yesno: true } };
  return text && { text: { text: text.text, packed: text.dataCodingScheme === 0x00 } };
}

function timerShape({ timer, timerValue }: TerminalResponse): unknown {
  const value = timerValue && { second: timerValue.seconds, has_value: true };
  return { id: timer, value };
}

function channelShape({ bearerDescription, bufferSize }: TerminalResponse): unknown {
  return {
    bearer_desc: bearerDescription && {
      type: bearerDescription.bearerType,
      gprs: gprsShape(bearerDescription),
    },
    buf_size: bufferSize,
  };
}

function resultShape({ result: { general, additional } }: TerminalResponse): unknown {
  return { type: general, additional_len: additional.length, additional };
}

function shapeOf(response: TerminalResponse): unknown {
  const { details, devices, duration } = response;
  const { channelData, channelDataLength } = response;
  return {
    number: details.number,
    type: details.commandType,
    qualifier: details.qualifier,
    src: devices.source,
    dst: devices.destination,
    result: resultShape(response),
    get_inkey: textShape(response),
    get_input: textShape(response),
    poll_interval: { max_interval: duration && { unit: 0, interval: duration.interval } },
    select_item: { item_id: response.itemIdentifier },
    provide_local_info: localInformationShape(response),
    timer_mgmt: timerShape(response),
    run_at_command: { at_response: response.atResponse },
    open_channel: channelShape(response),
    receive_data: {
      rx_data: channelData && { array: channelData, len: channelData.length },
      rx_remaining: channelDataLength,
    },
    send_data: { tx_avail: channelDataLength },
  };
}

/** Single octets of additional information are characters in the source where they are printable or small. */
function inHex(expect: VectorRow['expect']): VectorRow['expect'] {
  const { result: given } = expect;
  const result = Object(given);
  if (typeof result.additional !== 'string') return expect;
  return {
    ...expect,
    result: { ...result, additional: Buffer.from(result.additional, 'latin1').toString('hex') },
  };
}

describe('terminal responses of the conformance tests', () => {
  const rows = rowsOf('terminal_response');

  test('are all there', () => assert.equal(rows.length, 77));

  for (const row of rows) {
    test(`${row.id} is read`, () => {
      const response = decodeTerminalResponse(fromHex(row.hex));
      assert.equal(response.ignored, undefined);
      assertMatches(inHex(row.expect), shapeOf(response));
    });
    test(`${row.id} is written`, () => {
      assert.equal(toHex(encodeTerminalResponse(decodeTerminalResponse(fromHex(row.hex)))), row.hex);
    });
  }
});
