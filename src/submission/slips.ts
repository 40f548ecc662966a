/** A slip of the keyboard, an editor or a merge that makes a line unreadable, and where: line and column from 1. */
export type Slip = { line: number; column: number; message: string }

const MERGE = /^(<{7}|={7}|>{7}|\|{7})(?= |$)/

/** Each ends with the character that is meant. */
const LINE: [RegExp, string][] = [
  [/^ *\t/, 'this line is indented with a tab instead of spaces'],
  [/[\u00a0\u202f]/, 'this line contains a non-breaking space'],
  [/[\u200b\ufeff]/, 'this line contains a zero-width space'],
  [/[\u2000-\u200a\u205f\u3000]/, 'this line contains a typographic space'],
  [/[“”„‟‘’‚«»]/, 'this line contains a typographic quote'],
  [/^ *[–—‒−‐‑]/, 'this line contains a typographic dash'],
  // What stands for a name of the learner's own, as instructions have it: `{ACR_NAME}.azurecr.io`.
  [/[:-] +\{(?=\{*[\w .-]+\}+[\w./:-])/, 'a placeholder in braces was not replaced'],
  [/\t/, 'this line contains a tab instead of spaces'],
]

/** Characters of a line that are looked at: a longer one was not typed. */
const LOOKED_AT = 1000

/**
 * The slip that explains why a line cannot be read, if there is one: a merge that was left unfinished anywhere, or a
 * character that looks like another on that line or the one before it.
 */
export function findSlip(lines: string[], line: number): Slip | undefined {
  const merge = lines.findIndex((text) => MERGE.test(text))
  const marker = lines[merge]?.slice(0, 7)
  if (marker !== undefined) {
    const message = `this line is a conflict marker of an unfinished Git merge (${marker})`
    return { line: merge + 1, column: 1, message }
  }
  for (const near of [line, line - 1]) {
    const text = lines[near - 1]?.slice(0, LOOKED_AT) ?? ''
    const [character, message] = LINE.find(([pattern]) => pattern.test(text)) ?? []
    const found = character?.exec(text)
    if (found && message !== undefined)
      return {
        line: near,
        column: found.index + found[0].length,
        message: `${message}${named(found[0].at(-1))}`,
      }
  }
  return undefined
}

/** The character itself, and the number of one that nobody sees. */
function named(character = ''): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  if (/[\t{]/.test(character)) return ''
  return /[\s\u200b\ufeff]/u.test(character) ? ` (U+${code})` : ` (${character})`
}
