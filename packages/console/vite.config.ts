import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { onlyUsedStyles } from './build/used-styles.ts';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // Relative, so that the page works under any path of a proxy.
  base: './',
  plugins: [react(), onlyUsedStyles()],
  build: {
    outDir: process.env.SIMGATE_CONSOLE_OUT ?? 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // Their sizes are held by test/browser.
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
    // Fonts and pictures in CSS stay files: the page allows data: for pictures only.
    assetsInlineLimit: 0,
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:8080' } },
});
