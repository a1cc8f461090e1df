import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import { cinterion } from '../dialects/cinterion/cinterion.ts';
import { simcom } from '../dialects/simcom/simcom.ts';
import { meaningOfCallLine } from '../modem/calls/call-notice.ts';
import {
  emergencyNumbersOf,
  isDialString,
  isVoiceRing,
  parseCaller,
  parseCallList,
  parseMissedCall,
  splitTones,
} from './call.ts';
import { nameOf } from './fields.ts';
import { parseIdentity, parseImei } from './identity.ts';
import { LineReader } from './lines/reader.ts';
import { standardNotices } from './notices.ts';
import { parseOperator } from './operator.ts';
import { isRegistrationAnswer, parseRegistration, registrationNames } from './registration.ts';
import { parseFinal } from './result.ts';
import { parseOffer, parseTextOffer } from './settings.ts';
import { parseExtendedSignal, parseSignal } from './signal.ts';
import {
  parseIccid,
  parseImsi,
  parseOwnNumbers,
  parseServiceCentre,
  parseSimAccess,
  parseSimLock,
  plainText,
} from './sim.ts';
import { parseList, parseStorageLists, parseStorageUse, parseStored, parseStoredNotice } from './storage.ts';
import { parseUssd } from './ussd.ts';

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly input: string;
  readonly context?: Record<string, unknown> | null;
  readonly expect: Record<string, unknown>;
}

const file = new URL('../../../../vectors/at-responses.json', import.meta.url);
const rows: Row[] = JSON.parse(readFileSync(file, 'utf8'));

/** Kinds of which the gateway reads nothing yet, each with the reason. */
const leftOut: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['ccfc'].map(kind => [kind, 'call forwarding comes with its chapter'])),
  ccwa_query: 'call waiting is switched at the network, not asked for: its notices are all that is wanted',
  ...Object.fromEntries(
    [
      'huawei_hcsq',
      'huawei_nwtime',
      'huawei_prefmode',
      'huawei_syscfg',
      'huawei_syscfgex',
      'huawei_sysinfo',
    ].map(kind => [kind, 'the standard commands answer the same']),
  ),
  ...Object.fromEntries(
    ['cinterion_smoni', 'intel_xcesq', 'quectel_ctzu_response', 'ublox_upincnt', 'cclk', 'cind_test'].map(
      kind => [kind, 'not asked for: the time comes from the service centre, signal from +CSQ and +CESQ'],
    ),
  ),
  ...Object.fromEntries(
    ['cops_test', 'cpol', 'plmn', 'cgev_urc', 'cfun_read', 'csim'].map(kind => [
      kind,
      'networks are not chosen here',
    ]),
  ),
  telit_qss: 'answers to a question that is not asked: the notice carries the state alone',
  ...Object.fromEntries(['cmgr_text', 'cmgr_text_detail'].map(kind => [kind, 'text mode is never used'])),
};

/** Rows whose expectation the gateway does not share, with the reason. */
const answered: Readonly<Record<string, string>> = {
  'mm-final-014': 'a +CMS ERROR without a code is an error all the same (27.005 3.2.5)',
  'mm-final-015': 'a +CMS ERROR without a code is an error all the same (27.005 3.2.5)',
  'mm-final-018': 'MODEM ERROR is printed by modules in place of ERROR and ends the command',
};

/** The lines of `input`, read with the reader; a line without an end counts. */
function linesOf(input: string): string[] {
  const lines: string[] = [];
  const reader = new LineReader({
    clock: fakeClock(),
    line: text => lines.push(text),
    prompt: () => {},
    isNotice: name => standardNotices.includes(name),
  });
  reader.push(Buffer.from(input, 'latin1'));
  reader.flush();
  return lines;
}

/** Without echo and final result, as a channel gives them to the parsers. */
function replyOf(input: string): string[] {
  return linesOf(input).filter(line => !line.startsWith('AT') && parseFinal(line)?.ok !== true);
}

function firstOf(input: string, name: string) {
  return replyOf(input).find(line => line.startsWith(name)) ?? '';
}

type Check = (row: Row) => void;

const registration: Check = ({ input, expect, context }) => {
  const line = replyOf(input).find(text => registrationNames.includes(nameOf(text))) ?? '';
  const read = parseRegistration(line);
  if (expect.no_crash) return;
  assert.equal(read?.domain, expect.command);
  assert.equal(read?.status, expect.stat);
  if (typeof expect.lac === 'number') assert.equal(read?.locationArea ?? 0, expect.lac);
  if (typeof expect.ci === 'number') assert.equal(read?.cell ?? 0, expect.ci);
  if (typeof expect.act === 'number') assert.equal(read?.accessTechnology, expect.act);
  if (typeof context?.solicited !== 'boolean' || !/^\D*\d+,\d/.test(line)) return;
  if (context.solicited) assert.ok(isRegistrationAnswer(line), 'an answer');
};

