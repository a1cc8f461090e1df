/** One handler for each endpoint of the contract: the compiler and a test see to it. */
import type { Contract, EndpointName } from '@simgate/api';
import type { Handler } from './context.ts';
import { getPortInfo } from './get-port-info.ts';
import { health, metrics, openApiDocument } from './operation.ts';
import { queryIncomingSms } from './query-incoming-sms.ts';
import { querySmsDeliverStatus } from './query-sms-deliver-status.ts';
import { querySmsInQueue } from './query-sms-in-queue.ts';
import { querySmsResult } from './query-sms-result.ts';
import { sendSms } from './send-sms.ts';
import { stopSms } from './stop-sms.ts';

export const handlers: { readonly [Name in EndpointName]: Handler<Contract[Name]> } = {
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
};
