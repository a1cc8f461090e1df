/**
 * Made from the contract by `npm run docs`; a test holds it equal. Types of requests and replies, and how each endpoint is called.
 */
/** Method, path, place of the parameters, where the outcome stands, form of the answer, and whether a repeat is safe. */
export type Row = readonly [
  method: string,
  path: string,
  parametersIn: 'body' | 'query' | 'none',
  outcome: 'status' | 'code' | 'optional' | 'none',
  answer: 'json' | 'text' | 'stream',
  repeat: 'safe' | 'keyed' | 'never',
];

/** The parameters of send_sms. Accepts one text for up to 128 recipients; answers once everything is stored. */
export type SendSmsRequest = {
  /** a text of at most 1500 bytes of UTF-8, with #param# where a value goes, without halves of surrogate pairs */
  text: string;
  /** a list of 1 to 128 recipients */
  param: {
    /** a phone number of digits, * and #, with an optional leading +, at most 24 bytes */
    number: string;
    /** a list of texts, one for each #param# in its order */
    text_param?: string[];
    /** a whole number from 0 to 9007199254740991, the same as text, or null */
    user_id?: number | string | null;
    /** a list of ports for this recipient, where the request as a whole names none */
    port?: number[];
    /** unicode (UCS-2), gsm-7bit, or auto (the default alphabet where every character fits, else UCS-2) */
    encoding?: "unicode" | "gsm-7bit" | "auto";
  }[];
  /** a list of ports that may carry it; absent or empty: any */
  port?: number[];
  /** unicode (UCS-2), gsm-7bit, or auto (the default alphabet where every character fits, else UCS-2) */
  encoding?: "unicode" | "gsm-7bit" | "auto";
  /** true or false: whether to ask for status reports */
  request_status_report?: boolean;
  /** urgent, normal or bulk (ours): what is urgent leaves before what waits */
  priority?: "urgent" | "normal" | "bulk";
};

export type SendSmsReply = {
  /** how it went */
  error_code: 202;
  /** the serial number of the gateway */
  sn: string;
  /** messages that no port has begun, these included */
  sms_in_queue: number;
  /** what stop_sms takes */
  task_id: number;
};

/** The parameters of query_sms_result. Returns the state of each sent message, oldest first. */
export type QuerySmsResultRequest = {
  /** a list of at most 32 phone numbers; a leading + does not matter */
  number?: string[];
  /** a list of sending ports */
  port?: number[];
  /** the earliest time, as YYYY-MM-DD HH:MM:SS */
  time_after?: string;
  /** the latest time, as YYYY-MM-DD HH:MM:SS */
  time_before?: string;
  /** a list of at most 4096 user ids, compared as text */
  user_id?: (number | string | null)[];
};

export type QuerySmsResultReply = {
  /** how it went */
  error_code: 200;
  /** the serial number of the gateway */
  sn: string;
  result: {
    /** the sending port; 255 while none has begun */
    port: number;
    /** a whole number from 0 to 9007199254740991, the same as text, or null */
    user_id: number | string | null;
    /** as the client spelt it */
    number: string;
    /** YYYY-MM-DD HH:MM:SS in the gateway's zone */
    time: string;
    /** the sending status */
    status: "SENDING" | "SENT_OK" | "FAILED" | "DELIVERED";
    /** segments */
    count: number;
    /** segments that the network accepted */
    succ_count: number;
    /** TP-MR of the first segment */
    ref_id: number;
    /** the SIM that sent it; "" while none has */
    imsi: string;
  }[];
};

/** The parameters of query_sms_deliver_status. Lists the status reports received, one row for each. */
export type QuerySmsDeliverStatusRequest = {
  /** a list of at most 32 phone numbers; a leading + does not matter */
  number?: string[];
  /** a list of sending ports */
  port?: number[];
  /** the earliest time, as YYYY-MM-DD HH:MM:SS */
  time_after?: string;
  /** the latest time, as YYYY-MM-DD HH:MM:SS */
  time_before?: string;
};

export type QuerySmsDeliverStatusReply = {
  /** how it went */
  error_code: 200;
  /** the serial number of the gateway */
  sn: string;
  result: {
    /** the port that sent the message */
    port: number;
    /** as the client spelt it */
    number: string;
    /** YYYY-MM-DD HH:MM:SS in the gateway's zone */
    time: string;
    /** TP-MR of the reported segment */
    ref_id: number;
    /** TP-ST: 0 delivered, 32-63 temporary, 64-255 permanent error */
    status_code: number;
    /** the SIM that sent it */
    imsi: string;
  }[];
};

/** The parameters of query_sms_in_queue. Counts the messages that no port has begun. */
export type QuerySmsInQueueRequest = {};

export type QuerySmsInQueueReply = {
  /** how it went */
  error_code: 200;
  /** the serial number of the gateway */
  sn: string;
  /** messages, not segments */
  in_queue: number;
};

/** The parameters of query_incoming_sms. Lists received messages; with flag unread (the default) it marks them as read before the answer is known to have arrived. Where none may be missed, ask with flag=all and the last incoming_sms_id that you have stored: that marks nothing. */
export type QueryIncomingSmsRequest = {
  /** a whole number from 0; only messages with a greater id are listed */
  incoming_sms_id?: number;
  /** unread, read or all */
  flag?: "unread" | "read" | "all";
  /** a list of receiving ports */
  port?: number[];
};

export type QueryIncomingSmsReply = {
  /** how it went */
  error_code: 200;
  /** the serial number of the gateway */
  sn: string;
  sms: {
    /** grows in the order of becoming visible */
    incoming_sms_id: number;
    /** the receiving port */
    port: number;
    /** the sender */
    number: string;
    /** the service centre */
    smsc: string;
    /** YYYY-MM-DD HH:MM:SS in the gateway's zone */
    timestamp: string;
    /** its text */
    text: string;
    /** the SIM that received it */
    imsi: string;
  }[];
  /** messages of these ports that are read, after this call */
  read: number;
  /** messages of these ports that are unread, after this call */
  unread: number;
};

/** The parameters of send_ussd. Sends a USSD request, or an answer where the network waits for one; cancel ends the session. The answer of the network comes by query_ussd_reply and as a push. */
export type SendUssdRequest = {
  /** a text of at most 60 bytes of UTF-8, without halves of surrogate pairs */
  text?: string;
  /** a list of ports from 0 to 31 */
  port: number[];
  /** send or cancel; absent: send */
  command?: "send" | "cancel";
};

export type SendUssdReply = {
  /** how it went */
  error_code: 202;
  /** the serial number of the gateway */
  sn: string;
  /** repeated in every reply to it */
  request_id: number;
  result: {
    /** a port number from 0 to 31 */
    port: number;
    /** 200: handed to the port's session; 486: the port is busy with a request, or sends an SMS; 503: it is not registered, it is blocked and the network asks nothing there, or there is no such port */
    status: 200 | 486 | 503;
  }[];
  /** the same again, where the setting http.resultWithColon is on */
  "result:"?: {
    /** a port number from 0 to 31 */
    port: number;
    /** 200: handed to the port's session; 486: the port is busy with a request, or sends an SMS; 503: it is not registered, it is blocked and the network asks nothing there, or there is no such port */
    status: 200 | 486 | 503;
  }[];
};

/** The parameters of query_ussd_reply. Returns the reply of each asked port to its last request; it is kept until the next one. */
export type QueryUssdReplyRequest = {
  /** a list of ports from 0 to 31 */
  port: number[];
};

export type QueryUssdReplyReply = {
  /** how it went */
  error_code: 200;
  /** the serial number of the gateway */
  sn: string;
  reply: {
    /** a port number from 0 to 31 */
    port: number;
    /** the answer of the network, or why there is none; "" when nothing came */
    text: string;
  }[];
};

/** The parameters of stop_sms. Ends what a task has not begun to send; what has begun is completed. */
export type StopSmsRequest = {
  /** the task_id of an answer of send_sms */
  task_id: number;
};

export type StopSmsReply = {
  /** how it went */
  error_code: 200;
  /** the serial number of the gateway */
  sn: string;
};

/** The parameters of get_port_info. Returns the data of each port; only the fields asked for, in a fixed order. */
export type GetPortInfoRequest = {
  /** a list of some of type, imei, imsi, iccid, smsc, number, reg, slot, callstate, signal, gprs, remain_credit, remain_monthly_credit, remain_daily_credit, remain_daily_calltime, remain_hourly_calltime, remain_daily_connect, CallForward */
  info_type: ("type" | "imei" | "imsi" | "iccid" | "smsc" | "number" | "reg" | "slot" | "callstate" | "signal" | "gprs" | "remain_credit" | "remain_monthly_credit" | "remain_daily_credit" | "remain_daily_calltime" | "remain_hourly_calltime" | "remain_daily_connect" | "CallForward")[];
  /** a list of ports; absent or empty: all */
  port?: number[];
};

export type GetPortInfoReply = {
  /** how it went */
  error_code: 200;
  /** the serial number of the gateway */
  sn: string;
  info: {
    /** a port number from 0 to 31 */
    port: number;
    /** the access technology */
    type?: "GSM" | "WCDMA" | "LTE" | "NR" | "UNKNOWN";
    /** the IMEI of the modem */
    imei?: string;
    /** the IMSI of the SIM */
    imsi?: string;
    /** the ICCID of the SIM */
    iccid?: string;
    /** the service centre of the SIM */
    smsc?: string;
    /** the own number of the SIM */
    number?: string;
    /** the registration */
    reg?: "POWER_OFF" | "NO_SIM" | "PIN_REQUIRE" | "PUK_REQUIRE" | "UNREGISTER" | "SEARCHING_NETWORK" | "REGISTER_OK" | "UNKNOWN";
    /** the SIM slot; 255 where there is one only */
    slot?: number;
    /** the state of calls */
    callstate?: "Idle" | "Processing" | "Ringing" | "Active" | "Alerting" | "Call Waiting" | "Call holding" | "Unknown";
    /** the signal strength; unknown is 0 */
    signal?: number;
    /** packet service */
    gprs?: "attached" | "detached";
    /** what is left in all; "" is no limit */
    remain_credit?: string;
    /** what is left this month; "" is no limit */
    remain_monthly_credit?: string;
    /** what is left today; "" is no limit */
    remain_daily_credit?: string;
    /** the call time left today; "" is no limit */
    remain_daily_call_time?: string;
    /** the call time left this hour; "" is no limit */
    remain_hourly_call_time?: string;
    /** the calls left today; "" is no limit */
    remain_daily_connected?: string;
    /** the number calls go to, by condition */
    CallForwarding?: {
      [name: string]: string;
    };
  }[];
};

/** The parameters of set_port_info. Orders an action of a port: choose a SIM slot, reset, power on or off, store its number, lock or unlock the SIM, block or unblock it, forward calls. */
export type SetPortInfoRequest = {
  /** a port number from 0 to 31 */
  port: number;
  /** one of slot, reset, power, imei, number, lock, unlock, block, unblock, CallForward, CheckCallForward */
  action: "slot" | "reset" | "power" | "imei" | "number" | "lock" | "unlock" | "block" | "unblock" | "CallForward" | "CheckCallForward";
  /** for slot 0 to 3; for power on or off; for number the number; for lock and unlock the PIN; for CallForward Unconditional, NoReply, Busy, Not_Reachable or CancelAll */
  param?: string | number;
  /** for CallForward the phone number calls go to */
  number?: string;
};

export type SetPortInfoReply = {
  /** how it went */
  error_code: 200;
  /** the serial number of the gateway */
  sn: string;
};

/** The parameters of get_cdr. Lists calls that have ended, oldest first; times filter by the start of a call. */
export type GetCdrRequest = {
  /** a list of ports */
  port?: number[];
  /** the earliest time, as YYYY-MM-DD HH:MM:SS */
  time_after?: string;
  /** the latest time, as YYYY-MM-DD HH:MM:SS */
  time_before?: string;
};

export type GetCdrReply = {
  /** how it went */
  error_code: 200;
  /** the serial number of the gateway */
  sn: string;
  cdr: {
    /** the port of the call */
    port: number;
    /** YYYY-MM-DD HH:MM:SS in the gateway's zone */
    start_date: string;
    /** when it was answered, as start_date; "" where it was not */
    answer_date: string;
    /** whole seconds from the answer; 0 without one */
    duration: number;
    /** who called */
    source_number: string;
    /** who was called */
    destination_number: string;
    /** gsm->ip came from the network, ip->gsm went to it */
    direction: "gsm->ip" | "ip->gsm" | "callback";
    /** the IP side; "" where there is none */
    ip: string;
    /** of the IP side; "" where there is none */
    codec: string;
    /** who ended it */
    hangup: "called" | "calling" | "gateway";
    /** the release cause (24.008 10.5.4.11) */
    gsm_code: number;
    /** the carrier of the cell; "" where the modem does not report it */
    bcch: string;
  }[];
};

/** The parameters of get_status. Returns the load of the machine. The body may be the bare list ["performance"]. */
export type GetStatusRequest = {
  /** a list of performance; absent or empty: that */
  type?: "performance"[];
};

export type GetStatusReply = {
  performance: {
    /** how busy the processors were since the last question, in percent */
    cpu_used: string;
    /** the size of the file system of the data folder, in kB */
    flash_total: string;
    /** what of it is used, in kB */
    flash_used: string;
    /** the memory of the machine, in kB */
    memory_total: string;
    /** what of it caches files, in kB */
    memory_cached: string;
    /** what of it buffers, in kB */
    memory_buffers: string;
    /** what of it is free, in kB */
    memory_free: string;
    /** the rest of it, in kB */
    memory_used: string;
  };
};

/** The parameters of get_stk_view. Shows what the toolkit of the SIM in a port shows. */
export type GetStkViewRequest = {
  /** a port number from 0 to 31 */
  port: number;
};

export type GetStkViewReply = {
  /** the heading; "" where there is none */
  title: string;
  /** the text that the SIM shows; "" where there is none */
  text: string;
  /** with input_type 1 and 2 only */
  item?: {
    /** what STKGo takes as item */
    item_id: number;
    /** its name */
    item_string: string;
  }[];
  /** 0 a text to be read, 1 desktop, 2 choose an item, 3 yes or no, 4 one digit, 5 one character, 8 digits, 9 digits hidden, 10 characters, 11 characters hidden, 12 nothing to do: no toolkit, SIM locked, or the card is busy */
  input_type: 0 | 1 | 2 | 3 | 4 | 5 | 8 | 9 | 10 | 11 | 12;
  /** another one with each view that comes up; 0 where there is no toolkit */
  frame_id: number;
};

/** The parameters of stk_go. Does something with the view: one of item, param and action; nothing happens where none is named. Answers when the card's next view is there. */
export type StkGoRequest = {
  /** a port number from 0 to 31 */
  port: number;
  /** an item_id of the view */
  item?: number;
  /** what the view asks for, at most 255 characters; yes or no with input_type 3 */
  param?: string | number;
  /** one of ok, cancle (one step back; also cancel) and home (back to the desktop) */
  action?: "ok" | "cancle" | "cancel" | "home";
};

export type StkGoReply = {
  /** how it went */
  error_code: 200;
};

/** The parameters of get_stk_curr_frame_index. Returns the number of the present view; another number means another view. */
export type GetStkCurrFrameIndexRequest = {
  /** a port number from 0 to 31 */
  port: number;
};

export type GetStkCurrFrameIndexReply = {
  /** another one with each view that comes up; 0 where there is no toolkit */
  frame_id: number;
};

/** The parameters of stream_events. Streams events as they are committed (server-sent events). The header Last-Event-ID, or after, goes on behind that event; without either it begins now. */
export type StreamEventsRequest = {
  /** a list of sms, sms_result, sms_deliver_status, ussd, register, missed_call, cdr, device, exception_info, alarm; absent: all */
  kinds?: ("sms" | "sms_result" | "sms_deliver_status" | "ussd" | "register" | "missed_call" | "cdr" | "device" | "exception_info" | "alarm")[];
  /** an event id from 0; only later events are streamed */
  after?: number;
};

