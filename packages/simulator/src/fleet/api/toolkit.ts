/** GetSTKView, STKGo and GetSTKCurrFrameIndex: chapters 13 to 15. */

import { type Answer, json } from '../http/answer.ts';
import { integerOf, textOf } from '../http/request.ts';
import { goTo, placeOf, viewOf } from '../state/toolkit.ts';
import type { Call } from './call.ts';
import { onePort } from './common.ts';

const itemRange = [0, 255] as const;

/** GetSTKView: the view of the toolkit of a port. */
export function toolkitView({ gateway, variables }: Call): Answer {
  return json(viewOf(onePort(gateway, variables)));
}

/** STKGo: the answer of a user to the view. */
export function toolkitGo({ gateway, variables }: Call): Answer {
  const done = goTo(onePort(gateway, variables), {
    item: integerOf(variables, 'item', itemRange),
    param: textOf(variables, 'param'),
    action: textOf(variables, 'action'),
  });
  return json({ error_code: done ? 200 : 400 });
}

/** GetSTKCurrFrameIndex: the number of the present view. */
export function toolkitFrame({ gateway, variables }: Call): Answer {
  return json({ frame_id: placeOf(onePort(gateway, variables)).frame });
}
