import type { Channel } from '../../at/channel.ts';
import type { AtError } from '../../at/result.ts';
import { parseNumbers, parseOffer } from '../../at/settings.ts';
import { parseServiceCentre } from '../../at/sim.ts';
import { parseStorageLists } from '../../at/storage.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { type Answer, askTwice, SIM_DEADLINE, set } from '../ask.ts';
import type { Indications, SmsSetup } from '../capabilities.ts';
import { indicationSettings, readIndications } from './indications.ts';
import { mayPass } from './not-yet.ts';

/** Storages worth listing. BM holds cell broadcasts, MT is SM and ME once more (27.005 3.1). */
const listedMemories = ['SM', 'ME', 'SR'];
/** The SIM's own storage first: a message then stays with the SIM it came for, whatever port that moves to. */
const receiving = ['SM', 'ME', 'MT'];
const noIndications: Indications = { deliver: 0, report: 0, setting: '' };
/** The memory in use, whatever its name. */
const inUse = { memory: '', memories: [''] } as const;

/** In this order: what routes messages must know whether they are acknowledged. */
export type SmsStep = 'format' | 'service' | 'storage' | 'indications' | 'linkHold' | 'serviceCentre';
/** `passing`: refused in a way that may pass; `unexplained`: without a cause; `refused`: the modem has no such thing. */
type StepOutcome = 'held' | 'passing' | 'unexplained' | 'refused';

/** Steps that a modem may lack: refused for good, they are not tried again. */
const optionalSteps: ReadonlySet<SmsStep> = new Set(['service', 'linkHold']);
/** A modem that refuses an optional step so often without a cause does not have it: counted once all other steps hold. */
const OPTIONAL_TRIES = 3;
/** 27.007 9.2.1, 27.005 3.2.5: not supported, wrong parameters. */
const lacking: Readonly<Record<AtError['source'], readonly number[]>> = {
  cme: [4, 50],
  cms: [303, 304, 305],
  plain: [],
};

/** How messages reach us and leave us, step by step. What is refused stays `missing` and can be tried again at any time. */
export class SmsSetUp {
  readonly #channel: Channel;
  readonly #dialect: Dialect;
  #setup: SmsSetup = { acknowledges: false, indications: noIndications, ...inUse, linkHold: false };
  #serviceCentre: string | undefined;
  readonly #missing: Set<SmsStep>;
  /** Since all steps hold that are not optional. */
  #runs = 0;
  #running: Promise<void> = Promise.resolve();

  /** `serviceCentre`: of the SIM, undefined where it could not be read. */
  constructor(channel: Channel, dialect: Dialect, serviceCentre: string | undefined) {
    this.#channel = channel;
    this.#dialect = dialect;
    this.#serviceCentre = serviceCentre;
    this.#missing = new Set(['format', 'service', 'storage', 'indications', 'linkHold']);
    if (serviceCentre === undefined) this.#missing.add('serviceCentre');
  }

  /** As far as it holds. */
  get setup(): SmsSetup {
    return this.#setup;
  }

  /** Of the SIM; undefined where it could not be read yet. */
  get serviceCentre(): string | undefined {
    return this.#serviceCentre;
  }

  get missing(): ReadonlySet<SmsStep> {
    return this.#missing;
  }

  /** Tries each step that is missing, the steps behind PDU mode only once that holds. One run at a time. */
  run(): Promise<void> {
    this.#running = this.#running.then(() => this.#runOnce());
    return this.#running;
  }