const finalResult: Check = ({ input, expect }) => {
  const results = linesOf(input).flatMap(line => parseFinal(line) ?? []);
  assert.equal(results.length > 0, expect.final_found);
  assert.equal(results[0]?.ok === false, expect.error);
};

const simLock: Check = ({ input, expect }) => {
  const words: Record<string, string> = {
    SIM_PIN: 'pin',
    SIM_PUK: 'puk',
    SIM_PUK2: 'pin2',
    PH_NET_PIN: 'device',
    UNKNOWN: 'unknown',
    'SIM PIN': 'pin',
  };
  const line = replyOf(input)[0] ?? '';
  assert.equal(parseSimLock(line), words[String(expect.expected_lock ?? expect.lock)]);
};

const storageUse: Check = ({ input, expect }) => {
  const uses = parseStorageUse(firstOf(input, '+CPMS'));
  if (expect.mem1) assert.equal(uses[0]?.memory, expect.mem1);
  if (expect.mem2) assert.equal(uses[1]?.memory, expect.mem2);
  if (expect.used !== undefined)
    assert.deepEqual([uses[0]?.used, uses[0]?.total], [expect.used, expect.total]);
};

// One of these real answers names another length than its PDU has.
const list: Check = ({ input, expect }) =>
  assert.deepEqual(
    parseList(replyOf(input)).map(({ damaged: _damaged, length: _length, ...message }) => message),
    expect.messages,
  );

const stored: Check = ({ input, expect }) => {
  const read = parseStored(replyOf(input));
  assert.equal(read?.pdu, expect.pdu);
  assert.equal(read?.status, expect.status ?? undefined);
};

const extendedSignal: Check = ({ input, expect }) => {
  const read = parseExtendedSignal(input);
  assert.equal(read.rsrp !== undefined, expect.lte_info);
  assert.equal(read.rscp !== undefined, expect.umts_info);
  assert.equal(read.rxlev !== undefined, expect.gsm_info);
  // The upstream names the upper edge of each step of 1 dB, 27.007 8.69 the lower.
  if (expect.rsrp !== undefined) assert.equal(read.rsrp, expect.rsrp);
  if (expect.rscp !== undefined) assert.equal(read.rscp, Number(expect.rscp) + 0);
  if (expect.rssi !== undefined) assert.equal(read.rxlev, expect.rssi);
};

/** <stat> as the vectors name it. */
const callStates: Readonly<Record<string, string>> = {
  ACTIVE: 'active',
  RINGING_IN: 'incoming',
  WAITING: 'waiting',
};

function callRows(expect: Row['expect']) {
  return (expect.calls as Record<string, unknown>[]).map(call => ({
    id: call.index,
    direction: call.direction === 'INCOMING' || call.dir === 1 ? 'incoming' : 'outgoing',
    state: call.stat === 4 ? 'incoming' : callStates[String(call.state)],
    number: call.number,
  }));
}

