/** A hand-off as send_sms of original hardware takes it. */
import type { Client } from '@simgate/api';
import { canEncodeGsm7 } from '@simgate/gsm';
import type { HandOff, HandOffCall } from '../../domain/driver.ts';

type Request = Parameters<Client['sendSms']>[0];

/** The document has two encodings; characters that the default alphabet lacks would arrive as question marks. */
function encodingOf({ encoding, text }: HandOff): 'gsm-7bit' | 'unicode' {
  return encoding !== 'unicode' && canEncodeGsm7(text) ? 'gsm-7bit' : 'unicode';
}

/**
 * One encoding counts for the whole request: where messages need different ones, UCS-2 carries them all. Texts that differ travel as the
 * value of a template; one that all share goes as it is, unless it has a place for a value itself.
 */
export function sendSmsOf(call: HandOffCall): Request {
  const { messages, port } = call;
  const isUnicode = messages.some(one => encodingOf(one) === 'unicode');
  const [{ text } = { text: '' }] = messages;
  const isShared = messages.every(one => one.text === text) && !text.includes('#param#');
  return {
    text: isShared ? text : '#param#',
    param: messages.map(one => ({
      number: one.recipient,
      ...(!isShared && { text_param: [one.text] }),
      user_id: one.userId,
    })),
    port: [port],
    encoding: isUnicode ? 'unicode' : 'gsm-7bit',
    request_status_report: true,
  };
}
