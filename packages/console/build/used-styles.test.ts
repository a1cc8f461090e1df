import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { usedStyles } from './used-styles.ts';

describe('styles of components', () => {
  const used = new Set(['m_11111111']);
  const rows: [what: string, css: string, kept: string][] = [
    ['that are used stay', '.m_11111111{color:red}', '.m_11111111{color:red}'],
    ['that are not used go', '.m_22222222{color:red}', ''],
    ['of nobody stay', 'body{margin:0}.card{gap:1px}', 'body{margin:0}.card{gap:1px}'],
    ['go from a list of selectors', '.m_11111111,.m_22222222{top:0}', '.m_11111111{top:0}'],
    ['go with a used one around', '.m_11111111 .m_22222222{top:0}', ''],
    ['go with the condition that holds nothing else', '@media print{.m_22222222{top:0}}', ''],
    [
      'leave frames of movements alone',
      '@keyframes m_33333333{to{top:0}}',
      '@keyframes m_33333333{to{top:0}}',
    ],
  ];
  for (const [what, css, kept] of rows) test(what, () => assert.equal(usedStyles(css, used), kept));
});
