/** The look: system fonts, one blue whose white text has a contrast of 4.5:1, large enough targets. */
import { createTheme, Loader, type MantineColorsTuple } from '@mantine/core';

const blue: MantineColorsTuple = [
  '#eaf4f9',
  '#d5e7f1',
  '#a9cfe3',
  '#7ab5d4',
  '#529fc7',
  '#3a91bf',
  '#2b86b8',
  '#1b6f9e',
  '#0b618d',
  '#00547d',
];

const FONTS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';

/** The colours, sizes and fonts of all pages. Animations obey the wish of the browser for less motion. */
export const theme = createTheme({
  colors: { blue },
  primaryColor: 'blue',
  primaryShade: { light: 8, dark: 7 },
  fontFamily: FONTS,
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace',
  headings: { fontFamily: FONTS, sizes: { h1: { fontSize: '1.5rem' }, h2: { fontSize: '1.125rem' } } },
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
  // A name is read aloud of what has a role only.
  components: { Loader: Loader.extend({ defaultProps: { role: 'img' } }) },
});
