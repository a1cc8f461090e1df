import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { MessageReason, ReportReason } from '@simgate/api/contract';
import { reasonOfRefusal, reasonOfReport } from './failure.ts';

describe('the reason of a refusal', () => {
  const rows: [source: 'cms' | 'cme' | 'link' | 'modem', code: number | undefined, reason: MessageReason][] =
    [
      ['cms', 1, 'unassigned_number'],
      ['cms', 8, 'no_credit'],
      ['cms', 10, 'barred'],
      ['cms', 21, 'rejected'],
      ['cms', 27, 'destination_out_of_service'],
      ['cms', 28, 'subscriber_unknown'],
      ['cms', 29, 'not_subscribed'],
      ['cms', 30, 'subscriber_unknown'],
      ['cms', 38, 'network_out_of_order'],
      ['cms', 41, 'temporary_failure'],
      ['cms', 42, 'congestion'],
      ['cms', 47, 'congestion'],
      ['cms', 50, 'not_subscribed'],
      ['cms', 69, 'not_implemented'],
      ['cms', 97, 'protocol_error'],
      // Neighbours of the causes above have no meaning of their own.
      ['cms', 9, 'network_refused'],
      ['cms', 11, 'network_refused'],
      ['cms', 23, 'network_refused'],
      ['cms', 31, 'network_refused'],
      ['cms', 39, 'network_refused'],
      ['cms', 43, 'network_refused'],
      ['cms', 48, 'network_refused'],
      ['cms', 51, 'network_refused'],
      ['cms', 60, 'network_refused'],
      ['cms', 70, 'network_refused'],
      ['cms', 94, 'network_refused'],
      ['cms', 100, 'network_refused'],
      ['cms', 112, 'network_refused'],
      ['cms', 126, 'network_refused'],
      ['cms', 0x8f, 'not_implemented'],
      ['cms', 0xc0, 'congestion'],
      ['cms', 0xc1, 'service_centre_refused'],
      ['cms', 0xc3, 'unassigned_number'],
      ['cms', 0xc4, 'barred'],
      ['cms', 0xd0, 'memory_exceeded'],
      ['cms', 0xe1, 'network_refused'],
      ['cms', 0xff, 'service_centre_failed'],
      ['cms', 304, 'modem_refused'],
      ['cms', 310, 'no_sim'],
      ['cms', 311, 'sim_locked'],
      ['cms', 314, 'modem_busy'],
      ['cms', 330, 'no_service_centre'],
      ['cms', 331, 'no_service'],
      ['cms', 332, 'network_timeout'],
      ['cms', 513, 'modem_busy'],
      ['cms', 530, 'modem_refused'],
      ['cme', 10, 'no_sim'],
      ['cme', 30, 'no_service'],
      ['cme', 100, 'modem_refused'],
      ['cme', undefined, 'modem_refused'],
      ['modem', undefined, 'modem_refused'],
      ['link', undefined, 'modem_gone'],
    ];
  for (const [source, code, reason] of rows)
    test(`${source} ${code ?? ''}: ${reason}`, () => {
      assert.equal(reasonOfRefusal({ source, ...(code !== undefined && { code }) }), reason);
    });
});

describe('the reason of a report (23.040 9.2.3.15)', () => {
  const rows: [status: number, reason: ReportReason | ''][] = [
    [0x00, ''],
    [0x01, 'unconfirmed'],
    [0x02, 'replaced'],
    [0x10, 'unconfirmed'],
    [0x20, 'congestion'],
    [0x21, 'recipient_busy'],
    [0x22, 'recipient_no_response'],
    [0x23, 'recipient_refused'],
    [0x25, 'recipient_error'],
    [0x30, 'pending'],
    [0x40, 'procedure_error'],
    [0x41, 'recipient_incompatible'],
    [0x42, 'recipient_refused'],
    [0x43, 'not_obtainable'],
    [0x45, 'no_interworking'],
    [0x46, 'expired'],
    [0x47, 'deleted'],
    [0x49, 'unknown_message'],
    [0x62, 'recipient_no_response'],
    [0x7f, 'not_delivered'],
    [0xff, 'not_delivered'],
  ];
  for (const [status, reason] of rows)
    test(`${status}: ${reason || 'none'}`, () => assert.equal(reasonOfReport(status), reason));
});

