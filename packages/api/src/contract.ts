/**
 * The HTTP contract as one value. Handlers, validation, types, OpenAPI, client and manual page follow from it; a test proves that
 * nothing stands in one and not in the others.
 */
import type { Endpoint } from './endpoint.ts';
import {
  answerCall,
  dialCall,
  getCall,
  hangUpCall,
  holdCall,
  listCalls,
  retrieveCall,
  sendTones,
} from './endpoints/calls.ts';
import { streamEvents } from './endpoints/events.ts';
import { getCdr } from './endpoints/get-cdr.ts';
import { getPortInfo } from './endpoints/get-port-info.ts';
import { getStatus } from './endpoints/get-status.ts';
import { getMessage, listInbox, listMessages } from './endpoints/messages.ts';
import { health, metrics, openApiDocument } from './endpoints/operation.ts';
import { actOnPort, getPort, listPorts } from './endpoints/ports.ts';
import {
  changePushTarget,
  createPushTarget,
  deletePushTarget,
  getPushTarget,
  listGivenUpPushes,
  listPushTargets,
  resendPushes,
  testPushTarget,
} from './endpoints/push-targets.ts';
import { queryIncomingSms } from './endpoints/query-incoming-sms.ts';
import { querySmsDeliverStatus } from './endpoints/query-sms-deliver-status.ts';
import { querySmsInQueue } from './endpoints/query-sms-in-queue.ts';
import { querySmsResult } from './endpoints/query-sms-result.ts';
import { queryUssdReply } from './endpoints/query-ussd-reply.ts';
import { sendSms } from './endpoints/send-sms.ts';
import { sendUssd } from './endpoints/send-ussd.ts';
import { setPortInfo } from './endpoints/set-port-info.ts';
import { changeSettings, getSettings } from './endpoints/settings.ts';
import { stopSms } from './endpoints/stop-sms.ts';
import { getStkCurrFrameIndex, getStkView, stkGo } from './endpoints/toolkit.ts';
import { changePassword, createUser, deleteUser, listUsers } from './endpoints/users.ts';
import { cancelUssd, createUssd, listUssd } from './endpoints/ussd.ts';

export const contract = {
  send_sms: sendSms,
  query_sms_result: querySmsResult,
  query_sms_deliver_status: querySmsDeliverStatus,
  query_sms_in_queue: querySmsInQueue,
  query_incoming_sms: queryIncomingSms,
  send_ussd: sendUssd,
  query_ussd_reply: queryUssdReply,
  stop_sms: stopSms,
  get_port_info: getPortInfo,
  set_port_info: setPortInfo,
  get_cdr: getCdr,
  get_status: getStatus,
  get_stk_view: getStkView,
  stk_go: stkGo,
  get_stk_curr_frame_index: getStkCurrFrameIndex,
  stream_events: streamEvents,
  list_messages: listMessages,
  get_message: getMessage,
  list_inbox: listInbox,
  list_ussd: listUssd,
  create_ussd: createUssd,
  cancel_ussd: cancelUssd,
  list_calls: listCalls,
  dial_call: dialCall,
  get_call: getCall,
  hang_up_call: hangUpCall,
  answer_call: answerCall,
  hold_call: holdCall,
  retrieve_call: retrieveCall,
  send_tones: sendTones,
  list_ports: listPorts,
  get_port: getPort,
  act_on_port: actOnPort,
  list_push_targets: listPushTargets,
  create_push_target: createPushTarget,
  get_push_target: getPushTarget,
  change_push_target: changePushTarget,
  delete_push_target: deletePushTarget,
  test_push_target: testPushTarget,
  list_given_up_pushes: listGivenUpPushes,
  resend_pushes: resendPushes,
  get_settings: getSettings,
  change_settings: changeSettings,
  list_users: listUsers,
  create_user: createUser,
  change_password: changePassword,
  delete_user: deleteUser,
  openapi: openApiDocument,
  healthz: health,
  metrics,
} as const;

export type Contract = typeof contract;
export type EndpointName = keyof Contract;

/** Every endpoint, in the order of the manual. */
export const endpoints: readonly Endpoint[] = Object.values(contract);
