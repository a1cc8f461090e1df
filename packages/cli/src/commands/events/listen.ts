/** `simgate listen`: forwards events to a program under development, as a push target gets them. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@simgate/api';
import { type Command, Option } from 'commander';
import { newestEventId } from '../../connection/newest-event.ts';
import { changeProfiles } from '../../connection/profiles.ts';
import type { Session } from '../../connection/session.ts';
import { type Answer, newSecret, post } from '../../listening/forward.ts';
import { mailboxOf, openMailbox } from '../../listening/mailbox.ts';
import { type Gateway, pushBody, pushedKinds } from '../../listening/push-body.ts';
import { addressesOf, type Route, route } from '../../listening/routes.ts';
import { sampleOf } from '../../listening/samples.ts';
import { localClock } from '../../output/times.ts';
import { clientCommand, doing } from '../../program/client-command.ts';
import { CommandError, exitCodes, usageError } from '../../program/exit-codes.ts';
import { interrupted } from '../../program/interrupted.ts';
import { several, wholeNumber, wordList } from '../../program/values.ts';
import type { GatewayEvent } from './events.ts';
import { onKeys } from './keys.ts';

interface ListenOptions {
  readonly forwardTo?: Route[];
  readonly kinds?: string[];
  readonly since?: number;
  readonly printBody: boolean;
}

/** The same where it is known where they go. */
interface Forwarding extends ListenOptions {
  readonly forwardTo: Route[];
}

/** Milliseconds before an event is sent again; doubled up to the longest. */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;

/** An event on its way to the program, in the form of a push. */
interface PushedEvent {
  readonly id: string;
  readonly kind: string;
  readonly body: string;
}

/** One line for each try. */
interface Line extends Answer {
  readonly at: string;
  readonly id: string;
  readonly kind: string;
  readonly url: string;
}

/** The secret of the profile; a first one is made and kept. */
async function secretOf(session: Session): Promise<string> {
  const { profile: name, listenSecret } = session.settings;
  if (listenSecret !== undefined) return listenSecret;
  let secret = newSecret();
  if (name === undefined) return secret;
  await changeProfiles(session.environment, now => {
    const profile = now.profiles[name];
    if (profile === undefined) return now;
    // Another run may have made one meanwhile: both sign with that.
    secret = profile.listenSecret ?? secret;
    return { ...now, profiles: { ...now.profiles, [name]: { ...profile, listenSecret: secret } } };
  });
  return secret;
}

/** Posts events one after the other. */
class Forwarder {
  readonly #session: Session;
  readonly #options: Forwarding;
  readonly #secret: string;
  readonly #signal: AbortSignal;
  #last: PushedEvent | undefined;
  #again: AbortController | undefined;

  constructor(session: Session, options: Forwarding, secret: string, signal: AbortSignal) {
    this.#session = session;
    this.#options = options;
    this.#secret = secret;
    this.#signal = signal;
  }

