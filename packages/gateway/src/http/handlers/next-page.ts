/** Where the next page of a list begins: behind the last id of a full page; null where the page is not full, and so the last one. */
export function nextPage(ids: readonly number[], limit: number): number | null {
  return ids[limit - 1] ?? null;
}
