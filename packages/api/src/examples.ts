/**
 * The examples of the vendor's document, chapters 2 to 10, as data. The text that is left of it is damaged; what was
 * repaired is noted with each. All answers got `sn` and, in lists of messages, `imsi`, as the later document has them.
 */
import type { EndpointName } from './contract.ts';

/** A request of the document and its answer, as far as the print lets them be read. */
export interface Example {
  readonly endpoint: EndpointName;
  readonly method: 'GET' | 'POST';
  /** Path and query. */
  readonly target: string;
  /** JSON; absent where the request has no body. */
  readonly body?: string;
  readonly reply: object;
  /** Differences to the printed document. */
  readonly repairs: readonly string[];
}

const SN = 'da00-0030-1901-2817';

/** In the order of the document. */
export const examples: readonly Example[] = [
  {
    endpoint: 'send_sms',
    method: 'POST',
    target: '/api/send_sms',
    body: '{"text":"Hello, #param#.","port":[2,3],"param":[{"number":"123456","text_param":["John"],"user_id":1},{"number":"123478", "text_param":["Sam"] ,"user_id":2}]}',
    reply: { error_code: 202, sn: SN, sms_in_queue: 2, task_id: 2 },
    repairs: ['curly quote at the end of the body', 'blank inside the key text_param'],
  },
  {
    endpoint: 'query_sms_result',
    method: 'POST',
    target: '/api/query_sms_result',
    body: '{"number":["12341234"], "port":[1,2,3],"user_id":[1,2]}',
    reply: {
      error_code: 200,
      sn: SN,
      result: [
        {
          port: 1,
          user_id: 1,
          number: '12341234',
          time: '2014-12-21 12:06:01',
          status: 'SENT_OK',
          count: 3,
          succ_count: 3,
          ref_id: 12,
          imsi: '460016529802215',
        },
      ],
    },
    repairs: ['the answer shows a port and a number that were not asked for', 'blank inside the number'],
  },
  {
    endpoint: 'query_sms_deliver_status',
    method: 'POST',
    target: '/api/query_sms_deliver_status',
    body: '{"number":["12341234"], "port":[1,2,3], "time_after":"2014-12-12 19:29:19", "time_before":"2014-12-12 19:29:19"}',
    reply: {
      error_code: 200,
      sn: SN,
      result: [
        {
          port: 1,
          number: '12341234',
          time: '2014-12-12 19:29:19',
          ref_id: 12,
          status_code: 0,
          imsi: '460016529802215',
        },
      ],
    },
    repairs: ['comma after the last item', 'the answer shows what was not asked for'],
  },
  {
    endpoint: 'query_sms_in_queue',
    method: 'GET',
    target: '/api/query_sms_in_queue',
    reply: { error_code: 200, sn: SN, in_queue: 0 },
    repairs: ['the URL printed is that of query_incoming_sms'],
  },
  {
    endpoint: 'query_incoming_sms',
    method: 'GET',
    target: '/api/query_incoming_sms?flag=all',
    reply: {
      error_code: 200,
      sn: SN,
      sms: [
        {
          incoming_sms_id: 1,
          port: 2,
          number: '123456789',
          smsc: '+8613800123456',
          timestamp: '2014-12-09 17:11:18',
          text: 'This is a test',
          imsi: '460016529802215',
        },
      ],
      read: 1,
      unread: 0,
    },
    repairs: ['comma after the last item'],
  },
  {
    endpoint: 'send_ussd',
    method: 'POST',
    target: '/api/send_ussd',
    body: '{"port":[1,2,3],"command":"send","text":"*125#"}',
    reply: {
      error_code: 202,
      sn: SN,
      request_id: 1,
      result: [
        { port: 1, status: 503 },
        { port: 2, status: 503 },
        { port: 3, status: 200 },
      ],
    },
    repairs: [
      'request_id stands in front of error_code',
      'the answer shows ports 0 to 2 for a request to 1 to 3',
    ],
  },
  {
    endpoint: 'query_ussd_reply',
    method: 'GET',
    target: '/api/query_ussd_reply?port=1,2,3',
    reply: {
      error_code: 200,
      sn: SN,
      reply: [
        { port: 1, text: '' },
        { port: 2, text: 'Test …' },
        { port: 3, text: '' },
      ],
    },
    repairs: ['one of the empty texts is a blank'],
  },
  {
    endpoint: 'stop_sms',
    method: 'GET',
    target: '/api/stop_sms?task_id=1',
    reply: { error_code: 200, sn: SN },
    repairs: [],
  },
  {
    endpoint: 'get_port_info',
    method: 'GET',
    target:
      '/api/get_port_info?port=1,2,3&info_type=imei,imsi,iccid,smsc,type,number,reg,slot,callstate,signal,gprs',
    reply: {
      error_code: 200,
      sn: SN,
      info: [
        {
          port: 1,
          type: 'WCDMA',
          imei: '863070017005173',
          imsi: '',
          iccid: '',
          smsc: '',
          number: '',
          reg: 'NO_SIM',
          slot: 255,
          callstate: 'Idle',
          signal: 0,
          gprs: 'detached',
        },
        {
          port: 2,
          type: 'GSM',
          imei: '358967042917201',
          imsi: '460016529802215',
          iccid: '89860114840400428150',
          smsc: '+8613010868500',
          number: '',
          reg: 'REGISTER_OK',
          slot: 255,
          callstate: 'Idle',
          signal: 0,
          gprs: 'detached',
        },
      ],
    },
    repairs: ['blanks inside keys', 'slot is asked for and missing in the answer'],
  },
  {
    endpoint: 'set_port_info',
    method: 'GET',
    target: '/api/set_port_info?port=1&action=power&param=off',
    reply: { error_code: 200, sn: SN },
    repairs: [
      'the & in front of param is missing, and a blank stands in front of off',
      'the method printed is POST',
    ],
  },
  {
    endpoint: 'get_cdr',
    method: 'POST',
    target: '/api/get_cdr',
    body: '{"port":[2,3]}',
    reply: {
      error_code: 200,
      sn: SN,
      cdr: [
        {
          port: 2,
          start_date: '2015-07-21 16:35:20',
          answer_date: '2015-07-21 16:35:31',
          duration: 11,
          source_number: '8000',
          destination_number: '12341234',
          direction: 'ip->gsm',
          ip: '172.16.100.136',
          codec: 'G.711U',
          hangup: 'called',
          gsm_code: 16,
          bcch: '',
        },
      ],
    },
    repairs: ['duration and the two numbers came with the later document'],
  },
  {
    endpoint: 'get_stk_view',
    method: 'GET',
    target: '/GetSTKView?port=0',
    reply: {
      title: '神州行天地',
      text: '',
      item: [
        { item_id: 1, item_string: 'item1_text' },
        { item_id: 2, item_string: 'item2_text' },
        { item_id: 3, item_string: 'item3_text' },
      ],
      input_type: 2,
      frame_id: 750,
    },
    repairs: [
      'blanks around the title and inside an item',
      'a quote before the input_type',
      'text is missing',
    ],
  },
  {
    endpoint: 'stk_go',
    method: 'POST',
    target: '/STKGo',
    body: '{"port":7,"item":1}',
    reply: { error_code: 200 },
    repairs: ['no answer is printed'],
  },
  {
    endpoint: 'get_stk_curr_frame_index',
    method: 'GET',
    target: '/GetSTKCurrFrameIndex?port=0',
    reply: { frame_id: 32 },
    repairs: [],
  },
];
