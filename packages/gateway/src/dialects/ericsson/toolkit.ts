/** *STKC, *STKI, *STKN, *STKR, *STKE and *STKEND of Ericsson's mobile broadband modules (facts: oFono, drivers/mbmmodem). */
import { namedNotices, type RawToolkit } from '../toolkit-form.ts';

export const ericssonToolkit: RawToolkit = {
  kind: 'raw',
  // Hands the profile to the card and switches the notices on.
  setup: ['AT*STKC=1,"{profile}"'],
  hear: namedNotices('*STKI', '*STKEND', '*STKN'),
  respond: { command: 'AT*STKR=', names: ['*STKR'] },
  // *STKE: <response>; the status words are the module's own business.
  envelope: { command: 'AT*STKE=', names: ['*STKE'], status: () => '' },
};
