/**
 * The HTTP contract as one value. Handlers, validation, types, OpenAPI, client and manual page follow from it; a test proves that
 * nothing stands in one and not in the others.
 */
import type { Endpoint } from './endpoint.ts';
import { getPortInfo } from './endpoints/get-port-info.ts';
import { health, metrics, openApiDocument } from './endpoints/operation.ts';
import { queryIncomingSms } from './endpoints/query-incoming-sms.ts';
import { querySmsDeliverStatus } from './endpoints/query-sms-deliver-status.ts';
import { querySmsInQueue } from './endpoints/query-sms-in-queue.ts';
import { querySmsResult } from './endpoints/query-sms-result.ts';
import { sendSms } from './endpoints/send-sms.ts';
import { stopSms } from './endpoints/stop-sms.ts';

export const contract = {
  send_sms: sendSms,
  query_sms_result: querySmsResult,
  query_sms_deliver_status: querySmsDeliverStatus,
  query_sms_in_queue: querySmsInQueue,
  query_incoming_sms: queryIncomingSms,
  stop_sms: stopSms,
  get_port_info: getPortInfo,
  openapi: openApiDocument,
  healthz: health,
  metrics,
} as const;

export type Contract = typeof contract;
export type EndpointName = keyof Contract;

/** Every endpoint, in the order of the manual. */
export const endpoints: readonly Endpoint[] = Object.values(contract);
