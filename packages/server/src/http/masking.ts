/** Masks in an answer what the role viewer may not see: texts, and all but the end of phone numbers. */
import { Masking } from '@simgate/daemon/http';

export const masking = new Masking({
  numbers: new Set(['number', 'to', 'written', 'sender', 'own_number', 'recipient']),
  texts: new Set(['text', 'values']),
  numberMaps: new Set(),
  sentences: new Set(['error', 'detail', 'reason_text', 'last_error', 'why']),
});
