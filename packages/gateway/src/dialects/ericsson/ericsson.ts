import type { Dialect } from '../dialect.ts';
import { generic } from '../generic.ts';
import { namedNotices, type RawToolkit } from '../toolkit-form.ts';

/** *STKC, *STKI, *STKN, *STKR, *STKE and *STKEND (facts: oFono, drivers/mbmmodem). */
export const ericssonToolkit: RawToolkit = {
  kind: 'raw',
  // Hands the profile to the card and switches the notices on.
  setup: ['AT*STKC=1,"{profile}"'],
  readNotice: namedNotices('*STKI', '*STKEND', '*STKN'),
  respond: { command: 'AT*STKR=', names: ['*STKR'] },
  // *STKE: <response>; the status words are the module's own business.
  envelope: { command: 'AT*STKE=', names: ['*STKE'], status: () => '' },
};

/** F3507g, F3607gw, F5521gw and the like: the mobile broadband modules of laptops. */
export const ericsson: Dialect = {
  ...generic,
  name: 'ericsson',
  recognise: ['ericsson'],
  notices: ['*STKI', '*STKN', '*STKEND', '*EMRDY', '*E2NAP'],
  toolkit: [ericssonToolkit],
};
