import { useMediaQuery } from '@mantine/hooks';

/** Whether the layout is that of a phone, as in styles.css. */
export function useNarrow(): boolean {
  return useMediaQuery('(max-width: 800px)', undefined, { getInitialValueInEffect: false }) ?? false;
}