const checks: Readonly<Record<string, Check>> = {
  clcc: ({ input, expect }) => assert.deepEqual(parseCallList(replyOf(input)), callRows(expect)),
  clip_urc: ({ input, expect }) =>
    assert.equal(parseCaller(replyOf(input)[0] ?? '', '+CLIP').number, expect.number),
  ccwa_urc: ({ input, expect }) =>
    assert.deepEqual(parseCaller(replyOf(input)[0] ?? '', '+CCWA'), {
      number: expect.number,
      service: expect.class,
    }),
  cinterion_slcc_urc: ({ input, expect }) => {
    const meanings = replyOf(input).map(line => meaningOfCallLine(line, cinterion.calls));
    const rows = meanings.flatMap(meaning =>
      typeof meaning === 'object' && meaning.type === 'row' ? [meaning.call] : [],
    );
    assert.deepEqual(rows, callRows(expect));
  },
  simcom_cring_urc: ({ input }) => assert.ok(isVoiceRing(replyOf(input)[0] ?? '')),
  simcom_missed_call_urc: ({ input, expect }) =>
    assert.ok(String(expect.args).endsWith(`${parseMissedCall(replyOf(input)[0] ?? '')}"`)),
  simcom_voice_call_urc: ({ input, expect }) => {
    const type = String(expect.args).startsWith('FALSE') ? 'ended' : 'progress';
    assert.partialDeepStrictEqual(meaningOfCallLine(replyOf(input)[0] ?? '', simcom.calls), { type });
  },
  ef_ecc: ({ input, expect }) => assert.deepEqual(emergencyNumbersOf(input), expect.numbers ?? []),
  dial_string: ({ input, expect }) => assert.equal(isDialString(input), expect.valid),
  dtmf_split: ({ input, expect }) =>
    assert.deepEqual([...splitTones(input), null], (expect as { expected: unknown }).expected),
  registration,
  final_result: finalResult,
  cpin: simLock,
  cpms_read: storageUse,
  cpms_set: storageUse,
  cmgl_pdu: list,
  cmgr_pdu: stored,
  cesq: extendedSignal,
  cpms_test: ({ input, expect }) => {
    const [mem1, mem2, mem3] = parseStorageLists(firstOf(input, '+CPMS'));
    assert.deepEqual([mem1, mem2, mem3], [expect.mem1, expect.mem2, expect.mem3]);
  },
  cnum: ({ input, expect }) => assert.deepEqual(parseOwnNumbers(replyOf(input)), expect.numbers),
  csca: ({ input, expect }) => assert.equal(parseServiceCentre(firstOf(input, '+CSCA')), expect.number),
  csq: ({ input, expect }) => assert.equal(parseSignal(firstOf(input, '+CSQ')), expect.rssi ?? undefined),
  iccid: ({ input, expect }) => assert.equal(parseIccid(replyOf(input)), expect.iccid),
  cimi: ({ input }) => assert.equal(parseImsi(replyOf(input)), undefined),
  cgsn: ({ input, expect }) => assert.equal(parseImei(replyOf(input)), expect.imei),
  cgmi: ({ input, expect }) => assert.equal(parseIdentity(replyOf(input), '+CGMI'), expect.manufacturer),
  cgmm: ({ input, expect }) => assert.equal(parseIdentity(replyOf(input), '+CGMM'), expect.model),
  cnmi_test: ({ input, expect }) => {
    const offer = parseOffer(firstOf(input, '+CNMI'));
    assert.deepEqual(offer, [expect.mode, expect.mt, expect.bm, expect.ds, expect.bfr]);
  },
  cscs_test: ({ input, expect }) => {
    const names = (parseTextOffer(firstOf(input, '+CSCS'))[0] ?? []).map(name =>
      name === 'ASCII' ? 'IRA' : name,
    );
    assert.deepEqual(
      names.map(name => name.replace('-', '_')),
      expect.charsets,
    );
  },
  cops_read: ({ input, expect }) => {
    const operator = parseOperator(input);
    assert.equal(operator?.name, expect.operator);
    if (expect.act === 'LTE') assert.equal(operator?.accessTechnology, 7);
  },
  operator_name: ({ input, expect }) => assert.equal(plainText(input), expect.normalized),
  crsm: ({ input, expect }) => {
    assert.deepEqual(parseSimAccess(input), { sw1: expect.sw1, sw2: expect.sw2, data: expect.hex });
  },
  cusd_urc: ({ input, expect }) => {
    const read = parseUssd(linesOf(input)[0] ?? '');
    assert.equal(read?.status, expect.status);
    assert.equal(read?.dataCodingScheme, expect.dcs ?? undefined);
    if (expect.raw !== undefined) assert.equal(read?.text ?? '', expect.raw);
  },
  cmti_urc: ({ input, expect }) => assert.equal(parseStoredNotice(input, '+CMTI')?.index, expect.index),
  echo_removal: ({ input, expect }) => {
    // The echo is a line of its own, which the channel drops; nothing behind it is lost.
    const kept = linesOf(String(expect.without_echo));
    assert.deepEqual(linesOf(input).slice(-kept.length || Number.POSITIVE_INFINITY), kept);
  },
};

describe('answers of real modems', () => {
  for (const row of rows.filter(({ kind, id }) => checks[kind] !== undefined && answered[id] === undefined))
    test(`${row.id} (${row.kind})`, () => checks[row.kind]?.(row));

  test('leaves out no kind without a reason', () => {
    const kinds = new Set(rows.map(({ kind }) => kind));
    const unexplained = [...kinds].filter(kind => checks[kind] === undefined && leftOut[kind] === undefined);
    assert.deepEqual(unexplained, []);
  });

  test('answers only rows that exist', () => {
    const ids = new Set(rows.map(({ id }) => id));
    assert.deepEqual(
      Object.keys(answered).filter(id => !ids.has(id)),
      [],
    );
  });
});
