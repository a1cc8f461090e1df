/** A gateway as it is started by somebody who got a package: it prints what to do, and that is done. */
import { spawn } from 'node:child_process';

const PRINTED = /curl -u (\S+) .* (http:\/\/127\.0\.0\.1:\d+)\/api\/send_sms/;

/** The address that a gateway printed, and who may sign in. */
export interface Printed {
  readonly origin: string;
  readonly user: string;
  readonly password: string;
}

/** Starts a gateway, and stops it when `use` has ended. */
export async function withGateway(
  [command = '', ...args]: readonly string[],
  folder: string,
  use: (printed: Printed) => Promise<void>,
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const child = spawn(command, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise<number | null>(resolve => child.once('close', code => resolve(code)));
  let output = '';
  const printed = new Promise<RegExpExecArray>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      const match = PRINTED.exec(output);
      if (match !== null) resolve(match);
    });
    void ended.then(code => reject(new Error(`it ended with ${code} before it listened:\n${output}`)));
  });
  try {
    const [, login = '', origin = ''] = await printed;
    const [user = '', password = ''] = login.split(':');
    await use({ origin, user, password });
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

/** Sends the message that the gateway printed, and looks at the console and at the manual. @throws Error where something is not there */
export async function sendAsPrinted({ origin, user, password }: Printed): Promise<void> {
  const answer = await fetch(`${origin}/api/send_sms`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` },
    body: JSON.stringify({ text: 'Hello', param: [{ number: '88201990001', user_id: 1 }] }),
  });
  const { error_code: code } = (await answer.json()) as { error_code: number };
  if (code !== 202) throw new Error(`send_sms answered ${code}`);
  const pages = { '': '<div id=', docs: 'redoc', 'docs/symptoms/no-sim': '<h1 id="no-sim">' };
  for (const [path, part] of Object.entries(pages)) {
    const page = await fetch(`${origin}/${path}`);
    if (!page.ok || !(await page.text()).includes(part)) throw new Error(`/${path} is not there`);
  }
}