describe('every code has one reason', () => {
  /** The codes of each reason; all others are those of `rest`. */
  type Reasons = Partial<Record<MessageReason, readonly number[]>>;

  function upTo(first: number, last: number): number[] {
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  }

  function grouped(source: 'cms' | 'cme', most: number): Reasons {
    const codes = upTo(0, most);
    const found = Object.groupBy(codes, code => reasonOfRefusal({ source, code }));
    const { network_refused: _, modem_refused: __, ...named } = found;
    return named;
  }

  test('of +CMS ERROR (24.011 E-2, 23.040 9.2.3.22, 27.005 3.2.5)', () => {
    assert.deepEqual(grouped('cms', 600), {
      unassigned_number: [1, 0xc3],
      no_credit: [8],
      barred: [10, 0xc4],
      rejected: [21],
      memory_exceeded: [22, ...upTo(0xd0, 0xd3)],
      destination_out_of_service: [27],
      subscriber_unknown: [28, 30],
      not_subscribed: [29, 50],
      network_out_of_order: [38],
      temporary_failure: [41],
      congestion: [42, 47, 0xc0],
      not_implemented: [69, ...upTo(0x80, 0xbf), 0xc6, 0xc7],
      protocol_error: [81, ...upTo(95, 99), 111, 127],
      service_centre_refused: [0xc1],
      service_centre_failed: [0xc2, 0xd4, 0xd5, 0xff],
      no_sim: [310, 313, 315],
      sim_locked: [311, 312, 316, 317, 318],
      modem_busy: [314, ...upTo(512, 515)],
      no_service_centre: [330],
      no_service: [331],
      network_timeout: [332],
    });
  });

  test('of +CME ERROR (27.007 9.2.1)', () => {
    assert.deepEqual(grouped('cme', 600), {
      no_sim: [10, 13, 15],
      sim_locked: [11, 12],
      modem_busy: [14, 515],
      no_service: [30, 32],
      network_timeout: [31],
    });
  });

  test('the network refuses by 1 to 255, the modem by all above', () => {
    const others = upTo(0, 600).map(code => [code, reasonOfRefusal({ source: 'cms', code })] as const);
    const [network, modem] = (['network_refused', 'modem_refused'] as const).map(reason =>
      others.filter(([, each]) => each === reason).map(([code]) => code),
    );
    assert.deepEqual([network?.at(0), network?.at(-1), modem?.slice(0, 2)], [2, 0xfe, [0, 256]]);
  });

  test('of status reports (23.040 9.2.3.15)', () => {
    const found = Object.groupBy(upTo(0, 255), status => reasonOfReport(status));
    const { unconfirmed = [], pending = [], not_delivered = [], ...named } = found;
    assert.deepEqual(named, {
      '': [0],
      replaced: [0x02],
      congestion: [0x20, 0x60],
      recipient_busy: [0x21, 0x61],
      recipient_no_response: [0x22, 0x62],
      recipient_refused: [0x23, 0x42, 0x63],
      quality: [0x24, 0x44, 0x64],
      recipient_error: [0x25, 0x65],
      procedure_error: [0x40],
      recipient_incompatible: [0x41],
      not_obtainable: [0x43],
      no_interworking: [0x45],
      expired: [0x46],
      deleted: [0x47, 0x48],
      unknown_message: [0x49],
    });
    assert.deepEqual(unconfirmed, [1, ...upTo(3, 0x1f)]);
    assert.deepEqual(pending, upTo(0x26, 0x3f));
    assert.deepEqual([not_delivered.at(0), not_delivered.at(-1), not_delivered.length], [0x4a, 255, 176]);
  });
});
