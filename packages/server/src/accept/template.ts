/** Templates: `{name}` is where a recipient's value goes; other brackets are text. */

const PLACE = /\{([A-Za-z0-9_]{1,64})\}/g;

/** A template with its values, or the first `{name}` that has none. */
export type Filled =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly missing: string };

/** Fills a template; a value may itself hold brackets, which stay as they are. */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): Filled {
  let missing: string | undefined;
  const text = template.replaceAll(PLACE, (place, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value !== undefined) return value;
    missing ??= name;
    return place;
  });
  return missing === undefined ? { ok: true, text } : { ok: false, missing };
}
