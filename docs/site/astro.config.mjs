import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { preparePages } from './prepare.mjs';

const base = process.env.DOCS_BASE ?? '/';
const { sidebar } = preparePages(base);

export default defineConfig({
  base,
  telemetry: false,
  integrations: [
    starlight({ title: 'simgate', sidebar, tableOfContents: { maxHeadingLevel: 3 }, pagefind: true }),
  ],
});
