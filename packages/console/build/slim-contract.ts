/**
 * The contract without its schemas: the client needs the path, the method and the places of parameters of each endpoint. The
 * gateway validates; schemas and their library are 40 kB gzip that the page does not use.
 */
import { fileURLToPath } from 'node:url';
import { endpoints } from '@simgate/api/contract';
import type { Plugin } from 'vite';

const contractFile = fileURLToPath(new URL('../../api/src/contract.ts', import.meta.url));

function tableOf(): object {
  return Object.fromEntries(
    endpoints.map(({ name, style, head, path, methods, parametersIn, mediaType, codes }) => [
      name,
      {
        name,
        style,
        head,
        path,
        methods,
        parametersIn,
        mediaType,
        codes: Object.keys(codes).length === 0 ? {} : { 200: '' },
      },
    ]),
  );
}

export function slimContract(): Plugin {
  return {
    name: 'simgate-slim-contract',
    enforce: 'pre',
    load(id) {
      if (id !== contractFile) return undefined;
      const table = JSON.stringify(tableOf());
      return `export const contract = ${table};\nexport const endpoints = Object.values(contract);\n`;
    },
  };
}
