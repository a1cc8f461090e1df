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

/** The parameters of create_messages. Accepts one text or template for 1 to 10,000 recipients; answers once everything is on stable storage. A recipient that cannot be sent to is refused alone. */
export type CreateMessagesRequest = {
  /** a list of 1 to 10000 recipients */
  to: (string | {
    /** a phone number of at most 32 characters: digits, spaces, brackets, - . / and a leading + */
    number: string;
    /** an object of a text for each {name} of the template */
    values?: {
      [name: string]: string;
    };
    /** a text of at most 128 characters, kept with this message, without halves of surrogate pairs */
    reference?: string;
  })[];
  /** a text of at most 1500 bytes of UTF-8, without halves of surrogate pairs */
  text?: string;
  /** a text of at most 1500 bytes of UTF-8 with {name} where a value goes, without halves of surrogate pairs */
  template?: string;
  /** auto (the default alphabet where every character fits, else UCS-2), gsm-7bit or unicode (UCS-2) */
  encoding?: "auto" | "gsm-7bit" | "unicode";
  /** a pool; absent: default: 1 to 64 letters, digits, - and _, the first a letter or digit */
  pool?: string;
  /** the id of a SIM that has to send it */
  sim?: string;
  /** the id of a gateway that has to send it */
  gateway?: string;
  /** a port number from 0 to 31; only together with gateway */
  port?: number;
  /** otp, normal or bulk */
  priority?: "otp" | "normal" | "bulk";
  /** a whole number of seconds from 1 to 2592000, from its acceptance or from not_before; absent: as the pool has it */
  validity?: number;
  /** a time before which it is not sent, at most 366 days ahead, as YYYY-MM-DDTHH:MM:SSZ or with an offset */
  not_before?: string;
  /** a text of at most 128 characters, kept with each message, without halves of surrogate pairs */
  reference?: string;
  /** an object of at most 20 texts of at most 256 characters */
  metadata?: {
    [name: string]: string;
  };
};

export type CreateMessagesReply = {
  /** the id of a batch: what came with this request */
  batch: string;
  /** what is stored, in the order of to */
  messages: {
    /** the id of a message */
    id: string;
    /** its place in to, from 0 */
    index: number;
    /** the recipient in E.164, or the short code */
    to: string;
    /** what it is cut into */
    segments: number;
    /** scheduled or queued */
    state: "scheduled" | "queued";
  }[];
  /** recipients that are not sent to */
  refused: {
    /** its place in to, from 0 */
    index: number;
    /** as it was written */
    to: string;
    /** a code: opted_out or country_not_allowed */
    reason: string;
    /** the reason in a sentence */
    error: string;
  }[];
};

/** The parameters of preview_message. Returns the cost of a text before it is sent: alphabet, segments, and the text of each. */
export type PreviewMessageRequest = {
  /** a text of at most 1500 bytes of UTF-8, without halves of surrogate pairs */
  text?: string;
  /** a text of at most 1500 bytes of UTF-8 with {name} where a value goes, without halves of surrogate pairs */
  template?: string;
  /** auto (the default alphabet where every character fits, else UCS-2), gsm-7bit or unicode (UCS-2) */
  encoding?: "auto" | "gsm-7bit" | "unicode";
  /** an object of a text for each {name} of the template */
  values?: {
    [name: string]: string;
  };
};

export type PreviewMessageReply = {
  /** filled in */
  text: string;
  /** gsm-7bit or unicode */
  alphabet: "gsm-7bit" | "unicode";
  /** the text of each segment */
  segments: string[];
  /** characters that the last segment still takes */
  left: number;
};

/** The parameters of list_messages. Searches messages, newest first. */
export type ListMessagesRequest = {
  /** a list of states */
  state?: ("scheduled" | "queued" | "sending" | "sent" | "delivered" | "undelivered" | "failed" | "unknown" | "expired" | "cancelled")[];
  /** a recipient */
  to?: string;
  /** the id of a batch */
  batch?: string;
  /** a pool: 1 to 64 letters, digits, - and _, the first a letter or digit */
  pool?: string;
  /** a reference */
  reference?: string;
  /** the earliest time of acceptance, as YYYY-MM-DDTHH:MM:SSZ or with an offset */
  time_after?: string;
  /** the latest time of acceptance, as YYYY-MM-DDTHH:MM:SSZ or with an offset */
  time_before?: string;
  /** next of the page before; absent: the first page */
  cursor?: string;
  /** a whole number from 1 to 500 */
  limit?: number;
};

export type ListMessagesReply = {
  messages: CancelMessageReply[];
  /** cursor of the next page; null at the end */
  next: string | null;
};

/** The parameters of get_message. Shows one message, its hand-offs, and why it waits. */
export type GetMessageRequest = {
  /** the id of a message */
  id: string;
};

export type GetMessageReply = {
  /** a message */
  message: CancelMessageReply;
  /** its hand-offs, oldest first */
  attempts: {
    /** when it was written down, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
    at: string;
    /** the id of a gateway */
    gateway: string;
    /** the port */
    port: number;
    /** the SIM; "" where there is none */
    sim: string;
    /** what the gateway knows it by */
    user_id: number;
    /** the gateway's number of the hand-off, for stop_task; null where it gave none */
    task: number | null;
    /** handing, taken, in_doubt, not_taken, sent, failed or given_up */
    state: string;
    /** the words of the gateway; "" otherwise */
    detail: string;
  }[];
  /** what it waits for, and until when; "" where it does not wait */
  why: string;
  /** the same as a code */
  why_code: string;
  /** until when it waits at least; null before */
  until: string | null;
};

/** The parameters of cancel_message. Takes a message back: one that waits, or one that its gateway has and stops before it has begun. The answer of the gateway decides; a message that may have been sent is never cancelled. */
export type CancelMessageRequest = {
  /** the id of a message */
  id: string;
};

export type CancelMessageReply = {
  /** the id of a message */
  id: string;
  /** the id of a batch */
  batch: string;
  /** the pool */
  pool: string;
  /** the recipient in E.164, or the short code */
  to: string;
  /** the recipient as the caller wrote it */
  written: string;
  /** the text, filled in */
  text: string;
  /** auto (the default alphabet where every character fits, else UCS-2), gsm-7bit or unicode (UCS-2) */
  encoding: "auto" | "gsm-7bit" | "unicode";
  /** what it is cut into */
  segments: number;
  /** otp, normal or bulk */
  priority: "otp" | "normal" | "bulk";
  /** one of scheduled, queued, sending, sent, delivered, undelivered, failed, unknown, expired, cancelled */
  state: "scheduled" | "queued" | "sending" | "sent" | "delivered" | "undelivered" | "failed" | "unknown" | "expired" | "cancelled";
  /** since when, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
  state_at: string;
  /** why, as a code; "" without one */
  reason: string;
  /** the same in words */
  reason_text: string;
  /** when it was accepted, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
  created_at: string;
  /** when it may be sent; null before */
  not_before: string | null;
  /** when its validity ends; null before */
  expires_at: string | null;
  /** when the network took it; null before */
  sent_at: string | null;
  /** hand-offs so far */
  attempts: number;
  /** the gateway of the last hand-off; "" where there is none */
  gateway: string;
  /** its port; null before */
  port: number | null;
  /** its SIM; "" where there is none */
  sim: string;
  /** as it came */
  reference: string;
  /** an object of at most 20 texts of at most 256 characters */
  metadata: {
    [name: string]: string;
  };
};

