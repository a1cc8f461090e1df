/** JSON Schema of an `OutcomeRule` of the network. */

const milliseconds = { type: 'integer', minimum: 0, maximum: 864_000_000 } as const;

function kind(name: string, own: Readonly<Record<string, object>> = {}, required: readonly string[] = []) {
  return {
    type: 'object',
    properties: { kind: { const: name }, ...own },
    required: ['kind', ...required],
    additionalProperties: false,
  } as const;
}

const oneOfKinds = (...oneOf: readonly object[]) => ({
  type: 'object',
  discriminator: { propertyName: 'kind' },
  required: ['kind'],
  oneOf,
});

const answer = oneOfKinds(
  kind('acknowledge'),
  kind(
    'refuse',
    {
      cause: { type: 'integer', minimum: 1, maximum: 127 },
      failureCause: { type: 'integer', minimum: 128, maximum: 255 },
    },
    ['cause'],
  ),
  kind('silence', { carried: { type: 'boolean' } }, ['carried']),
);

const delivery = oneOfKinds(kind('deliver'), kind('late', { milliseconds }, ['milliseconds']), kind('never'));

const reports = {
  type: 'array',
  maxItems: 20,
  items: {
    type: 'object',
    properties: {
      status: { type: 'integer', minimum: 0, maximum: 255 },
      when: {
        anyOf: [
          { enum: ['before-answer', 'delivered'] },
          {
            type: 'object',
            properties: { afterMilliseconds: milliseconds },
            required: ['afterMilliseconds'],
            additionalProperties: false,
          },
        ],
      },
    },
    required: ['status', 'when'],
    additionalProperties: false,
  },
};

const match = {
  type: 'object',
  properties: {
    to: { type: 'string', maxLength: 21 },
    toPrefix: { type: 'string', maxLength: 21 },
    from: { type: 'string', maxLength: 21 },
  },
  additionalProperties: false,
};

export const outcomeRules = {
  type: 'array',
  maxItems: 100,
  items: {
    type: 'object',
    properties: { match, times: { type: 'integer', minimum: 1 }, answer, delivery, reports },
    additionalProperties: false,
  },
} as const;
