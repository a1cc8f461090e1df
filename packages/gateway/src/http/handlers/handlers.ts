/** One handler for each endpoint of the contract: the compiler and a test see to it. */
import type { Contract, EndpointName } from '@simgate/api';
import type { Handler } from './context.ts';
import { getPortInfo } from './get-port-info.ts';
import { health, metrics, openApiDocument } from './operation.ts';
import { queryIncomingSms } from './query-incoming-sms.ts';
import { querySmsDeliverStatus } from './query-sms-deliver-status.ts';
import { querySmsInQueue } from './query-sms-in-queue.ts';
import { querySmsResult } from './query-sms-result.ts';
import { queryUssdReply } from './query-ussd-reply.ts';
import { sendSms } from './send-sms.ts';
import { sendUssd } from './send-ussd.ts';
import { stopSms } from './stop-sms.ts';
import { getStkCurrFrameIndex, getStkView, stkGo } from './toolkit.ts';
import { cancelUssd, createUssd, listUssd } from './ussd.ts';

export const handlers: { readonly [Name in EndpointName]: Handler<Contract[Name]> } = {
  send_sms: sendSms,
  query_sms_result: querySmsResult,
  query_sms_deliver_status: querySmsDeliverStatus,
  query_sms_in_queue: querySmsInQueue,
  query_incoming_sms: queryIncomingSms,
  send_ussd: sendUssd,
  query_ussd_reply: queryUssdReply,
  stop_sms: stopSms,
  get_port_info: getPortInfo,
  get_stk_view: getStkView,
  stk_go: stkGo,
  get_stk_curr_frame_index: getStkCurrFrameIndex,
  list_ussd: listUssd,
  create_ussd: createUssd,
  cancel_ussd: cancelUssd,
  openapi: openApiDocument,
  healthz: health,
  metrics,
};
