const COLLATOR = new Intl.Collator('en', { numeric: true })

/**
 * The place of each text among several, as people sort them, whatever the reader's browser speaks; that of an empty
 * one is empty, and equal ones have the same.
 */
export function rank(texts: string[]): (text: string) => string {
  const sorted = [...new Set(texts)]
    .filter(Boolean)
    .sort((a, b) => COLLATOR.compare(a, b) || (a < b ? -1 : 1))
  const places = new Map(sorted.map((text, i) => [text, `${i}`]))
  return (text) => places.get(text) ?? ''
}
