/** Every proactive command of the conformance tests, both ways. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Address, TypeOfNumber } from '../../src/fields/address.ts';
import { fromHex, toHex } from '../../src/hex.ts';
import { ToolkitError } from '../../src/toolkit/errors.ts';
import type { AlphaIdentifier } from '../../src/toolkit/objects/alpha-identifier.ts';
import type { CommandApdu } from '../../src/toolkit/objects/card.ts';
import {
  type Icon,
  itemTextAttributes,
  type TextAttribute,
  textAttributes,
} from '../../src/toolkit/objects/display.ts';
import type { Duration } from '../../src/toolkit/objects/time.ts';
import { ussdText } from '../../src/toolkit/objects/ussd-string.ts';
import {
  type CommandOf,
  decodeProactiveCommand,
  encodeProactiveCommand,
  type ProactiveCommand,
} from '../../src/toolkit/proactive-command.ts';
import { shortMessageOf } from '../../src/toolkit/short-message.ts';
import { assertMatches, gprsShape, rowsOf, type VectorRow } from './vector-rows.ts';

/** Names of the source for our types; the type is asserted for each row. */
const commandNames: Readonly<Record<string, ProactiveCommand['type']>> = {
  display_text: 'displayText',
  get_inkey: 'getInkey',
  get_input: 'getInput',
  play_tone: 'playTone',
  setup_menu: 'setUpMenu',
  select_item: 'selectItem',
  send_sms: 'sendShortMessage',
  send_ss: 'sendSs',
  send_ussd: 'sendUssd',
  setup_call: 'setUpCall',
  refresh: 'refresh',
  polling_off: 'pollingOff',
  provide_local_info: 'provideLocalInformation',
  setup_event_list: 'setUpEventList',
  perform_card_apdu: 'performCardApdu',
  get_reader_status: 'getReaderStatus',
  timer_mgmt: 'timerManagement',
  setup_idle_mode_text: 'setUpIdleModeText',
  run_at_command: 'runAtCommand',
  send_dtmf: 'sendDtmf',
  language_notification: 'languageNotification',
  launch_browser: 'launchBrowser',
  open_channel: 'openChannel',
  close_channel: 'closeChannel',
  receive_data: 'receiveData',
  send_data: 'sendData',
};

/** Rows whose card must be refused (102 223 8.12). */
const refusals: Readonly<Record<string, { readonly result: number; readonly clause: string }>> = {
  'ofono-setup_menu_data_neg_4': {
    result: 0x32,
    clause: '102 223 6.4.8: an item without a value among others',
  },
  'ofono-setup_idle_mode_text_data_241': {
    result: 0x32,
    clause: '102 223 6.5.4: an icon that does not explain itself, without a text',
  },
};

const durationUnits = { minutes: 0, seconds: 1, tenthsOfSeconds: 2 } as const;

function durationShape(duration: Duration | undefined): unknown {
  return duration && { unit: durationUnits[duration.unit], interval: duration.interval };
}

function iconShape(icon: Icon | undefined): unknown {
  return icon && { qualifier: icon.selfExplanatory ? 0 : 1, id: icon.identifier };
}

function attributesShape(attributes: readonly TextAttribute[] | undefined): unknown {
  return attributes && { len: attributes.length * 4, attributes: textAttributes.write(attributes) };
}

function numberShape(number: { typeOfAddress: number; digits: string } | undefined): unknown {
  return number && { ton_npi: number.typeOfAddress, number: number.digits };
}

/** Parts that many commands share, by the source's names for them. */
function commonShape(command: ProactiveCommand): Record<string, unknown> {
  const alpha: AlphaIdentifier | undefined = 'alpha' in command ? command.alpha : undefined;
  return {
    qualifier: command.details.qualifier,
    dst: command.devices.destination,
    alpha_id: alpha?.text,
    icon_id: iconShape('icon' in command ? command.icon : undefined),
    text_attr: attributesShape('textAttributes' in command ? command.textAttributes : undefined),
  };
}

function listShape(command: CommandOf<'selectItem'> | CommandOf<'setUpMenu'>): unknown {
  const { itemIcons, itemsNextAction } = command;
  const attributes = command.itemTextAttributes;
  return {
    items: command.items.map(({ identifier, text }) => ({ id: identifier, text })),
    next_act: itemsNextAction && { list: itemsNextAction, len: itemsNextAction.length },
    item_icon_id_list: itemIcons && {
      qualifier: itemIcons.selfExplanatory ? 0 : 1,
      list: Uint8Array.from(itemIcons.identifiers),
      len: itemIcons.identifiers.length,
    },
    item_text_attr_list: attributes && {
      len: attributes.length * 4,
      list: itemTextAttributes.write(attributes),
    },
  };
}

/** 23.040 9.1.2.5. */
const numberTypes: Partial<Record<TypeOfNumber, number>> = { unknown: 0, international: 1 };

function addressShape(address: Address | undefined): unknown {
  return (
    address && {
      number_type: numberTypes[address.typeOfNumber],
      numbering_plan: address.numberingPlan,
      address: address.digits,
    }
  );
}

/** 23.040 9.2.3.16: TP-UDL counts septets or octets, which is what the payload holds. */
function messageShape(command: CommandOf<'sendShortMessage'>): unknown {
  const { tpdu, serviceCentre } = shortMessageOf(command);
  assert.ok(tpdu.type === 'submit');
  const { payload } = tpdu.userData;
  const ucs2 = tpdu.dataCodingScheme === 0x08;
  return {
    sc_addr: addressShape(serviceCentre),
    // The source's number for a SUBMIT.
    type: 4,
    submit: {
      mr: tpdu.messageReference,
      daddr: addressShape(tpdu.destination),
      pid: tpdu.protocolIdentifier,
      dcs: tpdu.dataCodingScheme,
      udl: payload.length,
      ud: ucs2 ? Buffer.from(payload).swap16().toString('utf16le') : Buffer.from(payload).toString('latin1'),
    },
  };
}

