function isKeyOf<T extends object>(table: T, key: string): key is keyof T & string {
  return Object.hasOwn(table, key);
}

/** The names in a table, in their order. */
export function keysOf<T extends object>(table: T): (keyof T & string)[] {
  return Object.keys(table).filter(key => isKeyOf(table, key));
}