/** The parameters of decide_message. Decides about a message that is unknown: sends it again, which may send it twice, or ends it as failed or cancelled. */
export type DecideMessageRequest = {
  /** the id of a message */
  id: string;
  /** resend, failed or cancelled */
  decision: "resend" | "failed" | "cancelled";
};

export type DecideMessageReply = CancelMessageReply;

/** The parameters of get_batch. Shows how far the messages of one request are. */
export type GetBatchRequest = {
  /** the id of a batch */
  id: string;
};

export type GetBatchReply = {
  /** the id of a batch */
  id: string;
  /** its messages */
  total: number;
  /** how many of its messages are in each state; states without any are left out */
  states: {
    [name: string]: number;
  };
};

/** The parameters of cancel_batch. Takes back those messages of a request that wait, and those at gateways in tasks that have no other. */
export type CancelBatchRequest = {
  /** the id of a batch */
  id: string;
};

export type CancelBatchReply = {
  /** messages that will not be sent */
  cancelled: number;
};

/** The parameters of list_inbound. Searches received messages, newest first. */
export type ListInboundRequest = {
  /** a number or a name of a sender */
  from?: string;
  /** a pool: 1 to 64 letters, digits, - and _, the first a letter or digit */
  pool?: string;
  /** the id of a SIM */
  sim?: string;
  /** the earliest time of storing, as YYYY-MM-DDTHH:MM:SSZ or with an offset */
  time_after?: string;
  /** the latest time of storing, as YYYY-MM-DDTHH:MM:SSZ or with an offset */
  time_before?: string;
  /** next of the page before; absent: the first page */
  cursor?: string;
  /** a whole number from 1 to 500 */
  limit?: number;
};

export type ListInboundReply = {
  messages: GetInboundReply[];
  /** cursor of the next page; null at the end */
  next: string | null;
};

/** The parameters of get_inbound. Shows one received message. */
export type GetInboundRequest = {
  /** the id of a received message */
  id: string;
};

