/** Original hardware as its document has it: requests in the form that it takes, answers without its habits. */

type Values = Readonly<Record<string, unknown>>;

/** The form that the hardware takes: call records are asked for without a port, and a reset with some param (2021 and later). */
export function requestForHardware(path: string, request: Values): Values {
  if (path === '/api/get_cdr') {
    const { port: _, ...others } = request;
    return others;
  }
  const isReset = path === '/api/set_port_info' && request.action === 'reset';
  return isReset && request.param === undefined ? { ...request, param: '1' } : request;
}

function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null;
}

function isOfPort(record: unknown, ports: readonly unknown[]): boolean {
  return isValues(record) && ports.includes(record.port);
}

/** Call records under their own key, also of hardware of 2014, and of the ports that were asked for. */
function callRecords({ info, ...reply }: Values, { port }: Values): Values {
  const records = reply.cdr ?? info;
  if (!Array.isArray(records)) return reply;
  const cdr = Array.isArray(port) ? records.filter(one => isOfPort(one, port)) : records;
  return { ...reply, cdr };
}

/** One blank stands for a USSD text that is not there yet. */
function ussdTexts(reply: Values): Values {
  if (!Array.isArray(reply.reply)) return reply;
  const texts = reply.reply.map(one => (isValues(one) && one.text === ' ' ? { ...one, text: '' } : one));
  return { ...reply, reply: texts };
}

/** Some hardware writes Sent_Ok, and Canceled for what the document has no word for: it was not sent. */
function stateWords(reply: Values): Values {
  if (!Array.isArray(reply.result)) return reply;
  const result = reply.result.map(one => {
    if (!isValues(one) || typeof one.status !== 'string') return one;
    const word = one.status.toUpperCase();
    return { ...one, status: /^CANCELL?ED$/.test(word) ? 'FAILED' : word };
  });
  return { ...reply, result };
}

/** The answer in the words of the document: no colon within a key, and what belongs to one endpoint. */
export function replyOfHardware(path: string, request: Values, reply: Values): Values {
  const named = Object.fromEntries(
    Object.entries(reply).map(([key, value]) => [key.replace(/:$/, ''), value]),
  );
  if (path === '/api/get_cdr') return callRecords(named, request);
  if (path === '/api/query_sms_result') return stateWords(named);
  return path === '/api/query_ussd_reply' ? ussdTexts(named) : named;
}
