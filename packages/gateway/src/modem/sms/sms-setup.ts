import type { Channel } from '../../at/channel.ts';
import type { Priority } from '../../at/command.ts';
import { parseNumbers, parseOffer } from '../../at/settings.ts';
import { simLockOfError } from '../../at/sim.ts';
import { parseStorageLists } from '../../at/storage.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { type Answer, ask, askTwice, SIM_DEADLINE, set } from '../ask.ts';
import type { Indications, SmsSetup } from '../capabilities.ts';

/** Storages worth listing. BM holds cell broadcasts, MT is SM and ME once more (27.005 3.1). */
const listedMemories = ['SM', 'ME', 'SR'];
/** The SIM's own storage first: a message then stays with the SIM it came for, whatever port that moves to. */
const receiving = ['SM', 'ME', 'MT'];
const refused: Indications = { deliver: 0, report: 0, setting: '' };

/**
 * Rung of SMS: PDU mode, acknowledged delivery, storage, indications. `refused`: not even PDU mode; `busy`: the SIM is
 * still starting, ask again soon.
 */
export async function setUpSms(channel: Channel, dialect: Dialect): Promise<SmsSetup | 'refused' | 'busy'> {
  // 27.005 3.2.3: PDU mode is the only one that carries headers, classes and every alphabet.
  if (!(await set(channel, 'AT+CMGF=0'))) return 'refused';
  const acknowledges = await setService(channel);
  const offer = await askTwice(channel, 'AT+CPMS=?', ['+CPMS'], { deadline: SIM_DEADLINE }, offersStorage);
  if (!offer.ok && simLockOfError(offer.error?.source ?? 'plain', offer.error?.code) === 'busy')
    return 'busy';
  const storage = await setStorage(channel, offer.ok ? offer.line : '');
  const indications = await setIndications(channel, dialect, acknowledges);
  const hold = await askTwice(channel, 'AT+CMMS=?', ['+CMMS']);
  return { acknowledges, indications, ...storage, linkHold: hold.ok };
}

/** 27.005 3.2.1: phase 2+ makes routed messages wait for +CNMA. Read back, since some take it and stay at 0. */
async function setService(channel: Channel): Promise<boolean> {
  if (!(await askTwice(channel, 'AT+CSMS=1', ['+CSMS'])).ok) return false;
  const stands = (answer: Answer): boolean => answer.ok && parseNumbers(answer.line)[0] === 1;
  return stands(await askTwice(channel, 'AT+CSMS?', ['+CSMS'], {}, stands));
}

function offersStorage(answer: Answer): boolean {
  return (
    answer.ok && parseStorageLists(answer.line).some(names => receiving.some(name => names.includes(name)))
  );
}

async function setStorage(channel: Channel, offer: string): Promise<{ memory: string; memories: string[] }> {
  const [read, write, receive] = parseStorageLists(offer);
  const memory = await chooseStorage(channel, read, write, receive);
  const listed = listedMemories.filter(name => read.includes(name));
  return { memory, memories: listed.length > 0 || memory === '' ? listed : [memory] };
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
    const second = write.length === 0 || write.includes(memory) ? memory : (write[0] ?? memory);
    const forms = [`"${memory}","${second}","${memory}"`, `"${memory}","${second}"`, `"${memory}"`];
    for (const form of forms)
      if ((await askTwice(channel, `AT+CPMS=${form}`, ['+CPMS'], { deadline: SIM_DEADLINE })).ok)
        return memory;
  }
  return '';
}

/** Sets what the modem offers, best first, and reads it back. */
async function setIndications(
  channel: Channel,
  dialect: Dialect,
  acknowledges: boolean,
): Promise<Indications> {
  const answer = await askTwice(channel, 'AT+CNMI=?', ['+CNMI'], {}, offersIndications);
  const offer = answer.ok && offersIndications(answer) ? parseOffer(answer.line) : [];
  for (const setting of indicationSettings(offer, dialect.indicationMode, acknowledges)) {
    const granted = await trySetting(channel, setting);
    if (granted !== undefined) return granted;
  }
  return refused;
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

/** What +CNMI stands at; undefined where the modem does not tell. */
export async function readIndications(
  channel: Channel,
  priority: Priority = 'normal',
): Promise<number[] | undefined> {
  const answer = await ask(channel, 'AT+CNMI?', ['+CNMI'], { priority });
  const numbers = answer.ok ? parseNumbers(answer.line) : [];
  return numbers.length >= 4 ? numbers : undefined;
}

function level(value: number | undefined): 0 | 1 | 2 {
  return value === 1 || value === 2 ? value : 0;
}

/**
 * The settings `<mode>,<mt>,<bm>,<ds>,<bfr>` to try, best first, out of what +CNMI=? offers (nothing: all). Stored delivery
 * (mt 1) before routed; routed reports (ds 1) before stored ones. Routing only where we acknowledge: else the module does
 * so itself before anything is stored (27.005 3.4.4).
 */
export function indicationSettings(
  offer: readonly (readonly number[])[],
  preferredMode: 1 | 2,
  acknowledges: boolean,
): number[][] {
  const offered = (parameter: number, value: number) => offer[parameter]?.includes(value) ?? true;
  const modes = (preferredMode === 2 ? [2, 1] : [1, 2]).filter(mode => offered(0, mode));
  const deliveries = (acknowledges ? [1, 2] : [1]).filter(mt => offered(1, mt));
  const reports = (acknowledges ? [1, 2, 0] : [2, 0]).filter(ds => offered(3, ds));
  // <bfr> 1 clears what is buffered; 0 hands it over.
  const buffer = offered(4, 0) ? 0 : 1;
  return reports.flatMap(ds => deliveries.flatMap(mt => modes.map(mode => [mode, mt, 0, ds, buffer])));
}

/**
 * Looks whether indications stand where they were set, and sets them again in a module that stopped routing (27.005 3.4.4): that
 * one keeps +CSMS. False: it restarted unseen, and has lost more than this.
 */
export async function keepIndications(
  channel: Channel,
  { indications, acknowledges }: SmsSetup,
): Promise<boolean> {
  if (indications.setting === '') return true;
  const stands = await readIndications(channel, 'idle');
  if (stands === undefined || (stands[1] === indications.deliver && stands[3] === indications.report))
    return true;
  const format = await ask(channel, 'AT+CMGF?', ['+CMGF'], { priority: 'idle' });
  const service = await ask(channel, 'AT+CSMS?', ['+CSMS'], { priority: 'idle' });
  const pduMode = format.ok && parseNumbers(format.line)[0] === 0;
  const same = service.ok && (parseNumbers(service.line)[0] === 1) === acknowledges;
  return pduMode && same && set(channel, `AT+CNMI=${indications.setting}`);
}
