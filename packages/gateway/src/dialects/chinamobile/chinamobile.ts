import type { Dialect } from '../dialect.ts';
import { generic } from '../generic.ts';

/** ML307 and its kin on ASR's chips: +MATREADY after each start (the maker's guide for the 4G series, V2.0.5, as programs cite it). */
export const chinamobile: Dialect = {
  ...generic,
  name: 'chinamobile',
  recognise: ['ml307'],
  notices: ['+MATREADY', '+MIPCALL', '+MIPURC'],
  boot: [...generic.boot, '+MATREADY'],
};
