/** Checks of a block that need no run: each language by the program that reads it in use. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { parse } from 'yaml';
import { loadConfig } from '../../../packages/gateway/src/index.ts';
import { runProgram } from '../../foreign/support/child-program.ts';
import { missing, pathOf } from '../../foreign/support/foreign-program.ts';
import { type CodeBlock, root } from './page.ts';

/** Judges the code of a block that is written as `file`; a sentence is why it cannot be judged here. */
type Check = (file: string, code: string) => Promise<string | undefined> | string | undefined;

/** @returns the output of the program */
async function runs(command: string, args: readonly string[]): Promise<string> {
  const { code, output } = await runProgram(pathOf(command) ?? command, args, { cwd: '/' });
  assert.equal(code, 0, `${command}: ${output}`);
  return output;
}

/** A check by a program that ends with 0 where the code is right. */
function byProgram(command: string, args: (file: string) => readonly string[]): Check {
  return async file => {
    const absent = missing(command);
    if (absent !== false) return absent;
    await runs(command, args(file));
    return undefined;
  };
}

function write(file: string, text: string): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** Around the part of a server that a page shows. */
const nginx: Check = async (file, code) => {
  const absent = missing('nginx');
  if (absent !== false) return absent;
  const folder = dirname(file);
  const server = /^\s*server\s*\{/m.test(code) ? code : `server {\n${code}\n}`;
  const listening = server.replaceAll(/listen (80|443)\b/g, 'listen 127.0.0.1:18443');
  const certificate = join(root, 'test/docs/support/certificate.pem');
  const local = listening.replaceAll(/ssl_certificate(_key)? \S+;/g, `ssl_certificate$1 ${certificate};`);
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    name => `${name}_temp_path ${folder}/${name};`,
  );
  const text = `pid ${folder}/nginx.pid; events {} http { access_log off; ${paths.join(' ')}\n${local}\n}`;
  await runs('nginx', ['-t', '-e', 'stderr', '-p', folder, '-c', write(`${file}.conf`, text)]);
  return undefined;
};

const apache: Check = async (file, code) => {
  const absent = missing('apache2');
  if (absent !== false) return absent;
  const modules = ['mpm_event', 'authz_core', 'proxy', 'proxy_http', 'headers'].map(
    name => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`,
  );
  const settings = ['Listen 127.0.0.1:18080', 'ServerName localhost', `ErrorLog ${file}.log`];
  await runs('apache2', ['-t', '-f', write(`${file}.conf`, [...modules, ...settings, code, ''].join('\n'))]);
  return undefined;
};

/** A whole unit, or what `systemctl edit simgate` adds to ours; its program need not be installed. */
const unit: Check = async (file, code) => {
  const absent = missing('systemd-analyze');
  if (absent !== false) return absent;
  const folder = join(dirname(file), 'units');
  const isWhole = code.includes('[Unit]');
  const ours = isWhole ? undefined : join(root, 'packaging/debian/simgate.service');
  const whole = (ours === undefined ? code : readFileSync(ours, 'utf8')).replaceAll(
    /^ExecStart=\S+/gm,
    'ExecStart=/bin/true',
  );
  const service = write(join(folder, 'simgate.service'), whole);
  if (!isWhole) write(join(folder, 'simgate.service.d/override.conf'), code);
  await runs('systemd-analyze', ['verify', '--man=no', service]);
  return undefined;
};

/** Matches and assignments of udev(7), one rule a line. */
const udev: Check = (_, code) => {
  const part = /^[A-Z]+(\{[^}"]+\})?(==|!=|=|\+=|-=|:=)"[^"]*"$/;
  for (const line of code.split('\n').filter(each => each !== '' && !each.startsWith('#')))
    for (const each of line.split(/,\s*/)) assert.match(each, part);
  return undefined;
};

const settings: Check = (file, code) => {
  loadConfig(write(file, `${code}\n`), {});
  return undefined;
};

/** Only that it can be read: the program that takes it is not at hand. */
const readable: Check = (_, code) => {
  assert.equal(
    typeof parse(code, { customTags: [{ tag: '!secret', resolve: (text: string) => text }] }),
    'object',
  );
  return undefined;
};

const json: Check = (_, code) => {
  const isLines = code.split('\n').every(line => /^[[{].*[\]}]$/.test(line));
  for (const each of isLines ? code.split('\n') : [code]) JSON.parse(each);
  return undefined;
};

/** By the language of a block, or by its mark `checked as`. */
const checks: Readonly<Record<string, Check>> = {
  apache,
  caddy: byProgram('caddy', file => ['validate', '--adapter', 'caddyfile', '--config', file]),
  csv: (_, code) => {
    assert.ok(parseCsv(code).length > 1);
    return undefined;
  },
  go: byProgram('gofmt', file => ['-e', file]),
  ini: unit,
  java: (_, code) => {
    assert.match(code, /\bclass\b/);
    return undefined;
  },
  js: byProgram('node', file => ['--check', file]),
  json,
  nginx,
  php: byProgram('php', file => ['-l', file]),
  prometheus: byProgram('promtool', file => ['check', 'config', '--syntax-only', file]),
  python: byProgram('python3', file => ['-m', 'py_compile', file]),
  readable,
  ruby: byProgram('ruby', file => ['-c', file]),
  udev,
  yaml: settings,
};

/** Names that the programs want to see. */
const endings: Readonly<Record<string, string>> = {
  js: 'js',
  php: 'php',
  yaml: 'yaml',
  go: 'go',
  caddy: 'Caddyfile',
};

/** The language a block is judged by; undefined where it is run instead. */
function kindOf({ language, marks }: CodeBlock): string {
  return marks['checked as'] ?? language;
}

export function canCheck(block: CodeBlock): boolean {
  return kindOf(block) in checks;
}

/**
 * Judges a block.
 * @param folder where its file is written, under the name of its mark `file` if it has one
 * @returns why it cannot be judged here
 */
export async function check(block: CodeBlock, code: string, folder: string): Promise<string | undefined> {
  const kind = kindOf(block);
  const usual = `line-${block.line}.${endings[block.language] ?? block.language}`;
  const file = write(join(folder, basename(block.marks.file ?? usual)), `${code}\n`);
  return (await checks[kind]?.(file, code)) ?? undefined;
}
