import type { Dialect } from '../dialect.ts';
import { generic } from '../generic.ts';

/** M590 and its kin: MODEM:STARTUP at power-on, +PBREADY once the SIM is read (recordings of owners; TinyGSM restarts it by +CFUN=15). */
export const neoway: Dialect = {
  ...generic,
  name: 'neoway',
  recognise: ['neoway', 'm590'],
  notices: ['MODEM', '+PBREADY'],
  boot: [...generic.boot, 'MODEM:STARTUP'],
  ready: [...generic.ready, '+PBREADY'],
  reset: ['AT+CFUN=15'],
};
