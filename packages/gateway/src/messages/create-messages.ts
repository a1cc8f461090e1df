/** Composes messages: what HTTP asks, what ports receive, and the work between them. */
import { whyNotStored } from '@simgate/daemon';
import type { PortListener } from '../ports/port.ts';
import type { MessagesContext } from './context.ts';
import { storeReceived } from './incoming/receiving.ts';
import type {
  AgainAnswer,
  AgainRequest,
  ImportAnswer,
  ImportRequest,
  ImportRows,
  Messages,
  SendAnswer,
  SendRequest,
} from './messages.ts';
import { accept } from './outgoing/acceptance.ts';
import { countHeld, decideHeld, heldIds } from './outgoing/held.ts';
import { queueSize, waitingByPort, waitingIn } from './outgoing/queue.ts';
import { recover } from './outgoing/recovery.ts';
import { prepareMessages } from './outgoing/request.ts';
import { Sender } from './outgoing/sender.ts';
import { queryInbox } from './queries/inbox.ts';
import { queueState } from './queries/queue-state.ts';
import { sentPages } from './queries/sent-pages.ts';
import { reportTable, resultTable } from './queries/sent-tables.ts';
import { choose, requestOf } from './tasks/again.ts';
import { importTask } from './tasks/importing.ts';
import { previewOf } from './tasks/preview.ts';
import { pauseTask, putBack, resumeTask, stopTask } from './tasks/stopping.ts';
import { startUpkeep } from './upkeep.ts';

export interface MessageService {
  readonly messages: Messages;
  readonly listener: Pick<PortListener, 'changed' | 'received' | 'warning'>;
  /** Settles what the last run left, then lets ports send. */
  start(): void;
  /** Lets no port begin anything more; resolves when what is being sent has its outcome and that is committed. */
  stop(): Promise<void>;
}

async function send(context: MessagesContext, sender: Sender, request: SendRequest): Promise<SendAnswer> {
  try {
    const existing = context.ports().map(port => port.number);
    const prepared = prepareMessages(request, existing, context.sms);
    if (!prepared.ok) return prepared;
    const { messages } = prepared;
    const answer = await context.store.write(database => accept(context, database, request, messages));
    if (answer.ok) sender.wakeFor(messages.map(message => message.ports));
    return answer;
  } catch (error) {
    context.log.error({ error: String(error) }, 'a request could not be stored');
    return { ok: false, code: 500, error: `the messages could not be stored: ${whyNotStored(error)}` };
  }
}

async function importRows(
  context: MessagesContext,
  sender: Sender,
  request: ImportRequest,
  rows: ImportRows,
): Promise<ImportAnswer> {
  const answer = await importTask(context, request, rows);
  if (answer.ok)
    putBack(context, answer.taskId, sets => sender.wakeFor(sets)).catch(error =>
      // The next start does it.
      context.log.error({ error: String(error), task: answer.taskId }, 'a task could not be queued'),
    );
  return answer;
}

async function sendAgain(
  context: MessagesContext,
  sender: Sender,
  { by, name, ports, idempotency, ...choice }: AgainRequest,
): Promise<AgainAnswer> {
  const chosen = choose(context.store.read, choice);
  if (!chosen.ok) return chosen;
  const answer = await send(context, sender, {
    ...{ ...requestOf(chosen.messages, ports), owner: by },
    ...(name !== undefined && { name }),
    ...(idempotency !== undefined && { idempotency }),
  });
  return answer.ok ? { ...answer, messages: chosen.messages.length, next: chosen.next } : answer;
}

function createApi(context: MessagesContext, sender: Sender): Messages {
  const { store } = context;
  return {
    send: request => send(context, sender, request),
    importRows: (request, rows) => importRows(context, sender, request, rows),
    preview: (request, samples) =>
      previewOf(
        request,
        context.ports().map(port => port.number),
        context.sms,
        samples,
      ),
    queueLeft: () => {
      const { queueLimit } = context.sms;
      return queueLimit === 0 ? undefined : Math.max(queueLimit - queueSize(store.read), 0);
    },
    sendAgain: request => sendAgain(context, sender, request),
    results: filter => sentPages(store.read, resultTable, filter),
    reports: ({ userIds: _, ...filter }) => sentPages(store.read, reportTable, filter),
    inQueue: () => queueSize(store.read),
    state: () => queueState(store),
    waitingFor: port => waitingIn(store.read, port),
    waitingByPort: () => waitingByPort(store.read),
    stop: (taskId, owner) => stopTask(context, taskId, owner),
    pause: (taskId, owner) => pauseTask(context, taskId, owner),
    resume: (taskId, owner) => resumeTask(context, taskId, owner, sets => sender.wakeFor(sets)),
    inbox: filter => queryInbox(store, filter),
    held: {
      count: () => countHeld(store.read),
      ids: (after, limit) => heldIds(store.read, after, limit),
      release: async ids => {
        const released = await decideHeld(context, 'release', ids);
        for (const port of context.ports()) sender.wake(port);
        return released;
      },
      stop: ids => decideHeld(context, 'stop', ids),
    },
  };
}

function createListener(context: MessagesContext, sender: Sender): MessageService['listener'] {
  return {
    changed: port => sender.wake(port),
    received: (port, sim, received) =>
      context.store.write(database => storeReceived(context, database, { port: port.number, sim }, received)),
    warning: (port, text) => context.log.warn({ port: port.number }, text),
  };
}

/** How long to wait before a recovery that failed is tried again, in milliseconds. */
const RECOVERY_RETRY = 1000;

/** `ports` is asked when needed: ports are given the listener, so they are made after this. */
export function createMessages(context: MessagesContext): MessageService {
  const { store, clock, log } = context;
  const sender = new Sender(context);
  let stopUpkeep = () => {};
  let stopped = false;

  const start = (): void => {
    store
      .write(database => recover(context, database))
      .then(doubtful => {
        if (doubtful > 0) log.warn({ segments: doubtful }, 'segments of the last run are in doubt');
        if (stopped) return;
        stopUpkeep = startUpkeep(context);
        sender.start();
      })
      .catch(error => {
        log.error({ error: String(error) }, 'the store cannot write; trying again');
        if (!stopped) clock.after(RECOVERY_RETRY, start);
      });
  };

  return {
    messages: createApi(context, sender),
    listener: createListener(context, sender),
    start,
    stop: async () => {
      stopped = true;
      stopUpkeep();
      await sender.stop();
    },
  };
}
