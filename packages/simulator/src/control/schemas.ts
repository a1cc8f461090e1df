/** JSON Schemas of the control API, one for each body. */

/** A time of at most a day. */
export const milliseconds = { type: 'integer', minimum: 0, maximum: 86_400_000 } as const;
const probability = { type: 'number', minimum: 0, maximum: 1 } as const;
const number = { type: 'string', pattern: '^\\+?[0-9*#]{1,20}$' } as const;
const direction = { enum: ['toTerminal', 'toModule'] } as const;

/** An object with exactly these members. */
export function members(properties: Readonly<Record<string, object>>, required: readonly string[] = []) {
  return { type: 'object', properties, required, additionalProperties: false } as const;
}

/** The place of a modem in a path. */
export const modemParameters = members({ index: { type: 'string', pattern: '^[0-9]{1,3}$' } }, ['index']);

/** A text or ready TPDUs from an outside number or name; see `OutsideMessage`. */
const messageMembers = {
  from: { type: 'string', minLength: 1, maxLength: 20 },
  text: { type: 'string', maxLength: 40_000 },
  encoding: { enum: ['gsm7', 'ucs2'] },
  messageClass: { type: 'integer', minimum: 0, maximum: 3 },
  referenceBits: { enum: [8, 16] },
  validity: milliseconds,
  tpdus: {
    type: 'array',
    minItems: 1,
    maxItems: 255,
    items: { type: 'string', pattern: '^([0-9A-Fa-f]{2}){1,175}$' },
  },
} as const;

/** A message from outside to the modem of the path. */
export const messageToModem = members(messageMembers, ['from']);
/** A message from outside to any number, a phone outside included. */
export const messageToNumber = members({ ...messageMembers, to: number }, ['from', 'to']);

/** `rssi` of +CSQ (27.007 8.5): 0 to 31, or 99 where it is not known. */
export const signal = members({ rssi: { enum: [...Array.from({ length: 32 }, (_, rssi) => rssi), 99] } }, [
  'rssi',
]);
/** <stat> of +CREG (27.007 7.2). */
export const registration = members({ status: { type: 'integer', minimum: 0, maximum: 5 } }, ['status']);
/** Another card in the slot; the cards of a modem are numbered from 0. */
export const simSwap = members({ card: { type: 'integer', minimum: 0, maximum: 99 } });
/** Fills a storage with messages until only `free` places are left. */
export const storageFill = members({
  memory: { enum: ['SM', 'ME', 'SR'] },
  free: { type: 'integer', minimum: 0, maximum: 255 },
});
/** The next `times` submits are refused with +CMS ERROR `code` (27.005 3.2.5). */
export const sendFault = members(
  {
    code: { type: 'integer', minimum: 0, maximum: 999 },
    times: { type: 'integer', minimum: 0, maximum: 1_000_000 },
  },
  ['code', 'times'],
);
/** Whether the card has a toolkit. */
export const toolkit = members({ present: { type: 'boolean' } }, ['present']);
/** A proactive command as BER-TLV in hexadecimal digits (TS 102 223 9). */
export const toolkitCommand = members({ hex: { type: 'string', pattern: '^([0-9A-Fa-f]{2}){2,258}$' } }, [
  'hex',
]);
/** How long the module is away. */
export const reboot = members({ milliseconds });
/** A module that hangs answers nothing and keeps its line open. */
export const hang = members({ hung: { type: 'boolean' } }, ['hung']);
/** The answer to a terminal that dials meanwhile. */
export const unplug = members({ listener: { enum: ['refuses', 'closes'] } });

function impairment(type: string, own: Readonly<Record<string, object>>) {
  return members({ type: { const: type }, direction, ...own }, ['type', ...Object.keys(own)]);
}

/** Faults of the line: octets late, lost, doubled, split, or noise between them. */
export const impairments = {
  type: 'array',
  maxItems: 16,
  items: {
    type: 'object',
    discriminator: { propertyName: 'type' },
    required: ['type'],
    oneOf: [
      impairment('late', { milliseconds }),
      impairment('lost', { probability }),
      impairment('doubled', { probability }),
      impairment('split', { longest: { type: 'integer', minimum: 1, maximum: 4096 }, milliseconds }),
      impairment('noise', { probability, longest: { type: 'integer', minimum: 1, maximum: 4096 } }),
      impairment('notice', {
        probability,
        text: { type: 'string', pattern: '^[ -~]{1,200}$' },
        where: { enum: ['betweenLines', 'afterPrompt'] },
      }),
    ],
  },
} as const;

/** The time of a segment on the air, drawn anew for each. */
export const airTime = members({ minimum: milliseconds, maximum: milliseconds, linkKept: probability }, [
  'minimum',
  'maximum',
]);

const page = { type: 'string', pattern: '^[0-9]{1,9}$' } as const;

/** Filters of the record of what the service centre carried. */
export const carriedQuery = members({
  kind: { enum: ['submit', 'command', 'deliver', 'status-report'] },
  imsi: { type: 'string', pattern: '^[0-9]{15}$' },
  from: { type: 'string', maxLength: 20 },
  to: { type: 'string', maxLength: 20 },
  reference: page,
  afterId: page,
  limit: page,
});

/** The place of a phone in a path. */
export const phoneParameters = members({ number }, ['number']);
