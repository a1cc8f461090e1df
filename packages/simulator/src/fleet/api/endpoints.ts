/** Every path that a gateway serves, with the method it wants and what answers. */

import type { Handler } from './call.ts';
import { callRecords, status } from './device.ts';
import { queryIncoming } from './incoming.ts';
import { portInformation } from './port-information.ts';
import { queryReports, queryResults, queueLength, stopSending } from './results.ts';
import { sendSms } from './send-sms.ts';
import { setPort } from './set-port.ts';
import { toolkitFrame, toolkitGo, toolkitView } from './toolkit.ts';
import { sendUssdCode, ussdReplies } from './ussd.ts';

/** One path of the vendor's API with its handler. */
export interface Endpoint {
  readonly handler: Handler;
  /** A GET is answered 403 where the gateway has that quirk. */
  readonly postOnly?: true;
  /** Served only where the gateway has the alias. */
  readonly alias?: true;
}

/** By path; the chapters of the manual in their order. */
export const endpoints: Readonly<Record<string, Endpoint>> = {
  '/api/send_sms': { handler: sendSms },
  '/api/query_sms_result': { handler: queryResults },
  '/api/query_sms_deliver_status': { handler: queryReports },
  '/api/query_sms_in_queue': { handler: queueLength },
  '/api/query_sms_queue': { handler: queueLength, alias: true },
  '/api/query_incoming_sms': { handler: queryIncoming },
  '/api/send_ussd': { handler: sendUssdCode },
  '/api/query_ussd_reply': { handler: ussdReplies },
  '/api/stop_sms': { handler: stopSending },
  '/api/get_port_info': { handler: portInformation },
  '/api/set_port_info': { handler: setPort },
  '/api/get_cdr': { handler: callRecords, postOnly: true },
  '/api/get_status': { handler: status, postOnly: true },
  '/GetSTKView': { handler: toolkitView },
  '/STKGo': { handler: toolkitGo },
  '/GetSTKCurrFrameIndex': { handler: toolkitFrame },
};
