/** Messages, USSD and calls of the rows, and the state that they have to come to. */
import type { Simulator, SimulatorPort } from '@simgate/simulator';

/** A port of the gateway with the modem behind it. */
export interface Place {
  readonly port: number;
  /** As the modem was at the start. */
  readonly modem: SimulatorPort;
  readonly network: Simulator['network'];
  /** Messages that are stored on the SIM. */
  readonly slotsUsed: () => number;
  /** GET of the gateway's API, or POST where there is a body. */
  readonly call: <Answer>(path: string, body?: unknown) => Promise<Answer>;
}

export interface Traffic {
  /** Once, when the port can send for the first time. Absent: nothing is to be begun. */
  readonly begin?: (place: Place) => Promise<unknown>;
  /** "" when all is as it has to be, else what is not. */
  readonly left: (place: Place) => Promise<string>;
}

interface Inbox {
  readonly sms: readonly { readonly text: string }[];
}

async function inboxLeft({ call, port }: Place, wanted: number): Promise<string> {
  const { sms } = await call<Inbox>(`/api/query_incoming_sms?flag=all&port=${port}`);
  return sms.length === wanted ? '' : `the inbox has ${sms.length} messages of ${wanted}`;
}

/** The messages are in the inbox and not on the SIM any more. */
export function takenFromSim(count: number): Traffic {
  return {
    left: async place => {
      const used = place.slotsUsed();
      return used === 0 ? inboxLeft(place, count) : `the SIM has ${used} messages`;
    },
  };
}

/** So many messages of the modem's storages are in the inbox. */
export function stored(count: number): Traffic {
  return { left: place => inboxLeft(place, count) };
}

/** A message from outside is in the inbox, once, beside so many others that the modem had stored. */
export function receives(others = 0): Traffic {
  return { begin: sendFromOutside, left: place => inboxLeft(place, others + 1) };
}

async function sendFromOutside({ network, modem, port }: Place): Promise<void> {
  const sent = network.sendFromOutside({
    ...{ from: `+88299${String(port).padStart(4, '0')}`, to: modem.number },
    text: `a message for port ${port}`,
  });
  if (!sent.ok) throw new Error(sent.error);
}

interface Results {
  readonly result: readonly { readonly status: string }[];
}

/** The only message of a row has this state in the end, and was carried so often. */
export function sends(status: string, carried = 1): Traffic {
  return {
    begin: ({ call, port }) =>
      call('/api/send_sms', {
        ...{ text: `a message of port ${port}`, port: [port], request_status_report: true },
        param: [{ number: `+88298${String(port).padStart(4, '0')}`, user_id: port + 1 }],
      }),
    left: async ({ call, port, network, modem }) => {
      const { result } = await call<Results>('/api/query_sms_result', { user_id: [port + 1] });
      const times = network.carried({ kind: 'submit', imsi: modem.imsi }).length;
      const [found] = result;
      return found?.status === status && times === carried
        ? ''
        : `the message is ${found?.status ?? 'unknown'} and was carried ${times} times`;
    },
  };
}

interface Replies {
  readonly reply: readonly { readonly text: string }[];
}

/** A USSD request gets this reply. */
export function asks(code: string, wanted: RegExp): Traffic {
  return {
    begin: ({ call, port }) => call('/api/send_ussd', { port: [port], text: code }),
    left: async ({ call, port }) => {
      const { reply } = await call<Replies>(`/api/query_ussd_reply?port=${port}`);
      const text = reply[0]?.text ?? '';
      return wanted.test(text) ? '' : `the reply is ${JSON.stringify(text)}`;
    },
  };
}

interface Dialogues {
  readonly dialogues: readonly { readonly port: number; readonly reason_code: string }[];
}

/** A USSD request ends for this reason. */
export function asksInVain(code: string, wanted: string): Traffic {
  return {
    begin: asks(code, /./).begin ?? (async () => {}),
    left: async ({ call, port }) => {
      const { dialogues } = await call<Dialogues>('/v1/ussd');
      const reason = dialogues.find(dialogue => dialogue.port === port)?.reason_code ?? '';
      return reason === wanted ? '' : `the reason is ${JSON.stringify(reason)}`;
    },
  };
}

interface Calls {
  readonly calls: readonly {
    readonly port: number;
    readonly state: string;
    readonly answered_at: string | null;
  }[];
}

/** A call is answered outside, and is over when the other side or the gateway ends it. */
export const dials: Traffic = {
  begin: ({ call, port }) => call('/v1/calls', { number: `+88297${String(port).padStart(4, '0')}`, port }),
  left: async ({ call, port, network, modem }) => {
    const { calls } = await call<Calls>('/v1/calls');
    const found = calls.find(one => one.port === port);
    const onAir = network.calls().find(({ from }) => from === modem.number);
    const over = found?.state === 'ended' && onAir?.endedAt !== undefined;
    return over && found.answered_at !== null ? '' : `the call is ${JSON.stringify(found)}`;
  },
};

interface Item {
  readonly sim: { readonly imsi: string } | null;
}

/** The port has another SIM than at the start. */
export const otherSim: Traffic = {
  left: async ({ call, port, modem }) => {
    const { sim } = await call<Item>(`/v1/ports/${port}`);
    return sim !== null && sim.imsi !== modem.imsi ? '' : `the SIM is ${sim?.imsi ?? 'none'}`;
  },
};
