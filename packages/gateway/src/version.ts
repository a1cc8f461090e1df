import { readFileSync } from 'node:fs';

/** Read rather than imported, so that it is found beside the sources and beside the compiled form alike. */
export const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
