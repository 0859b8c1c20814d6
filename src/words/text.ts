/** The display languages. Every sentence a person reads exists in each of them. */
export type Locale = "en" | "zh";

/** One sentence or label in every display language; leaving one out does not compile. */
export type Text = Readonly<Record<Locale, string>>;

/** The locale for a VS Code or BCP 47 language tag: any `zh…` is Simplified Chinese, the rest English. */
export function localeOf(tag: string): Locale {
  return /^zh\b/i.test(tag) ? "zh" : "en";
}
