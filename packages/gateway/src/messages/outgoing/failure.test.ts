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