  /** Until every address has taken it; later events wait, so that their order stays. */
  async deliver(event: PushedEvent): Promise<void> {
    this.#last = event;
    for (const url of addressesOf(event.kind, this.#options.forwardTo)) {
      for (let pause = FIRST_PAUSE; !this.#signal.aborted; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
        const answer = await this.try(event, url);
        if (answer.trouble === '') break;
        await this.#pause(pause);
      }
    }
  }

  /** Once to each address. */
  async once(event: PushedEvent): Promise<(Answer & { url: string })[]> {
    const answers = [];
    for (const url of addressesOf(event.kind, this.#options.forwardTo))
      answers.push({ url, ...(await this.try(event, url)) });
    return answers;
  }

  async try(event: PushedEvent, url: string): Promise<Answer> {
    const answer = await post({ url, id: event.id, body: event.body, secret: this.#secret }, this.#signal);
    if (!this.#signal.aborted) this.#show(event, url, answer);
    return answer;
  }

  /** The key r: what failed is tried now, else the last one is sent once more. */
  resend(): void {
    if (this.#again !== undefined) this.#again.abort();
    else if (this.#last !== undefined) void this.once(this.#last);
  }

  async #pause(milliseconds: number): Promise<void> {
    this.#again = new AbortController();
    const signal = AbortSignal.any([this.#signal, this.#again.signal]);
    await wait(milliseconds, undefined, { signal }).catch(() => undefined);
    this.#again = undefined;
  }

  #show({ id, kind, body }: PushedEvent, url: string, answer: Answer): void {
    const { out } = this.#session;
    const line: Line = { at: new Date().toISOString(), id, kind, url, ...answer };
    const result =
      answer.trouble === '' ? out.paint('green', String(answer.status)) : out.paint('red', answer.trouble);
    out.row(
      line,
      [
        { title: 'time', value: each => each.at },
        { title: 'id', value: each => each.id },
        { title: 'kind', value: each => each.kind },
        { title: 'url', value: each => each.url },
        { title: 'status', value: each => each.status },
        { title: 'milliseconds', value: each => each.milliseconds },
        { title: 'trouble', value: each => each.trouble },
      ],
      `${localClock(line.at)}  ${kind} #${id} -> ${result}  ${answer.milliseconds} ms`,
    );
    if (this.#options.printBody) out.note(body);
  }
}

/** The serial number of the gateway, which stands in every push. */
async function gatewayOf(client: Client): Promise<Gateway> {
  const { serial_number, time_zone } = await client.orThrow.getSession();
  return { sn: serial_number, timeZone: time_zone };
}

/** Serves `simgate trigger`: a made-up event is forwarded once. */
async function openFor(session: Session, gateway: Gateway, forwarder: Forwarder) {
  let count = 0;
  return openMailbox(mailboxOf(session.settings.url, session.environment), async ({ kind }) => {
    count += 1;
    const id = `test-${Date.now()}-${count}`;
    const body = pushBody(kind, sampleOf(kind, Date.now()) ?? {}, gateway) ?? '';
    return { id, answers: body === '' ? [] : await forwarder.once({ id, kind, body }) };
  });
}

/** Shows what is forwarded where, and the secret of the signatures. */
function greet(session: Session, { forwardTo }: Forwarding, secret: string): void {
  const to = forwardTo.map(({ kind, url }) => (kind === undefined ? url : `${kind} to ${url}`)).join(', ');
  session.out.note(`Events of ${session.settings.url} go to ${to}. Ctrl+C ends it.`);
  session.out.note(`They are signed with ${secret} (docs/push.md).`);
}

/** Forwards events until Ctrl+C, then prints the `--since` to go on with. */
async function run(session: Session, options: ListenOptions): Promise<void> {
  const { forwardTo } = options;
  if (forwardTo === undefined) throw usageError('--forward-to URL says where the events go');
  const client = await session.clientWithV1('simgate listen');
  const gateway = await gatewayOf(client);
  const secret = await secretOf(session);
  const signal = interrupted();
  const forwarder = new Forwarder(session, { ...options, forwardTo }, secret, signal);
  const mailbox = await openFor(session, gateway, forwarder).catch((error: Error) => {
    throw new CommandError(exitCodes.failed, error.message);
  });
  const keys = session.mayAsk ? onKeys({ r: () => forwarder.resend() }) : undefined;
  let last = options.since ?? (await newestEventId(client));
  greet(session, { ...options, forwardTo }, secret);
  try {
    const filter = { after: last, ...(options.kinds !== undefined && { kinds: options.kinds as 'sms'[] }) };
    for await (const streamed of client.events(filter, { signal })) {
      const event = streamed.data as GatewayEvent;
      const body = pushBody(event.kind, event, gateway);
      if (body !== undefined) await forwarder.deliver({ id: String(event.id), kind: event.kind, body });
      if (!signal.aborted) last = event.id;
    }
  } finally {
    keys?.end();
    mailbox.close();
    session.out.note(`--since ${last} goes on from here.`);
  }
}

/** `simgate listen`. */
export function listenCommand(): Command {
  return clientCommand(
    'listen',
    'Forwards events to your program, with body, headers and signature of a push.',
    [
      'simgate listen --forward-to http://localhost:3000/hook',
      'simgate listen --forward-to sms=localhost:3000/sms --forward-to localhost:3000/rest',
      'simgate listen --forward-to localhost:3000 --kinds sms --since 881',
    ],
  )
    .addOption(
      new Option('--forward-to <url>', 'where they go, or kind=URL; may be given several times').argParser(
        several(route),
      ),
    )
    .option('--kinds <list>', `some of ${pushedKinds.join(', ')}`, wordList(pushedKinds))
    .option(
      '--since <id>',
      'behind the event of this id; absent: from now on',
      wholeNumber(0, Number.MAX_SAFE_INTEGER),
    )
    .option('--print-body', 'shows each body on standard error', false)
    .addHelpText(
      'after',
      '\nThe key r sends the last event again, or tries at once what failed. Another terminal: simgate trigger sms',
    )
    .action(doing(run));
}
