/**
 * Leaves out the styles of components that the page does not use: the library brings one file of styles for all of its components, and
 * marks each rule by a class (`m_` and eight digits) that stands in the code of its component.
 */
import postcss from 'postcss';
import type { Plugin } from 'vite';

const MARK = /\bm_[0-9a-f]{6,8}\b/g;

function marksOf(text: string): readonly string[] {
  return text.match(MARK) ?? [];
}

/** The style sheet without selectors whose marks stand in no code. */
export function usedStyles(css: string, used: ReadonlySet<string>): string {
  const root = postcss.parse(css);
  root.walkRules(rule => {
    const kept = rule.selectors.filter(selector => marksOf(selector).every(mark => used.has(mark)));
    if (kept.length === 0) rule.remove();
    else if (kept.length < rule.selectors.length) rule.selectors = kept;
  });
  root.walkAtRules(rule => {
    if (rule.nodes?.length === 0) rule.remove();
  });
  return root.toString();
}

export function onlyUsedStyles(): Plugin {
  return {
    name: 'simgate-used-styles',
    generateBundle(_options, bundle) {
      const files = Object.values(bundle);
      const used = new Set(files.flatMap(file => (file.type === 'chunk' ? marksOf(file.code) : [])));
      for (const file of files)
        if (file.type === 'asset' && file.fileName.endsWith('.css') && typeof file.source === 'string')
          file.source = usedStyles(file.source, used);
    },
  };
}
