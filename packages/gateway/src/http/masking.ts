/** Masks in an answer what the role viewer may not see: texts, and all but the end of phone numbers. */
import { Masking } from '@simgate/daemon/http';

const masking = new Masking({
  numbers: new Set(['number', 'source_number', 'destination_number']),
  texts: new Set(['text', 'pdu']),
  // By condition.
  numberMaps: new Set(['forwarding', 'CallForwarding']),
  sentences: new Set(['action', 'reason', 'trouble']),
});

export const { object: maskObject, answer: maskAnswer } = masking;
