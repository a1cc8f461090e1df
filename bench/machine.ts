/** The machine that the figures were measured on. */
import { readFileSync } from 'node:fs';
import { arch, cpus, release, totalmem, type } from 'node:os';

function operatingSystem(): string {
  try {
    return /^PRETTY_NAME="(.*)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? type();
  } catch {
    return type();
  }
}

/** One sentence: processor, memory, systems. */
export function describeMachine(): string {
  const [first] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return (
    `${cpus().length} cores (${first?.model.trim() ?? 'unknown'}, ${arch()}), ` +
    `${memory} GiB, ${operatingSystem()}, ${type()} ${release()}, Node.js ${process.versions.node}`
  );
}
