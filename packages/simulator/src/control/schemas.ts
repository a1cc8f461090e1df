/** JSON Schemas of the control API, one for each body. */

export const milliseconds = { type: 'integer', minimum: 0, maximum: 86_400_000 } as const;
const probability = { type: 'number', minimum: 0, maximum: 1 } as const;
const number = { type: 'string', pattern: '^\\+?[0-9*#]{1,20}$' } as const;
const direction = { enum: ['toTerminal', 'toModule'] } as const;

/** An object with exactly these members. */
export function members(properties: Readonly<Record<string, object>>, required: readonly string[] = []) {
  return { type: 'object', properties, required, additionalProperties: false } as const;
}

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

export const messageToModem = members(messageMembers, ['from']);
export const messageToNumber = members({ ...messageMembers, to: number }, ['from', 'to']);

export const signal = members({ rssi: { enum: [...Array.from({ length: 32 }, (_, rssi) => rssi), 99] } }, [
  'rssi',
]);
export const registration = members({ status: { type: 'integer', minimum: 0, maximum: 5 } }, ['status']);
export const simSwap = members({ card: { type: 'integer', minimum: 0, maximum: 99 } });
export const storageFill = members({
  memory: { enum: ['SM', 'ME', 'SR'] },
  free: { type: 'integer', minimum: 0, maximum: 255 },
});
export const sendFault = members(
  {
    code: { type: 'integer', minimum: 0, maximum: 999 },
    times: { type: 'integer', minimum: 0, maximum: 1_000_000 },
  },
  ['code', 'times'],
);
export const toolkit = members({ present: { type: 'boolean' } }, ['present']);
export const toolkitCommand = members({ hex: { type: 'string', pattern: '^([0-9A-Fa-f]{2}){2,258}$' } }, [
  'hex',
]);
export const reboot = members({ milliseconds });
export const hang = members({ hung: { type: 'boolean' } }, ['hung']);
export const unplug = members({ listener: { enum: ['refuses', 'closes'] } });

function impairment(type: string, own: Readonly<Record<string, object>>) {
  return members({ type: { const: type }, direction, ...own }, ['type', ...Object.keys(own)]);
}

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

export const airTime = members({ minimum: milliseconds, maximum: milliseconds, linkKept: probability }, [
  'minimum',
  'maximum',
]);

const page = { type: 'string', pattern: '^[0-9]{1,9}$' } as const;

export const carriedQuery = members({
  kind: { enum: ['submit', 'command', 'deliver', 'status-report'] },
  imsi: { type: 'string', pattern: '^[0-9]{15}$' },
  from: { type: 'string', maxLength: 20 },
  to: { type: 'string', maxLength: 20 },
  reference: page,
  afterId: page,
  limit: page,
});

export const phoneParameters = members({ number }, ['number']);
