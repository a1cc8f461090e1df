/** A serial device that is plugged in anew whenever it was lost. */
import { startProgram } from '../foreign/support/child-program.ts';

export interface Replugged {
  readonly path: string;
  close(): Promise<void>;
}

/** A pseudo-terminal that carries the bytes of a TCP port. When that port hangs up, so does the terminal, and another one takes its place. It is connected when somebody opens it. */
export async function replugged(
  path: string,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Replugged> {
  let closed = false;
  const plug = () =>
    startProgram('socat', [
      '-d',
      '-d',
      `pty,raw,echo=0,wait-slave,link=${path}`,
      `tcp:${host}:${port},nodelay,retry=20`,
    ]);
  let socat = plug();
  await socat.waitFor(/PTY is/);
  const again = async (): Promise<void> => {
    while (!closed) {
      await socat.ended;
      if (!closed) socat = plug();
    }
  };
  void again();
  return {
    path,
    close: async () => {
      closed = true;
      await socat.end();
    },
  };
}
