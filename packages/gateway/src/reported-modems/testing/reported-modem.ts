/**
 * A modem with a state, for behaviours that people reported and that nobody tuned to the gateway: a subclass has the differences
 * from a willing one. It keeps its state over connections, as a modem does when its device is opened anew.
 */
import type { Clock } from '@simgate/daemon';
import { Inbox, type Link } from '../../link/link.ts';
import { type Domain, type MessageStore, StoredMessages } from './stored-messages.ts';

type Answer = (argument: string) => void;

/** Prompts are written behind a line end and without one (27.005 4.3). */
const PROMPT = '\r\n> ';

export class ReportedModem {
  readonly clock: Clock;
  /** Commands and payloads in the order they came, ESC as a word. */
  readonly sent: string[] = [];
  /** PDUs that were handed over. */
  readonly submitted: string[] = [];
  /** How often the device was opened. */
  connections = 0;
  readonly closed = false;

  maker = 'Maker';
  model = 'Model';
  revision = '1.0';
  imsi = '001010000000101';
  iccid = '8988201000000010101';
  number = '+88201000101';
  serviceCentre = '+88200000000';
  functionality = 1;
  pinState = '+CPIN: READY';
  /** <stat> of each registration; undefined: the modem does not know the command. */
  status: Partial<Record<Domain, number>> = { CREG: 1, CGREG: 1, CEREG: 1 };
  echo = true;
  messages: MessageStore = new StoredMessages({ SM: 20, ME: 23 });
  /** <mode>,<mt>,<bm>,<ds>,<bfr> as they were set. */
  indications = '0,0,0,0,0';
  indicationsOffered = '(0-2),(0-3),(0-2),(0-2),(0,1)';
  reference = 0;

  #inbox: Inbox | undefined;
  #pending = '';
  #prompted = false;
  readonly #modes = new Map<string, string>();
  readonly #answers: ReadonlyMap<string, Answer>;

  constructor(clock: Clock) {
    this.clock = clock;
    this.#answers = new Map(Object.entries(this.#willing()));
  }

  /** Opens its device; the connection before ends. */
  get link(): Link {
    const inbox = new Inbox();
    this.#inbox?.closed('opened anew');
    this.#inbox = inbox;
    this.connections += 1;
    this.#pending = '';
    queueMicrotask(() => this.connected());
    return {
      name: 'modem',
      attach: receiver => inbox.attach(receiver),
      write: octets => this.octets(Buffer.from(octets).toString('latin1')),
      close: async () => this.#hangUp(inbox, 'closed by us'),
    };
  }

