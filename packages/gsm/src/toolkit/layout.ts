/**
 * A message as the table of its clause gives it: which objects, in which order, which of them must be there.
 * The TypeScript type of a message follows from its table, so that the two cannot differ.
 */
import { DecodeError, EncodeError } from '../errors.ts';
import { ToolkitError } from './errors.ts';
import { generalResult } from './general-result.ts';
import type { ObjectKind } from './objects/object-kind.ts';
import { type DataObject, describeTag, type ReceivedObject } from './tlv.ts';

/**
 * `list` may be given any number of times, at least once; `menu` likewise, or once with no value, which is the empty
 * list (102 223 6.4.8).
 */
export type Presence = 'mandatory' | 'optional' | 'list' | 'menu';

/** One row of such a table. */
export interface Field<T, P extends Presence> {
  readonly kind: ObjectKind<T>;
  readonly presence: P;
  /** The flag as it is written; whoever reads takes both. */
  readonly comprehensionRequired: boolean;
}

export type Layout = Readonly<Record<string, Field<unknown, Presence>>>;

type KeysWith<L extends Layout, P extends Presence> = {
  [K in keyof L]: L[K]['presence'] extends P ? K : never;
}[keyof L];

type ValueOf<F> = F extends Field<infer T, infer P> ? (P extends 'list' | 'menu' ? readonly T[] : T) : never;

/** The values of a message with this table. */
export type Values<L extends Layout> = {
  readonly [K in keyof L as K extends KeysWith<L, 'optional'> ? never : K]: ValueOf<L[K]>;
} & {
  readonly [K in keyof L as K extends KeysWith<L, 'optional'> ? K : never]?: ValueOf<L[K]>;
};

export function mandatory<T>(kind: ObjectKind<T>, comprehensionRequired = true): Field<T, 'mandatory'> {
  return { kind, presence: 'mandatory', comprehensionRequired };
}

export function optional<T>(kind: ObjectKind<T>, comprehensionRequired = false): Field<T, 'optional'> {
  return { kind, presence: 'optional', comprehensionRequired };
}

export function listOf<T>(kind: ObjectKind<T>): Field<T, 'list'> {
  return { kind, presence: 'list', comprehensionRequired: true };
}

export function menuOf<T>(kind: ObjectKind<T>): Field<T, 'menu'> {
  return { kind, presence: 'menu', comprehensionRequired: true };
}

export interface DecodedFields<L extends Layout> {
  readonly values: Values<L>;
  /** Objects that had no place in the message, or no meaning, and asked for none (102 223 6.10.4, 6.10.7). */
  readonly ignored: readonly DataObject[];
}

interface Progress {
  readonly keys: readonly string[];
  readonly values: Record<string, unknown>;
  readonly ignored: DataObject[];
  /** Index of the row that was filled last: of two rows with one tag the object belongs to the next one. */
  row: number;
}

function repeats(field: Field<unknown, Presence>): boolean {
  return field.presence === 'list' || field.presence === 'menu';
}

/** The row of an object: the next one with its tag, else an earlier one that is still empty. */
function rowOf(layout: Layout, progress: Progress, tag: number): number {
  const fits = (index: number): boolean => {
    const key = progress.keys[index];
    const field = key === undefined ? undefined : layout[key];
    if (key === undefined || field === undefined || field.kind.tag !== tag) return false;
    return repeats(field) || !(key in progress.values);
  };
  for (let index = progress.row; index < progress.keys.length; index++) if (fits(index)) return index;
  for (let index = 0; index < progress.row; index++) if (fits(index)) return index;
  return -1;
}

function notUnderstood(field: string, octet: number, reason: string): ToolkitError {
  return new ToolkitError(field, octet, reason, generalResult.commandDataNotUnderstood);
}

/** An octet of an object's value in the message. An empty value has none: its length stands for it. */
function octetIn({ octet, value }: ReceivedObject, index: number): number {
  return octet + Math.min(index, value.length - 1);
}

/** An object without a row: 102 223 6.10.4 and 6.10.5; a second one of a kind is ignored (6.10.5). */
function setAside(layout: Layout, progress: Progress, object: ReceivedObject): void {
  const known = Object.values(layout).some(field => field.kind.tag === object.tag);
  if (object.comprehensionRequired && !known) {
    throw notUnderstood(
      `tag ${describeTag(object.tag)}`,
      octetIn(object, 0),
      'required to be understood, and unknown here',
    );
  }
  progress.ignored.push(plain(object));
}

