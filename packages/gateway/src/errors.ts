/**
 * Everything this program throws on purpose; docs/errors.md is its manual page. Expected outcomes (refused, in doubt, no
 * SIM) are values and not here.
 */

/** A setting is wrong: names the file and line, or the variable, what was found and what is allowed. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
