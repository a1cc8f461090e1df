/** Punctuation of lines, as makers differ in it. */

/** How a line looks that the module writes otherwise than V.250 has it. */
export interface LineStyle {
  readonly quotes: boolean;
  readonly colonBlank: boolean;
  readonly commaBlank: boolean;
  readonly breaks: boolean;
}

/** Changes a line that begins with a name and a colon; every other line stays. */
export function restyle(line: string, style: LineStyle): string {
  const colon = line.indexOf(':');
  if (colon < 2 || !'+^#*%&!$'.includes(line.charAt(0))) return line;
  const name = line.slice(0, colon + 1);
  const rest = line.slice(colon + 1).trimStart();
  return `${name}${style.colonBlank ? ' ' : ''}${restyleFields(rest, style)}`;
}

function restyleFields(fields: string, { quotes, commaBlank, breaks }: LineStyle): string {
  return fields
    .split(/("[^"]*")/)
    .map(part => {
      if (!part.startsWith('"')) return commaBlank ? part.replaceAll(',', ', ') : part;
      const inner = part.slice(1, -1);
      const content = breaks && inner.length > 1 ? `${inner.slice(0, 1)}\r\n${inner.slice(1)}` : inner;
      return quotes ? `"${content}"` : content;
    })
    .join('');
}
