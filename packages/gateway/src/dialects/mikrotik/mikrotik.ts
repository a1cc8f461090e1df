import type { Dialect } from '../dialect.ts';
import { generic } from '../generic.ts';

/** R11e-LTE: answers to USSD are packed septets in hexadecimal digits with <dcs> 0 (answers in the maker's forum). */
export const mikrotik: Dialect = {
  ...generic,
  name: 'mikrotik',
  recognise: ['mikrotik', 'r11e'],
  ussdAnswers: 'packed',
};
