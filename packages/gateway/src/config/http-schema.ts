/** The settings of the HTTP side: what every program has, and what the console and clients of devices ask for. */
import { httpSettings } from '@simgate/daemon/settings';
import { type Static, Type } from 'typebox';

export const httpSchema = Type.Object(
  {
    ...httpSettings({ program: 'gateway', port: 8080, tlsPort: 8443 }),
    sessionIdle: Type.Number({
      description: 'When a sign-in at the console ends that nobody uses. In seconds.',
      default: 43_200,
      minimum: 60,
    }),
    sessionLength: Type.Number({
      description: 'When every sign-in at the console ends. In seconds.',
      default: 2_592_000,
      minimum: 60,
    }),
    frameAncestors: Type.Array(Type.String({ pattern: '^https?://(\\*\\.)?[A-Za-z0-9.:\\[\\]-]+$' }), {
      description:
        'Sites that may show the console in a frame besides its own, such as https://home.example.com:8123.',
      default: [],
      maxItems: 16,
    }),
    browserGet: Type.Boolean({
      description:
        'Let a GET that a browser makes by itself (a link, an image) change something, for people who type such addresses over plain HTTP. Weakens security.',
      default: false,
    }),
    resultWithColon: Type.Boolean({
      description:
        'Send the results of send_ussd a second time under "result:", as devices of 2017 spell the key.',
      default: false,
    }),
  },
  { additionalProperties: false, default: {} },
);

export type HttpConfig = Static<typeof httpSchema>;
