/** A list that keeps its last items only, so that a long run stays flat in memory. */
export interface BoundedList<Item> {
  add(item: Item): void;
  /** Oldest first. */
  items(): readonly Item[];
  clear(): void;
}

/** `limit`: how many items are kept, `Infinity` for all. */
export function createBoundedList<Item>(limit: number): BoundedList<Item> {
  let items: Item[] = [];
  return {
    add(item) {
      items.push(item);
      // Cutting only at twice the limit makes the cost of an item constant.
      if (items.length >= limit * 2) items = limit > 0 ? items.slice(-limit) : [];
    },
    items: () => (items.length > limit ? items.slice(items.length - limit) : items),
    clear() {
      items = [];
    },
  };
}
