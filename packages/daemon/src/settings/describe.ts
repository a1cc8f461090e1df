/** Describes the values that a setting's schema allows. */

/** The part of JSON Schema that our settings use. */
export interface SettingSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly items?: SettingSchema;
  readonly properties?: Readonly<Record<string, SettingSchema>>;
}

function range(low?: number, high?: number): string {
  if (low !== undefined && high !== undefined) return ` from ${low} to ${high}`;
  if (low !== undefined) return `, ${low} or more`;
  return high === undefined ? '' : `, ${high} or less`;
}

function describeString(schema: SettingSchema): string {
  if (schema.pattern !== undefined) return `text of the form ${schema.pattern}`;
  return schema.minLength === undefined ? 'text' : `text of at least ${schema.minLength} characters`;
}

/** E.g. "a whole number from 0 to 65535". */
export function describeAllowed(schema: SettingSchema): string {
  if (schema.enum !== undefined) return `one of ${schema.enum.join(', ')}`;
  switch (schema.type) {
    case 'integer':
      return `a whole number${range(schema.minimum, schema.maximum)}`;
    case 'number':
      return `a number${range(schema.minimum, schema.maximum)}`;
    case 'boolean':
      return 'true or false';
    case 'string':
      return describeString(schema);
    case 'array':
      return schema.maxItems === undefined ? 'a list' : `a list of at most ${schema.maxItems}`;
    default:
      return `a group of ${Object.keys(schema.properties ?? {}).join(', ')}`;
  }
}

/** The schema of one setting, or undefined where no such setting exists. */
export function schemaAt(schema: SettingSchema, path: readonly string[]): SettingSchema | undefined {
  const [head, ...rest] = path;
  if (head === undefined) return schema;
  const next = schema.type === 'array' ? schema.items : schema.properties?.[head];
  return next === undefined ? undefined : schemaAt(next, rest);
}
