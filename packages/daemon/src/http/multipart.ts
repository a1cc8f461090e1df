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

/** Reads the fields of a body; files in it are left out. Each part may name its own charset. */
export function readMultipart(contentType: string, body: Buffer): Promise<FormReading> {
  return new Promise(resolve => {
    const refuse = (reason: string): void =>
      resolve({ ok: false, error: `body: cannot be read as multipart/form-data: ${reason}.` });
    const form = new URLSearchParams();
    try {
      const reader = new Busboy({ headers: { 'content-type': contentType }, limits });
      reader.on('field', (name, value, nameTruncated, valueTruncated) => {
        if (nameTruncated || valueTruncated) refuse('a field is too long');
        form.append(name, value);
      });
      reader.on('file', (_name, stream) => stream.resume());
      for (const limit of ['fieldsLimit', 'partsLimit'] as const)
        reader.on(limit, () => refuse('it has too many fields'));
      reader.on('error', error => refuse(error instanceof Error ? error.message : String(error)));
      reader.on('finish', () => resolve({ ok: true, form: form.toString() }));
      reader.end(body);
    } catch (error) {
      refuse(error instanceof Error ? error.message : String(error));
    }
  });
}
