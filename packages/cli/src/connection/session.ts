/** One run of a command against a gateway: its settings, client and output. */
import { type ApiError, type Client, createClient, SimgateError } from '@simgate/api';
import { Output, type OutputOptions } from '../output/output.ts';
import { CommandError, exitCodes } from '../program/exit-codes.ts';
import { createFetch } from './node-fetch.ts';
import { type Device, readProfiles } from './profiles.ts';
import { mayAsk } from './prompts.ts';
import { type ConnectionOptions, type ConnectionSettings, connectionSettings } from './settings.ts';

const NOT_FOUND = 404;

/** Options that every command of the client has. */
export interface CommonOptions extends ConnectionOptions, OutputOptions {
  /** False with `--no-input`. */
  readonly input?: boolean;
}

/** Whether the answer to a question under /v1 is that of something without /v1. */
function isOfAnother(error: ApiError): boolean {
  return error.kind === 'unexpected' || (error.kind === 'refused' && error.code === NOT_FOUND);
}

/** One run of a command. The client is made when it is needed first, and the kind of gateway is found out by its first request. */
export class Session {
  readonly out: Output;
  /** Whether a person can be asked. */
  readonly mayAsk: boolean;
  readonly #options: CommonOptions;
  readonly #environment: NodeJS.ProcessEnv;
  #settings: ConnectionSettings | undefined;
  #client: Client | undefined;
  #device: Device | undefined;

  /** @param settings absent: those of options, environment and profile */
  constructor(
    options: CommonOptions,
    environment: NodeJS.ProcessEnv = process.env,
    settings?: ConnectionSettings,
  ) {
    this.#options = options;
    this.#settings = settings;
    this.#environment = environment;
    this.out = new Output(options, environment);
    this.mayAsk = mayAsk(options.input);
  }

  get environment(): NodeJS.ProcessEnv {
    return this.#environment;
  }

  get settings(): ConnectionSettings {
    const warn = (text: string): void => this.out.note(text, 'yellow');
    this.#settings ??= connectionSettings(
      this.#options,
      this.#environment,
      readProfiles(this.#environment, warn),
    );
    return this.#settings;
  }

  /** The kind of gateway; the first request finds it out where no setting has it. */
  async device(): Promise<Device> {
    this.#device ??= this.settings.device ?? (await this.#findDevice());
    return this.#device;
  }

  async isOriginal(): Promise<boolean> {
    return (await this.device()) === 'original';
  }

  /** The client, which speaks as the kind of gateway wants it. */
  async client(): Promise<Client> {
    const device = await this.device();
    this.#client ??= await this.#clientFor(device);
    return this.#client;
  }

  /**
   * The client of a gateway that has `/v1`.
   * @param what completes the sentence "... needs a simgate gateway"
   * @throws CommandError on original hardware
   */
  async clientWithV1(what: string): Promise<Client> {
    if (await this.isOriginal())
      throw new CommandError(
        exitCodes.refused,
        `${what} needs a simgate gateway: original hardware has no /v1`,
        this.settings.device === 'original'
          ? 'If this is a simgate gateway, leave out --device original.'
          : undefined,
      );
    return this.client();
  }

  /** A gateway of ours answers under /v1, with or without its error; a box of the vendor answers otherwise. */
  async #findDevice(): Promise<Device> {
    const client = await this.#clientFor('simgate');
    const found = await client.getSession();
    if (found.ok && typeof found.reply.version === 'string') {
      this.#client = client;
      return 'simgate';
    }
    if (!found.ok && !isOfAnother(found.error)) throw new SimgateError(found.error);
    const original = await this.#clientFor('original');
    const asked = await original.querySmsInQueue();
    if (!asked.ok) throw new SimgateError(asked.error);
    this.#client = original;
    return 'original';
  }

  async #clientFor(device: Device): Promise<Client> {
    const { url, user, password, token, ca, insecure } = this.settings;
    const secret = token ?? password ?? (await this.#askedPassword(user, url));
    return createClient({
      baseUrl: url,
      device,
      fetch: await createFetch({ ca, insecure }),
      ...(token !== undefined ? { token } : { user: user ?? 'admin', password: secret }),
    });
  }

  async #askedPassword(user: string | undefined, url: string): Promise<string> {
    if (!this.mayAsk || user === undefined)
      throw new CommandError(
        exitCodes.notSignedIn,
        `not signed in to ${url}`,
        `Sign in with: simgate login ${url}   (programs: simgate help environment)`,
      );
    const { askPassword } = await import('./prompts.ts');
    const password = await askPassword(`Password of ${user} at ${url}`);
    this.#settings = { ...this.settings, password };
    return password;
  }
}