function apduShape(apdu: CommandApdu): unknown {
  const { cla, ins, p1, p2, data, expectedLength } = apdu;
  const le = expectedLength === undefined ? {} : { has_le: 1, le: expectedLength };
  return { c_apdu: { cla, ins, p1, p2, lc: data?.length, data, ...le } };
}

function channelShape(command: CommandOf<'openChannel'>): unknown {
  const { bearerDescription, destinationAddress = new Uint8Array() } = command;
  assert.ok(bearerDescription);
  return {
    bearer_desc: { type: bearerDescription.bearerType, gprs: gprsShape(bearerDescription) },
    buf_size: command.bufferSize,
    apn: command.networkAccessName,
    text_usr: command.userName?.text,
    text_passwd: command.password?.text,
    uti: command.transportLevel,
    data_dest_addr: { type: 0x21, addr: { ipv4: Buffer.from(destinationAddress).readUInt32BE() } },
  };
}

function callShape(command: CommandOf<'setUpCall'>): unknown {
  return {
    alpha_id_usr_cfm: command.confirmation?.text,
    addr: numberShape(command.address),
    subaddr: command.subaddress && { len: command.subaddress.length, subaddr: command.subaddress },
    duration: durationShape(command.duration),
    icon_id_usr_cfm: iconShape(command.confirmationIcon),
    alpha_id_call_setup: command.alpha?.text,
    text_attr_usr_cfm: attributesShape(command.confirmationTextAttributes),
    text_attr_call_setup: attributesShape(command.textAttributes),
  };
}

function browserShape({ bearers, gateway }: CommandOf<'launchBrowser'>): unknown {
  return {
    bearer: bearers && { len: bearers.length, array: String.fromCharCode(...bearers) },
    text_gateway_proxy_id: gateway?.text,
  };
}

/** The source leaves out what is 0. */
function timerShape({ timer, value }: CommandOf<'timerManagement'>): unknown {
  return {
    timer_id: timer,
    timer_value: value && { hour: value.hours, minute: value.minutes, second: value.seconds },
  };
}

/** The fields of each command by the source's names. */
function ownShape(command: ProactiveCommand): unknown {
  switch (command.type) {
    case 'displayText':
    case 'setUpIdleModeText':
      return { text: command.text.text };
    case 'getInkey':
      return { text: command.text.text, duration: durationShape(command.duration) };
    case 'getInput': {
      const { minimum: min, maximum: max } = command.responseLength;
      return { text: command.text.text, resp_len: { min, max }, default_text: command.defaultText?.text };
    }
    case 'playTone':
      return { tone: command.tone, duration: durationShape(command.duration) };
    case 'setUpMenu':
    case 'selectItem':
      return listShape(command);
    case 'sendShortMessage':
      return { gsm_sms: messageShape(command) };
    case 'sendSs':
      return { ss: { ton_npi: command.serviceString.typeOfAddress, ss: command.serviceString.digits } };
    case 'sendUssd':
      return { ussd: ussdText(command.ussdString) };
    case 'setUpCall':
      return callShape(command);
    case 'setUpEventList':
      return { event_list: { len: command.events.length, list: command.events[0] } };
    case 'performCardApdu':
      return apduShape(command.apdu);
    case 'timerManagement':
      return timerShape(command);
    case 'runAtCommand':
      return { at_command: command.atCommand };
    case 'sendDtmf':
      return { dtmf: command.tones };
    case 'languageNotification':
      return { language: command.language };
    case 'launchBrowser':
      return browserShape(command);
    case 'openChannel':
      return channelShape(command);
    case 'receiveData':
      return { data_len: command.length };
    case 'sendData':
      return { data: { array: command.data, len: command.data.length } };
    default:
      return {};
  }
}

/** A row without its rendering, which is held against the attributes in `rendering-vectors.test.ts`. */
function fieldsOf({ expect }: VectorRow): unknown {
  const { html: _, ...fields } = expect;
  return fields;
}

function checkRow(row: VectorRow): void {
  const command = decodeProactiveCommand(fromHex(row.hex));
  assert.equal(command.type, commandNames[row.command ?? '']);
  assert.deepEqual(command.ignored, []);
  assertMatches(fieldsOf(row), { ...commonShape(command), ...Object(ownShape(command)) });
}

describe('proactive commands of the conformance tests', () => {
  const rows = rowsOf('proactive_command');
  const accepted = rows.filter(({ id }) => !(id in refusals));

  test('are all there', () => assert.equal(rows.length, 337));

  for (const row of accepted) {
    test(`${row.id} is read`, () => checkRow(row));
    test(`${row.id} is written`, () => {
      assert.equal(toHex(encodeProactiveCommand(decodeProactiveCommand(fromHex(row.hex)))), row.hex);
    });
  }

  for (const [id, { result, clause }] of Object.entries(refusals)) {
    test(`${id} is refused: ${clause}`, () => {
      const row = rows.find(candidate => candidate.id === id);
      assert.ok(row);
      const isOwed = (error: unknown): boolean =>
        error instanceof ToolkitError && error.generalResult === result && error.details?.number === 1;
      assert.throws(() => decodeProactiveCommand(fromHex(row.hex)), isOwed);
    });
  }

  test('are refused only where the source says so or a clause does', () => {
    const refusedBySource = rows.filter(
      ({ parse_status, expect }) => (parse_status ?? 'OK') !== 'OK' || 'status' in expect,
    );
    assert.deepEqual(refusedBySource.map(({ id }) => id).sort(), Object.keys(refusals).sort());
  });
});
