import { useMediaQuery } from '@mantine/hooks';

/** From this width on, and below, sides of a page stand below each other, as in styles.css. */
export const ONE_COLUMN = 1100;

/**
 * Whether the layout is that of a phone, as in styles.css.
 * @param below pixels of the widest screen that counts as narrow
 */
export function useNarrow(below = 800): boolean {
  return useMediaQuery(`(max-width: ${below}px)`, undefined, { getInitialValueInEffect: false });
}
