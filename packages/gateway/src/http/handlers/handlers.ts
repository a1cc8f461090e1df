/** One handler for each endpoint of the contract: the compiler and a test see to it. */
import type { Contract, EndpointName } from '@simgate/api';
import {
  answerCall,
  dialCall,
  getCall,
  hangUpCall,
  holdCall,
  listCalls,
  retrieveCall,
  sendTones,
} from './calls.ts';
import type { Handler } from './context.ts';
import { streamEvents } from './events.ts';
import { getCdr } from './get-cdr.ts';
import { getPortInfo } from './get-port-info.ts';
import { getStatus } from './get-status.ts';
import { getMessage, listInbox, listMessages } from './messages.ts';
import { health, metrics, openApiDocument } from './operation.ts';
import { actOnPort, getPort, listPorts } from './ports.ts';
import {
  changePushTarget,
  createPushTarget,
  deletePushTarget,
  getPushTarget,
  listGivenUpPushes,
  listPushTargets,
  resendPushes,
  testPushTarget,
} from './push-targets.ts';
import { queryIncomingSms } from './query-incoming-sms.ts';
import { querySmsDeliverStatus } from './query-sms-deliver-status.ts';
import { querySmsInQueue } from './query-sms-in-queue.ts';
import { querySmsResult } from './query-sms-result.ts';
import { queryUssdReply } from './query-ussd-reply.ts';
import { sendSms } from './send-sms.ts';
import { sendUssd } from './send-ussd.ts';
import { setPortInfo } from './set-port-info.ts';
import { changeSettings, getSettings } from './settings.ts';
import { stopSms } from './stop-sms.ts';
import { getStkCurrFrameIndex, getStkView, stkGo } from './toolkit.ts';
import { changePassword, createUser, deleteUser, listUsers } from './users.ts';
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
  set_port_info: setPortInfo,
  get_status: getStatus,
  get_cdr: getCdr,
  get_stk_view: getStkView,
  stk_go: stkGo,
  get_stk_curr_frame_index: getStkCurrFrameIndex,
  list_ussd: listUssd,
  create_ussd: createUssd,
  cancel_ussd: cancelUssd,
  stream_events: streamEvents,
  list_messages: listMessages,
  get_message: getMessage,
  list_inbox: listInbox,
  list_calls: listCalls,
  get_call: getCall,
  dial_call: dialCall,
  answer_call: answerCall,
  hold_call: holdCall,
  retrieve_call: retrieveCall,
  send_tones: sendTones,
  hang_up_call: hangUpCall,
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
};
