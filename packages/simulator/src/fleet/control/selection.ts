/** Which gateways a request of the control API is about: `all`, `7`, `0-99`, or several of these with commas. */

import { NotFoundError } from '../../control/errors.ts';
import type { Fleet } from '../fleet.ts';
import type { Front } from '../http/front.ts';

const PART = /^(\d{1,5})(?:-(\d{1,5}))?$/;

/** Throws `NotFoundError` where a gateway is not there. */
export function selectFronts({ fronts }: Fleet, text: string): readonly Front[] {
  if (text === 'all') return fronts;
  const chosen = text.split(',').flatMap(part => {
    const [, first, last = first] = PART.exec(part) ?? [];
    const range = first === undefined ? [] : fronts.slice(Number(first), Number(last) + 1);
    if (range.length === 0) throw new NotFoundError('gateways', `there is no gateway ${part}`);
    return range;
  });
  return [...new Set(chosen)];
}
