/** The form of translated reasons. Apart from what loads them, so that no language imports its loader. */

/** One reason: its title, its causes and its remedies, as many of each as in English and in their order. */
export type ReasonWord = readonly [title: string, causes: readonly string[], remedies: readonly string[]];

/** By group and code, as `message.no_credit`. */
export type ReasonWords = Readonly<Record<string, ReasonWord>>;