  /** Its device goes away: a USB module that restarts. */
  unplug(): void {
    if (this.#inbox !== undefined) this.#hangUp(this.#inbox, 'the device is gone');
  }

  #hangUp(inbox: Inbox, reason: string): void {
    inbox.closed(reason);
    if (this.#inbox === inbox) this.#inbox = undefined;
  }

  get isConnected(): boolean {
    return this.#inbox !== undefined;
  }

  // For subclasses to change.

  /** The device has been opened. */
  connected(): void {}

  /** True: the command is dealt with. */
  takes(_command: string): boolean {
    return false;
  }

  /** AT+CMGS. */
  prompts(): void {
    this.prompt();
  }

  /** A PDU was handed over. */
  submits(_pdu: string): void {
    this.accept();
  }

  /** AT+CFUN with its argument. */
  setFunctionality(argument: string): void {
    this.functionality = Number.parseInt(argument, 10);
    this.ok();
  }

  /** Octets of the gateway, as they came. */
  octets(text: string): void {
    for (const character of text)
      if (this.#prompted && '\x1a\x1b'.includes(character)) this.#endPayload(character);
      else if (!this.#prompted && character === '\r') this.#endCommand();
      else if (!this.#prompted && '\x1a\x1b\n'.includes(character)) this.#pending = '';
      else this.#pending += character;
  }

  // For subclasses and tests to call.

  raw(text: string): void {
    this.#inbox?.bytes(Buffer.from(text, 'latin1'));
  }

  says(...lines: readonly string[]): void {
    for (const line of lines) this.raw(`\r\n${line}\r\n`);
  }

  ok(...lines: readonly string[]): void {
    this.says(...lines, 'OK');
  }

  refuse(text = 'ERROR'): void {
    this.says(text);
  }

  prompt(): void {
    this.#prompted = true;
    this.raw(PROMPT);
  }

  /** Answers a submit with the next reference. */
  accept(): void {
    this.ok(`+CMGS: ${this.nextReference()}`);
  }

  nextReference(): number {
    this.reference = (this.reference + 1) % 256;
    return this.reference;
  }

  /** In milliseconds. */
  later(milliseconds: number, action: () => void): void {
    this.clock.after(milliseconds, action);
  }

  /** Stores a message and announces it where that was asked for; returns its place. */
  arrives(pdu: string, memory = this.messages.selected): number {
    const index = this.messages.add(memory, pdu);
    if (this.indications.split(',')[1] === '1') this.says(`+CMTI: "${memory}",${index}`);
    return index;
  }

  /** How often it was sent. */
  count(command: string | RegExp): number {
    return this.sent.filter(one => (typeof command === 'string' ? one === command : command.test(one)))
      .length;
  }

  // The willing modem.

  #endPayload(end: string): void {
    const payload = this.#pending;
    this.#pending = '';
    this.#prompted = false;
    this.sent.push(end === '\x1b' ? 'ESC' : payload);
    // As over a wire: never before the writer has gone on.
    queueMicrotask(() => {
      if (end === '\x1b') return this.ok();
      this.submitted.push(payload);
      this.submits(payload);
    });
  }

  #endCommand(): void {
    const text = this.#pending;
    this.#pending = '';
    if (text.trim() === '') return;
    this.sent.push(text);
    queueMicrotask(() => {
      if (this.echo) this.raw(`${text}\r`);
      if (!this.takes(text)) this.answer(text);
    });
  }

  /** As a willing modem answers it. */
  answer(command: string): void {
    const [, name = command, argument = ''] = /^(AT\+[A-Z]+(?:=\?|\?|=)?)(.*)$/.exec(command) ?? [];
    const answer = this.#answers.get(command) ?? this.#answers.get(name);
    if (answer === undefined) this.refuse();
    else answer(argument);
  }

  #willing(): Record<string, Answer> {
    const done = () => this.ok();
    return {
      ...{ AT: done, ATH: done, 'AT+CMGF=0': done, 'AT+CUSD=': done, 'AT+CMEE=': done, 'AT+CSCS=': done },
      ...{ 'AT+CLIP=': done, 'AT+CRC=': done, 'AT+CCWA=': done, 'AT+CLCC': done, 'AT+CNMA': done },
      ATQ0V1E0: () => this.#echoOff(),
      ATE0: () => this.#echoOff(),
      'AT+CMEE?': () => this.ok('+CMEE: 0'),
      'AT+CMGF?': () => this.ok('+CMGF: 0'),
      'AT+CGMI': () => this.ok(this.maker),
      'AT+CGMM': () => this.ok(this.model),
      'AT+CGMR': () => this.ok(this.revision),
      'AT+CGSN': () => this.ok('490154203237518'),
      'AT+CFUN?': () => this.ok(`+CFUN: ${this.functionality}`),
      'AT+CFUN=': argument => this.setFunctionality(argument),
      'AT+CPIN?': () => this.ok(this.pinState),
      'AT+CIMI': () => this.ok(this.imsi),
      'AT+CCID': () => this.ok(`+CCID: ${this.iccid}`),
      'AT+CNUM': () => this.ok(`+CNUM: "","${this.number}",145`),
      'AT+CSCA?': () => this.ok(`+CSCA: "${this.serviceCentre}",145`),
      'AT+CSQ': () => this.ok('+CSQ: 19,99'),
      'AT+CGATT?': () => this.ok('+CGATT: 1'),
      'AT+COPS=': done,
      'AT+COPS?': () => this.ok('+COPS: 0,2,"00101",2'),
      ...this.#registration(),
      'AT+CSMS=': argument => this.#keep('CSMS', argument, '+CSMS: 1,1,1'),
      'AT+CSMS?': () => this.ok(`+CSMS: ${this.#modes.get('CSMS') ?? 0},1,1,1`),
      'AT+CNMI=?': () => this.ok(`+CNMI: ${this.indicationsOffered}`),
      'AT+CNMI?': () => this.ok(`+CNMI: ${this.indications}`),
      'AT+CNMI=': argument => {
        this.indications = argument;
        this.ok();
      },
      'AT+CPMS=?': () => this.ok(`+CPMS: ${this.messages.offer}`),
      'AT+CPMS=': argument => this.#selectMemory(argument),
      'AT+CMGL=': () => this.ok(...this.messages.list()),
      'AT+CMGR=': argument => this.#readMessage(Number(argument)),
      'AT+CMGD=': argument => {
        this.messages.remove(Number(argument));
        this.ok();
      },
      'AT+CMGS=': () => this.prompts(),
    };
  }

  #registration(): Record<string, Answer> {
    const commands = (['CREG', 'CGREG', 'CEREG'] as const).map(domain => ({
      [`AT+${domain}=`]: (argument: string) => this.#keep(domain, argument),
      [`AT+${domain}?`]: () => this.#showStatus(domain),
    }));
    return Object.assign({}, ...commands);
  }

  #showStatus(domain: Domain): void {
    const status = this.status[domain];
    const mode = this.#modes.get(domain) ?? '0';
    const isUp = status === 1 || status === 5;
    const place = mode === '2' && isUp ? `,"00A1","0003D2E1",${domain === 'CEREG' ? 7 : 2}` : '';
    if (status === undefined) this.refuse();
    else this.ok(`+${domain}: ${mode},${status}${place}`);
  }

  #keep(name: string, argument: string, ...lines: readonly string[]): void {
    this.#modes.set(name, argument);
    this.ok(...lines);
  }

  #echoOff(): void {
    this.echo = false;
    this.ok();
  }

  #selectMemory(argument: string): void {
    const name = argument.split(',')[0]?.replaceAll('"', '') ?? '';
    const use = this.messages.select(name);
    if (use === undefined) this.refuse('+CMS ERROR: 302');
    else this.ok(`+CPMS: ${[use, use, use].join()}`);
  }

  #readMessage(index: number): void {
    const lines = this.messages.read(index);
    if (lines === undefined) this.refuse('+CMS ERROR: 321');
    else this.ok(...lines);
  }
}
