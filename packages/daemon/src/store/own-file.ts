/** Files and folders that hold numbers and texts are for their owner alone, whatever the umask is. */
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';

/** Makes the file where it is missing and sets its mode to 0600; SQLite gives the files beside it the same mode. */
export function ownFile(file: string): string {
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
  return file;
}

/** Makes the folder where it is missing, mode 0700. */
export function ownFolder(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  return folder;
}