function plain({ tag, comprehensionRequired, value }: DataObject): DataObject {
  return { tag, comprehensionRequired, value };
}

function faultOf(field: Field<unknown, Presence>, object: ReceivedObject, error: DecodeError): ToolkitError {
  const { name, tag } = field.kind;
  const place = error.field === name ? '' : `.${error.field}`;
  return notUnderstood(`${name} (${describeTag(tag)})${place}`, octetIn(object, error.octet), error.reason);
}

/** The object's meaning, or undefined where it has none and may be ignored (102 223 6.10.7). */
function readObject(field: Field<unknown, Presence>, object: ReceivedObject): { value: unknown } | undefined {
  try {
    return { value: field.kind.read(object.value) };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    if (object.comprehensionRequired) throw faultOf(field, object, error);
    return undefined;
  }
}

function put(progress: Progress, key: string, field: Field<unknown, Presence>, value: unknown): void {
  if (!repeats(field)) {
    progress.values[key] = value;
    return;
  }
  const before = progress.values[key];
  if (Array.isArray(before)) before.push(value);
  else progress.values[key] = [value];
}

/** 102 223 6.4.8: one item without a value takes the menu away; among others it has no meaning. */
function isEmptyMenu(
  field: Field<unknown, Presence>,
  object: ReceivedObject,
  objects: readonly DataObject[],
): boolean {
  if (field.presence !== 'menu' || object.value.length > 0) return false;
  if (objects.filter(({ tag }) => tag === object.tag).length === 1) return true;
  throw notUnderstood(field.kind.name, octetIn(object, 0), 'an item without a value beside others');
}

function take(
  layout: Layout,
  progress: Progress,
  object: ReceivedObject,
  objects: readonly DataObject[],
): void {
  const row = rowOf(layout, progress, object.tag);
  const key = progress.keys[row];
  const field = key === undefined ? undefined : layout[key];
  if (key === undefined || field === undefined) {
    setAside(layout, progress, object);
    return;
  }
  progress.row = row;
  if (isEmptyMenu(field, object, objects)) {
    progress.values[key] = [];
    return;
  }
  const read = readObject(field, object);
  if (read === undefined) progress.ignored.push(plain(object));
  else put(progress, key, field, read.value);
}

/** 102 223 6.10.3: the minimum set of objects must be complete. */
function checkComplete<L extends Layout>(
  layout: L,
  values: object,
  end: number,
): asserts values is Values<L> {
  for (const [key, { kind, presence }] of Object.entries(layout)) {
    if (presence === 'optional' || key in values) continue;
    const field = `${kind.name} (${describeTag(kind.tag)})`;
    throw new ToolkitError(field, end, 'missing', generalResult.requiredValuesMissing);
  }
}

/**
 * The values of a message's objects.
 * @throws ToolkitError with 0x32 for an object that must be understood and is not, 0x36 where one is missing.
 */
export function decodeFields<L extends Layout>(
  layout: L,
  objects: readonly ReceivedObject[],
  end: number,
): DecodedFields<L> {
  const progress: Progress = { keys: Object.keys(layout), values: {}, ignored: [], row: 0 };
  for (const object of objects) take(layout, progress, object, objects);
  const values: object = progress.values;
  // Each row was filled by its own kind. With the mandatory ones there, the values are those of the layout.
  checkComplete(layout, values, end);
  return { values, ignored: progress.ignored };
}

function written(field: Field<unknown, Presence>, value: unknown): DataObject {
  const { kind, comprehensionRequired } = field;
  return { tag: kind.tag, comprehensionRequired, value: kind.write(value) };
}

function writeField(field: Field<unknown, Presence>, value: unknown): DataObject[] {
  if (!Array.isArray(value) || !repeats(field)) return [written(field, value)];
  if (value.length > 0) return value.map(entry => written(field, entry));
  if (field.presence === 'list') throw new EncodeError(field.kind.name, 'at least one is needed');
  return [{ tag: field.kind.tag, comprehensionRequired: true, value: new Uint8Array() }];
}

/**
 * The objects of a message in the order of its table.
 * @throws EncodeError for a value its object cannot carry, and for a missing one.
 */
export function encodeFields(layout: Layout, values: object): DataObject[] {
  const given = new Map<string, unknown>(Object.entries(values));
  return Object.entries(layout).flatMap(([key, field]) => {
    const value = given.get(key);
    if (value !== undefined) return writeField(field, value);
    if (field.presence === 'optional') return [];
    throw new EncodeError(key, `missing; ${field.kind.name} is mandatory`);
  });
}
