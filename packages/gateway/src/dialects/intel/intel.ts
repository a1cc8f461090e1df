import type { Dialect } from '../dialect.ts';
import { generic } from '../generic.ts';
import { intelToolkit } from './toolkit.ts';

/** XMM modems, of Infineon's first. */
export const intel: Dialect = {
  ...generic,
  name: 'intel',
  recognise: ['infineon', 'intel', 'xmm'],
  notices: ['+SATI', '+SATN', '+SATF'],
  toolkit: [intelToolkit],
};
