import { limits } from './limits.ts'
import { Unlisted } from './shell-words.ts'

/** A key of `--set` may name so many levels: Helm's own limit. */
const LEVELS = 30

/**
 * Refuses a `--set` or `--set-string` that would become large: Helm makes a list as long as its index says.
 * It is parsed only as far as this needs, and passed on unchanged. Throws {@link Unlisted}.
 */
export function checkSet(flag: string, text: string): void {
  const keys = keysOf(text)
  if (keys.length > limits.setPairs)
    throw new Unlisted(
      `${flag} sets ${keys.length} values; at most ${limits.setPairs} are supported: write them into values.yaml`,
    )
  for (const key of keys) {
    const large = [...key.matchAll(/\[(\d*)\]/g)].find(([, index = '']) => Number(index) > limits.setIndex)
    if (large)
      throw new Unlisted(
        `${flag} names item ${large[1]?.slice(0, 12)} of a list; the highest item supported is ${limits.setIndex}`,
      )
    if (key.split(/[.[]/).length > LEVELS)
      throw new Unlisted(`${flag} names a key with more than ${LEVELS} levels`)
  }
}

/** The keys of `a=1,b.c={2,3},d[0]=4`: what stands before each `=` that begins a value. A backslash takes a sign's meaning away. */
function keysOf(text: string): string[] {
  const keys: string[] = []
  let [key, isKey, isList] = ['', true, false]
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? ''
    if (sign === '\\') {
      at += 1
      // What is escaped is no index and no level.
      if (isKey) key += '_'
    } else if (isKey && (sign === '=' || sign === ',')) {
      keys.push(key)
      key = ''
      isKey = sign === ','
      isList = text[at + 1] === '{'
    } else if (isKey) key += sign
    else if (sign === '}') isList = false
    else if (sign === ',' && !isList) isKey = true
  }
  return isKey ? [...keys, key] : keys
}
