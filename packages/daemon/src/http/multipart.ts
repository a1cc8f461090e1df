/** Bodies of multipart/form-data, as PHP sends arrays: turned into the form that the contract's reader knows. */
import { Busboy } from '@fastify/busboy';

export type FormReading =
  | { readonly ok: true; readonly form: string }
  | { readonly ok: false; readonly error: string };

const limits = {
  fields: 2048,
  fieldNameSize: 256,
  fieldSize: 1_048_576,
  files: 0,
  parts: 2048,
  headerPairs: 32,
};

/** Whether a body is really multipart: some clients put this label on JSON. */
export function isMultipart(contentType: string, body: Buffer): boolean {
  return (
    contentType.toLowerCase().startsWith('multipart/form-data') && body.subarray(0, 2).toString() === '--'
  );
}

const REPLACEMENT = '\ufffd';
/** In UTF-8, an octet a character. */
const REPLACEMENT_OCTETS = '\xef\xbf\xbd';

/** Reads the fields of a body; files in it are left out. Each part may name its own charset, and the form one for all (`_charset_`). */
export async function readMultipart(contentType: string, body: Buffer): Promise<FormReading> {
  const fields = await readParts(contentType, body, 'utf8');
  if (typeof fields === 'string') return refused(fields);
  if (!isSpoilt(fields, body)) return { ok: true, form: fields.toString() };
  const charset = charsetOf(contentType) || fields.get('_charset_');
  const again = charset ? await readParts(contentType, body, charset) : 'nothing names its charset';
  if (typeof again === 'string' || isSpoilt(again, body))
    return { ok: false, error: 'body: is not UTF-8, and no charset that is named for it has its octets.' };
  return { ok: true, form: again.toString() };
}

/** Octets that are no characters of the charset were replaced; some clients send U+FFFD itself. */
function isSpoilt(fields: URLSearchParams, body: Buffer): boolean {
  const found = [...fields.values()].join().split(REPLACEMENT).length - 1;
  return found > 0 && found > body.toString('latin1').split(REPLACEMENT_OCTETS).length - 1;
}

function charsetOf(contentType: string): string {
  return /;\s*charset=["']?([A-Za-z0-9._-]{1,40})/i.exec(contentType)?.[1] ?? '';
}

function refused(reason: string): FormReading {
  return { ok: false, error: `body: cannot be read as multipart/form-data: ${reason}.` };
}

/** The fields, or why they cannot be read. */
function readParts(contentType: string, body: Buffer, defCharset: string): Promise<URLSearchParams | string> {
  return new Promise(resolve => {
    const form = new URLSearchParams();
    try {
      const reader = new Busboy({ headers: { 'content-type': contentType }, limits, defCharset });
      reader.on('field', (name, value, nameTruncated, valueTruncated) => {
        if (nameTruncated || valueTruncated) resolve('a field is too long');
        form.append(name, value);
      });
      reader.on('file', (_name, stream) => stream.resume());
      for (const limit of ['fieldsLimit', 'partsLimit'] as const)
        reader.on(limit, () => resolve('it has too many fields'));
      reader.on('error', error => resolve(error instanceof Error ? error.message : String(error)));
      reader.on('finish', () => resolve(form));
      reader.end(body);
    } catch (error) {
      resolve(error instanceof Error ? error.message : String(error));
    }
  });
}
