/**
 * A task with any number of recipients. Its rows are checked as they come and spooled; then its messages are written step by step, out of
 * the queue, and the last step makes it a task. A crash before that leaves nothing of it, a crash after it loses nothing.
 */
import { tmpdir } from 'node:os';
import type { Database } from '@simgate/daemon/store';
import type { MessagesContext } from '../context.ts';
import type {
  ImportAnswer,
  ImportFault,
  ImportRequest,
  ImportRow,
  ImportRows,
  Recipient,
  SendAnswer,
  SendRequest,
} from '../messages.ts';
import { addMessage, failAtOnce, overLimit, remember, remembered } from '../outgoing/acceptance.ts';
import { loadMessage } from '../outgoing/message-store.ts';
import { changeQueueSize, queueSize } from '../outgoing/queue.ts';
import { createPreparer, type NewMessage } from '../outgoing/request.ts';
import { priorityCode } from '../rows.ts';
import { courseCode, STEP, setCourse } from './course.ts';
import { Spool } from './spool.ts';

type Refusal = Extract<SendAnswer, { ok: false }>;

function refused(code: Refusal['code'], error: string): Refusal {
  return { ok: false, code, error };
}

/** The text of a row that has its own stands for itself, whatever is in it. */
const OWN_TEXT = '#param#';

/** Makes messages of rows, or the refusal that names the line. */
function createReader(context: MessagesContext, request: ImportRequest) {
  const existing = context.ports().map(port => port.number);
  const whole: SendRequest = { ...request, text: request.text ?? OWN_TEXT, recipients: [] };
  const byTemplate = createPreparer(whole, existing, context.sms);
  const byOwnText = createPreparer({ ...whole, text: OWN_TEXT }, existing, context.sms);
  return (row: ImportRow | ImportFault): NewMessage | Refusal => {
    if ('fault' in row)
      return refused(row.code, `${row.line === 0 ? 'body:' : `line ${row.line}:`} ${row.fault}`);
    const { line, number, values, text, userId } = row;
    if (text === undefined && request.text === undefined)
      return refused(400, `line ${line}: has no text, and the request has none either`);
    const recipient: Recipient = {
      ...{ number, userId },
      ...(text === undefined ? { textParam: values } : { textParam: [text] }),
    };
    const message = text === undefined ? byTemplate(recipient, 0) : byOwnText(recipient, 0);
    if ('ok' in message)
      return refused(
        message.code,
        message.error.replace(/^param\[0\]/, `line ${line}`).replace('text_param', 'values'),
      );
    return text === undefined ? message : { ...message, text };
  };
}

/** Reads all rows; resolves with the first refusal. */
async function spoolAll(
  context: MessagesContext,
  request: ImportRequest,
  rows: ImportRows,
  spool: Spool<NewMessage>,
): Promise<Refusal | undefined> {
  const read = createReader(context, request);
  for await (const some of rows) {
    const messages: NewMessage[] = [];
    for (const row of some) {
      const message = read(row);
      if ('ok' in message) return message;
      messages.push(message);
    }
    await spool.add(messages);
    const { queueLimit } = context.sms;
    // Known before the end: nobody has to send all of a file that cannot be taken.
    if (queueLimit > 0 && spool.count > queueLimit)
      return refused(413, `there are more than the ${queueLimit} messages that may wait`);
  }
  return undefined;
}

interface Begun {
  readonly taskId: number;
  readonly first: number;
}

