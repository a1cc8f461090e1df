import type { Dialect } from '../dialect.ts';
import { generic } from '../generic.ts';

/** Air724, Air780 and their kin (the maker's published logs, programs of owners of the Air780E): AT+ICCID is answered by +ICCID. */
export const airm2m: Dialect = {
  ...generic,
  name: 'airm2m',
  recognise: ['airm2m', 'air724', 'air780'],
  iccid: [{ command: 'AT+ICCID', name: '+ICCID' }, ...generic.iccid],
};
