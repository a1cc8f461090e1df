/** The first rows of a list that is fetched page by page. */

/**
 * @param most rows; absent: all
 * @returns whether there were more
 */
export async function taken<Row>(
  rows: AsyncIterable<Row>,
  most: number | undefined,
): Promise<{ rows: Row[]; isCut: boolean }> {
  const found: Row[] = [];
  for await (const row of rows) {
    if (most !== undefined && found.length >= most) return { rows: found, isCut: true };
    found.push(row);
  }
  return { rows: found, isCut: false };
}
