import type { Dialect } from '../dialect.ts';
import { generic } from '../generic.ts';
import { ericssonToolkit } from './toolkit.ts';

/** F3507g, F3607gw, F5521gw and the like: the mobile broadband modules of laptops. */
export const ericsson: Dialect = {
  ...generic,
  name: 'ericsson',
  recognise: ['ericsson'],
  notices: ['*STKI', '*STKN', '*STKEND', '*EMRDY', '*E2NAP'],
  toolkit: [ericssonToolkit],
};
