/** `simgate doctor`: which modems are there, which of them can serve, and what mends the others. */
import { writeFileSync } from 'node:fs';
import { arch, release, type } from 'node:os';
import { ConfigError } from '@simgate/daemon';
import { Command } from 'commander';
import { withExamples } from '../program/client-command.ts';
import { version } from '../version.ts';

interface DoctorArguments {
  config?: string;
  json: boolean;
  report?: string;
}

/** The versions at work, for somebody who was not there. The report itself masks identities of modems and SIMs. */
function aboutMachine(): string {
  return `simgate ${version}, Node.js ${process.version}, ${type()} ${release()} ${arch()}\n\n`;
}

/** Asks each modem what it can do, prints the report, and sets the exit code by it. */
async function examine(
  targets: readonly string[],
  { config: file, json, report: reportFile }: DoctorArguments,
): Promise<void> {
  const { loadConfig, renderReport, runDoctor } = await import('@simgate/gateway');
  try {
    const report = await runDoctor({ config: loadConfig(file, process.env), targets });
    const text = renderReport(report);
    if (reportFile !== undefined) writeFileSync(reportFile, aboutMachine() + text);
    process.stdout.write(json ? `${JSON.stringify(report, undefined, 2)}\n` : text);
    process.exitCode = report.exitCode;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`simgate: ${error.message}\n`);
    process.exitCode = 2;
  }
}

/** `simgate doctor`. Exit codes: 0 all serve, 1 none does, 3 some do, 2 wrong settings or arguments. */
export function doctorCommand(): Command {
  return withExamples(new Command('doctor'), [
    'simgate doctor',
    'simgate doctor /dev/ttyUSB2',
    'simgate doctor --report doctor.txt',
  ])
    .description(
      'Finds modems, asks each for its state and names what keeps it from serving. Sends no PIN and no message.',
    )
    .argument(
      '[device...]',
      'device files or host:port; absent: those of the settings, and all that are found',
    )
    .option('-c, --config <file>', 'settings (YAML or JSON) of the gateway; see docs/settings.md')
    .option('--json', 'print one JSON document', false)
    .option('--report <file>', 'also writes the report to a file, to be attached to an issue')
    .addHelpText(
      'after',
      '\nExit code: 0 all is well, 1 nothing is or no modem was found, 3 some is, 2 wrong settings or arguments.',
    )
    .action(examine);
}
