/** Request bodies are UTF-8. */
import { isUtf8 } from 'node:buffer';

export type BodyText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly error: string };

const REPLACEMENT = '\ufffd';

/** The first byte that is not UTF-8: where decoding put a replacement mark that was not sent as one. */
function badByte(body: Buffer): number {
  const text = body.toString('utf8');
  let byte = 0;
  for (const character of text) {
    const own = Buffer.byteLength(character);
    if (character === REPLACEMENT && body.toString('hex', byte, byte + own) !== 'efbfbd') return byte;
    byte += own;
  }
  return byte;
}

/** Decodes a body; the error says at which byte it stops being UTF-8. */
export function bodyText(body: unknown): BodyText {
  if (!Buffer.isBuffer(body)) return { ok: true, text: '' };
  if (isUtf8(body)) return { ok: true, text: body.toString('utf8') };
  return { ok: false, error: `body: is not UTF-8 at byte ${badByte(body)}.` };
}