export type GetInboundReply = {
  /** the id of a received message */
  id: string;
  /** the id of a gateway that received it */
  gateway: string;
  /** its port */
  port: number;
  /** the SIM; "" where there is none */
  sim: string;
  /** the pool that it was routed to; "" where none takes it */
  pool: string;
  /** the sender: E.164, a short code or a name */
  from: string;
  /** the number of the SIM; "" where it is not known */
  to: string;
  /** its text */
  text: string;
  /** stop, start or help where the text is such a word of the pool; "" otherwise */
  keyword: "" | "stop" | "start" | "help";
  /** the time stamp of the service centre, by the clock of the gateway, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
  sent_at: string;
  /** when the server stored it, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
  received_at: string;
};

/** The parameters of list_conversations. Lists the numbers that wrote, with the last message of each, newest first. */
export type ListConversationsRequest = {
  /** a pool: 1 to 64 letters, digits, - and _, the first a letter or digit */
  pool?: string;
  /** next of the page before; absent: the first page */
  cursor?: string;
  /** a whole number from 1 to 500 */
  limit?: number;
};

export type ListConversationsReply = {
  conversations: {
    /** who wrote */
    number: string;
    /** a received message */
    last: GetInboundReply;
  }[];
  /** cursor of the next page; null at the end */
  next: string | null;
};

/** The parameters of get_conversation. Shows what was received from a number and sent to it, newest first. */
export type GetConversationRequest = {
  /** a number or a name of a sender */
  number: string;
  /** next of the page before; absent: the first page */
  cursor?: string;
  /** a whole number from 1 to 500 */
  limit?: number;
};

export type GetConversationReply = {
  messages: {
    /** received or sent */
    direction: "received" | "sent";
    /** the id of the message */
    id: string;
    /** when it was stored, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
    at: string;
    /** its text */
    text: string;
    /** of a sent one; received of a received one */
    state: string;
    /** the pool; "" where none took it */
    pool: string;
    /** the SIM; "" where there is none */
    sim: string;
  }[];
  /** cursor of the next page; null at the end */
  next: string | null;
};

/** The parameters of list_opt_outs. Lists who does not want to be written to. */
export type ListOptOutsRequest = {
  /** a pool: 1 to 64 letters, digits, - and _, the first a letter or digit */
  pool?: string;
  /** next of the page before; absent: the first page */
  cursor?: string;
  /** a whole number from 1 to 500 */
  limit?: number;
};

export type ListOptOutsReply = {
  opt_outs: {
    /** the pool: 1 to 64 letters, digits, - and _, the first a letter or digit */
    pool: string;
    /** who does not want to be written to, in E.164 */
    number: string;
    /** since when, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
    since: string;
    /** keyword or person */
    source: "keyword" | "person";
  }[];
  /** cursor of the next page; null at the end */
  next: string | null;
};

/** The parameters of set_opt_out. Stops or allows messages of a pool to a number. */
export type SetOptOutRequest = {
  /** a pool; absent: default: 1 to 64 letters, digits, - and _, the first a letter or digit */
  pool?: string;
  /** a phone number */
  number: string;
  /** true or false */
  opted_out: boolean;
};

export type SetOptOutReply = {};

/** The parameters of create_gateway. Adds a gateway. It is found out what it is, and its ports and SIMs are learned. */
export type CreateGatewayRequest = {
  /** a name for people of 1 to 64 characters */
  name?: string;
  /** an address as http://host:port or https://host:port */
  address: string;
  /** a user of at most 128 characters */
  user?: string;
  /** a password of at most 256 characters */
  password?: string;
  /** auto (found out), simgate (ours) or vendor (original hardware) */
  kind?: "auto" | "simgate" | "vendor";
  /** a list of at most 1000 names: tags of the gateway */
  tags?: string[];
  /** true or false: whether it is used */
  enabled?: boolean;
};

export type CreateGatewayReply = GetGatewayReply;

/** The parameters of list_gateways. Lists the gateways with their ports. */
export type ListGatewaysRequest = {
  /** next of the page before; absent: the first page */
  cursor?: string;
  /** a whole number from 1 to 500 */
  limit?: number;
};

export type ListGatewaysReply = {
  gateways: GetGatewayReply[];
  /** cursor of the next page; null at the end */
  next: string | null;
};

/** The parameters of get_gateway. Shows one gateway. */
export type GetGatewayRequest = {
  /** the id of a gateway */
  id: string;
};

export type GetGatewayReply = {
  /** the id of a gateway */
  id: string;
  /** its name */
  name: string;
  /** unknown until found out, simgate or vendor */
  kind: "unknown" | "simgate" | "vendor";
  /** where it is */
  address: string;
  /** who the server is to it */
  user: string;
  /** its tags */
  tags: string[];
  /** whether it is used */
  enabled: boolean;
  /** new, up, down, refused or disabled */
  state: "new" | "up" | "down" | "refused" | "disabled";
  /** why it is not up; "" otherwise */
  reason: string;
  /** "" until it is known */
  serial_number: string;
  /** SHA-256 of its pinned certificate in hex; "" without */
  certificate: string;
  /** its clock against ours */
  clock_offset_ms: number;
  /** the path that it pushes to, known to nobody else */
  push_path: string;
  /** where its messages are kept */
  partition: number;
  /** when it answered last; null before */
  seen_at: string | null;
  /** its ports */
  ports: {
    /** its number */
    port: number;
    /** the id of its SIM; "" where it has none */
    sim: string;
    /** REGISTER_OK and others, as the gateway reports it */
    registration: string;
    /** 0 to 31; 99: not known */
    signal: number;
    /** whether it may send */
    enabled: boolean;
    /** why it does not send now; "" where it may */
    waits_for: string;
  }[];
};

/** The parameters of change_gateway. Changes a gateway. What is absent stays. A gateway that refused is tried again. Another address needs the password again. */
export type ChangeGatewayRequest = {
  /** the id of a gateway */
  id: string;
  /** a name for people of 1 to 64 characters */
  name?: string;
  /** an address as http://host:port or https://host:port */
  address?: string;
  /** a user of at most 128 characters */
  user?: string;
  /** a password of at most 256 characters */
  password?: string;
  /** auto (found out), simgate (ours) or vendor (original hardware) */
  kind?: "auto" | "simgate" | "vendor";
  /** a list of at most 1000 names: tags of the gateway */
  tags?: string[];
  /** true or false: whether it is used */
  enabled?: boolean;
  /** true or false: whether its certificate and serial number are learned anew */
  forget_certificate?: boolean;
};

export type ChangeGatewayReply = GetGatewayReply;

/** The parameters of remove_gateway. Removes a gateway. What it may have been handed and did not settle becomes unknown, or goes by the rule of its pool. */
export type RemoveGatewayRequest = {
  /** the id of a gateway */
  id: string;
};

export type RemoveGatewayReply = {};

/** The parameters of test_gateway. Asks a gateway for its ports now, and returns the answer. */
export type TestGatewayRequest = {
  /** the id of a gateway */
  id: string;
};

export type TestGatewayReply = {
  /** whether it answered as it should */
  ok: boolean;
  /** what went wrong; "" otherwise */
  detail: string;
  /** until its answer */
  milliseconds: number;
};

/** The parameters of change_port. Lets a port send or not, whatever its gateway reports. */
export type ChangePortRequest = {
  /** the id of a gateway */
  id: string;
  /** a port number from 0 to 31 */
  port: number;
  /** true or false: whether it may send */
  enabled: boolean;
};

export type ChangePortReply = {};

/** The parameters of act_on_port. Orders an action of a port, in the words of set_port_info. Answers when the gateway has taken the order. */
export type ActOnPortRequest = {
  /** the id of a gateway */
  id: string;
  /** a port number from 0 to 31 */
  port: number;
  /** one of slot, reset, power, number, lock, unlock, block, unblock, CallForward, CheckCallForward */
  action: "slot" | "reset" | "power" | "number" | "lock" | "unlock" | "block" | "unblock" | "CallForward" | "CheckCallForward";
  /** as in set_port_info */
  param?: string;
  /** for CallForward the phone number calls go to */
  number?: string;
};

export type ActOnPortReply = {};

/** The parameters of send_ussd. Sends a USSD code, or the next answer in a menu, or ends the session. The answer of the network comes by the event ussd.received, and by get_ussd. */
export type SendUssdRequest = {
  /** the id of a gateway */
  id: string;
  /** a port number from 0 to 31 */
  port: number;
  /** a text of at most 60 bytes of UTF-8, without halves of surrogate pairs */
  text?: string;
  /** send or cancel */
  command?: "send" | "cancel";
};

export type SendUssdReply = {};

/** The parameters of get_ussd. Asks the gateway for the last answer of the network to a port. */
export type GetUssdRequest = {
  /** the id of a gateway */
  id: string;
  /** a port number from 0 to 31 */
  port: number;
};

export type GetUssdReply = {
  /** the answer; "" while none came */
  text: string;
};

/** The parameters of list_calls. Asks a gateway for its call records, oldest first. */
export type ListCallsRequest = {
  /** the id of a gateway */
  id: string;
  /** a port number from 0 to 31 */
  port?: number;
  /** the earliest begin by the clock of the gateway, as YYYY-MM-DD HH:MM:SS */
  time_after?: string;
  /** the latest begin by the clock of the gateway, as YYYY-MM-DD HH:MM:SS */
  time_before?: string;
};

export type ListCallsReply = {
  calls: {
    /** the port */
    port: number;
    /** when it began, by the clock of the gateway */
    start_date: string;
    /** when it was answered; "" where it was not */
    answer_date: string;
    /** seconds from the answer */
    duration: number;
    /** who called */
    source_number: string;
    /** who was called */
    destination_number: string;
    /** gsm->ip, ip->gsm or callback */
    direction: string;
    /** the IP side */
    ip: string;
    /** of the IP side */
    codec: string;
    /** called, calling or gateway */
    hangup: string;
    /** the release cause (24.008 10.5.4.11) */
    gsm_code: number;
    /** the carrier of the cell */
    bcch: string;
  }[];
};

/** The parameters of get_toolkit. Asks the gateway what the toolkit of the SIM in a port shows. */
export type GetToolkitRequest = {
  /** the id of a gateway */
  id: string;
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

/** The parameters of enter_toolkit. Does something with the view of the toolkit: one of item, text and action. Answers with the view behind it. */
export type EnterToolkitRequest = {
  /** the id of a gateway */
  id: string;
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

/** The parameters of get_port_information. Asks the gateway for everything that get_port_info knows of a port. */
export type GetPortInformationRequest = {
  /** the id of a gateway */
  id: string;
  /** a port number from 0 to 31 */
  port: number;
};

export type GetPortInformationReply = {
  /** the port */
  port: number;
  /** GSM, WCDMA, LTE or UNKNOWN; "" where it is not known */
  type: string;
  /** of the module; "" where it is not known */
  imei: string;
  /** of the SIM; "" where it is not known */
  imsi: string;
  /** of the SIM; "" where it is not known */
  iccid: string;
  /** the service centre; "" where it is not known */
  smsc: string;
  /** of the SIM; "" where it is not known */
  number: string;
  /** the registration, as REGISTER_OK; "" where it is not known */
  reg: string;
  /** the SIM slot; 255 where the port has only one */
  slot: number;
  /** Idle, Ringing, Active and others; "" where it is not known */
  callstate: string;
  /** 0 to 31 */
  signal: number;
  /** attached or detached; "" where it is not known */
  gprs: string;
  /** what is left of a limit of the gateway; "" where it is not known */
  remain_credit: string;
  /** the same of the month; "" where it is not known */
  remain_monthly_credit: string;
  /** the same of the day; "" where it is not known */
  remain_daily_credit: string;
  /** the same of calls of the day; "" where it is not known */
  remain_daily_call_time: string;
  /** the same of calls of the hour; "" where it is not known */
  remain_hourly_call_time: string;
  /** the same of answered calls of the day; "" where it is not known */
  remain_daily_connected: string;
  /** where calls go, by reason; as of the last CheckCallForward */
  call_forwarding: {
    [name: string]: string;
  };
};

/** The parameters of get_queue. Asks a gateway how many messages it has taken and not begun, those of its other users included. */
export type GetQueueRequest = {
  /** the id of a gateway */
  id: string;
};

export type GetQueueReply = {
  /** messages */
  in_queue: number;
};

/** The parameters of stop_task. Stops a hand-off at its gateway: what of it no port has begun is not sent and becomes failed, as soon as the gateway reports it. */
export type StopTaskRequest = {
  /** the id of a gateway */
  id: string;
  /** the task of a hand-off, as get_message has it */
  task: number;
};

export type StopTaskReply = {};

/** The parameters of get_toolkit_frame. Asks which view the toolkit shows: another number means another view. */
export type GetToolkitFrameRequest = {
  /** the id of a gateway */
  id: string;
  /** a port number from 0 to 31 */
  port: number;
};

export type GetToolkitFrameReply = {
  /** as in the view itself */
  frame_id: number;
};

/** The parameters of get_device. Asks a gateway how busy it is. Firmware of the first years has no answer. */
export type GetDeviceRequest = {
  /** the id of a gateway */
  id: string;
};

export type GetDeviceReply = {
  /** in percent; "" where it is not known */
  cpu_used: string;
  /** its flash memory, in kB; "" where it is not known */
  flash_total: string;
  /** of that in use, in kB; "" where it is not known */
  flash_used: string;
  /** its memory, in kB; "" where it is not known */
  memory_total: string;
  /** of that caches, in kB; "" where it is not known */
  memory_cached: string;
  /** of that buffers, in kB; "" where it is not known */
  memory_buffers: string;
  /** of that free, in kB; "" where it is not known */
  memory_free: string;
  /** of that in use, in kB; "" where it is not known */
  memory_used: string;
};

/** The parameters of list_sims. Lists the SIMs that gateways have shown, with what they have sent. */
export type ListSimsRequest = {
  /** next of the page before; absent: the first page */
  cursor?: string;
  /** a whole number from 1 to 500 */
  limit?: number;
};

export type ListSimsReply = {
  sims: GetSimReply[];
  /** cursor of the next page; null at the end */
  next: string | null;
};

/** The parameters of get_sim. Shows one SIM. */
export type GetSimRequest = {
  /** the id of a SIM: its ICCID, or imsi: and its IMSI */
  id: string;
};

export type GetSimReply = {
  /** the id of a SIM: its ICCID, or imsi: and its IMSI */
  id: string;
  /** "" where it is not known */
  imsi: string;
  /** its number; "" where it is not known */
  number: string;
  /** the network; "" where it is not known */
  operator: string;
  /** where it was seen last */
  gateway: string;
  /** and at which port */
  port: number;
  /** its tags */
  tags: string[];
  /** an object of limits */
  limits: {
    /** a whole number: most messages in a minute; absent: no limit */
    minute?: number;
    /** a whole number: most messages in an hour; absent: no limit */
    hour?: number;
    /** a whole number: most messages in a day; absent: no limit */
    day?: number;
    /** a whole number: most messages in a month; absent: no limit */
    month?: number;
    /** a whole number: most messages to distinct recipients in a month; absent: no limit */
    recipients?: number;
  };
  /** a number from 0: what a segment costs, in a unit of yours */
  cost: number;
  /** whether it may send */
  enabled: boolean;
  /** messages of the minute, hour, day and month (UTC), and recipients of the month */
  used: {
    minute: number;
    hour: number;
    day: number;
    month: number;
    recipients: number;
  };
  /** why it does not send now; "" where it may */
  waits_for: string;
  /** when it was seen last, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
  seen_at: string;
};

/** The parameters of change_sim. Changes what is set of a SIM. What is absent stays. */
export type ChangeSimRequest = {
  /** the id of a SIM: its ICCID, or imsi: and its IMSI */
  id: string;
  /** a list of at most 1000 names: tags of the SIM */
  tags?: string[];
  /** an object of limits */
  limits?: {
    /** a whole number: most messages in a minute; absent: no limit */
    minute?: number;
    /** a whole number: most messages in an hour; absent: no limit */
    hour?: number;
    /** a whole number: most messages in a day; absent: no limit */
    day?: number;
    /** a whole number: most messages in a month; absent: no limit */
    month?: number;
    /** a whole number: most messages to distinct recipients in a month; absent: no limit */
    recipients?: number;
  };
  /** a number from 0: what a segment costs, in a unit of yours */
  cost?: number;
  /** true or false: whether it may send */
  enabled?: boolean;
};

export type ChangeSimReply = GetSimReply;

/** The parameters of list_pools. Lists the pools. */
export type ListPoolsRequest = {};

export type ListPoolsReply = {
  pools: PutPoolReply[];
};

/** The parameters of put_pool. Makes or changes a pool. What is absent stays, or is as usual in a new pool. */
export type PutPoolRequest = {
  /** the name of a pool: 1 to 64 letters, digits, - and _, the first a letter or digit */
  id: string;
  /** a country as two capital letters that numbers without + belong to; "": such are refused */
  country?: string | "";
  /** a list of countries that may be sent to; null: all */
  allowed_countries?: string[] | null;
  /** an object: a SIM belongs that one of the lists names; {}: every SIM */
  members?: {
    /** a list of SIMs */
    sims?: string[];
    /** a list of gateways */
    gateways?: string[];
    /** a list of at most 1000 names: tags of SIMs or gateways */
    tags?: string[];
  };
  /** a list of at most 1000 rules; the first that matches a recipient counts */
  rules?: {
    /** the start of a number, as +4915 */
    prefix?: string;
    /** a country as two capital letters (ISO 3166-1), as DE */
    country?: string;
    /** the tag of the SIMs that carry it: 1 to 64 letters, digits, - and _, the first a letter or digit */
    tag: string;
  }[];
  /** least_used or cheapest */
  order?: "least_used" | "cheapest";
  /** true or false: whether a recipient keeps the SIM that it knows */
  sticky?: boolean;
  /** hold (a message that may have been sent becomes unknown) or resend (it is sent again, perhaps twice) */
  doubt?: "hold" | "resend";
  /** an object of limits */
  limits?: {
    /** a whole number: most messages in a minute; absent: no limit */
    minute?: number;
    /** a whole number: most messages in an hour; absent: no limit */
    hour?: number;
    /** a whole number: most messages in a day; absent: no limit */
    day?: number;
    /** a whole number: most messages in a month; absent: no limit */
    month?: number;
    /** a whole number: most messages to distinct recipients in a month; absent: no limit */
    recipients?: number;
  };
  /** an object with gap_ms and jitter_ms */
  pacing?: {
    /** a whole number of milliseconds from 0 to 86400000 between two messages of a SIM */
    gap_ms: number;
    /** a whole number of milliseconds from 0 to 86400000: up to this much more, by chance */
    jitter_ms: number;
  };
  /** a whole number from 1 to 1000: refused hand-offs before a message fails */
  most_attempts?: number;
  /** a whole number from 1 to 2592000: seconds that messages without a validity of their own have; null: they do not expire */
  validity?: number | null;
  /** an object with the lists stop, start and help */
  keywords?: {
    /** a list of at most 100 words of at most 32 characters */
    stop: string[];
    /** a list of at most 100 words of at most 32 characters */
    start: string[];
    /** a list of at most 100 words of at most 32 characters */
    help: string[];
  };
};

export type PutPoolReply = {
  /** its name: 1 to 64 letters, digits, - and _, the first a letter or digit */
  id: string;
  /** a country as two capital letters that numbers without + belong to; "": such are refused */
  country: string | "";
  /** a list of countries that may be sent to; null: all */
  allowed_countries: string[] | null;
  /** an object: a SIM belongs that one of the lists names; {}: every SIM */
  members: {
    /** a list of SIMs */
    sims?: string[];
    /** a list of gateways */
    gateways?: string[];
    /** a list of at most 1000 names: tags of SIMs or gateways */
    tags?: string[];
  };
  /** a list of at most 1000 rules; the first that matches a recipient counts */
  rules: {
    /** the start of a number, as +4915 */
    prefix?: string;
    /** a country as two capital letters (ISO 3166-1), as DE */
    country?: string;
    /** the tag of the SIMs that carry it: 1 to 64 letters, digits, - and _, the first a letter or digit */
    tag: string;
  }[];
  /** least_used or cheapest */
  order: "least_used" | "cheapest";
  /** true or false: whether a recipient keeps the SIM that it knows */
  sticky: boolean;
  /** hold (a message that may have been sent becomes unknown) or resend (it is sent again, perhaps twice) */
  doubt: "hold" | "resend";
  /** an object of limits */
  limits: {
    /** a whole number: most messages in a minute; absent: no limit */
    minute?: number;
    /** a whole number: most messages in an hour; absent: no limit */
    hour?: number;
    /** a whole number: most messages in a day; absent: no limit */
    day?: number;
    /** a whole number: most messages in a month; absent: no limit */
    month?: number;
    /** a whole number: most messages to distinct recipients in a month; absent: no limit */
    recipients?: number;
  };
  /** an object with gap_ms and jitter_ms */
  pacing: {
    /** a whole number of milliseconds from 0 to 86400000 between two messages of a SIM */
    gap_ms: number;
    /** a whole number of milliseconds from 0 to 86400000: up to this much more, by chance */
    jitter_ms: number;
  };
  /** a whole number from 1 to 1000: refused hand-offs before a message fails */
  most_attempts: number;
  /** a whole number from 1 to 2592000: seconds that messages without a validity of their own have; null: they do not expire */
  validity: number | null;
  /** an object with the lists stop, start and help */
  keywords: {
    /** a list of at most 100 words of at most 32 characters */
    stop: string[];
    /** a list of at most 100 words of at most 32 characters */
    start: string[];
    /** a list of at most 100 words of at most 32 characters */
    help: string[];
  };
};

/** The parameters of remove_pool. Removes a pool that no message waits in. The pool default stays. */
export type RemovePoolRequest = {
  /** the name of a pool: 1 to 64 letters, digits, - and _, the first a letter or digit */
  id: string;
};

export type RemovePoolReply = {};

/** The parameters of stream_events. Streams what happens (Server-Sent Events). With Last-Event-ID, or after, it goes on behind an event that was got. */
export type StreamEventsRequest = {
  /** a list of kinds: message.sent, message.delivered, message.undelivered, message.failed, message.unknown, message.expired, message.cancelled, message.received, ussd.received, call.recorded, call.missed, gateway.state, gateway.notice, port.state, sim.state, optout.changed */
  kinds?: ("message.sent" | "message.delivered" | "message.undelivered" | "message.failed" | "message.unknown" | "message.expired" | "message.cancelled" | "message.received" | "ussd.received" | "call.recorded" | "call.missed" | "gateway.state" | "gateway.notice" | "port.state" | "sim.state" | "optout.changed")[];
  /** the id of the last event that was got */
  after?: string;
};

export type StreamEventsReply = {};

/** The parameters of create_webhook. Adds a webhook, and shows its secret this once. It gets what happens from now on. */
export type CreateWebhookRequest = {
  /** an address as https://host/path */
  url: string;
  /** a list of kinds: message.sent, message.delivered, message.undelivered, message.failed, message.unknown, message.expired, message.cancelled, message.received, ussd.received, call.recorded, call.missed, gateway.state, gateway.notice, port.state, sim.state, optout.changed */
  kinds?: ("message.sent" | "message.delivered" | "message.undelivered" | "message.failed" | "message.unknown" | "message.expired" | "message.cancelled" | "message.received" | "ussd.received" | "call.recorded" | "call.missed" | "gateway.state" | "gateway.notice" | "port.state" | "sim.state" | "optout.changed")[];
  /** a list of at most 1000 names: pools whose events it gets; absent: all */
  pools?: string[];
  /** a text for people */
  description?: string;
  /** true or false */
  enabled?: boolean;
};

export type CreateWebhookReply = {
  /** a webhook */
  webhook: ChangeWebhookReply;
  /** whsec_ and base64: signs each delivery (Standard Webhooks) */
  secret: string;
};

/** The parameters of list_webhooks. Lists the webhooks. */
export type ListWebhooksRequest = {};

export type ListWebhooksReply = {
  webhooks: ChangeWebhookReply[];
};

/** The parameters of change_webhook. Changes a webhook. What is absent stays. */
export type ChangeWebhookRequest = {
  /** the id of a webhook */
  id: string;
  /** an address as https://host/path */
  url?: string;
  /** a list of kinds: message.sent, message.delivered, message.undelivered, message.failed, message.unknown, message.expired, message.cancelled, message.received, ussd.received, call.recorded, call.missed, gateway.state, gateway.notice, port.state, sim.state, optout.changed */
  kinds?: ("message.sent" | "message.delivered" | "message.undelivered" | "message.failed" | "message.unknown" | "message.expired" | "message.cancelled" | "message.received" | "ussd.received" | "call.recorded" | "call.missed" | "gateway.state" | "gateway.notice" | "port.state" | "sim.state" | "optout.changed")[];
  /** a list of at most 1000 names: pools whose events it gets; absent: all */
  pools?: string[];
  /** a text for people */
  description?: string;
  /** true or false */
  enabled?: boolean;
};

export type ChangeWebhookReply = {
  /** the id of a webhook */
  id: string;
  /** where it goes */
  url: string;
  /** the kinds of events that it gets; none: all */
  kinds: string[];
  /** the pools whose events it gets; none: all */
  pools: string[];
  /** a text for people */
  description: string;
  /** whether it gets any */
  enabled: boolean;
  /** events that it has not got yet */
  waiting: number;
  /** why the last try failed; "" otherwise */
  last_error: string;
  /** when it is tried again; null before */
  next_try_at: string | null;
};

/** The parameters of remove_webhook. Removes a webhook and what waits for it. */
export type RemoveWebhookRequest = {
  /** the id of a webhook */
  id: string;
};

export type RemoveWebhookReply = {};

/** The parameters of list_deliveries. Lists the deliveries of a webhook, newest first. */
export type ListDeliveriesRequest = {
  /** the id of a webhook */
  id: string;
  /** next of the page before; absent: the first page */
  cursor?: string;
  /** a whole number from 1 to 500 */
  limit?: number;
};

export type ListDeliveriesReply = {
  deliveries: {
    /** webhook-id of the delivery */
    event: string;
    /** the kind of the event */
    kind: string;
    /** what it is about; those of one subject are delivered in order */
    subject: string;
    /** waiting, delivered or passed_over */
    state: "waiting" | "delivered" | "passed_over";
    /** tries so far */
    attempts: number;
    /** why the last one failed; "" otherwise */
    last_error: string;
    /** when the event happened, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
    at: string;
    /** when it is tried again; null before */
    next_try_at: string | null;
  }[];
  /** cursor of the next page; null at the end */
  next: string | null;
};

/** The parameters of resend_delivery. Delivers an event again. */
export type ResendDeliveryRequest = {
  /** the id of a webhook */
  id: string;
  /** the webhook-id of a delivery */
  event: string;
};

export type ResendDeliveryReply = {};

/** The parameters of pass_over_delivery. Gives an event up, so that those behind it are delivered. */
export type PassOverDeliveryRequest = {
  /** the id of a webhook */
  id: string;
  /** the webhook-id of a delivery */
  event: string;
};

export type PassOverDeliveryReply = {};

/** The parameters of create_key. Makes a key, and shows it this once. */
export type CreateKeyRequest = {
  /** a name of 1 to 64 characters */
  name: string;
  /** admin, operator, sender or viewer */
  role?: "admin" | "operator" | "sender" | "viewer";
  /** a list of at most 1000 names: pools that it may use; absent: all */
  pools?: string[];
  /** a time when it ends, as YYYY-MM-DDTHH:MM:SSZ or with an offset */
  expires_at?: string;
};

export type CreateKeyReply = {
  /** a key */
  key: {
    /** the id of a key */
    id: string;
    /** a name for people */
    name: string;
    /** its first characters, to know it by */
    prefix: string;
    /** what it may do */
    role: "admin" | "operator" | "sender" | "viewer";
    /** the pools that it may use; none: all */
    pools: string[];
    /** when it was made, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
    created_at: string;
    /** when it ends; null before */
    expires_at: string | null;
    /** when it was used last, to the hour; null before */
    used_at: string | null;
  };
  /** goes into Authorization: Bearer; it is not kept */
  secret: string;
};

/** The parameters of list_keys. Lists the keys, without their secrets. */
export type ListKeysRequest = {};

export type ListKeysReply = {
  keys: {
    /** the id of a key */
    id: string;
    /** a name for people */
    name: string;
    /** its first characters, to know it by */
    prefix: string;
    /** what it may do */
    role: "admin" | "operator" | "sender" | "viewer";
    /** the pools that it may use; none: all */
    pools: string[];
    /** when it was made, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
    created_at: string;
    /** when it ends; null before */
    expires_at: string | null;
    /** when it was used last, to the hour; null before */
    used_at: string | null;
  }[];
};

/** The parameters of remove_key. Ends a key at once. */
export type RemoveKeyRequest = {
  /** the id of a key */
  id: string;
};

export type RemoveKeyReply = {};

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

/** The parameters of list_audit. Lists who changed what, newest first. Secrets, texts and numbers are not kept there. */
export type ListAuditRequest = {
  /** next of the page before; absent: the first page */
  cursor?: string;
  /** a whole number from 1 to 500 */
  limit?: number;
};

export type ListAuditReply = {
  entries: {
    /** when, as YYYY-MM-DDTHH:MM:SS.sssZ (UTC) */
    at: string;
    /** the user, or the key by its id */
    who: string;
    /** where the request came from */
    address: string;
    /** the name of the endpoint */
    endpoint: string;
    /** what was asked for, as JSON, at most 2000 characters */
    parameters: string;
  }[];
  /** cursor of the next page; null at the end */
  next: string | null;
};

/** The parameters of healthz. Returns whether the process can write: at failing it is to be started again. */
export type HealthzRequest = {};

export type HealthzReply = {
  /** ok or failing */
  status: "ok" | "failing";
};

/** The parameters of readyz. Returns whether it takes requests: failing before its store is open and once it stops. */
export type ReadyzRequest = {};

export type ReadyzReply = {
  /** ok or failing */
  status: "ok" | "failing";
};

/** The parameters of metrics. Counters and gauges in the text format of Prometheus. */
export type MetricsRequest = {};

export type MetricsReply = string;

/** Request and reply of each method. */
export interface Methods {
  /** Accepts one text or template for 1 to 10,000 recipients; answers once everything is on stable storage. A recipient that cannot be sent to is refused alone. */
  createMessages: { request: CreateMessagesRequest; reply: CreateMessagesReply };
  /** Returns the cost of a text before it is sent: alphabet, segments, and the text of each. */
  previewMessage: { request: PreviewMessageRequest; reply: PreviewMessageReply };
  /** Searches messages, newest first. */
  listMessages: { request: ListMessagesRequest; reply: ListMessagesReply };
  /** Shows one message, its hand-offs, and why it waits. */
  getMessage: { request: GetMessageRequest; reply: GetMessageReply };
  /** Takes a message back: one that waits, or one that its gateway has and stops before it has begun. The answer of the gateway decides; a message that may have been sent is never cancelled. */
  cancelMessage: { request: CancelMessageRequest; reply: CancelMessageReply };
  /** Decides about a message that is unknown: sends it again, which may send it twice, or ends it as failed or cancelled. */
  decideMessage: { request: DecideMessageRequest; reply: DecideMessageReply };
  /** Shows how far the messages of one request are. */
  getBatch: { request: GetBatchRequest; reply: GetBatchReply };
  /** Takes back those messages of a request that wait, and those at gateways in tasks that have no other. */
  cancelBatch: { request: CancelBatchRequest; reply: CancelBatchReply };
  /** Searches received messages, newest first. */
  listInbound: { request: ListInboundRequest; reply: ListInboundReply };
  /** Shows one received message. */
  getInbound: { request: GetInboundRequest; reply: GetInboundReply };
  /** Lists the numbers that wrote, with the last message of each, newest first. */
  listConversations: { request: ListConversationsRequest; reply: ListConversationsReply };
  /** Shows what was received from a number and sent to it, newest first. */
  getConversation: { request: GetConversationRequest; reply: GetConversationReply };
  /** Lists who does not want to be written to. */
  listOptOuts: { request: ListOptOutsRequest; reply: ListOptOutsReply };
  /** Stops or allows messages of a pool to a number. */
  setOptOut: { request: SetOptOutRequest; reply: SetOptOutReply };
  /** Adds a gateway. It is found out what it is, and its ports and SIMs are learned. */
  createGateway: { request: CreateGatewayRequest; reply: CreateGatewayReply };
  /** Lists the gateways with their ports. */
  listGateways: { request: ListGatewaysRequest; reply: ListGatewaysReply };
  /** Shows one gateway. */
  getGateway: { request: GetGatewayRequest; reply: GetGatewayReply };
  /** Changes a gateway. What is absent stays. A gateway that refused is tried again. Another address needs the password again. */
  changeGateway: { request: ChangeGatewayRequest; reply: ChangeGatewayReply };
  /** Removes a gateway. What it may have been handed and did not settle becomes unknown, or goes by the rule of its pool. */
  removeGateway: { request: RemoveGatewayRequest; reply: RemoveGatewayReply };
  /** Asks a gateway for its ports now, and returns the answer. */
  testGateway: { request: TestGatewayRequest; reply: TestGatewayReply };
  /** Lets a port send or not, whatever its gateway reports. */
  changePort: { request: ChangePortRequest; reply: ChangePortReply };
  /** Orders an action of a port, in the words of set_port_info. Answers when the gateway has taken the order. */
  actOnPort: { request: ActOnPortRequest; reply: ActOnPortReply };
  /** Sends a USSD code, or the next answer in a menu, or ends the session. The answer of the network comes by the event ussd.received, and by get_ussd. */
  sendUssd: { request: SendUssdRequest; reply: SendUssdReply };
  /** Asks the gateway for the last answer of the network to a port. */
  getUssd: { request: GetUssdRequest; reply: GetUssdReply };
  /** Asks a gateway for its call records, oldest first. */
  listCalls: { request: ListCallsRequest; reply: ListCallsReply };
  /** Asks the gateway what the toolkit of the SIM in a port shows. */
  getToolkit: { request: GetToolkitRequest; reply: GetToolkitReply };
  /** Does something with the view of the toolkit: one of item, text and action. Answers with the view behind it. */
  enterToolkit: { request: EnterToolkitRequest; reply: EnterToolkitReply };
  /** Asks the gateway for everything that get_port_info knows of a port. */
  getPortInformation: { request: GetPortInformationRequest; reply: GetPortInformationReply };
  /** Asks a gateway how many messages it has taken and not begun, those of its other users included. */
  getQueue: { request: GetQueueRequest; reply: GetQueueReply };
  /** Stops a hand-off at its gateway: what of it no port has begun is not sent and becomes failed, as soon as the gateway reports it. */
  stopTask: { request: StopTaskRequest; reply: StopTaskReply };
  /** Asks which view the toolkit shows: another number means another view. */
  getToolkitFrame: { request: GetToolkitFrameRequest; reply: GetToolkitFrameReply };
  /** Asks a gateway how busy it is. Firmware of the first years has no answer. */
  getDevice: { request: GetDeviceRequest; reply: GetDeviceReply };
  /** Lists the SIMs that gateways have shown, with what they have sent. */
  listSims: { request: ListSimsRequest; reply: ListSimsReply };
  /** Shows one SIM. */
  getSim: { request: GetSimRequest; reply: GetSimReply };
  /** Changes what is set of a SIM. What is absent stays. */
  changeSim: { request: ChangeSimRequest; reply: ChangeSimReply };
  /** Lists the pools. */
  listPools: { request: ListPoolsRequest; reply: ListPoolsReply };
  /** Makes or changes a pool. What is absent stays, or is as usual in a new pool. */
  putPool: { request: PutPoolRequest; reply: PutPoolReply };
  /** Removes a pool that no message waits in. The pool default stays. */
  removePool: { request: RemovePoolRequest; reply: RemovePoolReply };
  /** Streams what happens (Server-Sent Events). With Last-Event-ID, or after, it goes on behind an event that was got. */
  streamEvents: { request: StreamEventsRequest; reply: StreamEventsReply };
  /** Adds a webhook, and shows its secret this once. It gets what happens from now on. */
  createWebhook: { request: CreateWebhookRequest; reply: CreateWebhookReply };
  /** Lists the webhooks. */
  listWebhooks: { request: ListWebhooksRequest; reply: ListWebhooksReply };
  /** Changes a webhook. What is absent stays. */
  changeWebhook: { request: ChangeWebhookRequest; reply: ChangeWebhookReply };
  /** Removes a webhook and what waits for it. */
  removeWebhook: { request: RemoveWebhookRequest; reply: RemoveWebhookReply };
  /** Lists the deliveries of a webhook, newest first. */
  listDeliveries: { request: ListDeliveriesRequest; reply: ListDeliveriesReply };
  /** Delivers an event again. */
  resendDelivery: { request: ResendDeliveryRequest; reply: ResendDeliveryReply };
  /** Gives an event up, so that those behind it are delivered. */
  passOverDelivery: { request: PassOverDeliveryRequest; reply: PassOverDeliveryReply };
  /** Makes a key, and shows it this once. */
  createKey: { request: CreateKeyRequest; reply: CreateKeyReply };
  /** Lists the keys, without their secrets. */
  listKeys: { request: ListKeysRequest; reply: ListKeysReply };
  /** Ends a key at once. */
  removeKey: { request: RemoveKeyRequest; reply: RemoveKeyReply };
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
  /** Lists who changed what, newest first. Secrets, texts and numbers are not kept there. */
  listAudit: { request: ListAuditRequest; reply: ListAuditReply };
  /** Returns whether the process can write: at failing it is to be started again. */
  healthz: { request: HealthzRequest; reply: HealthzReply };
  /** Returns whether it takes requests: failing before its store is open and once it stops. */
  readyz: { request: ReadyzRequest; reply: ReadyzReply };
  /** Counters and gauges in the text format of Prometheus. */
  metrics: { request: MetricsRequest; reply: MetricsReply };
}

/** Methods that answer with a stream of events. */
export type StreamName = 'streamEvents';

export const rows: { readonly [Name in keyof Methods]: Row } = {
  createMessages: ['POST', '/v1/messages', 'body', 'status', 'json', 'keyed'],
  previewMessage: ['POST', '/v1/messages/preview', 'body', 'status', 'json', 'safe'],
  listMessages: ['GET', '/v1/messages', 'query', 'status', 'json', 'safe'],
  getMessage: ['GET', '/v1/messages/{id}', 'query', 'status', 'json', 'safe'],
  cancelMessage: ['POST', '/v1/messages/{id}/cancel', 'none', 'status', 'json', 'never'],
  decideMessage: ['POST', '/v1/messages/{id}/decide', 'body', 'status', 'json', 'never'],
  getBatch: ['GET', '/v1/batches/{id}', 'query', 'status', 'json', 'safe'],
  cancelBatch: ['POST', '/v1/batches/{id}/cancel', 'none', 'status', 'json', 'never'],
  listInbound: ['GET', '/v1/inbound', 'query', 'status', 'json', 'safe'],
  getInbound: ['GET', '/v1/inbound/{id}', 'query', 'status', 'json', 'safe'],
  listConversations: ['GET', '/v1/conversations', 'query', 'status', 'json', 'safe'],
  getConversation: ['GET', '/v1/conversations/{number}', 'query', 'status', 'json', 'safe'],
  listOptOuts: ['GET', '/v1/opt-outs', 'query', 'status', 'json', 'safe'],
  setOptOut: ['POST', '/v1/opt-outs', 'body', 'status', 'json', 'never'],
  createGateway: ['POST', '/v1/gateways', 'body', 'status', 'json', 'never'],
  listGateways: ['GET', '/v1/gateways', 'query', 'status', 'json', 'safe'],
  getGateway: ['GET', '/v1/gateways/{id}', 'query', 'status', 'json', 'safe'],
  changeGateway: ['PATCH', '/v1/gateways/{id}', 'body', 'status', 'json', 'never'],
  removeGateway: ['DELETE', '/v1/gateways/{id}', 'none', 'status', 'json', 'never'],
  testGateway: ['POST', '/v1/gateways/{id}/test', 'none', 'status', 'json', 'never'],
  changePort: ['PATCH', '/v1/gateways/{id}/ports/{port}', 'body', 'status', 'json', 'never'],
  actOnPort: ['POST', '/v1/gateways/{id}/ports/{port}/actions', 'body', 'status', 'json', 'never'],
  sendUssd: ['POST', '/v1/gateways/{id}/ports/{port}/ussd', 'body', 'status', 'json', 'never'],
  getUssd: ['GET', '/v1/gateways/{id}/ports/{port}/ussd', 'query', 'status', 'json', 'safe'],
  listCalls: ['GET', '/v1/gateways/{id}/calls', 'query', 'status', 'json', 'safe'],
  getToolkit: ['GET', '/v1/gateways/{id}/ports/{port}/toolkit', 'query', 'status', 'json', 'safe'],
  enterToolkit: ['POST', '/v1/gateways/{id}/ports/{port}/toolkit', 'body', 'status', 'json', 'never'],
  getPortInformation: ['GET', '/v1/gateways/{id}/ports/{port}/information', 'query', 'status', 'json', 'safe'],
  getQueue: ['GET', '/v1/gateways/{id}/queue', 'query', 'status', 'json', 'safe'],
  stopTask: ['POST', '/v1/gateways/{id}/tasks/{task}/stop', 'none', 'status', 'json', 'never'],
  getToolkitFrame: ['GET', '/v1/gateways/{id}/ports/{port}/toolkit/frame', 'query', 'status', 'json', 'safe'],
  getDevice: ['GET', '/v1/gateways/{id}/device', 'query', 'status', 'json', 'safe'],
  listSims: ['GET', '/v1/sims', 'query', 'status', 'json', 'safe'],
  getSim: ['GET', '/v1/sims/{id}', 'query', 'status', 'json', 'safe'],
  changeSim: ['PATCH', '/v1/sims/{id}', 'body', 'status', 'json', 'never'],
  listPools: ['GET', '/v1/pools', 'query', 'status', 'json', 'safe'],
  putPool: ['PUT', '/v1/pools/{id}', 'body', 'status', 'json', 'never'],
  removePool: ['DELETE', '/v1/pools/{id}', 'none', 'status', 'json', 'never'],
  streamEvents: ['GET', '/v1/events', 'query', 'status', 'stream', 'safe'],
  createWebhook: ['POST', '/v1/webhooks', 'body', 'status', 'json', 'never'],
  listWebhooks: ['GET', '/v1/webhooks', 'none', 'status', 'json', 'safe'],
  changeWebhook: ['PATCH', '/v1/webhooks/{id}', 'body', 'status', 'json', 'never'],
  removeWebhook: ['DELETE', '/v1/webhooks/{id}', 'none', 'status', 'json', 'never'],
  listDeliveries: ['GET', '/v1/webhooks/{id}/deliveries', 'query', 'status', 'json', 'safe'],
  resendDelivery: ['POST', '/v1/webhooks/{id}/deliveries/{event}/resend', 'none', 'status', 'json', 'never'],
  passOverDelivery: ['POST', '/v1/webhooks/{id}/deliveries/{event}/pass-over', 'none', 'status', 'json', 'never'],
  createKey: ['POST', '/v1/keys', 'body', 'status', 'json', 'never'],
  listKeys: ['GET', '/v1/keys', 'none', 'status', 'json', 'safe'],
  removeKey: ['DELETE', '/v1/keys/{id}', 'none', 'status', 'json', 'never'],
  listUsers: ['GET', '/v1/users', 'none', 'status', 'json', 'safe'],
  getUser: ['GET', '/v1/users/{name}', 'query', 'status', 'json', 'safe'],
  createUser: ['POST', '/v1/users', 'body', 'status', 'json', 'never'],
  changeUser: ['PATCH', '/v1/users/{name}', 'body', 'status', 'json', 'never'],
  deleteUser: ['DELETE', '/v1/users/{name}', 'query', 'status', 'json', 'never'],
  listAudit: ['GET', '/v1/audit', 'query', 'status', 'json', 'safe'],
  healthz: ['GET', '/healthz', 'none', 'status', 'json', 'safe'],
  readyz: ['GET', '/readyz', 'none', 'status', 'json', 'safe'],
  metrics: ['GET', '/metrics', 'none', 'status', 'text', 'safe'],
};