export type StreamEventsReply = {
  /** the id of the event, growing */
  id: number;
  /** when it was committed, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
  at: string;
  /** the kind of the event; its own keys follow */
  kind: "sms" | "sms_result" | "sms_deliver_status" | "ussd" | "register" | "missed_call" | "cdr" | "device" | "exception_info" | "alarm";
  [name: string]: unknown;
};

/** The parameters of list_events. Lists events, newest first, as stream_events has them. A page may be short while next is not null. A reader that was away since an event older than oldest has missed some. */
export type ListEventsRequest = {
  /** a list of sms, sms_result, sms_deliver_status, ussd, register, missed_call, cdr, device, exception_info, alarm; absent: all */
  kinds?: ("sms" | "sms_result" | "sms_deliver_status" | "ussd" | "register" | "missed_call" | "cdr" | "device" | "exception_info" | "alarm")[];
  /** a list of ports; events of no port are left out then */
  port?: number[];
  /** next of the page before; absent: the newest */
  before?: number;
  /** a whole number from 1 to 500 */
  limit?: number;
};

export type ListEventsReply = {
  events: StreamEventsReply[];
  /** what asks for the next page; null at the end */
  next: number | null;
  /** the id of the oldest event that is kept; 0: none */
  oldest: number;
  /** the id of the newest event there ever was */
  newest: number;
};

/** The parameters of create_messages. Accepts one text for up to 4096 recipients, as send_sms does for 128; answers once everything is stored. */
export type CreateMessagesRequest = {
  /** a text of at most 1500 bytes of UTF-8, with #param# where a value goes, without halves of surrogate pairs */
  text: string;
  /** a list of 1 to 4096 recipients */
  recipients: {
    /** a phone number of digits, * and #, with an optional leading +, at most 24 bytes */
    number: string;
    /** a list of texts, one for each #param# in its order */
    values?: string[];
  }[];
  /** a name for the task, at most 100 characters, without halves of surrogate pairs */
  name?: string;
  /** a list of ports that may carry it; absent or empty: any */
  port?: number[];
  /** unicode (UCS-2), gsm-7bit, or auto (the default alphabet where every character fits, else UCS-2) */
  encoding?: "unicode" | "gsm-7bit" | "auto";
  /** true or false: whether to ask for status reports */
  request_status_report?: boolean;
};

export type CreateMessagesReply = {
  /** what list_messages and stop_sms take */
  task_id: number;
  /** messages that no port has begun, these included */
  in_queue: number;
};

/** The parameters of import_messages. Accepts a file with any number of recipients as one task, whole or not at all; answers once everything is stored. CSV has a line of names: number, and where they are wanted text (a text of its own) and user_id; all other columns are the values for #param#, in their order. JSON lines have number, values, text, user_id. A line that cannot be taken refuses the file, with its number. */
export type ImportMessagesRequest = {
  /** a text of at most 1500 bytes of UTF-8, with #param# where a value goes; absent: each line has its own, without halves of surrogate pairs */
  text?: string;
  /** a name for the task, at most 100 characters, without halves of surrogate pairs */
  name?: string;
  /** a list of ports that may carry it; absent or empty: any */
  port?: number[];
  /** unicode (UCS-2), gsm-7bit, or auto (the default alphabet where every character fits, else UCS-2) */
  encoding?: "unicode" | "gsm-7bit" | "auto";
  /** true or false: whether to ask for status reports */
  request_status_report?: boolean;
};

export type ImportMessagesReply = {
  /** what list_messages and stop_sms take */
  task_id: number;
  /** messages that no port has begun, these included */
  in_queue: number;
  /** how many there are */
  messages: number;
};

/** The parameters of preview_messages. Shows what create_messages would make of a request: alphabet and segments, the characters that force UCS-2, and what is wrong. Nothing is stored or sent. Without recipients the text is measured as it stands. */
export type PreviewMessagesRequest = {
  /** a text of at most 1500 bytes of UTF-8, with #param# where a value goes, without halves of surrogate pairs */
  text: string;
  /** a list of at most 4096 recipients */
  recipients?: {
    /** a phone number of digits, * and #, with an optional leading +, at most 24 bytes */
    number: string;
    /** a list of texts, one for each #param# in its order */
    values?: string[];
  }[];
  /** a list of ports that may carry it; absent or empty: any */
  port?: number[];
  /** unicode (UCS-2), gsm-7bit, or auto (the default alphabet where every character fits, else UCS-2) */
  encoding?: "unicode" | "gsm-7bit" | "auto";
  /** how many messages to show, 0 to 100 */
  samples?: number;
};

export type PreviewMessagesReply = {
  /** gsm-7bit (the default alphabet, with a national table where one helps) or ucs2 */
  alphabet: "gsm-7bit" | "ucs2";
  /** its segments */
  segments: number;
  /** septets or UTF-16 code units of the last segment */
  used: number;
  /** how many of them a segment takes */
  capacity: number;
  /** why the text as it stands needs UCS-2; none where it does not, or where UCS-2 was asked for */
  offenders: {
    /** the character */
    character: string;
    /** where it stands first, from 1, in characters */
    place: number;
    /** what looks alike and is in the default alphabet; null: nothing does */
    replacement: string | null;
  }[];
  /** segments of the text with every replacement made */
  segments_replaced: number;
  /** messages it would make */
  recipients: number;
  /** segments of all of them */
  total_segments: number;
  /** how many messages have so many segments */
  by_segments: {
    [name: string]: number;
  };
  /** the first messages */
  samples: {
    /** the recipient */
    number: string;
    /** the text, filled in */
    text: string;
    /** gsm-7bit (the default alphabet, with a national table where one helps) or ucs2 */
    alphabet: "gsm-7bit" | "ucs2";
    /** its segments */
    segments: number;
    /** septets or UTF-16 code units of the last segment */
    used: number;
    /** how many of them a segment takes */
    capacity: number;
  }[];
  /** at most 100 recipients that cannot be sent to */
  troubles: {
    /** its place in recipients, from 0 */
    index: number;
    /** the recipient */
    number: string;
    /** why create_messages would refuse it, or why it would end FAILED */
    error: string;
  }[];
  /** recipients that cannot be sent to; one of a wrong kind refuses the whole request */
  refused: number;
  /** messages that the queue still takes; null: no limit is set */
  queue_left: number | null;
};

/** The parameters of send_messages_again. Sends messages once more, as a new task: those of the ids, whatever became of them, or the failed ones of a task. Of a task those that may have been sent all the same are left out, unless unsure is true. */
export type SendMessagesAgainRequest = {
  /** a list of 1 to 1000 ids of messages that have ended */
  ids?: number[];
  /** a task_id */
  task_id?: number;
  /** next of the answer before, where a task has more than 4096 failed messages */
  after?: number;
  /** true: also failed messages that may have been sent all the same */
  unsure?: boolean;
  /** a name for the task, at most 100 characters, without halves of surrogate pairs */
  name?: string;
  /** a list of ports that may carry it; absent or empty: any */
  port?: number[];
};

export type SendMessagesAgainReply = {
  /** what list_messages and stop_sms take */
  task_id: number;
  /** messages that no port has begun, these included */
  in_queue: number;
  /** how many are sent again */
  messages: number;
  /** after of the next request where the task has more; null at the end */
  next: number | null;
};

/** The parameters of list_messages. Searches sent messages, newest first. A page may be short while next is not null. */
export type ListMessagesRequest = {
  /** a list of SENDING, SENT_OK, FAILED, DELIVERED */
  status?: ("SENDING" | "SENT_OK" | "FAILED" | "DELIVERED")[];
  /** a task_id */
  task_id?: number;
  /** a user_id */
  user_id?: string;
  /** a part of a number, or of a sender’s name */
  number?: string;
  /** a part of the text */
  text?: string;
  /** a list of ports */
  port?: number[];
  /** the earliest time, as YYYY-MM-DDTHH:MM:SSZ (or with an offset), or YYYY-MM-DD HH:MM:SS in the gateway's zone */
  time_after?: string;
  /** the latest time, as YYYY-MM-DDTHH:MM:SSZ (or with an offset), or YYYY-MM-DD HH:MM:SS in the gateway's zone */
  time_before?: string;
  /** next of the page before; absent: the newest */
  before?: number;
  /** a whole number from 1 to 500 */
  limit?: number;
};

export type ListMessagesReply = {
  messages: GetMessageReply[];
  /** what asks for the next page; null at the end */
  next: number | null;
};

/** The parameters of get_message. Shows one sent message. */
export type GetMessageRequest = {
  /** the id of a message, a whole number from 1 */
  id: number;
};