/** Takes the ids of a task's messages, so that they are one range. */
function reserveIds(database: Database, amount: number): number {
  const last = database.get<{ seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'messages'")?.seq;
  if (last === undefined)
    database.run("INSERT INTO sqlite_sequence (name, seq) VALUES ('messages', ?)", amount);
  else database.run("UPDATE sqlite_sequence SET seq = ? WHERE name = 'messages'", last + amount);
  return (last ?? 0) + 1;
}

function begin(
  context: MessagesContext,
  database: Database,
  request: ImportRequest,
  amount: number,
): Begun | SendAnswer {
  const before = request.idempotency && remembered(context, database, request.idempotency);
  if (before !== undefined) return before;
  const over = overLimit(database, context.sms, amount);
  if (over !== undefined) return over;
  const first = reserveIds(database, amount);
  const { text = '', owner = '', name = '' } = request;
  const { id: taskId } = database.run(
    'INSERT INTO tasks (text, first_message, recipients, owner, name, course) VALUES (?, ?, ?, ?, ?, ?)',
    ...[text, first, amount, owner, name, courseCode('accepting')],
  );
  return { taskId, first };
}

/** Writes some messages out of the queue; those that cannot be sent wait too, and end with the last step. */
function writeSome(
  context: MessagesContext,
  database: Database,
  request: ImportRequest,
  { begun, messages }: { readonly begun: Begun; readonly messages: readonly (NewMessage & { id: number })[] },
): void {
  const acceptance = {
    ...{ taskId: begun.taskId, reportRequested: request.statusReport ? 1 : 0 },
    ...{ priority: priorityCode(request.priority ?? 'normal'), wall: Math.round(context.clock.now()) },
    steady: context.store.steady.now(),
  };
  for (const message of messages) addMessage(database, message, acceptance, message.id);
  changeQueueSize(database, messages.length);
}

/** Makes it a task: from here on it is there. A repeat that was quicker wins. */
function finish(
  context: MessagesContext,
  database: Database,
  request: ImportRequest,
  { begun, unsendable }: { readonly begun: Begun; readonly unsendable: ReadonlyMap<number, string> },
): SendAnswer {
  const { taskId } = begun;
  const before = request.idempotency && remembered(context, database, request.idempotency);
  if (before !== undefined) {
    setCourse(database, taskId, 'abandoned');
    return before;
  }
  setCourse(database, taskId, 'running');
  for (const [id, reason] of unsendable)
    if (loadMessage(database, id) !== undefined) failAtOnce(context, database, id, reason);
  const answer = { taskId, inQueue: queueSize(database) };
  if (request.idempotency !== undefined) remember(context, database, request.idempotency, answer);
  return { ok: true, ...answer };
}

async function writeAll(
  context: MessagesContext,
  request: ImportRequest,
  spool: Spool<NewMessage>,
): Promise<SendAnswer> {
  const { store } = context;
  const begun = await store.write(database => begin(context, database, request, spool.count));
  if ('ok' in begun) return begun;
  const unsendable = new Map<number, string>();
  try {
    let id = begun.first;
    for await (const some of spool.read(STEP)) {
      const messages = some.map((message, index) => ({ ...message, id: id + index }));
      id += some.length;
      for (const { id, failure } of messages) if (failure !== '') unsendable.set(id, failure);
      await store.write(database => writeSome(context, database, request, { begun, messages }));
    }
    return await store.write(database => finish(context, database, request, { begun, unsendable }));
  } catch (error) {
    await store.write(database => setCourse(database, begun.taskId, 'abandoned')).catch(() => undefined);
    throw error;
  }
}

/** Stores a file of recipients as one task. Rejects where it cannot be read to its end or stored. */
export async function importTask(
  context: MessagesContext,
  request: ImportRequest,
  rows: ImportRows,
): Promise<ImportAnswer> {
  if (context.ports().length === 0) return refused(550, 'this gateway has no port');
  const spool = await Spool.open<NewMessage>(context.spoolFolder ?? tmpdir());
  try {
    const refusal = await spoolAll(context, request, rows, spool);
    if (refusal !== undefined) return refusal;
    if (spool.count === 0) return refused(400, 'body: has no line with a number');
    const idempotency = request.idempotency && { ...request.idempotency, digest: request.digest() };
    const answer = await writeAll(context, { ...request, ...(idempotency && { idempotency }) }, spool);
    return answer.ok ? { ...answer, messages: spool.count } : answer;
  } finally {
    await spool.close();
  }
}
