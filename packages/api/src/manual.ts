/** The contract as a page of the manual, in Markdown. */
import type { Endpoint } from './endpoint.ts';
import { roles } from './roles.ts';
import type { JsonSchema } from './wire/values.ts';

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function typeOf(schema: JsonSchema): string {
  if (schema.enum !== undefined) {
    return typeof schema.enum[0] === 'number'
      ? schema.enum.join(', ')
      : schema.enum.map(one => `\`${one}\``).join(', ');
  }
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeOf).join(' or ');
  if (schema.type === 'array')
    return `array of ${schema.items === undefined ? 'values' : typeOf(schema.items)}`;
  return schema.type ?? 'value';
}

/** One row for each property, the properties of nested objects below them. */
function rowsOf(schema: JsonSchema, prefix: string, withNeed: boolean): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const need = schema.required?.includes(name) ? 'yes' : 'no';
    const kept = property.default === undefined ? '' : ` (default ${String(property.default)})`;
    const meaning = cell(`${property.description ?? ''}${kept}`);
    const row = `| \`${prefix}${name}\` | ${typeOf(property)} |${withNeed ? ` ${need} |` : ''} ${meaning} |`;
    const inner = property.type === 'array' ? property.items : property;
    const deeper =
      inner?.type === 'object'
        ? rowsOf(inner, `${prefix}${name}${property.type === 'array' ? '[]' : ''}.`, withNeed)
        : [];
    return [row, ...deeper];
  });
}

function parametersPlace({ style, path, parametersIn }: Endpoint): string {
  const place = parametersIn === 'body' ? 'the JSON body' : 'the query';
  if (style === 'vendor')
    return `Parameters, documented in ${place} and read from query, form and JSON alike`;
  return path.includes('{') ? `Parameters, in the path and ${place}` : `Parameters, in ${place}`;
}

function parametersText(endpoint: Endpoint): string {
  const rows = rowsOf(endpoint.request, '', true);
  if (rows.length === 0) return 'No parameters.\n';
  const file =
    endpoint.bodyTypes.length === 0
      ? ''
      : `The body is a file of the type ${endpoint.bodyTypes.join(' or ')}.\n\n`;
  return `${file}${parametersPlace(endpoint)}:\n\n| name | type | needed | meaning |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

function replyText(endpoint: Endpoint): string {
  const rows = rowsOf(endpoint.reply, '', false);
  if (rows.length === 0) return 'The answer is text.\n';
  return `Answer:\n\n| key | type | meaning |\n|---|---|---|\n${rows.join('\n')}\n`;
}

function codesText({ codes, style }: Endpoint): string {
  const rows = Object.entries(codes).map(([code, meaning]) => `| ${code} | ${cell(meaning)} |`);
  return rows.length === 0
    ? ''
    : `\n| ${style === 'rest' ? 'HTTP status' : 'error_code'} | meaning |\n|---|---|\n${rows.join('\n')}\n`;
}

function notesOf(endpoint: Endpoint): string {
  const notes = [
    endpoint.chapter === undefined
      ? 'Not in the vendor’s document.'
      : `Chapter ${endpoint.chapter} of the vendor’s document.`,
    endpoint.access === 'open'
      ? 'Needs no user and password.'
      : endpoint.access.length === roles.length
        ? 'For every role.'
        : `For the roles ${endpoint.access.join(', ')}.`,
    endpoint.audited ? 'Kept in the audit trail.' : '',
    endpoint.changesState ? 'Refused when a page of another site asks for it.' : '',
    endpoint.idempotent
      ? 'Honours the header `Idempotency-Key`: the same key and request within 24 hours gets the first answer again.'
      : '',
    endpoint.aliases.length === 0
      ? ''
      : `Also at ${endpoint.aliases.map(alias => `\`${alias}\``).join(', ')}.`,
  ];
  return notes.filter(note => note !== '').join(' ');
}

function sectionOf(endpoint: Endpoint): string {
  return `## ${endpoint.name}

\`${endpoint.methods.join('` or `')}\` \`${endpoint.path}\`

${endpoint.sentence} ${notesOf(endpoint)}

${parametersText(endpoint)}
${replyText(endpoint)}${codesText(endpoint)}`;
}

const GATEWAY_INTRODUCTION = `# The HTTP API

This page is made from the contract in \`packages/api\` by \`node scripts/render-docs.ts\`; edit the contract, not the page.

The HTTP status of every answer under \`/api\` is 200; \`error_code\` is the outcome, and \`error\` beside 400, 413, 500 and 550
explains in a sentence what is wrong. Under \`/v1\`, which is ours, the HTTP status is the outcome, a body is JSON, and a refusal is
\`{"error": "..."}\`. Digest and Basic authentication are understood. The same contract is served as OpenAPI 3.1 at
\`/openapi.json\`.`;

/**
 * Renders the page of a contract; docs/api.md is kept equal to the gateway's by a test.
 * @param introduction what stands before the endpoints, with the heading; absent: that of the gateway
 */
export function renderManual(
  contract: Readonly<Record<string, Endpoint>>,
  introduction = GATEWAY_INTRODUCTION,
): string {
  return `${introduction}

${Object.values(contract).map(sectionOf).join('\n')}`;
}