export type GetMessageReply = {
  /** the id of the message */
  id: number;
  /** what send_sms answered */
  task_id: number;
  /** the recipient, as the client spelt it */
  number: string;
  /** the text, filled in */
  text: string;
  /** what was asked for */
  encoding: "gsm-7bit" | "unicode" | "auto";
  /** as it was sent */
  user_id: number | string | null;
  /** null while no port has begun it */
  port: number | null;
  /** the SIM that sends it; "" while no port has begun it */
  imsi: string;
  /** as query_sms_result has it */
  status: "SENDING" | "SENT_OK" | "FAILED" | "DELIVERED";
  /** whether no port has begun it */
  waiting: boolean;
  /** why it failed; "" otherwise */
  reason: string;
  /** the same as a code, with causes and remedies in docs/reasons.md; "" otherwise */
  reason_code: "no_credit" | "barred" | "unassigned_number" | "subscriber_unknown" | "destination_out_of_service" | "rejected" | "not_subscribed" | "network_out_of_order" | "temporary_failure" | "congestion" | "memory_exceeded" | "not_implemented" | "service_centre_refused" | "service_centre_failed" | "protocol_error" | "network_refused" | "in_doubt" | "stopped" | "limit_reached" | "no_port" | "paused" | "rest_not_sent" | "number_invalid" | "alphabet" | "no_service" | "network_timeout" | "no_service_centre" | "no_sim" | "sim_locked" | "modem_busy" | "modem_refused" | "modem_gone" | "";
  /** when its last segment was handed over; before that when it was accepted, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
  time: string;
  /** when the gateway accepted it, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
  accepted_at: string;
  /** its segments */
  count: number;
  /** segments the network took */
  succ_count: number;
  /** refusals of the segment that is next */
  attempts: number;
  /** segments handed over so far */
  segments: {
    /** its place, from 1 */
    sequence: number;
    /** handed_over (no answer yet), accepted, in_doubt or refused */
    state: "handed_over" | "accepted" | "in_doubt" | "refused";
    /** its TP-MR; null until known */
    ref_id: number | null;
    /** the SIM that carried it */
    imsi: string;
    /** when it was handed over last, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
    handed_over_at: string;
    /** its status reports, oldest first */
    reports: {
      /** its TP-MR */
      ref_id: number;
      /** its TP-ST (23.040 9.2.3.15) */
      status_code: number;
      /** what status_code means, with causes and remedies in docs/reasons.md; "" otherwise */
      reason_code: "recipient_no_response" | "recipient_busy" | "expired" | "not_obtainable" | "recipient_refused" | "recipient_incompatible" | "recipient_error" | "congestion" | "quality" | "no_interworking" | "procedure_error" | "deleted" | "unknown_message" | "unconfirmed" | "replaced" | "pending" | "not_delivered" | "";
      /** when it came, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
      received_at: string;
    }[];
  }[];
};

/** The parameters of list_held_messages. Lists the messages of a restored backup that may have been sent after the backup was made. They wait until a person decides. */
export type ListHeldMessagesRequest = {
  /** next of the page before; absent: the first page */
  after?: number;
  /** a whole number from 1 to 500 */
  limit?: number;
};

export type ListHeldMessagesReply = {
  /** how many there are */
  held: number;
  messages: GetMessageReply[];
  /** what asks for the next page; null at the end */
  next: number | null;
};

/** The parameters of release_held_messages. Sends held messages. One that was sent after the backup was made is sent a second time. */
export type ReleaseHeldMessagesRequest = {
  /** a list of at most 1000 ids of messages; absent: all that are held */
  ids?: number[];
};

export type ReleaseHeldMessagesReply = {
  /** how many messages this changed */
  decided: number;
};

/** The parameters of stop_held_messages. Ends held messages as FAILED, with the reason "stopped". */
export type StopHeldMessagesRequest = {
  /** a list of at most 1000 ids of messages; absent: all that are held */
  ids?: number[];
};

export type StopHeldMessagesReply = {
  /** how many messages this changed */
  decided: number;
};

/** The parameters of list_inbox. Searches received messages, newest first, and marks none as read. A page may be short while next is not null. */
export type ListInboxRequest = {
  /** unread, read, undecodable, defective or all */
  flag?: "unread" | "read" | "undecodable" | "defective" | "all";
  /** true for archived ones, false for the others; absent: both */
  archived?: boolean;
  /** a part of a number, or of a sender’s name */
  number?: string;
  /** a part of the text */
  text?: string;
  /** a list of ports */
  port?: number[];
  /** the earliest time, as YYYY-MM-DDTHH:MM:SSZ (or with an offset), or YYYY-MM-DD HH:MM:SS in the gateway's zone */
  time_after?: string;
  /** the latest time, as YYYY-MM-DDTHH:MM:SSZ (or with an offset), or YYYY-MM-DD HH:MM:SS in the gateway's zone */
  time_before?: string;
  /** next of the page before; absent: the newest */
  before?: number;
  /** a whole number from 1 to 500 */
  limit?: number;
};

export type ListInboxReply = {
  messages: GetReceivedReply[];
  /** what asks for the next page; null at the end */
  next: number | null;
};

/** The parameters of get_received. Shows one received message, and does not mark it as read. */
export type GetReceivedRequest = {
  /** the id of a received message, a whole number from 1 */
  id: number;
};

export type GetReceivedReply = {
  /** as query_incoming_sms has it */
  incoming_sms_id: number;
  /** the receiving port */
  port: number;
  /** the SIM that received it; "" where it was not known */
  imsi: string;
  /** the sender */
  number: string;
  /** the service centre */
  smsc: string;
  /** the time stamp of the service centre, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
  timestamp: string;
  /** when it arrived here, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
  received_at: string;
  /** its text; "" where it could not be decoded */
  text: string;
  /** whether it was given out as unread before */
  read: boolean;
  /** whether people have put it away */
  archived: boolean;
  /** its PDU in hex; of a long message the first part with a defect, else "" */
  pdu: string;
  /** why it could not be decoded; "" otherwise */
  trouble: string;
  /** faults of its PDU that were read over, a sentence each */
  defects: string[];
};

/** The parameters of mark_received. Marks received messages as read or unread: those of the ids, or all of one number. What is read is not given out by flag=unread of query_incoming_sms. */
export type MarkReceivedRequest = {
  /** a list of 1 to 1000 ids of received messages */
  ids?: number[];
  /** a number or a sender’s name of 1 to 64 characters; a leading + does not matter */
  number?: string;
  /** true or false */
  read?: boolean;
};

export type MarkReceivedReply = {
  /** how many messages this changed */
  changed: number;
};

/** The parameters of archive_received. Puts received messages away or takes them back: those of the ids, or all of one number. query_incoming_sms gives them out all the same. */
export type ArchiveReceivedRequest = {
  /** a list of 1 to 1000 ids of received messages */
  ids?: number[];
  /** a number or a sender’s name of 1 to 64 characters; a leading + does not matter */
  number?: string;
  /** true or false */
  archived?: boolean;
};

export type ArchiveReceivedReply = {
  /** how many messages this changed */
  changed: number;
};

/** The parameters of delete_received. Removes received messages for good. Events and pushes of them are left. */
export type DeleteReceivedRequest = {
  /** a list of 1 to 1000 ids of received messages */
  ids: number[];
};

export type DeleteReceivedReply = {
  /** how many messages this changed */
  changed: number;
};

/** The parameters of list_conversations. Lists the numbers that wrote, with the last message of each, newest first. A conversation is archived while its last message is. A page may be short while next is not null. */
export type ListConversationsRequest = {
  /** true for archived ones, false for the others */
  archived?: boolean;
  /** next of the page before; absent: the newest */
  before?: number;
  /** a whole number from 1 to 500 */
  limit?: number;
};

export type ListConversationsReply = {
  conversations: {
    /** who wrote */
    number: string;
    /** a received message */
    last: GetReceivedReply;
    /** messages from there that nobody has read */
    unread: number;
  }[];
  /** what asks for the next page; null at the end */
  next: number | null;
};

/** The parameters of get_conversation. Shows what was received from a number and sent to it, newest first. */
export type GetConversationRequest = {
  /** a number or a sender’s name of 1 to 64 characters; a leading + does not matter */
  number: string;
  /** received of next of the page before; absent: the newest */
  before_received?: number;
  /** sent of next of the page before; absent: the newest */
  before_sent?: number;
  /** a whole number from 1 to 500 */
  limit?: number;
};

export type GetConversationReply = {
  messages: {
    /** received or sent */
    direction: "received" | "sent";
    /** of the inbox, or of the sent message */
    id: number;
    /** of the service centre, or when its last segment was handed over, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
    time: string;
    /** its text */
    text: string;
    /** null while no port has begun it */
    port: number | null;
    /** the SIM; "" where it is not known */
    imsi: string;
    /** RECEIVED, or as query_sms_result has it */
    status: "RECEIVED" | "SENDING" | "SENT_OK" | "FAILED" | "DELIVERED";
    /** why it failed or could not be decoded; "" otherwise */
    reason: string;
    /** of what was received; true of what was sent */
    read: boolean;
  }[];
  /** null at the end */
  next: {
    /** before_received of the next page */
    received: number;
    /** before_sent of the next page */
    sent: number;
  } | null;
};

/** The parameters of list_tasks. Lists requests to send with their counts, newest first; a sender sees its own. */
export type ListTasksRequest = {
  /** next of the page before; absent: the newest */
  before?: number;
  /** a whole number from 1 to 100 */
  limit?: number;
};

export type ListTasksReply = {
  tasks: GetTaskReply[];
  /** what asks for the next page; null at the end */
  next: number | null;
};

/** The parameters of get_task. Shows how far a request to send is. */
export type GetTaskRequest = {
  /** a task_id */
  task_id: number;
};

export type GetTaskReply = {
  /** what send_sms answered */
  task_id: number;
  /** what people call it; "" where it has no name */
  name: string;
  /** the text, with #param# where values go */
  text: string;
  /** who sent it; "" where that is not known */
  owner: string;
  /** paused or stopped: none of its messages begins */
  state: "running" | "paused" | "stopped";
  /** null where its messages are no longer kept */
  accepted_at: string | null;
  /** its messages, those that are no longer kept too */
  recipients: number;
  /** messages that no port has begun */
  waiting: number;
  /** messages that were begun, or are in doubt */
  sending: number;
  /** messages that the network took and nobody has reported as delivered */
  sent: number;
  /** messages reported as delivered */
  delivered: number;
  /** messages that ended FAILED */
  failed: number;
};

/** The parameters of stop_task. Ends what no port has begun as FAILED, as stop_sms does; what was begun is completed. */
export type StopTaskRequest = {
  /** a task_id */
  task_id: number;
};

export type StopTaskReply = GetTaskReply;

/** The parameters of pause_task. Lets no message of a task begin until it goes on; what was begun is completed. Messages that wait for longer than sms.waitingAge end FAILED all the same. */
export type PauseTaskRequest = {
  /** a task_id */
  task_id: number;
};

export type PauseTaskReply = GetTaskReply;

/** The parameters of resume_task. Lets a paused task go on. */
export type ResumeTaskRequest = {
  /** a task_id */
  task_id: number;
};

export type ResumeTaskReply = GetTaskReply;

/** The parameters of erase_number. Erases everything about a number: messages to and from it, reports, calls, and the events and pushes that carry it. What waits for it is not sent. */
export type EraseNumberRequest = {
  /** a number or a sender’s name, as it is stored; a leading + does not matter */
  number: string;
};

export type EraseNumberReply = {
  /** messages to it that were erased */
  sent: number;
  /** messages and parts of messages from it */
  received: number;
  /** status reports that belonged to no message */
  reports: number;
  /** calls with it that were over */
  calls: number;
  /** events of the journal */
  events: number;
  /** events that waited for a push target or were given up */
  pushes: number;
};

/** The parameters of list_ussd. Lists USSD dialogues with all their turns, newest first. */
export type ListUssdRequest = {
  /** a list of ports */
  port?: number[];
  /** a request_id, from 1 */
  request_id?: number;
  /** a list of asking, waiting, done, failed, cancelled, interrupted */
  state?: ("asking" | "waiting" | "done" | "failed" | "cancelled" | "interrupted")[];
  /** next of the page before; absent: the newest */
  before?: number;
  /** a whole number from 1 to 500 */
  limit?: number;
};

export type ListUssdReply = {
  dialogues: {
    /** the id of the dialogue */
    id: number;
    /** a port number from 0 to 31 */
    port: number;
    /** the SIM */
    imsi: string;
    /** who began it: gateway (for a client), network, or balance (the watch of balances) */
    origin: "gateway" | "network" | "balance";
    /** asking (the network is to answer), waiting (the network waits for an answer), done, failed, cancelled, or interrupted by a restart */
    state: "asking" | "waiting" | "done" | "failed" | "cancelled" | "interrupted";
    /** why it ended, where it did not end well; "" otherwise */
    reason: string;
    /** the same as a code, with causes and remedies in docs/reasons.md; "" otherwise */
    reason_code: "no_text" | "terminated" | "elsewhere" | "not_supported" | "network_timeout" | "no_answer" | "not_continued" | "cancelled" | "port_gone" | "not_sent" | "restarted" | "";
    /** when it began, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
    started_at: string;
    /** null while it is open */
    ended_at: string | null;
    /** the turns of both sides, in order */
    turns: {
      /** client, network, or gateway in place of an answer that did not come */
      speaker: "client" | "network" | "gateway";
      /** the request it belongs to; null where the network spoke by itself */
      request_id: number | null;
      /** the text of this turn */
      text: string;
      /** when, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
      at: string;
    }[];
  }[];
  /** what asks for the next page; null at the end */
  next: number | null;
};

/** The parameters of create_ussd. Sends a USSD request, or an answer where the network waits for one. */
export type CreateUssdRequest = {
  /** a list of 1 to 32 ports from 0 to 31 */
  port: number[];
  /** a text of at most 182 characters of the default alphabet, else of 80 UCS-2 ones, without halves of surrogate pairs */
  text: string;
};

export type CreateUssdReply = {
  /** repeated in every reply to it */
  request_id: number;
  result: {
    /** a port number from 0 to 31 */
    port: number;
    /** 200: handed to the port's session; 486: the port is busy with a request, or sends an SMS; 503: it is not registered, it is blocked and the network asks nothing there, or there is no such port */
    status: 200 | 486 | 503;
  }[];
};

/** The parameters of cancel_ussd. Ends the USSD sessions of ports, at the network too. */
export type CancelUssdRequest = {
  /** a list of 1 to 32 ports from 0 to 31 */
  port: number[];
};

export type CancelUssdReply = {
  /** repeated in every reply to it */
  request_id: number;
  result: {
    /** a port number from 0 to 31 */
    port: number;
    /** 200: handed to the port's session; 486: the port is busy with a request, or sends an SMS; 503: it is not registered, it is blocked and the network asks nothing there, or there is no such port */
    status: 200 | 486 | 503;
  }[];
};

/** The parameters of list_calls. Lists calls, those that go on and those that have ended, newest first. */
export type ListCallsRequest = {
  /** a list of ports */
  port?: number[];
  /** true for calls that go on, false for ended ones; absent: both */
  ongoing?: boolean;
  /** next of the page before; absent: the newest */
  before?: number;
  /** a whole number from 1 to 500 */
  limit?: number;
};

export type ListCallsReply = {
  calls: GetCallReply[];
  /** what asks for the next page; null at the end */
  next: number | null;
};

/** The parameters of dial_call. Dials a voice call. Its progress is in the call itself and in the stream of events. */
export type DialCallRequest = {
  /** a phone number of digits, * and #, with an optional leading +, at most 24 bytes */
  number: string;
  /** a port number; absent: the first that is free */
  port?: number;
};

export type DialCallReply = GetCallReply;

/** The parameters of get_call. Shows one call. */
export type GetCallRequest = {
  /** the id of a call, a whole number from 1 */
  call_id: number;
};

export type GetCallReply = {
  /** the id of the call */
  id: number;
  /** the port of the call */
  port: number;
  /** the SIM of the call */
  imsi: string;
  /** incoming came from the network */
  direction: "incoming" | "outgoing";
  /** who called; "" where it is withheld */
  source_number: string;
  /** who was called */
  destination_number: string;
  /** as in +CLCC (27.007 7.18), or ended */
  state: "dialing" | "alerting" | "incoming" | "waiting" | "active" | "held" | "ended";
  /** when it began, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
  started_at: string;
  /** null where it was not */
  answered_at: string | null;
  /** null while it goes on */
  ended_at: string | null;
  /** whole seconds from the answer, once it has ended */
  duration: number;
  /** who ended it; null while it goes on */
  hangup: "called" | "calling" | "gateway" | null;
  /** the release cause (24.008 10.5.4.11); null while it goes on */
  gsm_code: number | null;
  /** the carrier of the cell where it began; "" where it is not known */
  bcch: string;
  /** why the gateway ended it; "" otherwise */
  reason: string;
  /** the same as a code, with causes and remedies in docs/reasons.md; "" otherwise */
  reason_code: "refused_by_rule" | "ended_by_rule" | "limit_reached" | "not_taken" | "stopping" | "modem_lost" | "restarted" | "";
  /** whether a restart or the loss of the modem cut it */
  interrupted: boolean;
};

/** The parameters of hang_up_call. Hangs up, or refuses a call that rings. The call stays in the list. */
export type HangUpCallRequest = {
  /** the id of a call, a whole number from 1 */
  call_id: number;
};

export type HangUpCallReply = GetCallReply;

/** The parameters of answer_call. Answers a call that rings; one that waits is taken and the present one put on hold. */
export type AnswerCallRequest = {
  /** the id of a call, a whole number from 1 */
  call_id: number;
};

export type AnswerCallReply = GetCallReply;

/** The parameters of hold_call. Puts an active call on hold. A call that waits is then answered, else one that is on hold comes back: the two change places. */
export type HoldCallRequest = {
  /** the id of a call, a whole number from 1 */
  call_id: number;
};

export type HoldCallReply = GetCallReply;

/** The parameters of retrieve_call. Brings a call back from hold; one that is active goes on hold in its place. */
export type RetrieveCallRequest = {
  /** the id of a call, a whole number from 1 */
  call_id: number;
};

export type RetrieveCallReply = GetCallReply;

/** The parameters of send_tones. Sends tones (DTMF) in an active call, one after another; answers when the last one is sent. */
export type SendTonesRequest = {
  /** the id of a call, a whole number from 1 */
  call_id: number;
  /** 1 to 64 of 0-9, *, #, A-D, and a comma for a pause of 2 s */
  tones: string;
};

export type SendTonesReply = GetCallReply;

/** The parameters of list_ports. Shows everything known of every port. */
export type ListPortsRequest = {};

export type ListPortsReply = {
  ports: GetPortReply[];
};

/** The parameters of get_port. Shows everything known of one port. */
export type GetPortRequest = {
  /** a port number from 0 to 31 */
  port: number;
};

export type GetPortReply = {
  /** a port number from 0 to 31 */
  port: number;
  /** the name that people gave it; "" where it has none */
  label: string;
  /** the device of the modem as the settings have it, or tcp:host:port; "" where that is not known */
  device: string;
  /** of the modem; "" until it is known */
  maker: string;
  /** of the modem; "" until it is known */
  model: string;
  /** of the modem; "" until it is known */
  firmware: string;
  /** the access technology */
  type: string;
  /** the IMEI of the modem */
  imei: string;
  /** null where there is none that can be used */
  sim: {
    /** the IMSI */
    imsi: string;
    /** the ICCID */
    iccid: string;
    /** the own number; "" where it is not known */
    number: string;
    /** the service centre; "" where it is not known */
    smsc: string;
  } | null;
  /** the network that serves it; null where that is not known */
  operator: {
    /** its name */
    name: string;
    /** its MCC and MNC; "" where it is not known */
    code: string;
  } | null;
  /** the cell that serves it; null where that is not known */
  place: {
    /** the location or tracking area */
    area: number | null;
    /** the cell */
    cell: number | null;
  } | null;
  /** the registration, as get_port_info has it */
  reg: string;
  /** the SIM slot; 255 where there is one only */
  slot: number;
  /** the state of calls */
  callstate: string;
  /** the signal strength, 0 to 31 */
  signal: number;
  /** the signal in dBm; null where it is not known */
  dbm: number | null;
  /** attached or detached */
  gprs: string;
  /** whether it takes work */
  can_send: boolean;
  /** why it does not, or what it lacks where it does, for people; "" otherwise */
  trouble: string;
  /** the same as a code, with causes and remedies in docs/reasons.md; "" otherwise */
  reason: "stopped" | "device_gone" | "opening" | "setting_up" | "restarts_often" | "modem_starting" | "sim_starting" | "no_sim" | "pin_required" | "puk_required" | "sim_unusable" | "slot_failed" | "switched_off" | "no_sms" | "silent" | "resetting" | "refuses_all" | "network_denied" | "circuit_denied" | "packet_denied" | "not_registered" | "searching" | "registration_unknown" | "resting" | "blocked" | "";
  /** null where that is not known */
  since: string | null;
  /** idle, sending, call or ussd */
  activity: "idle" | "sending" | "call" | "ussd";
  /** index of the frame that the SIM toolkit shows: another one is a new frame; 0: none */
  toolkit_frame: number;
  /** what the modem is and granted */
  capabilities: {
    [name: string]: string;
  };
  /** as people want it; null: nobody chose */
  power: "on" | "off" | null;
  /** whether it takes no new work; what was begun is finished */
  blocked: boolean;
  /** where calls go, by condition, as far as it is known */
  forwarding: {
    [name: string]: string;
  };
  /** what the SIM may still use of each limit that is set */
  limits_left: {
    [name: string]: number;
  };
  /** messages that wait for this very port */
  waiting: number;
  /** counts of the local day */
  today: {
    /** messages accepted; of a port those for it alone */
    accepted: number;
    /** messages that the network took, every segment of them */
    sent: number;
    /** messages reported as delivered */
    delivered: number;
    /** messages that ended FAILED */
    failed: number;
    /** messages received */
    received: number;
    /** answered calls that have ended */
    calls: number;
  };
  /** its newest action */
  last_action: ActOnPortReply | null;
};

/** The parameters of label_port. Gives a port a name for people. */
export type LabelPortRequest = {
  /** a port number from 0 to 31 */
  port: number;
  /** a name of at most 64 characters; "" takes it away, without halves of surrogate pairs */
  label: string;
};

export type LabelPortReply = GetPortReply;

/** The parameters of act_on_port. Orders an action of a port, in the words of set_port_info; record switches the recording of its AT conversation. Answers when the order is stored; last_action of the port has the outcome. */
export type ActOnPortRequest = {
  /** a port number from 0 to 31 */
  port: number;
  /** one of power, reset, slot, number, lock, unlock, block, unblock, CallForward, CheckCallForward, record */
  action: "power" | "reset" | "slot" | "number" | "lock" | "unlock" | "block" | "unblock" | "CallForward" | "CheckCallForward" | "record";
  /** as in set_port_info; for record on or off */
  param?: string | number;
  /** for CallForward the phone number calls go to */
  number?: string;
};

export type ActOnPortReply = {
  /** the id of the action */
  id: number;
  /** what was asked for; never with a PIN */
  action: string;
  /** when it was asked for, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
  asked_at: string;
  /** interrupted: cut by a restart of the gateway */
  state: "pending" | "done" | "failed" | "interrupted";
  /** why it was not done, or a remark; "" otherwise */
  text: string;
};

/** The parameters of act_on_ports. Orders the same action of several ports, each as act_on_port does; one that refuses holds up no other. */
export type ActOnPortsRequest = {
  /** a list of 1 to 32 different port numbers */
  ports: number[];
  /** one of power, reset, slot, number, lock, unlock, block, unblock, CallForward, CheckCallForward, record */
  action: "power" | "reset" | "slot" | "number" | "lock" | "unlock" | "block" | "unblock" | "CallForward" | "CheckCallForward" | "record";
  /** as in set_port_info; for record on or off */
  param?: string | number;
  /** for CallForward the phone number calls go to */
  number?: string;
};

export type ActOnPortsReply = {
  /** one for each port, in the order of the request */
  results: {
    /** a port number from 0 to 31 */
    port: number;
    /** null where it was refused */
    action: ActOnPortReply | null;
    /** why it was refused; "" otherwise */
    error: string;
  }[];
};

/** The parameters of list_port_settings. Shows the settings of every port, and where they come from. PINs are not shown. */
export type ListPortSettingsRequest = {};

export type ListPortSettingsReply = {
  ports: SetPortReply[];
};

/** The parameters of set_port. Adds a port, or gives one that is there these settings in place of its own; they stand above the settings file. Where the modem has to be opened anew, what is being sent is finished first. Answers when that is under way. */
export type SetPortRequest = {
  /** a port number from 0 to 31 */
  port: number;
  /** a serial device, best as /dev/serial/by-id/..., at most 300 characters */
  device?: string;
  /** a speed from 300 to 4000000 */
  baudRate?: number;
  /** host:port of a modem */
  tcp?: string;
  /** serial:... or place:..., as list_devices has it */
  usb?: string;
  /** a service centre of 3 to 20 digits */
  smsc?: string;
  /** an own number of 1 to 20 digits */
  number?: string;
  /** a number of SIM slots from 1 to 4 */
  slots?: number;
  /** an object of limits; what is absent is as for all ports */
  limits?: {
    /** messages a minute; 0: no limit */
    smsPerMinute?: number;
    /** messages an hour; 0: no limit */
    smsPerHour?: number;
    /** messages a day; 0: no limit */
    smsPerDay?: number;
    /** messages a month; 0: no limit */
    smsPerMonth?: number;
    /** messages in all; 0: no limit */
    smsTotal?: number;
    /** answered calls an hour; 0: no limit */
    callsPerHour?: number;
    /** answered calls a day; 0: no limit */
    callsPerDay?: number;
    /** seconds of calls an hour; 0: no limit */
    callSecondsPerHour?: number;
    /** seconds of calls a day; 0: no limit */
    callSecondsPerDay?: number;
  };
  /** a number of seconds from 0 to 86400 */
  gap?: number;
  /** ring, refuse or answerAndHangUp */
  incomingCalls?: "ring" | "refuse" | "answerAndHangUp";
  /** a list of sms, ussd, ss, call */
  toolkitAllows?: ("sms" | "ussd" | "ss" | "call")[];
  /** a PIN of 4 to 8 digits; "" takes it away, absent: as it was */
  pin?: string;
};

export type SetPortReply = {
  /** a port number from 0 to 31 */
  port: number;
  /** file (as the settings file has it), here (set while running), or found (a modem that was found, without settings of its own) */
  source: "file" | "here" | "found";
  /** what is set; what is absent is as for all ports */
  settings: {
    /** a serial device, best as /dev/serial/by-id/..., at most 300 characters */
    device?: string;
    /** a speed from 300 to 4000000 */
    baudRate?: number;
    /** host:port of a modem */
    tcp?: string;
    /** serial:... or place:..., as list_devices has it */
    usb?: string;
    /** a service centre of 3 to 20 digits */
    smsc?: string;
    /** an own number of 1 to 20 digits */
    number?: string;
    /** a number of SIM slots from 1 to 4 */
    slots?: number;
    /** an object of limits; what is absent is as for all ports */
    limits?: {
      /** messages a minute; 0: no limit */
      smsPerMinute?: number;
      /** messages an hour; 0: no limit */
      smsPerHour?: number;
      /** messages a day; 0: no limit */
      smsPerDay?: number;
      /** messages a month; 0: no limit */
      smsPerMonth?: number;
      /** messages in all; 0: no limit */
      smsTotal?: number;
      /** answered calls an hour; 0: no limit */
      callsPerHour?: number;
      /** answered calls a day; 0: no limit */
      callsPerDay?: number;
      /** seconds of calls an hour; 0: no limit */
      callSecondsPerHour?: number;
      /** seconds of calls a day; 0: no limit */
      callSecondsPerDay?: number;
    };
    /** a number of seconds from 0 to 86400 */
    gap?: number;
    /** ring, refuse or answerAndHangUp */
    incomingCalls?: "ring" | "refuse" | "answerAndHangUp";
    /** a list of sms, ussd, ss, call */
    toolkitAllows?: ("sms" | "ussd" | "ss" | "call")[];
  };
  /** whether it has a PIN, which is not shown */
  pin_set: boolean;
};

/** The parameters of reset_port. Takes back what was set while running: the port is as the settings file has it, or is no more. */
export type ResetPortRequest = {
  /** a port number from 0 to 31 */
  port: number;
};

export type ResetPortReply = {};

/** The parameters of remove_port. Removes a port for good, also one of the settings file. What is being sent is finished; messages that wait go through other ports that they may use, or wait on. */
export type RemovePortRequest = {
  /** a port number from 0 to 31 */
  port: number;
};

export type RemovePortReply = {};

/** The parameters of get_toolkit. Shows what the toolkit of the SIM in a port shows. */
export type GetToolkitRequest = {
  /** a port number from 0 to 31 */
  port: number;
};

export type GetToolkitReply = {
  /** the heading; "" where there is none */
  title: string;
  /** what is shown or asked; "" where there is none */
  text: string;
  /** of the desktop or a list; empty otherwise */
  items: {
    /** what item takes */
    id: number;
    /** its name */
    text: string;
  }[];
  /** as GetSTKView has it */
  input_type: number;
  /** another one with each view */
  frame_id: number;
};

/** The parameters of enter_toolkit. Does something with the view: one of item, text and action. Answers with the next view, or with the same where the card takes its time. */
export type EnterToolkitRequest = {
  /** a port number from 0 to 31 */
  port: number;
  /** an id of the view */
  item?: number;
  /** a text of at most 255 characters, without halves of surrogate pairs */
  text?: string;
  /** one of ok, cancel and home */
  action?: "ok" | "cancel" | "home";
};

export type EnterToolkitReply = GetToolkitReply;

/** The parameters of get_statistics. Shows counts and signal over time, oldest first; steps in which nothing was counted or measured are left out. Minutes are kept for 7 days, hours for a year. */
export type GetStatisticsRequest = {
  /** a port number from 0 to 31; absent: all together */
  port?: number;
  /** the earliest time; absent: a day before to, as YYYY-MM-DDTHH:MM:SSZ (or with an offset), or YYYY-MM-DD HH:MM:SS in the gateway's zone */
  from?: string;
  /** the latest time; absent: now, as YYYY-MM-DDTHH:MM:SSZ (or with an offset), or YYYY-MM-DD HH:MM:SS in the gateway's zone */
  to?: string;
  /** minute, quarter (of an hour), hour or day */
  step?: "minute" | "quarter" | "hour" | "day";
};

export type GetStatisticsReply = {
  /** the length of a step in seconds */
  step: number;
  rows: {
    /** where the step begins, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
    start: string;
    /** messages accepted; of a port those for it alone */
    accepted: number;
    /** messages that the network took, every segment of them */
    sent: number;
    /** messages reported as delivered */
    delivered: number;
    /** messages that ended FAILED */
    failed: number;
    /** messages received */
    received: number;
    /** answered calls that have ended */
    calls: number;
    /** the mean of the signal, 0 to 31; null where none was measured */
    signal: number | null;
  }[];
};

/** The parameters of stream_live. Streams the picture of the gateway for a page that watches it (server-sent events). The event `snapshot` has all of it: `time`, `ports` (as list_ports), `counters` (`waiting`, `unread`, `push_trouble`: targets whose last attempt failed, `store_trouble`: 1 while the disk refuses writes, and of today `accepted`, `sent`, `delivered`, `failed`, `received`, `calls`) and `news` (the newest id of `events`, `tasks`, `messages`, `inbox`, `ussd`, `calls` and `audit`: changes that people made, of settings too). Then at most four times a second comes the event `delta` with what changed only: `ports` by number with their changed keys, `gone` (numbers of ports that are no more), `counters`, `news`. A reader that is too slow gets a new snapshot. */
export type StreamLiveRequest = {};

export type StreamLiveReply = {
  /** those that changed */
  counters?: {
    [name: string]: number;
  };
  /** lists with newer entries */
  news?: {
    [name: string]: number;
  };
  [name: string]: unknown;
};

/** The parameters of list_devices. Shows the devices of this machine that are, or may be, modems, and what keeps each from serving, as far as it is known without asking it. */
export type ListDevicesRequest = {};

export type ListDevicesReply = {
  devices: {
    /** for people */
    name: string;
    /** modem: by its driver, maker or udev; adapter: a serial line at the USB; uart: a line of the board; tcp: an address; missing: named in the settings and not there */
    kind: "modem" | "adapter" | "uart" | "tcp" | "missing";
    /** idVendor:idProduct; "" where it is no USB device */
    usb_ids: string;
    /** what a port of the settings may have as `usb` for it */
    usb: string[];
    /** its serial number; "" where it has none */
    serial: string;
    ttys: {
      /** the device file */
      path: string;
      /** its stable names, as below /dev/serial/by-id */
      links: string[];
      /** bInterfaceNumber; null where it is no USB device */
      interface: number | null;
      /** what udev's rules for modems take it for */
      role: "primary" | "secondary" | "data" | "other" | "unknown";
      /** whether it is the one to speak AT on */
      chosen: boolean;
    }[];
    /** the port that uses it; null: none */
    port: number | null;
    /** a finding */
    verdict: {
      /** what is so, as in docs/reasons.md */
      code: "well" | "used_by_gateway" | "unused" | "not_asked" | "no_device" | "absent" | "no_permission" | "held_by_manager" | "held" | "cannot_open" | "unreachable" | "silent" | "no_at" | "data_mode" | "wrong_speed" | "broken" | "network_stick" | "storage_mode" | "packet_only" | "no_sim" | "sim_locked" | "sim_busy" | "pin_required" | "puk_required" | "storage_full" | "radio_off" | "denied" | "unregistered";
      /** well and unasked are no faults */
      kind: "well" | "unasked" | "warning" | "fault";
      /** the same for people */
      title: string;
      /** why it may be so, the likeliest first */
      causes: string[];
      /** commands and steps, the first to try first */
      remedies: string[];
    };
  }[];
};

/** The parameters of probe_devices. Asks devices for their state by AT, as `simgate doctor` does; those that a port uses are left alone. Takes up to some minutes: the answer has an id for get_probe. */
export type ProbeDevicesRequest = {
  /** a list of device files as list_devices shows them; absent: all that discovery may ask */
  devices?: string[];
};

export type ProbeDevicesReply = GetProbeReply;

/** The parameters of get_probe. Shows a probe and its reports. The last ten are kept, until the gateway stops. */
export type GetProbeRequest = {
  /** the id of a probe, a whole number from 1 */
  id: number;
};

export type GetProbeReply = {
  /** the id of the probe */
  id: number;
  /** running, done or failed */
  state: "running" | "done" | "failed";
  /** when it was asked for, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
  asked_at: string;
  /** null while it runs */
  ended_at: string | null;
  /** why it failed; "" otherwise */
  error: string;
  /** the reports; none while it runs */
  devices: {
    /** for people */
    name: string;
    /** the tty that answered, or the last that was asked */
    device: string;
    /** what a port of the settings may have as `usb` for it */
    usb: string[];
    /** the port that uses it; null: none */
    port: number | null;
    /** a finding */
    verdict: {
      /** what is so, as in docs/reasons.md */
      code: "well" | "used_by_gateway" | "unused" | "not_asked" | "no_device" | "absent" | "no_permission" | "held_by_manager" | "held" | "cannot_open" | "unreachable" | "silent" | "no_at" | "data_mode" | "wrong_speed" | "broken" | "network_stick" | "storage_mode" | "packet_only" | "no_sim" | "sim_locked" | "sim_busy" | "pin_required" | "puk_required" | "storage_full" | "radio_off" | "denied" | "unregistered";
      /** well and unasked are no faults */
      kind: "well" | "unasked" | "warning" | "fault";
      /** the same for people */
      title: string;
      /** why it may be so, the likeliest first */
      causes: string[];
      /** commands and steps, the first to try first */
      remedies: string[];
    };
    warnings: {
      /** what is so, as in docs/reasons.md */
      code: "well" | "used_by_gateway" | "unused" | "not_asked" | "no_device" | "absent" | "no_permission" | "held_by_manager" | "held" | "cannot_open" | "unreachable" | "silent" | "no_at" | "data_mode" | "wrong_speed" | "broken" | "network_stick" | "storage_mode" | "packet_only" | "no_sim" | "sim_locked" | "sim_busy" | "pin_required" | "puk_required" | "storage_full" | "radio_off" | "denied" | "unregistered";
      /** well and unasked are no faults */
      kind: "well" | "unasked" | "warning" | "fault";
      /** the same for people */
      title: string;
      /** why it may be so, the likeliest first */
      causes: string[];
      /** commands and steps, the first to try first */
      remedies: string[];
    }[];
    /** what the modem answered */
    facts: {
      [name: string]: string;
    };
  }[];
};

/** The parameters of list_balances. Lists the balances of the SIMs that were asked, by `balance.rules` of the settings or now. */
export type ListBalancesRequest = {};

export type ListBalancesReply = {
  balances: {
    /** the SIM */
    imsi: string;
    /** its card */
    iccid: string;
    /** the port it is in now; null: in none */
    port: number | null;
    /** the balance as a plain decimal number; null before the first that was read */
    amount: string | null;
    /** as the operator or the settings name it; "" where nobody does */
    currency: string;
    /** null before the first */
    read_at: string | null;
    /** a balance below this is low; null: none is */
    threshold: number | null;
    /** whether it is low */
    low: boolean;
    /** the operator's last answer */
    text: string;
    /** why the last question had no result; "" where it had one */
    trouble: string;
    /** questions without a result since the last with one */
    failures: number;
    /** when it was asked last, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
    asked_at: string;
    /** whether an answer is outstanding */
    asking: boolean;
    /** seconds until it is asked again; null where it is in no port, or no rule fits it */
    next_in: number | null;
  }[];
};

/** The parameters of ask_balance. Asks the SIM of a port for its balance now; the answer stands in `/v1/balances` a little later. */
export type AskBalanceRequest = {
  /** a port number from 0 to 31 */
  port: number;
};

export type AskBalanceReply = {
  /** a port number from 0 to 31 */
  port: number;
  /** the SIM that is asked */
  imsi: string;
};

/** The parameters of list_alarms. Lists alarms, newest first: those that last and those that are over. */
export type ListAlarmsRequest = {
  /** true: only those that last; false: only those that are over */
  open?: boolean;
  /** next of the page before; absent: the newest */
  before?: number;
  /** a whole number from 1 to 500 */
  limit?: number;
};

export type ListAlarmsReply = {
  alarms: AcknowledgeAlarmReply[];
  /** what asks for the next page; null at the end */
  next: number | null;
  /** how the mails go; null where no relay is set */
  mail: {
    /** notices that no mail carried yet */
    waiting: number;
    /** tries that failed since the last mail */
    failures: number;
    /** why the last try failed; "" where it did not */
    trouble: string;
  } | null;
};

/** The parameters of acknowledge_alarm. Notes that you have seen an alarm: it is not repeated any more. Its end is still announced. */
export type AcknowledgeAlarmRequest = {
  /** the id of a alarm, a whole number from 1 */
  id: number;
};

export type AcknowledgeAlarmReply = {
  /** the id of the alarm */
  id: number;
  /** what is wrong, with causes and remedies in docs/reasons.md */
  kind: "port_down" | "queue_old" | "push_failing" | "disk_low" | "limit_low" | "balance_low" | "balance_unread";
  /** the port; null where it is about none */
  port: number | null;
  /** the SIM; "" where it is about none */
  imsi: string;
  /** what is wrong, for people */
  trouble: string;
  /** a closer code, such as the reason of the port; "" where there is none */
  reason: string;
  /** when it was raised, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
  raised_at: string;
  /** how often it was repeated since */
  repeats: number;
  /** null while it lasts */
  cleared_at: string | null;
  /** null where nobody has */
  acknowledged_at: string | null;
  /** the user; "" where nobody has seen it */
  acknowledged_by: string;
};

/** The parameters of test_mail. Sends a mail by the relay of the settings at once, beside the queue, and answers how it went. */
export type TestMailRequest = {};

export type TestMailReply = {
  /** whether the relay took it */
  sent: boolean;
  /** why it did not; "" where it did */
  trouble: string;
};

/** The parameters of list_push_targets. Lists the push targets and how far each has come. */
export type ListPushTargetsRequest = {};

export type ListPushTargetsReply = {
  targets: GetPushTargetReply[];
};

/** The parameters of create_push_target. Adds a push target; it gets the events from now on. */
export type CreatePushTargetRequest = {
  /** a name of 1 to 64 letters, digits, blanks and ._-, unlike that of any other target */
  name: string;
  /** an http or https URL, used as it is with its query */
  url: string;
  /** a list of sms, sms_result, sms_deliver_status, ussd, register, missed_call, cdr, device, exception_info, alarm */
  kinds?: ("sms" | "sms_result" | "sms_deliver_status" | "ussd" | "register" | "missed_call" | "cdr" | "device" | "exception_info" | "alarm")[];
  /** basic or digest, where user is set */
  authentication?: "basic" | "digest";
  /** a user name for the target; "" for none */
  user?: string;
  /** the password of that user */
  password?: string;
  /** whsec_ and 24 to 64 bytes in base64: pushes are signed with it; "" for no signature */
  secret?: string;
  /** true or false: whether the certificate of an https target must be valid */
  check_certificate?: boolean;
  /** true or false: whether imsi, user_id and request_id are added where the first documents have none */
  extra_keys?: boolean;
  /** true or false: a target that is not enabled keeps its queue */
  enabled?: boolean;
};

export type CreatePushTargetReply = GetPushTargetReply;

/** The parameters of get_push_target. Shows one push target. */
export type GetPushTargetRequest = {
  /** the id of a target, a whole number from 1 */
  id: number;
};

export type GetPushTargetReply = {
  /** the id of the target */
  id: number;
  /** a name of 1 to 64 letters, digits, blanks and ._-, unlike that of any other target */
  name: string;
  /** an http or https URL, used as it is with its query */
  url: string;
  /** a list of sms, sms_result, sms_deliver_status, ussd, register, missed_call, cdr, device, exception_info, alarm */
  kinds: ("sms" | "sms_result" | "sms_deliver_status" | "ussd" | "register" | "missed_call" | "cdr" | "device" | "exception_info" | "alarm")[];
  /** basic or digest, where user is set */
  authentication: "basic" | "digest";
  /** the user name for the target; "" for none */
  user: string;
  /** whether a secret is set */
  signed: boolean;
  /** true or false: whether the certificate of an https target must be valid */
  check_certificate: boolean;
  /** true or false: whether imsi, user_id and request_id are added where the first documents have none */
  extra_keys: boolean;
  /** true or false: a target that is not enabled keeps its queue */
  enabled: boolean;
  /** true: it stands in the settings and is changed there */
  configured: boolean;
  queue: {
    /** idle (nothing is left), pushing, waiting for the next attempt, or disabled */
    state: "idle" | "pushing" | "waiting" | "disabled";
    /** true: the target takes nothing, and is probed */
    failing: boolean;
    /** events that it has not taken, counted up to 10000 */
    waiting: number;
    /** those of them that failed before, or are behind such an event of their subject, counted up to 10000 */
    held_back: number;
    /** age of the oldest event that waits, in seconds; 0 where none does */
    oldest_age: number;
    /** events up to this id were taken, given up, or are held back */
    last_event_id: number;
    /** attempts that failed since it last took an event */
    failures: number;
    /** why the last attempt failed, or why an event is held back; "" where nothing is wrong */
    trouble: string;
    /** events on the given-up list, counted up to 10000 */
    given_up: number;
  };
};

/** The parameters of change_push_target. Changes what is named of a push target and tries again at once. A URL with another scheme, host or port needs password and secret again where they are set. */
export type ChangePushTargetRequest = {
  /** the id of a target, a whole number from 1 */
  id: number;
  /** a name of 1 to 64 letters, digits, blanks and ._-, unlike that of any other target */
  name?: string;
  /** an http or https URL, used as it is with its query */
  url?: string;
  /** a list of sms, sms_result, sms_deliver_status, ussd, register, missed_call, cdr, device, exception_info, alarm */
  kinds?: ("sms" | "sms_result" | "sms_deliver_status" | "ussd" | "register" | "missed_call" | "cdr" | "device" | "exception_info" | "alarm")[];
  /** basic or digest, where user is set */
  authentication?: "basic" | "digest";
  /** a user name for the target; "" for none */
  user?: string;
  /** the password of that user */
  password?: string;
  /** whsec_ and 24 to 64 bytes in base64: pushes are signed with it; "" for no signature */
  secret?: string;
  /** true or false: whether the certificate of an https target must be valid */
  check_certificate?: boolean;
  /** true or false: whether imsi, user_id and request_id are added where the first documents have none */
  extra_keys?: boolean;
  /** true or false: a target that is not enabled keeps its queue */
  enabled?: boolean;
};

export type ChangePushTargetReply = GetPushTargetReply;

/** The parameters of delete_push_target. Removes a push target with its queue and its given-up list. */
export type DeletePushTargetRequest = {
  /** the id of a target, a whole number from 1 */
  id: number;
};

export type DeletePushTargetReply = {};

/** The parameters of test_push_target. Pushes a made-up event once, beside the queue, and returns the outcome. */
export type TestPushTargetRequest = {
  /** the id of a target, a whole number from 1 */
  id: number;
  /** one of sms, sms_result, sms_deliver_status, ussd, register, missed_call, cdr, device, exception_info, alarm; absent: the first it wants */
  kind?: "sms" | "sms_result" | "sms_deliver_status" | "ussd" | "register" | "missed_call" | "cdr" | "device" | "exception_info" | "alarm";
};

export type TestPushTargetReply = {
  /** whether the target answered with 2xx */
  delivered: boolean;
  /** the HTTP status of its answer; 0 where none came */
  status: number;
  /** what went wrong; "" where nothing did */
  trouble: string;
  /** how long it took */
  milliseconds: number;
};

/** The parameters of list_waiting_pushes. Lists events that are held back from a target: those that failed and wait for another attempt, and those behind them. */
export type ListWaitingPushesRequest = {
  /** the id of a target, a whole number from 1 */
  id: number;
  /** next of the page before; absent: the first page */
  after?: number;
  /** a whole number from 1 to 500 */
  limit?: number;
};

export type ListWaitingPushesReply = {
  waiting: {
    /** the id of the event */
    id: number;
    /** the kind of the event */
    kind: string;
    /** when the event was committed, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
    at: string;
    /** waiting for its next attempt, or held behind an earlier event of its subject */
    state: "waiting" | "held";
    /** attempts that failed */
    attempts: number;
    /** seconds until the next attempt; 0: at once, or when the earlier event is done with */
    next_attempt_in: number;
    /** why the last attempt failed; "" before the first */
    trouble: string;
  }[];
  /** what after takes for the next page; null at the end */
  next: number | null;
};

/** The parameters of pass_over_pushes. Gives up events that are held back from a target, so that later ones of their subjects are pushed; they go on the given-up list. */
export type PassOverPushesRequest = {
  /** the id of a target, a whole number from 1 */
  id: number;
  /** a list of 1 to 1000 ids of events */
  event_ids: number[];
};

export type PassOverPushesReply = {
  /** how many of them were held back */
  passed_over: number;
};

/** The parameters of list_given_up_pushes. Lists events that a target never took, oldest first. */
export type ListGivenUpPushesRequest = {
  /** the id of a target, a whole number from 1 */
  id: number;
  /** next of the page before; absent: the first page */
  after?: number;
  /** a whole number from 1 to 500 */
  limit?: number;
};

export type ListGivenUpPushesReply = {
  given_up: {
    /** the id of the event */
    id: number;
    /** the kind of the event */
    kind: string;
    /** when the event was committed, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
    at: string;
    /** when it was given up, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
    given_up_at: string;
    /** attempts that failed */
    attempts: number;
    /** why */
    reason: string;
  }[];
  /** what after takes for the next page; null at the end */
  next: number | null;
};

/** The parameters of list_push_attempts. Lists attempts to push to a target, newest first: the last 500 that it took and the last 500 that failed. */
export type ListPushAttemptsRequest = {
  /** the id of a target, a whole number from 1 */
  id: number;
  /** the id of an event: only its attempts */
  event_id?: number;
  /** true: only attempts that failed */
  failed?: boolean;
  /** next of the page before; absent: the newest */
  before?: number;
  /** a whole number from 1 to 500 */
  limit?: number;
};

export type ListPushAttemptsReply = {
  attempts: {
    /** counts the attempts of the target */
    number: number;
    /** the id of the event */
    event_id: number;
    /** the kind of the event */
    kind: string;
    /** when it began, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
    at: string;
    /** the HTTP status of the answer; 0 where none came */
    status: number;
    /** how long it took */
    milliseconds: number;
    /** why it failed; "" where it did not */
    trouble: string;
    /** the first 2048 octets of the body of the answer */
    answer: string;
  }[];
  /** what asks for the next page; null at the end */
  next: number | null;
};

/** The parameters of resend_pushes. Sends events again, with their old ids: those that are named, those of a time that the target wants, or all that were given up. At most 100000 at a time. */
export type ResendPushesRequest = {
  /** the id of a target, a whole number from 1 */
  id: number;
  /** a list of ids of events */
  event_ids?: number[];
  /** the earliest time, in place of event_ids, as YYYY-MM-DDTHH:MM:SSZ (or with an offset), or YYYY-MM-DD HH:MM:SS in the gateway's zone */
  time_after?: string;
  /** the latest time, in place of event_ids, as YYYY-MM-DDTHH:MM:SSZ (or with an offset), or YYYY-MM-DD HH:MM:SS in the gateway's zone */
  time_before?: string;
};

export type ResendPushesReply = {
  /** how many will be sent again */
  queued: number;
};

/** The parameters of create_session. Signs a person in: the answer sets a cookie that is good under /v1 alone, with the header `X-Simgate: 1`, from a page of the gateway itself. Takes user and password, or the token of a printed sign-in link. The session ends when it is not used for http.sessionIdle, after http.sessionLength, with another password, or when the user goes. */
export type CreateSessionRequest = {
  /** a user name of at most 64 characters */
  user?: string;
  /** a password of at most 256 characters */
  password?: string;
  /** the token of a printed sign-in link */
  token?: string;
};

export type CreateSessionReply = GetSessionReply;

/** The parameters of get_session. Shows who asks, with which role, and what the gateway offers. With the header `X-Simgate` a refusal (401) has no challenge, so that a browser shows no box of its own. */
export type GetSessionRequest = {};

export type GetSessionReply = {
  /** who is signed in */
  user: string;
  /** one of admin, operator, sender, viewer */
  role: "admin" | "operator" | "sender" | "viewer";
  /** null where other credentials than a session were sent */
  expires_at: string | null;
  /** the version of the gateway */
  version: string;
  /** sn of every answer */
  serial_number: string;
  /** the zone of the gateway, an IANA name */
  time_zone: string;
  /** the time of the gateway now, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
  time: string;
  /** what stands before every path in the browser; "" for nothing */
  base_path: string;
  /** what this gateway has */
  offers: {
    /** whether virtual phones can be used under /v1/simulator */
    simulator: boolean;
    /** whether AT conversations can be recorded */
    record: boolean;
  };
};

/** The parameters of delete_session. Signs out: ends the session of the cookie and takes the cookie away. */
export type DeleteSessionRequest = {};

export type DeleteSessionReply = {};

/** The parameters of create_download_link. Makes a link that a browser can follow without further credentials: good for one GET of this target, with your rights, within a minute. What it gets is saved as a file. */
export type CreateDownloadLinkRequest = {
  /** a path under /v1 with its query, at most 2000 characters */
  target: string;
};

export type CreateDownloadLinkReply = {
  /** the target with its one-time secret, without the base path */
  link: string;
  /** when it ends, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
  expires_at: string;
};

/** The parameters of get_settings. Shows the settings that may change while the gateway runs. */
export type GetSettingsRequest = {};

export type GetSettingsReply = {
  /** one of trace, debug, info, warn, error */
  logLevel: "trace" | "debug" | "info" | "warn" | "error";
  sms: {
    /** a number of minutes from 5 to 635040 */
    validity: number;
    /** true or false */
    refuseUnencodable: boolean;
    /** a list of TP-ST values from 0 to 31 */
    deliveredStatuses: number[];
    /** a whole number; 0 is no limit */
    queueLimit: number;
    /** a number of seconds, 1 or more */
    waitingAge: number;
    /** a whole number from 1 to 100 */
    attempts: number;
    /** a number of seconds, 0 or more */
    retryDelay: number;
    /** a number of seconds, 1 or more */
    retryDelayMaximum: number;
    /** a number of seconds, 1 or more */
    inDoubtAge: number;
    /** a number of seconds, 1 or more */
    inDoubtAgeWithoutReport: number;
    /** a number of seconds, 1 or more */
    incompleteAge: number;
    /** true or false */
    emergencyNumbers: boolean;
    /** true or false */
    recipientOrder: boolean;
  };
  retention: {
    /** a number of days, an hour (0.042) or more; 0 keeps for ever */
    sent: number;
    /** a number of days, an hour (0.042) or more; 0 keeps for ever */
    received: number;
    /** a number of days, an hour (0.042) or more; 0 keeps for ever */
    events: number;
    /** a whole number; 0 is no limit */
    maximumRows: number;
  };
  /** what was changed here and stands above the settings file, as sms.queueLimit */
  changed: string[];
};

/** The parameters of change_settings. Changes what is named, at once and for good; reset brings back the values of the settings file. */
export type ChangeSettingsRequest = {
  /** one of trace, debug, info, warn, error */
  logLevel?: "trace" | "debug" | "info" | "warn" | "error";
  /** an object of settings */
  sms?: {
    /** a number of minutes from 5 to 635040 */
    validity?: number;
    /** true or false */
    refuseUnencodable?: boolean;
    /** a list of TP-ST values from 0 to 31 */
    deliveredStatuses?: number[];
    /** a whole number; 0 is no limit */
    queueLimit?: number;
    /** a number of seconds, 1 or more */
    waitingAge?: number;
    /** a whole number from 1 to 100 */
    attempts?: number;
    /** a number of seconds, 0 or more */
    retryDelay?: number;
    /** a number of seconds, 1 or more */
    retryDelayMaximum?: number;
    /** a number of seconds, 1 or more */
    inDoubtAge?: number;
    /** a number of seconds, 1 or more */
    inDoubtAgeWithoutReport?: number;
    /** a number of seconds, 1 or more */
    incompleteAge?: number;
    /** true or false */
    emergencyNumbers?: boolean;
    /** true or false */
    recipientOrder?: boolean;
  };
  /** an object of settings */
  retention?: {
    /** a number of days, an hour (0.042) or more; 0 keeps for ever */
    sent?: number;
    /** a number of days, an hour (0.042) or more; 0 keeps for ever */
    received?: number;
    /** a number of days, an hour (0.042) or more; 0 keeps for ever */
    events?: number;
    /** a whole number; 0 is no limit */
    maximumRows?: number;
  };
  /** a list of names such as sms.queueLimit */
  reset?: string[];
};

export type ChangeSettingsReply = GetSettingsReply;

/** The parameters of list_settings. Lists every setting, where its value comes from, and whether a change needs a restart. */
export type ListSettingsRequest = {};

export type ListSettingsReply = {
  settings: {
    /** as in the settings file: http.port */
    name: string;
    /** its value as JSON; *** stands for a secret */
    value: string;
    /** what it is where nothing sets it, as JSON */
    default: string;
    /** what it does */
    description: string;
    /** where its value comes from; here: changed by change_settings */
    source: "default" | "file" | "environment" | "here";
    /** whether a change counts only after a restart */
    restart: boolean;
  }[];
};

/** The parameters of list_users. Lists who may use the API. */
export type ListUsersRequest = {};

export type ListUsersReply = {
  users: GetUserReply[];
};

/** The parameters of get_user. Shows one user; who is no admin sees only himself. */
export type GetUserRequest = {
  /** a user name of 1 to 64 characters without " : and \ */
  name: string;
};

export type GetUserReply = {
  /** a user name of 1 to 64 characters without " : and \ */
  name: string;
  /** one of admin, operator, sender, viewer */
  role: "admin" | "operator" | "sender" | "viewer";
  /** true: the user stands in the settings and is changed there */
  configured: boolean;
};

/** The parameters of create_user. Adds a user; only digests of the password are kept. */
export type CreateUserRequest = {
  /** a user name of 1 to 64 characters without " : and \ */
  name: string;
  /** a password of 1 to 256 characters; fewer than 8 only where the settings allow it */
  password: string;
  /** one of admin, operator, sender, viewer */
  role?: "admin" | "operator" | "sender" | "viewer";
};

export type CreateUserReply = GetUserReply;

/** The parameters of change_user. Gives a user another password or role. Your own password is changed with the old one; all else is for admins. */
export type ChangeUserRequest = {
  /** a user name of 1 to 64 characters without " : and \ */
  name: string;
  /** a password of 1 to 256 characters; fewer than 8 only where the settings allow it */
  password?: string;
  /** your password until now */
  old_password?: string;
  /** one of admin, operator, sender, viewer */
  role?: "admin" | "operator" | "sender" | "viewer";
};

export type ChangeUserReply = GetUserReply;

/** The parameters of delete_user. Removes a user with his tokens; the last admin stays. */
export type DeleteUserRequest = {
  /** a user name of 1 to 64 characters without " : and \ */
  name: string;
};

export type DeleteUserReply = {};

/** The parameters of list_tokens. Lists your own tokens; an admin sees those of all users. */
export type ListTokensRequest = {};

export type ListTokensReply = {
  tokens: {
    /** the id of the token */
    id: number;
    /** a name of 1 to 64 characters, for people */
    name: string;
    /** the user whom it speaks for */
    user: string;
    /** one of admin, operator, sender, viewer: no more than the role of its user */
    role: "admin" | "operator" | "sender" | "viewer";
    /** when it was made, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
    created_at: string;
    /** when it ends, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
    expires_at: string;
  }[];
};

/** The parameters of create_token. Makes a token that speaks for you. It is shown in this answer only; send it as `Authorization: Bearer TOKEN`. It ends with its time, or when your user goes or has a lesser role. */
export type CreateTokenRequest = {
  /** a name of 1 to 64 characters, for people */
  name: string;
  /** one of admin, operator, sender, viewer: no more than the role of its user */
  role: "admin" | "operator" | "sender" | "viewer";
  /** a time in the future, as YYYY-MM-DDTHH:MM:SSZ */
  expires_at: string;
};

export type CreateTokenReply = {
  /** the id of the token */
  id: number;
  /** a name of 1 to 64 characters, for people */
  name: string;
  /** the user whom it speaks for */
  user: string;
  /** one of admin, operator, sender, viewer: no more than the role of its user */
  role: "admin" | "operator" | "sender" | "viewer";
  /** when it was made, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
  created_at: string;
  /** when it ends, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
  expires_at: string;
  /** the token; keep it, it is not shown again */
  token: string;
};

/** The parameters of delete_token. Ends one of your tokens; an admin ends any. */
export type DeleteTokenRequest = {
  /** the id of a token, a whole number from 1 */
  id: number;
};

export type DeleteTokenReply = {};

/** The parameters of list_audit. Lists changes to users, tokens, settings, push targets and ports, newest first. The last 10,000 are kept. */
export type ListAuditRequest = {
  /** next of the page before; absent: the newest */
  before?: number;
  /** a whole number from 1 to 500 */
  limit?: number;
};

export type ListAuditReply = {
  entries: {
    /** the id of the entry */
    id: number;
    /** when it was done, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
    at: string;
    /** who did it */
    user: string;
    /** the address it was asked from */
    address: string;
    /** the endpoint, by its name in this manual */
    endpoint: string;
    /** the parameters as JSON, without passwords, secrets and PINs */
    parameters: string;
  }[];
  /** what asks for the next page; null at the end */
  next: number | null;
};

/** The parameters of list_phones. Lists the virtual phones of the simulator that was started with the gateway. */
export type ListPhonesRequest = {};

export type ListPhonesReply = {
  phones: {
    /** its number */
    number: string;
  }[];
};

/** The parameters of get_phone. Shows what a virtual phone received. */
export type GetPhoneRequest = {
  /** a phone number of digits, * and #, with an optional leading +, at most 24 bytes */
  number: string;
};

export type GetPhoneReply = {
  /** its number */
  number: string;
  /** oldest first, the last 100 */
  messages: {
    /** who wrote */
    from: string;
    /** its text */
    text: string;
  }[];
};

/** The parameters of write_from_phone. Lets a virtual phone write to a number, such as the one of a SIM. */
export type WriteFromPhoneRequest = {
  /** a phone number of digits, * and #, with an optional leading +, at most 24 bytes */
  from: string;
  /** a phone number of digits, * and #, with an optional leading +, at most 24 bytes */
  to: string;
  /** a text of 1 to 1000 characters, without halves of surrogate pairs */
  text: string;
};

export type WriteFromPhoneReply = {};

/** The parameters of get_gateway. Shows what the gateway is and how its machine is doing. */
export type GetGatewayRequest = {};

export type GetGatewayReply = {
  /** of the gateway */
  version: string;
  /** sn of every answer */
  serial_number: string;
  /** the version of Node.js */
  node: string;
  /** operating system and processor */
  system: string;
  /** seconds since it was started */
  uptime: number;
  /** its time now, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
  time: string;
  /** false: the clock was never set, or stands behind times that were stored */
  time_plausible: boolean;
  /** an IANA name */
  time_zone: string;
  listeners: {
    /** http or https */
    protocol: "http" | "https";
    /** the address it listens on */
    address: string;
    /** the TCP port */
    port: number;
  }[];
  /** percent of the processors since the last look */
  cpu_used: number;
  /** of the machine */
  memory: {
    /** octets */
    total: number;
    /** octets that programs may still have */
    free: number;
  };
  /** of the file system with the data folder */
  disk: {
    /** octets */
    total: number;
    /** octets */
    free: number;
  };
  /** octets of the database and its log */
  database_size: number;
  /** null: none was */
  last_backup: string | null;
  /** the licence of the gateway, as SPDX has it */
  licence: string;
};

/** The parameters of get_backup. A copy of all that the gateway keeps, made while it runs; `simgate restore` puts it back (docs/operating.md). It holds texts, numbers and digests of passwords: keep it where only you can read it. */
export type GetBackupRequest = {};

export type GetBackupReply = string;

/** The parameters of export_messages. Exports sent messages, with the filters of list_messages; jsonl has all keys of them. In CSV a text that a spreadsheet would take for a formula begins with an apostrophe. */
export type ExportMessagesRequest = {
  /** csv (one line of names, then a line for each) or jsonl (a JSON object on each line) */
  format?: "csv" | "jsonl";
  /** a list of SENDING, SENT_OK, FAILED, DELIVERED */
  status?: ("SENDING" | "SENT_OK" | "FAILED" | "DELIVERED")[];
  /** a task_id */
  task_id?: number;
  /** a user_id */
  user_id?: string;
  /** a part of a number, or of a sender’s name */
  number?: string;
  /** a part of the text */
  text?: string;
  /** a list of ports */
  port?: number[];
  /** the earliest time, as YYYY-MM-DDTHH:MM:SSZ (or with an offset), or YYYY-MM-DD HH:MM:SS in the gateway's zone */
  time_after?: string;
  /** the latest time, as YYYY-MM-DDTHH:MM:SSZ (or with an offset), or YYYY-MM-DD HH:MM:SS in the gateway's zone */
  time_before?: string;
};

export type ExportMessagesReply = string;

/** The parameters of export_inbox. Exports received messages, as export_messages does sent ones; none is marked as read. */
export type ExportInboxRequest = {
  /** csv (one line of names, then a line for each) or jsonl (a JSON object on each line) */
  format?: "csv" | "jsonl";
  /** unread, read, undecodable, defective or all */
  flag?: "unread" | "read" | "undecodable" | "defective" | "all";
  /** true for archived ones, false for the others; absent: both */
  archived?: boolean;
  /** a part of a number, or of a sender’s name */
  number?: string;
  /** a part of the text */
  text?: string;
  /** a list of ports */
  port?: number[];
  /** the earliest time, as YYYY-MM-DDTHH:MM:SSZ (or with an offset), or YYYY-MM-DD HH:MM:SS in the gateway's zone */
  time_after?: string;
  /** the latest time, as YYYY-MM-DDTHH:MM:SSZ (or with an offset), or YYYY-MM-DD HH:MM:SS in the gateway's zone */
  time_before?: string;
};

export type ExportInboxReply = string;

/** The parameters of export_calls. Exports calls that have ended. */
export type ExportCallsRequest = {
  /** csv (one line of names, then a line for each) or jsonl (a JSON object on each line) */
  format?: "csv" | "jsonl";
  /** a list of ports; events of no port are left out then */
  port?: number[];
};

export type ExportCallsReply = string;

/** The parameters of export_events. Exports the journal, with the filters of list_events; in CSV the keys of each kind stand together in one column. */
export type ExportEventsRequest = {
  /** csv (one line of names, then a line for each) or jsonl (a JSON object on each line) */
  format?: "csv" | "jsonl";
  /** a list of sms, sms_result, sms_deliver_status, ussd, register, missed_call, cdr, device, exception_info, alarm; absent: all */
  kinds?: ("sms" | "sms_result" | "sms_deliver_status" | "ussd" | "register" | "missed_call" | "cdr" | "device" | "exception_info" | "alarm")[];
  /** a list of ports; events of no port are left out then */
  port?: number[];
};

export type ExportEventsReply = string;

/** The parameters of stream_conversation. Streams the AT conversation of a port as it is held (server-sent events `line`), with numbers and texts masked as in recordings. A reader that is too slow gets the event `left_out` with how many `lines` it missed. It goes on when the port is opened anew, and ends when there is no such port any more. */
export type StreamConversationRequest = {
  /** a port number from 0 to 31 */
  port: number;
};

export type StreamConversationReply = {
  /** when it passed, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
  at: string;
  /** >> to the modem, << from it */
  direction: ">>" | "<<";
  /** the line, control characters spelt out */
  text: string;
};

/** The parameters of ask_modem. Asks the modem of a port one AT command and answers with its lines. Only commands that read are passed on (AT, ATI, those that end in ? or =?, and those of 27.007 that read without it, as AT+CSQ): the gateway relies on the settings of its modem. */
export type AskModemRequest = {
  /** a port number from 0 to 31 */
  port: number;
  /** an AT command of 1 to 100 characters, without halves of surrogate pairs */
  command: string;
};

export type AskModemReply = {
  /** as it was asked */
  command: string;
  /** the lines of the answer, at most 200 */
  lines: string[];
  /** OK, or the error of the modem, as +CME ERROR: 10 */
  result: string;
};

/** The parameters of list_recordings. Lists the recordings of AT conversations; act_on_port with record begins and ends them. */
export type ListRecordingsRequest = {};

export type ListRecordingsReply = {
  recordings: {
    /** of the file; .1 at its end: the older one */
    name: string;
    /** a port number from 0 to 31 */
    port: number;
    /** octets */
    size: number;
    /** when a line was written last, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
    changed_at: string;
  }[];
};

/** The parameters of get_recording. One recording as a file, in the format that tests replay (transcripts/README.md). */
export type GetRecordingRequest = {
  /** the name of a recording, as port-3.at */
  name: string;
};

export type GetRecordingReply = string;

/** The parameters of delete_recording. Removes a recording; one that goes on begins anew. */
export type DeleteRecordingRequest = {
  /** the name of a recording, as port-3.at */
  name: string;
};

export type DeleteRecordingReply = {};

/** The parameters of list_log. Lists the last lines of the log, newest first; 2000 are kept in memory, as far as logLevel lets them be written. Numbers and texts are masked in it. */
export type ListLogRequest = {
  /** one of trace, debug, info, warn, error, fatal: that and worse; absent: all */
  level?: "trace" | "debug" | "info" | "warn" | "error" | "fatal";
  /** a port number; absent: all lines */
  port?: number;
  /** next of the page before; absent: the newest */
  before?: number;
  /** a whole number from 1 to 500 */
  limit?: number;
};

export type ListLogReply = {
  lines: StreamLogReply[];
  /** what asks for the next page; null at the end */
  next: number | null;
};

/** The parameters of stream_log. Streams lines of the log as they are written (server-sent events `line`). A reader that is too slow gets the event `left_out` with how many `lines` it missed. */
export type StreamLogRequest = {
  /** one of trace, debug, info, warn, error, fatal: that and worse; absent: all */
  level?: "trace" | "debug" | "info" | "warn" | "error" | "fatal";
  /** a port number; absent: all lines */
  port?: number;
};

export type StreamLogReply = {
  /** counts up from the start of the gateway */
  id: number;
  /** when it was written, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
  at: string;
  /** one of trace, debug, info, warn, error, fatal */
  level: "trace" | "debug" | "info" | "warn" | "error" | "fatal";
  /** the port it is about; null: none */
  port: number | null;
  /** the sentence */
  text: string;
  /** what else is in it */
  fields: {
    [name: string]: unknown;
  };
};

/** The parameters of openapi. This contract as an OpenAPI 3.1 document. */
export type OpenapiRequest = {};

export type OpenapiReply = {
  openapi: "3.1.0";
  [name: string]: unknown;
};

/** The parameters of healthz. Returns whether the gateway can do its work: status ok with HTTP 200, failing with 503. */
export type HealthzRequest = {};

export type HealthzReply = {
  /** ok or failing */
  status: "ok" | "failing";
};

/** The parameters of readyz. Returns whether messages go out now, for a program that spreads work over several gateways: status ready with HTTP 200, waiting with 503 and the reasons. */
export type ReadyzRequest = {};

export type ReadyzReply = {
  /** ready or waiting */
  status: "ready" | "waiting";
  /** store: nothing can be stored; ports: no port can send */
  reasons: ("store" | "ports")[];
};

/** The parameters of metrics. Counters and gauges in the text format of Prometheus. */
export type MetricsRequest = {};

export type MetricsReply = string;

/** Request and reply of each method. */
export interface Methods {
  /** Accepts one text for up to 128 recipients; answers once everything is stored. */
  sendSms: { request: SendSmsRequest; reply: SendSmsReply };
  /** Returns the state of each sent message, oldest first. */
  querySmsResult: { request: QuerySmsResultRequest; reply: QuerySmsResultReply };
  /** Lists the status reports received, one row for each. */
  querySmsDeliverStatus: { request: QuerySmsDeliverStatusRequest; reply: QuerySmsDeliverStatusReply };
  /** Counts the messages that no port has begun. */
  querySmsInQueue: { request: QuerySmsInQueueRequest; reply: QuerySmsInQueueReply };
  /** Lists received messages; with flag unread (the default) it marks them as read before the answer is known to have arrived. Where none may be missed, ask with flag=all and the last incoming_sms_id that you have stored: that marks nothing. */
  queryIncomingSms: { request: QueryIncomingSmsRequest; reply: QueryIncomingSmsReply };
  /** Sends a USSD request, or an answer where the network waits for one; cancel ends the session. The answer of the network comes by query_ussd_reply and as a push. */
  sendUssd: { request: SendUssdRequest; reply: SendUssdReply };
  /** Returns the reply of each asked port to its last request; it is kept until the next one. */
  queryUssdReply: { request: QueryUssdReplyRequest; reply: QueryUssdReplyReply };
  /** Ends what a task has not begun to send; what has begun is completed. */
  stopSms: { request: StopSmsRequest; reply: StopSmsReply };
  /** Returns the data of each port; only the fields asked for, in a fixed order. */
  getPortInfo: { request: GetPortInfoRequest; reply: GetPortInfoReply };
  /** Orders an action of a port: choose a SIM slot, reset, power on or off, store its number, lock or unlock the SIM, block or unblock it, forward calls. */
  setPortInfo: { request: SetPortInfoRequest; reply: SetPortInfoReply };
  /** Lists calls that have ended, oldest first; times filter by the start of a call. */
  getCdr: { request: GetCdrRequest; reply: GetCdrReply };
  /** Returns the load of the machine. The body may be the bare list ["performance"]. */
  getStatus: { request: GetStatusRequest; reply: GetStatusReply };
  /** Shows what the toolkit of the SIM in a port shows. */
  getStkView: { request: GetStkViewRequest; reply: GetStkViewReply };
  /** Does something with the view: one of item, param and action; nothing happens where none is named. Answers when the card's next view is there. */
  stkGo: { request: StkGoRequest; reply: StkGoReply };
  /** Returns the number of the present view; another number means another view. */
  getStkCurrFrameIndex: { request: GetStkCurrFrameIndexRequest; reply: GetStkCurrFrameIndexReply };
  /** Streams events as they are committed (server-sent events). The header Last-Event-ID, or after, goes on behind that event; without either it begins now. */
  streamEvents: { request: StreamEventsRequest; reply: StreamEventsReply };
  /** Lists events, newest first, as stream_events has them. A page may be short while next is not null. A reader that was away since an event older than oldest has missed some. */
  listEvents: { request: ListEventsRequest; reply: ListEventsReply };
  /** Accepts one text for up to 4096 recipients, as send_sms does for 128; answers once everything is stored. */
  createMessages: { request: CreateMessagesRequest; reply: CreateMessagesReply };
  /** Accepts a file with any number of recipients as one task, whole or not at all; answers once everything is stored. CSV has a line of names: number, and where they are wanted text (a text of its own) and user_id; all other columns are the values for #param#, in their order. JSON lines have number, values, text, user_id. A line that cannot be taken refuses the file, with its number. */
  importMessages: { request: ImportMessagesRequest; reply: ImportMessagesReply };
  /** Shows what create_messages would make of a request: alphabet and segments, the characters that force UCS-2, and what is wrong. Nothing is stored or sent. Without recipients the text is measured as it stands. */
  previewMessages: { request: PreviewMessagesRequest; reply: PreviewMessagesReply };
  /** Sends messages once more, as a new task: those of the ids, whatever became of them, or the failed ones of a task. Of a task those that may have been sent all the same are left out, unless unsure is true. */
  sendMessagesAgain: { request: SendMessagesAgainRequest; reply: SendMessagesAgainReply };
  /** Searches sent messages, newest first. A page may be short while next is not null. */
  listMessages: { request: ListMessagesRequest; reply: ListMessagesReply };
  /** Shows one sent message. */
  getMessage: { request: GetMessageRequest; reply: GetMessageReply };
  /** Lists the messages of a restored backup that may have been sent after the backup was made. They wait until a person decides. */
  listHeldMessages: { request: ListHeldMessagesRequest; reply: ListHeldMessagesReply };
  /** Sends held messages. One that was sent after the backup was made is sent a second time. */
  releaseHeldMessages: { request: ReleaseHeldMessagesRequest; reply: ReleaseHeldMessagesReply };
  /** Ends held messages as FAILED, with the reason "stopped". */
  stopHeldMessages: { request: StopHeldMessagesRequest; reply: StopHeldMessagesReply };
  /** Searches received messages, newest first, and marks none as read. A page may be short while next is not null. */
  listInbox: { request: ListInboxRequest; reply: ListInboxReply };
  /** Shows one received message, and does not mark it as read. */
  getReceived: { request: GetReceivedRequest; reply: GetReceivedReply };
  /** Marks received messages as read or unread: those of the ids, or all of one number. What is read is not given out by flag=unread of query_incoming_sms. */
  markReceived: { request: MarkReceivedRequest; reply: MarkReceivedReply };
  /** Puts received messages away or takes them back: those of the ids, or all of one number. query_incoming_sms gives them out all the same. */
  archiveReceived: { request: ArchiveReceivedRequest; reply: ArchiveReceivedReply };
  /** Removes received messages for good. Events and pushes of them are left. */
  deleteReceived: { request: DeleteReceivedRequest; reply: DeleteReceivedReply };
  /** Lists the numbers that wrote, with the last message of each, newest first. A conversation is archived while its last message is. A page may be short while next is not null. */
  listConversations: { request: ListConversationsRequest; reply: ListConversationsReply };
  /** Shows what was received from a number and sent to it, newest first. */
  getConversation: { request: GetConversationRequest; reply: GetConversationReply };
  /** Lists requests to send with their counts, newest first; a sender sees its own. */
  listTasks: { request: ListTasksRequest; reply: ListTasksReply };
  /** Shows how far a request to send is. */
  getTask: { request: GetTaskRequest; reply: GetTaskReply };
  /** Ends what no port has begun as FAILED, as stop_sms does; what was begun is completed. */
  stopTask: { request: StopTaskRequest; reply: StopTaskReply };
  /** Lets no message of a task begin until it goes on; what was begun is completed. Messages that wait for longer than sms.waitingAge end FAILED all the same. */
  pauseTask: { request: PauseTaskRequest; reply: PauseTaskReply };
  /** Lets a paused task go on. */
  resumeTask: { request: ResumeTaskRequest; reply: ResumeTaskReply };
  /** Erases everything about a number: messages to and from it, reports, calls, and the events and pushes that carry it. What waits for it is not sent. */
  eraseNumber: { request: EraseNumberRequest; reply: EraseNumberReply };
  /** Lists USSD dialogues with all their turns, newest first. */
  listUssd: { request: ListUssdRequest; reply: ListUssdReply };
  /** Sends a USSD request, or an answer where the network waits for one. */
  createUssd: { request: CreateUssdRequest; reply: CreateUssdReply };
  /** Ends the USSD sessions of ports, at the network too. */
  cancelUssd: { request: CancelUssdRequest; reply: CancelUssdReply };
  /** Lists calls, those that go on and those that have ended, newest first. */
  listCalls: { request: ListCallsRequest; reply: ListCallsReply };
  /** Dials a voice call. Its progress is in the call itself and in the stream of events. */
  dialCall: { request: DialCallRequest; reply: DialCallReply };
  /** Shows one call. */
  getCall: { request: GetCallRequest; reply: GetCallReply };
  /** Hangs up, or refuses a call that rings. The call stays in the list. */
  hangUpCall: { request: HangUpCallRequest; reply: HangUpCallReply };
  /** Answers a call that rings; one that waits is taken and the present one put on hold. */
  answerCall: { request: AnswerCallRequest; reply: AnswerCallReply };
  /** Puts an active call on hold. A call that waits is then answered, else one that is on hold comes back: the two change places. */
  holdCall: { request: HoldCallRequest; reply: HoldCallReply };
  /** Brings a call back from hold; one that is active goes on hold in its place. */
  retrieveCall: { request: RetrieveCallRequest; reply: RetrieveCallReply };
  /** Sends tones (DTMF) in an active call, one after another; answers when the last one is sent. */
  sendTones: { request: SendTonesRequest; reply: SendTonesReply };
  /** Shows everything known of every port. */
  listPorts: { request: ListPortsRequest; reply: ListPortsReply };
  /** Shows everything known of one port. */
  getPort: { request: GetPortRequest; reply: GetPortReply };
  /** Gives a port a name for people. */
  labelPort: { request: LabelPortRequest; reply: LabelPortReply };
  /** Orders an action of a port, in the words of set_port_info; record switches the recording of its AT conversation. Answers when the order is stored; last_action of the port has the outcome. */
  actOnPort: { request: ActOnPortRequest; reply: ActOnPortReply };
  /** Orders the same action of several ports, each as act_on_port does; one that refuses holds up no other. */
  actOnPorts: { request: ActOnPortsRequest; reply: ActOnPortsReply };
  /** Shows the settings of every port, and where they come from. PINs are not shown. */
  listPortSettings: { request: ListPortSettingsRequest; reply: ListPortSettingsReply };
  /** Adds a port, or gives one that is there these settings in place of its own; they stand above the settings file. Where the modem has to be opened anew, what is being sent is finished first. Answers when that is under way. */
  setPort: { request: SetPortRequest; reply: SetPortReply };
  /** Takes back what was set while running: the port is as the settings file has it, or is no more. */
  resetPort: { request: ResetPortRequest; reply: ResetPortReply };
  /** Removes a port for good, also one of the settings file. What is being sent is finished; messages that wait go through other ports that they may use, or wait on. */
  removePort: { request: RemovePortRequest; reply: RemovePortReply };
  /** Shows what the toolkit of the SIM in a port shows. */
  getToolkit: { request: GetToolkitRequest; reply: GetToolkitReply };
  /** Does something with the view: one of item, text and action. Answers with the next view, or with the same where the card takes its time. */
  enterToolkit: { request: EnterToolkitRequest; reply: EnterToolkitReply };
  /** Shows counts and signal over time, oldest first; steps in which nothing was counted or measured are left out. Minutes are kept for 7 days, hours for a year. */
  getStatistics: { request: GetStatisticsRequest; reply: GetStatisticsReply };
  /** Streams the picture of the gateway for a page that watches it (server-sent events). The event `snapshot` has all of it: `time`, `ports` (as list_ports), `counters` (`waiting`, `unread`, `push_trouble`: targets whose last attempt failed, `store_trouble`: 1 while the disk refuses writes, and of today `accepted`, `sent`, `delivered`, `failed`, `received`, `calls`) and `news` (the newest id of `events`, `tasks`, `messages`, `inbox`, `ussd`, `calls` and `audit`: changes that people made, of settings too). Then at most four times a second comes the event `delta` with what changed only: `ports` by number with their changed keys, `gone` (numbers of ports that are no more), `counters`, `news`. A reader that is too slow gets a new snapshot. */
  streamLive: { request: StreamLiveRequest; reply: StreamLiveReply };
  /** Shows the devices of this machine that are, or may be, modems, and what keeps each from serving, as far as it is known without asking it. */
  listDevices: { request: ListDevicesRequest; reply: ListDevicesReply };
  /** Asks devices for their state by AT, as `simgate doctor` does; those that a port uses are left alone. Takes up to some minutes: the answer has an id for get_probe. */
  probeDevices: { request: ProbeDevicesRequest; reply: ProbeDevicesReply };
  /** Shows a probe and its reports. The last ten are kept, until the gateway stops. */
  getProbe: { request: GetProbeRequest; reply: GetProbeReply };
  /** Lists the balances of the SIMs that were asked, by `balance.rules` of the settings or now. */
  listBalances: { request: ListBalancesRequest; reply: ListBalancesReply };
  /** Asks the SIM of a port for its balance now; the answer stands in `/v1/balances` a little later. */
  askBalance: { request: AskBalanceRequest; reply: AskBalanceReply };
  /** Lists alarms, newest first: those that last and those that are over. */
  listAlarms: { request: ListAlarmsRequest; reply: ListAlarmsReply };
  /** Notes that you have seen an alarm: it is not repeated any more. Its end is still announced. */
  acknowledgeAlarm: { request: AcknowledgeAlarmRequest; reply: AcknowledgeAlarmReply };
  /** Sends a mail by the relay of the settings at once, beside the queue, and answers how it went. */
  testMail: { request: TestMailRequest; reply: TestMailReply };
  /** Lists the push targets and how far each has come. */
  listPushTargets: { request: ListPushTargetsRequest; reply: ListPushTargetsReply };
  /** Adds a push target; it gets the events from now on. */
  createPushTarget: { request: CreatePushTargetRequest; reply: CreatePushTargetReply };
  /** Shows one push target. */
  getPushTarget: { request: GetPushTargetRequest; reply: GetPushTargetReply };
  /** Changes what is named of a push target and tries again at once. A URL with another scheme, host or port needs password and secret again where they are set. */
  changePushTarget: { request: ChangePushTargetRequest; reply: ChangePushTargetReply };
  /** Removes a push target with its queue and its given-up list. */
  deletePushTarget: { request: DeletePushTargetRequest; reply: DeletePushTargetReply };
  /** Pushes a made-up event once, beside the queue, and returns the outcome. */
  testPushTarget: { request: TestPushTargetRequest; reply: TestPushTargetReply };
  /** Lists events that are held back from a target: those that failed and wait for another attempt, and those behind them. */
  listWaitingPushes: { request: ListWaitingPushesRequest; reply: ListWaitingPushesReply };
  /** Gives up events that are held back from a target, so that later ones of their subjects are pushed; they go on the given-up list. */
  passOverPushes: { request: PassOverPushesRequest; reply: PassOverPushesReply };
  /** Lists events that a target never took, oldest first. */
  listGivenUpPushes: { request: ListGivenUpPushesRequest; reply: ListGivenUpPushesReply };
  /** Lists attempts to push to a target, newest first: the last 500 that it took and the last 500 that failed. */
  listPushAttempts: { request: ListPushAttemptsRequest; reply: ListPushAttemptsReply };
  /** Sends events again, with their old ids: those that are named, those of a time that the target wants, or all that were given up. At most 100000 at a time. */
  resendPushes: { request: ResendPushesRequest; reply: ResendPushesReply };
  /** Signs a person in: the answer sets a cookie that is good under /v1 alone, with the header `X-Simgate: 1`, from a page of the gateway itself. Takes user and password, or the token of a printed sign-in link. The session ends when it is not used for http.sessionIdle, after http.sessionLength, with another password, or when the user goes. */
  createSession: { request: CreateSessionRequest; reply: CreateSessionReply };
  /** Shows who asks, with which role, and what the gateway offers. With the header `X-Simgate` a refusal (401) has no challenge, so that a browser shows no box of its own. */
  getSession: { request: GetSessionRequest; reply: GetSessionReply };
  /** Signs out: ends the session of the cookie and takes the cookie away. */
  deleteSession: { request: DeleteSessionRequest; reply: DeleteSessionReply };
  /** Makes a link that a browser can follow without further credentials: good for one GET of this target, with your rights, within a minute. What it gets is saved as a file. */
  createDownloadLink: { request: CreateDownloadLinkRequest; reply: CreateDownloadLinkReply };
  /** Shows the settings that may change while the gateway runs. */
  getSettings: { request: GetSettingsRequest; reply: GetSettingsReply };
  /** Changes what is named, at once and for good; reset brings back the values of the settings file. */
  changeSettings: { request: ChangeSettingsRequest; reply: ChangeSettingsReply };
  /** Lists every setting, where its value comes from, and whether a change needs a restart. */
  listSettings: { request: ListSettingsRequest; reply: ListSettingsReply };
  /** Lists who may use the API. */
  listUsers: { request: ListUsersRequest; reply: ListUsersReply };
  /** Shows one user; who is no admin sees only himself. */
  getUser: { request: GetUserRequest; reply: GetUserReply };
  /** Adds a user; only digests of the password are kept. */
  createUser: { request: CreateUserRequest; reply: CreateUserReply };
  /** Gives a user another password or role. Your own password is changed with the old one; all else is for admins. */
  changeUser: { request: ChangeUserRequest; reply: ChangeUserReply };
  /** Removes a user with his tokens; the last admin stays. */
  deleteUser: { request: DeleteUserRequest; reply: DeleteUserReply };
  /** Lists your own tokens; an admin sees those of all users. */
  listTokens: { request: ListTokensRequest; reply: ListTokensReply };
  /** Makes a token that speaks for you. It is shown in this answer only; send it as `Authorization: Bearer TOKEN`. It ends with its time, or when your user goes or has a lesser role. */
  createToken: { request: CreateTokenRequest; reply: CreateTokenReply };
  /** Ends one of your tokens; an admin ends any. */
  deleteToken: { request: DeleteTokenRequest; reply: DeleteTokenReply };
  /** Lists changes to users, tokens, settings, push targets and ports, newest first. The last 10,000 are kept. */
  listAudit: { request: ListAuditRequest; reply: ListAuditReply };
  /** Lists the virtual phones of the simulator that was started with the gateway. */
  listPhones: { request: ListPhonesRequest; reply: ListPhonesReply };
  /** Shows what a virtual phone received. */
  getPhone: { request: GetPhoneRequest; reply: GetPhoneReply };
  /** Lets a virtual phone write to a number, such as the one of a SIM. */
  writeFromPhone: { request: WriteFromPhoneRequest; reply: WriteFromPhoneReply };
  /** Shows what the gateway is and how its machine is doing. */
  getGateway: { request: GetGatewayRequest; reply: GetGatewayReply };
  /** A copy of all that the gateway keeps, made while it runs; `simgate restore` puts it back (docs/operating.md). It holds texts, numbers and digests of passwords: keep it where only you can read it. */
  getBackup: { request: GetBackupRequest; reply: GetBackupReply };
  /** Exports sent messages, with the filters of list_messages; jsonl has all keys of them. In CSV a text that a spreadsheet would take for a formula begins with an apostrophe. */
  exportMessages: { request: ExportMessagesRequest; reply: ExportMessagesReply };
  /** Exports received messages, as export_messages does sent ones; none is marked as read. */
  exportInbox: { request: ExportInboxRequest; reply: ExportInboxReply };
  /** Exports calls that have ended. */
  exportCalls: { request: ExportCallsRequest; reply: ExportCallsReply };
  /** Exports the journal, with the filters of list_events; in CSV the keys of each kind stand together in one column. */
  exportEvents: { request: ExportEventsRequest; reply: ExportEventsReply };
  /** Streams the AT conversation of a port as it is held (server-sent events `line`), with numbers and texts masked as in recordings. A reader that is too slow gets the event `left_out` with how many `lines` it missed. It goes on when the port is opened anew, and ends when there is no such port any more. */
  streamConversation: { request: StreamConversationRequest; reply: StreamConversationReply };
  /** Asks the modem of a port one AT command and answers with its lines. Only commands that read are passed on (AT, ATI, those that end in ? or =?, and those of 27.007 that read without it, as AT+CSQ): the gateway relies on the settings of its modem. */
  askModem: { request: AskModemRequest; reply: AskModemReply };
  /** Lists the recordings of AT conversations; act_on_port with record begins and ends them. */
  listRecordings: { request: ListRecordingsRequest; reply: ListRecordingsReply };
  /** One recording as a file, in the format that tests replay (transcripts/README.md). */
  getRecording: { request: GetRecordingRequest; reply: GetRecordingReply };
  /** Removes a recording; one that goes on begins anew. */
  deleteRecording: { request: DeleteRecordingRequest; reply: DeleteRecordingReply };
  /** Lists the last lines of the log, newest first; 2000 are kept in memory, as far as logLevel lets them be written. Numbers and texts are masked in it. */
  listLog: { request: ListLogRequest; reply: ListLogReply };
  /** Streams lines of the log as they are written (server-sent events `line`). A reader that is too slow gets the event `left_out` with how many `lines` it missed. */
  streamLog: { request: StreamLogRequest; reply: StreamLogReply };
  /** This contract as an OpenAPI 3.1 document. */
  openapi: { request: OpenapiRequest; reply: OpenapiReply };
  /** Returns whether the gateway can do its work: status ok with HTTP 200, failing with 503. */
  healthz: { request: HealthzRequest; reply: HealthzReply };
  /** Returns whether messages go out now, for a program that spreads work over several gateways: status ready with HTTP 200, waiting with 503 and the reasons. */
  readyz: { request: ReadyzRequest; reply: ReadyzReply };
  /** Counters and gauges in the text format of Prometheus. */
  metrics: { request: MetricsRequest; reply: MetricsReply };
}

/** Methods that answer with a stream of events. */
export type StreamName = 'streamEvents' | 'streamLive' | 'streamConversation' | 'streamLog';

export const rows: { readonly [Name in keyof Methods]: Row } = {
  sendSms: ['POST', '/api/send_sms', 'body', 'code', 'json', 'keyed'],
  querySmsResult: ['POST', '/api/query_sms_result', 'body', 'code', 'json', 'safe'],
  querySmsDeliverStatus: ['POST', '/api/query_sms_deliver_status', 'body', 'code', 'json', 'safe'],
  querySmsInQueue: ['GET', '/api/query_sms_in_queue', 'none', 'code', 'json', 'safe'],
  queryIncomingSms: ['GET', '/api/query_incoming_sms', 'query', 'code', 'json', 'never'],
  sendUssd: ['POST', '/api/send_ussd', 'body', 'code', 'json', 'never'],
  queryUssdReply: ['GET', '/api/query_ussd_reply', 'query', 'code', 'json', 'safe'],
  stopSms: ['GET', '/api/stop_sms', 'query', 'code', 'json', 'never'],
  getPortInfo: ['GET', '/api/get_port_info', 'query', 'code', 'json', 'safe'],
  setPortInfo: ['GET', '/api/set_port_info', 'query', 'code', 'json', 'never'],
  getCdr: ['POST', '/api/get_cdr', 'body', 'code', 'json', 'safe'],
  getStatus: ['POST', '/api/get_status', 'body', 'optional', 'json', 'safe'],
  getStkView: ['GET', '/GetSTKView', 'query', 'optional', 'json', 'safe'],
  stkGo: ['POST', '/STKGo', 'body', 'code', 'json', 'never'],
  getStkCurrFrameIndex: ['GET', '/GetSTKCurrFrameIndex', 'query', 'optional', 'json', 'safe'],
  streamEvents: ['GET', '/v1/events', 'query', 'status', 'stream', 'safe'],
  listEvents: ['GET', '/v1/journal', 'query', 'status', 'json', 'safe'],
  createMessages: ['POST', '/v1/messages', 'body', 'status', 'json', 'keyed'],
  importMessages: ['POST', '/v1/messages/import', 'query', 'status', 'json', 'keyed'],
  previewMessages: ['POST', '/v1/messages/preview', 'body', 'status', 'json', 'safe'],
  sendMessagesAgain: ['POST', '/v1/messages/send-again', 'body', 'status', 'json', 'keyed'],
  listMessages: ['GET', '/v1/messages', 'query', 'status', 'json', 'safe'],
  getMessage: ['GET', '/v1/messages/{id}', 'query', 'status', 'json', 'safe'],
  listHeldMessages: ['GET', '/v1/held-messages', 'query', 'status', 'json', 'safe'],
  releaseHeldMessages: ['POST', '/v1/held-messages/release', 'body', 'status', 'json', 'never'],
  stopHeldMessages: ['POST', '/v1/held-messages/stop', 'body', 'status', 'json', 'never'],
  listInbox: ['GET', '/v1/inbox', 'query', 'status', 'json', 'safe'],
  getReceived: ['GET', '/v1/inbox/{id}', 'query', 'status', 'json', 'safe'],
  markReceived: ['POST', '/v1/inbox/mark', 'body', 'status', 'json', 'never'],
  archiveReceived: ['POST', '/v1/inbox/archive', 'body', 'status', 'json', 'never'],
  deleteReceived: ['POST', '/v1/inbox/delete', 'body', 'status', 'json', 'never'],
  listConversations: ['GET', '/v1/conversations', 'query', 'status', 'json', 'safe'],
  getConversation: ['GET', '/v1/conversations/{number}', 'query', 'status', 'json', 'safe'],
  listTasks: ['GET', '/v1/tasks', 'query', 'status', 'json', 'safe'],
  getTask: ['GET', '/v1/tasks/{task_id}', 'query', 'status', 'json', 'safe'],
  stopTask: ['POST', '/v1/tasks/{task_id}/stop', 'none', 'status', 'json', 'never'],
  pauseTask: ['POST', '/v1/tasks/{task_id}/pause', 'none', 'status', 'json', 'never'],
  resumeTask: ['POST', '/v1/tasks/{task_id}/resume', 'none', 'status', 'json', 'never'],
  eraseNumber: ['DELETE', '/v1/numbers/{number}', 'query', 'status', 'json', 'never'],
  listUssd: ['GET', '/v1/ussd', 'query', 'status', 'json', 'safe'],
  createUssd: ['POST', '/v1/ussd', 'body', 'status', 'json', 'never'],
  cancelUssd: ['POST', '/v1/ussd/cancel', 'body', 'status', 'json', 'never'],
  listCalls: ['GET', '/v1/calls', 'query', 'status', 'json', 'safe'],
  dialCall: ['POST', '/v1/calls', 'body', 'status', 'json', 'never'],
  getCall: ['GET', '/v1/calls/{call_id}', 'query', 'status', 'json', 'safe'],
  hangUpCall: ['DELETE', '/v1/calls/{call_id}', 'none', 'status', 'json', 'never'],
  answerCall: ['POST', '/v1/calls/{call_id}/answer', 'none', 'status', 'json', 'never'],
  holdCall: ['POST', '/v1/calls/{call_id}/hold', 'none', 'status', 'json', 'never'],
  retrieveCall: ['POST', '/v1/calls/{call_id}/retrieve', 'none', 'status', 'json', 'never'],
  sendTones: ['POST', '/v1/calls/{call_id}/tones', 'body', 'status', 'json', 'never'],
  listPorts: ['GET', '/v1/ports', 'none', 'status', 'json', 'safe'],
  getPort: ['GET', '/v1/ports/{port}', 'query', 'status', 'json', 'safe'],
  labelPort: ['PUT', '/v1/ports/{port}/label', 'body', 'status', 'json', 'never'],
  actOnPort: ['POST', '/v1/ports/{port}/actions', 'body', 'status', 'json', 'never'],
  actOnPorts: ['POST', '/v1/port-actions', 'body', 'status', 'json', 'never'],
  listPortSettings: ['GET', '/v1/port-settings', 'none', 'status', 'json', 'safe'],
  setPort: ['PUT', '/v1/ports/{port}/settings', 'body', 'status', 'json', 'never'],
  resetPort: ['DELETE', '/v1/ports/{port}/settings', 'query', 'status', 'json', 'never'],
  removePort: ['DELETE', '/v1/ports/{port}', 'query', 'status', 'json', 'never'],
  getToolkit: ['GET', '/v1/ports/{port}/toolkit', 'query', 'status', 'json', 'safe'],
  enterToolkit: ['POST', '/v1/ports/{port}/toolkit', 'body', 'status', 'json', 'never'],
  getStatistics: ['GET', '/v1/statistics', 'query', 'status', 'json', 'safe'],
  streamLive: ['GET', '/v1/live', 'none', 'status', 'stream', 'safe'],
  listDevices: ['GET', '/v1/devices', 'none', 'status', 'json', 'safe'],
  probeDevices: ['POST', '/v1/devices/probe', 'body', 'status', 'json', 'never'],
  getProbe: ['GET', '/v1/devices/probes/{id}', 'query', 'status', 'json', 'safe'],
  listBalances: ['GET', '/v1/balances', 'none', 'status', 'json', 'safe'],
  askBalance: ['POST', '/v1/ports/{port}/balance', 'none', 'status', 'json', 'never'],
  listAlarms: ['GET', '/v1/alarms', 'query', 'status', 'json', 'safe'],
  acknowledgeAlarm: ['POST', '/v1/alarms/{id}/acknowledge', 'none', 'status', 'json', 'never'],
  testMail: ['POST', '/v1/alarms/test-mail', 'none', 'status', 'json', 'never'],
  listPushTargets: ['GET', '/v1/push-targets', 'none', 'status', 'json', 'safe'],
  createPushTarget: ['POST', '/v1/push-targets', 'body', 'status', 'json', 'never'],
  getPushTarget: ['GET', '/v1/push-targets/{id}', 'query', 'status', 'json', 'safe'],
  changePushTarget: ['PATCH', '/v1/push-targets/{id}', 'body', 'status', 'json', 'never'],
  deletePushTarget: ['DELETE', '/v1/push-targets/{id}', 'query', 'status', 'json', 'never'],
  testPushTarget: ['POST', '/v1/push-targets/{id}/test', 'body', 'status', 'json', 'never'],
  listWaitingPushes: ['GET', '/v1/push-targets/{id}/waiting', 'query', 'status', 'json', 'safe'],
  passOverPushes: ['POST', '/v1/push-targets/{id}/pass-over', 'body', 'status', 'json', 'never'],
  listGivenUpPushes: ['GET', '/v1/push-targets/{id}/given-up', 'query', 'status', 'json', 'safe'],
  listPushAttempts: ['GET', '/v1/push-targets/{id}/attempts', 'query', 'status', 'json', 'safe'],
  resendPushes: ['POST', '/v1/push-targets/{id}/resend', 'body', 'status', 'json', 'never'],
  createSession: ['POST', '/v1/session', 'body', 'status', 'json', 'never'],
  getSession: ['GET', '/v1/session', 'none', 'status', 'json', 'safe'],
  deleteSession: ['DELETE', '/v1/session', 'none', 'status', 'json', 'never'],
  createDownloadLink: ['POST', '/v1/download-links', 'body', 'status', 'json', 'never'],
  getSettings: ['GET', '/v1/settings', 'none', 'status', 'json', 'safe'],
  changeSettings: ['PATCH', '/v1/settings', 'body', 'status', 'json', 'never'],
  listSettings: ['GET', '/v1/settings/all', 'none', 'status', 'json', 'safe'],
  listUsers: ['GET', '/v1/users', 'none', 'status', 'json', 'safe'],
  getUser: ['GET', '/v1/users/{name}', 'query', 'status', 'json', 'safe'],
  createUser: ['POST', '/v1/users', 'body', 'status', 'json', 'never'],
  changeUser: ['PATCH', '/v1/users/{name}', 'body', 'status', 'json', 'never'],
  deleteUser: ['DELETE', '/v1/users/{name}', 'query', 'status', 'json', 'never'],
  listTokens: ['GET', '/v1/tokens', 'none', 'status', 'json', 'safe'],
  createToken: ['POST', '/v1/tokens', 'body', 'status', 'json', 'never'],
  deleteToken: ['DELETE', '/v1/tokens/{id}', 'query', 'status', 'json', 'never'],
  listAudit: ['GET', '/v1/audit', 'query', 'status', 'json', 'safe'],
  listPhones: ['GET', '/v1/simulator/phones', 'none', 'status', 'json', 'safe'],
  getPhone: ['GET', '/v1/simulator/phones/{number}', 'query', 'status', 'json', 'safe'],
  writeFromPhone: ['POST', '/v1/simulator/messages', 'body', 'status', 'json', 'never'],
  getGateway: ['GET', '/v1/gateway', 'none', 'status', 'json', 'safe'],
  getBackup: ['GET', '/v1/backup', 'none', 'status', 'text', 'safe'],
  exportMessages: ['GET', '/v1/export/messages', 'query', 'status', 'text', 'safe'],
  exportInbox: ['GET', '/v1/export/inbox', 'query', 'status', 'text', 'safe'],
  exportCalls: ['GET', '/v1/export/calls', 'query', 'status', 'text', 'safe'],
  exportEvents: ['GET', '/v1/export/events', 'query', 'status', 'text', 'safe'],
  streamConversation: ['GET', '/v1/ports/{port}/conversation', 'query', 'status', 'stream', 'safe'],
  askModem: ['POST', '/v1/ports/{port}/questions', 'body', 'status', 'json', 'never'],
  listRecordings: ['GET', '/v1/recordings', 'none', 'status', 'json', 'safe'],
  getRecording: ['GET', '/v1/recordings/{name}', 'query', 'status', 'text', 'safe'],
  deleteRecording: ['DELETE', '/v1/recordings/{name}', 'query', 'status', 'json', 'never'],
  listLog: ['GET', '/v1/log', 'query', 'status', 'json', 'safe'],
  streamLog: ['GET', '/v1/log/stream', 'query', 'status', 'stream', 'safe'],
  openapi: ['GET', '/openapi.json', 'none', 'none', 'json', 'safe'],
  healthz: ['GET', '/healthz', 'none', 'none', 'json', 'safe'],
  readyz: ['GET', '/readyz', 'none', 'none', 'json', 'safe'],
  metrics: ['GET', '/metrics', 'none', 'none', 'text', 'safe'],
};
