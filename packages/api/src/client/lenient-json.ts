/** JSON as original hardware writes it: with commas behind the last member. Strict JSON is read as such. */

/** Index behind the text that begins at `at` with a quotation mark. */
function endOfText(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  return end + 1;
}

function isBlank(mark: string | undefined): boolean {
  return mark === ' ' || mark === '\t' || mark === '\n' || mark === '\r';
}

/** The text without commas that no member follows; each character is looked at twice at most. */
function withoutIdleCommas(text: string): string {
  const kept: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; ) {
    if (text[at] === '"') {
      at = endOfText(text, at);
      continue;
    }
    if (text[at] !== ',') {
      at += 1;
      continue;
    }
    let next = at + 1;
    while (isBlank(text[next])) next += 1;
    if (text[next] === ']' || text[next] === '}' || text[next] === ',' || next >= text.length) {
      kept.push(text.slice(from, at));
      from = at + 1;
    }
    at = next;
  }
  return kept.join('') + text.slice(from);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The value of a text, undefined where it is none. */
export function parseLenient(text: string): unknown {
  return parsed(text) ?? parsed(withoutIdleCommas(text));
}
