/** Parameters of faults: one table each is the reader, the type and the documentation of them. */

/** A setting of a fault cannot be used; `field` is its place, such as `2.milliseconds`. */
export class FaultError extends Error {
  readonly field: string;

  constructor(field: string, reason: string) {
    super(reason);
    this.field = field;
  }
}

interface Whole {
  readonly kind: 'number';
  readonly from: number;
  readonly to: number;
  readonly otherwise: number | undefined;
}
interface Text {
  readonly kind: 'text';
  readonly otherwise: string | undefined;
}
interface Texts {
  readonly kind: 'texts';
  readonly otherwise: readonly string[] | undefined;
}
interface Flag {
  readonly kind: 'flag';
  readonly otherwise: boolean;
}
interface Choice<Value extends string> {
  readonly kind: 'choice';
  readonly values: readonly Value[];
  readonly otherwise: Value | undefined;
}

/** One parameter. Where `otherwise` is undefined it may be absent, or has to be given where it is `required`. */
export type Parameter = (Whole | Text | Texts | Flag | Choice<string>) & { readonly required?: true };
/** The parameters of one fault by name; whatever else is named is refused. */
export type ParameterTable = Readonly<Record<string, Parameter>>;

type Given<P extends Parameter> = P extends { kind: 'number' }
  ? number
  : P extends { kind: 'text' }
    ? string
    : P extends { kind: 'texts' }
      ? readonly string[]
      : P extends { kind: 'flag' }
        ? boolean
        : P extends { kind: 'choice'; values: readonly (infer Value)[] }
          ? Value
          : never;

type Optional<P extends Parameter> = P extends { required: true }
  ? never
  : P extends { otherwise: undefined }
    ? undefined
    : never;

/** The values that a table of parameters is read into. */
export type ValuesOf<Table extends ParameterTable> = {
  readonly [Name in keyof Table]: Given<Table[Name]> | Optional<Table[Name]>;
};

const DAY = 86_400_000;
const LONGEST_TEXT = 4096;
const MOST_TEXTS = 200;

/** A whole number from `from` to `to`. */
export function number(otherwise: number, from: number, to: number) {
  return { kind: 'number', from, to, otherwise } as const;
}

/** A whole number that may be absent. */
export function optionalNumber(from: number, to: number) {
  return { kind: 'number', from, to, otherwise: undefined } as const;
}

/** A time in milliseconds, at most a day. */
export function milliseconds(otherwise: number) {
  return number(otherwise, 0, DAY);
}

/** 0 to a day; absent: undefined. */
export function optionalMilliseconds() {
  return optionalNumber(0, DAY);
}

/** Characters are octets: 0 to 255. */
export function text(otherwise: string) {
  return { kind: 'text', otherwise } as const;
}

/** Characters are octets: 0 to 255. Absent: undefined. */
export function optionalText() {
  return { kind: 'text', otherwise: undefined } as const;
}

/** A text without which the fault is refused. */
export function requiredText() {
  return { kind: 'text', otherwise: undefined, required: true } as const;
}

/** A list of texts, each as octets. */
export function texts(otherwise: readonly string[]) {
  return { kind: 'texts', otherwise } as const;
}

/** A list of texts; absent: undefined. */
export function optionalTexts() {
  return { kind: 'texts', otherwise: undefined } as const;
}

/** A list of texts without which the fault is refused. */
export function requiredTexts() {
  return { kind: 'texts', otherwise: undefined, required: true } as const;
}

/** True or false. */
export function flag(otherwise: boolean) {
  return { kind: 'flag', otherwise } as const;
}

/** One of `values`; absent: `otherwise`. */
export function choice<const Value extends string>(otherwise: Value, values: readonly Value[]) {
  return { kind: 'choice', values, otherwise } as const;
}

/** One of `values`; absent: undefined. */
export function optionalChoice<const Value extends string>(values: readonly Value[]) {
  return { kind: 'choice', values, otherwise: undefined } as const;
}

/** One of `values`; without it the fault is refused. */
export function requiredChoice<const Value extends string>(values: readonly Value[]) {
  return { kind: 'choice', values, otherwise: undefined, required: true } as const;
}

/** Reads members by their table. Throws `FaultError` for one that is unknown, missing or not as its row wants it. */
export function readParameters<Table extends ParameterTable>(
  table: Table,
  given: Readonly<Record<string, unknown>>,
  place: string,
): ValuesOf<Table> {
  for (const name of Object.keys(given)) {
    if (!(name in table)) {
      throw new FaultError(
        inside(place, name),
        `is not known here; there are ${Object.keys(table).join(', ')}`,
      );
    }
  }
  const entries = Object.entries(table).map(([name, parameter]) => [
    name,
    readValue(parameter, given[name], inside(place, name)),
  ]);
  return Object.fromEntries(entries);
}

function inside(place: string, name: string): string {
  return place === '' ? name : `${place}.${name}`;
}

function readValue(parameter: Parameter, value: unknown, place: string): unknown {
  if (value === undefined) {
    if (parameter.required) throw new FaultError(place, 'has to be given');
    return parameter.otherwise;
  }
  if (!fits(parameter, value)) throw new FaultError(place, `has to be ${wanted(parameter)}`);
  return value;
}

function fits(parameter: Parameter, value: unknown): boolean {
  switch (parameter.kind) {
    case 'number':
      return Number.isInteger(value) && Number(value) >= parameter.from && Number(value) <= parameter.to;
    case 'text':
      return isText(value);
    case 'texts':
      return Array.isArray(value) && value.length <= MOST_TEXTS && value.every(isText);
    case 'flag':
      return typeof value === 'boolean';
    case 'choice':
      return typeof value === 'string' && parameter.values.includes(value);
  }
}

function isText(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > LONGEST_TEXT) return false;
  return [...value].every(character => character <= '\u00ff');
}

function wanted(parameter: Parameter): string {
  switch (parameter.kind) {
    case 'number':
      return `a whole number from ${parameter.from} to ${parameter.to}`;
    case 'text':
      return `a text of up to ${LONGEST_TEXT} octets`;
    case 'texts':
      return `a list of up to ${MOST_TEXTS} texts`;
    case 'flag':
      return 'true or false';
    case 'choice':
      return `one of ${parameter.values.join(', ')}`;
  }
}
