/** Measures a request to send by the code that cuts messages when they are sent. Pure. */
import { lastFill, lookAlikesOf, offendersOf } from '@simgate/gsm';
import type { SmsConfig } from '../../config/schema.ts';
import type { Measure, Preview, PreviewTrouble, SendRequest } from '../messages.ts';
import { createPreparer, type NewMessage } from '../outgoing/request.ts';
import { cutMessage } from '../outgoing/segmentation.ts';

const MOST_TROUBLES = 100;

function measure(text: string, cut: NewMessage['cut']): Measure {
  return { alphabet: cut.alphabet, segments: cut.ends.length, ...lastFill(text, cut) };
}

type Whole = Pick<Preview, keyof Measure | 'offenders' | 'segmentsReplaced'>;

function wholeOf({ text, encoding }: SendRequest, sms: SmsConfig): Whole {
  const now = measure(text, cutMessage(text, encoding, sms));
  const needsOther = encoding !== 'unicode' && now.alphabet === 'ucs2';
  const offenders = needsOther ? offendersOf(text) : [];
  const replaced = needsOther ? cutMessage(lookAlikesOf(text), encoding, sms).ends.length : now.segments;
  return { ...now, offenders, segmentsReplaced: replaced };
}

/**
 * Measures a request, each of its recipients by its own text.
 * @param existing numbers of the ports of this gateway
 * @param samples how many messages to show
 */
export function previewOf(
  request: SendRequest,
  existing: readonly number[],
  sms: SmsConfig,
  samples: number,
): Preview {
  const prepare = createPreparer(request, existing, sms);
  const shown: Preview['samples'][number][] = [];
  const troubles: PreviewTrouble[] = [];
  const bySegments = new Map<number, number>();
  let totalSegments = 0;
  let refused = 0;
  for (const [index, recipient] of request.recipients.entries()) {
    const message = prepare(recipient, index);
    const error = 'ok' in message ? message.error : message.failure;
    const { number } = recipient;
    if (error !== '') {
      refused += 1;
      if (troubles.length < MOST_TROUBLES) troubles.push({ index, number, error });
    }
    if ('ok' in message || message.failure !== '') continue;
    const { length: segments } = message.cut.ends;
    totalSegments += segments;
    bySegments.set(segments, (bySegments.get(segments) ?? 0) + 1);
    const text = message.text ?? request.text;
    if (shown.length < samples) shown.push({ number, text, ...measure(text, message.cut) });
  }
  const recipients = request.recipients.length - refused;
  return {
    ...wholeOf(request, sms),
    ...{ recipients, totalSegments, bySegments, samples: shown, troubles, refused },
  };
}
