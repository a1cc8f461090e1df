/** Commands of a program that fail with a persona, and why that is no fault of the simulator. */

interface Known {
  /** Absent: with any. */
  readonly personas?: readonly string[];
  readonly program?: string;
  /** `start`: it gives up before it has the modem. */
  readonly subjects: readonly string[];
  readonly because: string;
}

const received = ['takes a report', 'receives text', 'receives a long text'] as const;

const known: readonly Known[] = [
  {
    personas: ['ml307'],
    subjects: ['calls', 'is called'],
    because: 'the module has no calls',
  },
  {
    personas: ['air780'],
    subjects: ['identity'],
    because: 'the number of the card is read by +CRSM, which the module refuses',
  },
  {
    program: 'oFono',
    personas: ['huawei'],
    subjects: ['start'],
    because: 'of its plugins only that for Huawei takes COMMAND NOT SUPPORT for the end of an answer',
  },
  {
    program: 'oFono',
    personas: ['zte'],
    subjects: ['start'],
    because: 'the notice +ZDONR right behind ERROR hides the end of the answer from it',
  },
  {
    personas: ['phase2'],
    subjects: ['identity'],
    because: 'it takes prefix or quotes of `+CGSN: "..."` for a part of the number',
  },
  {
    program: 'ModemManager',
    personas: ['huawei', 'zte', 'phase2'],
    subjects: received,
    because: 'it asks for notices of mode 2 with <bm> 2 alone, which the module refuses',
  },
  {
    program: 'ModemManager',
    personas: ['cinterion'],
    subjects: received,
    because:
      'it has messages handed over at once (+CNMI of <mt> 2) and does not read them, nor reports that are stored in ME',
  },
  {
    program: 'ModemManager',
    personas: ['huawei'],
    subjects: ['calls', 'is called', 'asks USSD'],
    because: 'its driver for all makers takes ^RSSI and ^ORIG for a part of the answer',
  },
  {
    program: 'ModemManager',
    personas: ['phase2'],
    subjects: ['asks USSD'],
    because: 'it sends the code in hexadecimal digits although the character set is GSM',
  },
  {
    program: 'ModemManager',
    subjects: ['receives a long text'],
    because: 'on a busy machine it loses the notice of a part that comes while it reads the part before',
  },
  {
    program: 'Kannel',
    personas: ['zte'],
    subjects: ['takes a report'],
    because: 'it does not read +CDS with an empty field in front',
  },
  {
    program: 'Kannel',
    personas: ['phase2'],
    subjects: received,
    because: 'it asks for reports as notices, which the module refuses, and goes on without any notice',
  },
  {
    program: 'python3-gammu',
    personas: ['phase2'],
    subjects: ['registration'],
    because: 'it asks for packet registration, which the module does not have',
  },
  {
    program: 'python3-gammu',
    personas: ['huawei'],
    subjects: ['registration', 'calls', 'is called', 'asks USSD'],
    because: 'notices of the module that come while it waits for an answer stop it',
  },
  {
    program: 'gsm-utils',
    personas: ['generic'],
    subjects: ['sends text', 'sends a long text'],
    because: 'it takes an <ackpdu> in quotes (27.005 3.1) for a broken PDU',
  },
  {
    program: 'gsm-utils',
    personas: ['huawei'],
    subjects: ['identity', 'registration', 'sends text', 'sends a long text', ...received],
    because: 'it takes ^RSSI for the answer to its command, and gives up where +CNMI is refused',
  },
  {
    program: 'gsm-utils',
    personas: ['zte'],
    subjects: ['sends text', 'sends a long text'],
    because: 'it takes the notice +ZUSIMR, which comes each ten seconds, for the answer to its command',
  },
  {
    program: 'gsm-utils',
    personas: ['zte', 'phase2', 'simcom', 'm66'],
    subjects: ['takes a report'],
    because: 'it wants reports stored, with +CNMI of mode 2 and <ds> 2, which the module refuses',
  },
  {
    program: 'gsm-utils',
    personas: ['quectel', 'ec200u', 'em7455'],
    subjects: ['takes a report'],
    because: 'it ends when a report is announced in a storage SR',
  },
  {
    program: 'gsm-utils',
    personas: ['fibocom'],
    subjects: ['takes a report', 'receives text'],
    because:
      'it counts places from 1: at a report that is announced at place 0 it stops, and what it asked is answered to the next one',
  },
];

/** The reason why it cannot be; undefined: nobody knows one, so something is wrong. */
export function explanationOf(persona: string, program: string, subject: string): string | undefined {
  return known.find(
    entry =>
      (entry.personas?.includes(persona) ?? true) &&
      (entry.program === undefined || entry.program === program) &&
      entry.subjects.includes(subject),
  )?.because;
}
