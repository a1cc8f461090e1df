/** Every block of every page, or of the pages in DOCS_PAGES: `npm run docs-run`. Minutes, so it is no part of the suite. */
import { allPages } from './support/page.ts';
import { testPages } from './support/testing.ts';

const [...wanted] = (process.env.DOCS_PAGES ?? '').split(' ').filter(name => name !== '');

testPages(wanted.length === 0 ? allPages() : wanted);
