import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { blocksOf } from './page.ts';

const PAGE = `# Title

## Part

<!-- file: a.py -->

\`\`\`python
print(1)
\`\`\`

<!-- not run: it needs a modem -->
<!-- background: ready -->
\`\`\`sh
one
two
\`\`\`
`;

describe('the blocks of a page', () => {
  test('have language, code, section, line and what comments before them say', () => {
    assert.deepEqual(blocksOf('p.md', PAGE), [
      {
        page: 'p.md',
        line: 7,
        language: 'python',
        code: 'print(1)',
        section: 'Part',
        marks: { file: 'a.py' },
      },
      {
        page: 'p.md',
        line: 13,
        language: 'sh',
        code: 'one\ntwo',
        section: 'Part',
        marks: { 'not run': 'it needs a modem', background: 'ready' },
      },
    ]);
  });

  for (const [fault, text, message] of [
    ['a mark that is none', '<!-- flie: x -->\n```sh\na\n```\n', /p\.md:1: no such mark: flie/],
    ['a block without end', '```sh\na\n', /p\.md:1: the block has no end/],
  ] as const)
    test(`${fault} is refused`, () => assert.throws(() => blocksOf('p.md', text), message));
});