  /** Asks for the other way of delivery, for a modem that does not store what it announces. False: it has none. */
  async deliverOtherwise(): Promise<boolean> {
    const { indications } = this.#setup;
    const other = await this.#setIndications(indications.deliver === 1 ? 1 : 2);
    if (other === undefined) {
      await set(this.#channel, `AT+CNMI=${indications.setting}`);
      return false;
    }
    this.#setup = { ...this.#setup, indications: other };
    return true;
  }

  async #runOnce(): Promise<void> {
    const unexplained: SmsStep[] = [];
    for (const step of [...this.#missing]) {
      const outcome = await this.#try(step);
      if (outcome === 'held' || (optionalSteps.has(step) && outcome === 'refused'))
        this.#missing.delete(step);
      else if (step === 'format') return;
      else if (outcome === 'unexplained') unexplained.push(step);
    }
    if ([...this.#missing].every(step => optionalSteps.has(step))) this.#runs += 1;
    if (this.#runs >= OPTIONAL_TRIES)
      for (const step of unexplained) if (optionalSteps.has(step)) this.#missing.delete(step);
  }

  #try(step: SmsStep): Promise<StepOutcome> {
    switch (step) {
      case 'format':
        // 27.005 3.2.3: PDU mode is the only one that carries headers, classes and every alphabet.
        return this.#ask('AT+CMGF=0', []);
      case 'service':
        return this.#tryService();
      case 'storage':
        return this.#tryStorage();
      case 'indications':
        return this.#tryIndications();
      case 'linkHold':
        return this.#ask('AT+CMMS=?', ['+CMMS'], () => {
          this.#setup = { ...this.#setup, linkHold: true };
        });
      case 'serviceCentre':
        return this.#ask('AT+CSCA?', ['+CSCA'], line => {
          this.#serviceCentre = parseServiceCentre(line);
        });
    }
  }

  async #ask(
    text: string,
    names: readonly string[],
    held: (line: string) => void = () => {},
  ): Promise<StepOutcome> {
    const answer = await askTwice(this.#channel, text, names);
    if (!answer.ok) return refusalOf(answer);
    held(answer.line);
    return 'held';
  }

  /** 27.005 3.2.1: phase 2+ makes routed messages wait for +CNMA. Read back, since some take it and stay at 0. */
  async #tryService(): Promise<StepOutcome> {
    const service = await askTwice(this.#channel, 'AT+CSMS=1', ['+CSMS']);
    if (!service.ok) return refusalOf(service);
    const stands = (answer: Answer): boolean => answer.ok && parseNumbers(answer.line)[0] === 1;
    const acknowledges = stands(await askTwice(this.#channel, 'AT+CSMS?', ['+CSMS'], {}, stands));
    this.#setup = { ...this.#setup, acknowledges };
    // Reports that could not be routed without acknowledgement can be now.
    if (acknowledges && this.#setup.indications.report === 0) this.#missing.add('indications');
    return 'held';
  }

  async #tryStorage(): Promise<StepOutcome> {
    const more = { deadline: SIM_DEADLINE };
    const offer = await askTwice(this.#channel, 'AT+CPMS=?', ['+CPMS'], more, offersStorage);
    if (!offer.ok && offer.error?.code !== undefined && mayPass(offer.error)) return 'passing';
    const [read, write, receive] = parseStorageLists(offer.ok ? offer.line : '');
    const memory = await chooseStorage(this.#channel, read, write, receive);
    if (memory === '') return 'passing';
    const listed = listedMemories.filter(name => read.includes(name));
    this.#setup = { ...this.#setup, memory, memories: listed.length > 0 ? listed : [memory] };
    return 'held';
  }

  async #tryIndications(): Promise<StepOutcome> {
    const indications = await this.#setIndications();
    if (indications === undefined) return 'passing';
    this.#setup = { ...this.#setup, indications };
    return 'held';
  }

  /** Sets what the modem offers, best first but never the delivery to `avoid`, and reads it back. */
  async #setIndications(avoid?: number): Promise<Indications | undefined> {
    const answer = await askTwice(this.#channel, 'AT+CNMI=?', ['+CNMI'], {}, offersIndications);
    if (!answer.ok && answer.error?.code !== undefined && mayPass(answer.error)) return undefined;
    const offer = answer.ok && offersIndications(answer) ? parseOffer(answer.line) : [];
    const settings = indicationSettings(offer, this.#dialect.indicationMode, this.#setup.acknowledges);
    for (const setting of settings.filter(([, deliver]) => deliver !== avoid)) {
      const granted = await trySetting(this.#channel, setting);
      if (granted !== undefined) return granted;
    }
    return undefined;
  }
}

/** Silence counts as a bare ERROR: neither gives a cause. */
function refusalOf({ error }: Answer & { readonly ok: false }): StepOutcome {
  if (error?.code === undefined) return 'unexplained';
  return lacking[error.source].includes(error.code) ? 'refused' : 'passing';
}

function offersStorage(answer: Answer): boolean {
  return (
    answer.ok && parseStorageLists(answer.line).some(names => receiving.some(name => names.includes(name)))
  );
}

/** mem1 and mem3 must be one: what +CMTI announces is read without switching. Fewer parameters where three are refused. */
async function chooseStorage(
  channel: Channel,
  read: string[],
  write: string[],
  receive: string[],
): Promise<string> {
  const candidates = receiving.filter(
    name => read.includes(name) && (receive.length === 0 || receive.includes(name)),
  );
  for (const memory of candidates.length > 0 ? candidates : receiving) {
    const [first = memory] = write;
    const second = write.includes(memory) ? memory : first;
    const forms = [`"${memory}","${second}","${memory}"`, `"${memory}","${second}"`, `"${memory}"`];
    for (const form of forms)
      if ((await askTwice(channel, `AT+CPMS=${form}`, ['+CPMS'], { deadline: SIM_DEADLINE })).ok)
        return memory;
  }
  return '';
}

/** <mode>, <mt>, <bm> and <ds>, each with something to choose. */
function offersIndications(answer: Answer): boolean {
  const offer = answer.ok ? parseOffer(answer.line) : [];
  return offer.length >= 4 && offer.every(values => values.length > 0);
}

async function trySetting(channel: Channel, setting: readonly number[]): Promise<Indications | undefined> {
  const text = setting.join(',');
  if (!(await set(channel, `AT+CNMI=${text}`))) return undefined;
  const kept = async (): Promise<boolean> => {
    const numbers = await readIndications(channel);
    return numbers === undefined || (numbers[1] === setting[1] && numbers[3] === setting[3]);
  };
  if (!(await kept()) && !(await kept())) return undefined;
  return { deliver: level(setting[1]), report: level(setting[3]), setting: text };
}

function level(value: number | undefined): 0 | 1 | 2 {
  return value === 1 || value === 2 ? value : 0;
}
