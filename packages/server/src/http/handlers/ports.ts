/** Ports under /v1, and what is passed through to their gateways. */
import { type ApiError, type Client, type Result, SimgateError } from '@simgate/api';
import type { ReplyOf } from '@simgate/api/endpoint';
import type { ServerContract } from '@simgate/api/server/contract';
import { type Answer, done, type HandlerOf, refused } from '@simgate/daemon/http';
import type { GatewayFleet } from '../../gateways/gateway-fleet.ts';
import { findGateway } from '../../gateways/gateway-rows.ts';
import { enablePort } from '../../gateways/port-rows.ts';
import { troubleOf } from '../../gateways/trouble.ts';
import { rowsIn, textIn, wholeIn } from '../../gateways/vendor/readings.ts';
import type { Store } from '../../store/store.ts';

export interface PortContext {
  readonly store: Store;
  readonly fleet: GatewayFleet;
}

type Handler<Name extends keyof ServerContract> = HandlerOf<ServerContract[Name], PortContext>;
type CallReply = ReplyOf<ServerContract['list_calls']>['calls'][number];
type ToolkitReply = ReplyOf<ServerContract['get_toolkit']>;
export type Fields = Readonly<Record<string, unknown>>;

/** Characters of a text that a network or card shows. */
const LONGEST_TEXT = 10_000;

function refusalOf(error: ApiError): Answer<never> {
  if (error.kind !== 'refused') return refused(503, troubleOf(error).reason);
  const detail = new SimgateError(error).message;
  return error.code === 400 || error.code === 413
    ? refused(400, `the gateway refuses it: ${detail}`)
    : refused(503, `the gateway did not do it: ${detail}`);
}

/** Asks a gateway, and turns its answer into a reply; a refusal or a missing answer becomes an error with the reason. */
export async function ask<Reply>(
  { store, fleet }: PortContext,
  id: string,
  work: (client: Client) => Promise<Result<unknown>>,
  toAnswer: (reply: Fields) => Answer<Reply>,
): Promise<Answer<Reply>> {
  const gateway = await store.read(() => findGateway(id));
  if (gateway === undefined) return refused(404);
  const result = await fleet.pass(gateway, work);
  return result.ok ? toAnswer(result.reply as Fields) : refusalOf(result.error);
}

const change: Handler<'change_port'> = async ({ id, port, enabled }, { store }) => {
  const isThere = await store.write(function* () {
    const gateway = yield* findGateway(id);
    return gateway !== undefined && (yield* enablePort(gateway, port, enabled));
  });
  return isThere ? done(200, {}) : refused(404);
};

const act: Handler<'act_on_port'> = (request, context) => {
  const { id, port, action, number } = request;
  // Some firmware resets a port only where some value stands there.
  const param = request.param ?? (action === 'reset' ? '1' : undefined);
  const words = {
    port,
    action,
    ...(param !== undefined && { param }),
    ...(number !== undefined && { number }),
  };
  return ask(
    context,
    id,
    client => client.setPortInfo(words as Parameters<Client['setPortInfo']>[0]),
    () => {
      context.fleet.hear(id, 'register');
      return done(200, {});
    },
  );
};

/** `result`, which some firmware spells with a colon. */
function ussdStatus(reply: Fields): number | undefined {
  const [row] = rowsIn(reply.result ?? reply['result:']);
  return wholeIn(row?.status);
}

const sendUssd: Handler<'send_ussd'> = (request, context) => {
  const { id, port, text = '', command = 'send' } = request;
  if (command === 'send' && text === '') return refused(400, 'text: must be there to be sent');
  return ask(
    context,
    id,
    client => client.sendUssd({ port: [port], command, text }),
    reply => {
      const status = ussdStatus(reply);
      if (status === 200) return done(202, {});
      if (status === 486) return refused(409, 'port: it is busy');
      return refused(503, `the port cannot send it now (${status ?? 'no status'})`);
    },
  );
};

const getUssd: Handler<'get_ussd'> = ({ id, port }, context) =>
  ask(
    context,
    id,
    client => client.queryUssdReply({ port: [port] }),
    reply => {
      const row = rowsIn(reply.reply).find(one => wholeIn(one.port) === port);
      return done(200, { text: textIn(row?.text, LONGEST_TEXT).trim() });
    },
  );

function callReply(row: Fields): CallReply {
  return {
    port: wholeIn(row.port) ?? 0,
    start_date: textIn(row.start_date),
    answer_date: textIn(row.answer_date),
    duration: wholeIn(row.duration) ?? 0,
    source_number: textIn(row.source_number),
    destination_number: textIn(row.destination_number),
    direction: textIn(row.direction),
    ip: textIn(row.ip),
    codec: textIn(row.codec),
    hangup: textIn(row.hangup),
    gsm_code: wholeIn(row.gsm_code) ?? 0,
    bcch: textIn(row.bcch),
  };
}

/** Some firmware refuses the filter `port`, and some answers under `info`: so the port is chosen here. */
const listCalls: Handler<'list_calls'> = (request, context) => {
  const { id, port, time_after, time_before } = request;
  const filter = {
    ...(time_after !== undefined && { time_after }),
    ...(time_before !== undefined && { time_before }),
  };
  return ask(
    context,
    id,
    client => client.getCdr(filter),
    reply => {
      const calls = rowsIn(reply.cdr ?? reply.info).map(callReply);
      return done(200, { calls: calls.filter(one => port === undefined || one.port === port) });
    },
  );
};

function toolkitReply(view: Fields): ToolkitReply {
  return {
    title: textIn(view.title, LONGEST_TEXT),
    text: textIn(view.text, LONGEST_TEXT),
    items: rowsIn(view.item).map(item => ({
      id: wholeIn(item.item_id) ?? 0,
      text: textIn(item.item_string, LONGEST_TEXT),
    })),
    input_type: wholeIn(view.input_type) ?? 12,
    frame_id: wholeIn(view.frame_id) ?? 0,
  };
}

function viewOf(context: PortContext, id: string, port: number): Promise<Answer<ToolkitReply>> {
  return ask(
    context,
    id,
    client => client.getStkView({ port }),
    view => done(200, toolkitReply(view)),
  );
}

const getToolkit: Handler<'get_toolkit'> = ({ id, port }, context) => viewOf(context, id, port);

const enterToolkit: Handler<'enter_toolkit'> = async (request, context) => {
  const { id, port, item, text, action } = request;
  const given = [item, text, action].filter(one => one !== undefined);
  if (given.length !== 1) return refused(400, 'one of item, text and action must be there');
  const entered = await ask(
    context,
    id,
    client =>
      client.stkGo({
        port,
        ...(item !== undefined && { item }),
        ...(text !== undefined && { param: text }),
        // The document writes it so.
        ...(action !== undefined && { action: action === 'cancel' ? 'cancle' : action }),
      }),
    () => done<object>(200, {}),
  );
  return entered.kind === 'done' ? viewOf(context, id, port) : (entered as Answer<never>);
};

export const portHandlers = {
  change_port: change,
  act_on_port: act,
  send_ussd: sendUssd,
  get_ussd: getUssd,
  list_calls: listCalls,
  get_toolkit: getToolkit,
  enter_toolkit: enterToolkit,
};
