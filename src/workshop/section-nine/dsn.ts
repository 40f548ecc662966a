/** What a connection string of PostgreSQL says, in either of its forms (libpq, 33.1.1). */
export interface Dsn {
  host?: string | undefined
  port?: string | undefined
  user?: string | undefined
  password?: string | undefined
  dbname?: string | undefined
}

/** Whether a connection string is in the form of a URL. */
export const isUrl = (text: string) => /^postgres(?:ql)?:/.test(text) && URL.canParse(text)

/** Reads a connection string. What cannot be read is left out. */
export function readDsn(text: string): Dsn {
  if (isUrl(text)) {
    const { hostname, port, username, password, pathname } = new URL(text)
    const said = { host: hostname, port, user: username, password, dbname: pathname.slice(1) }
    return Object.fromEntries(
      Object.entries(said)
        .filter(([, value]) => value)
        .map(([word, value]) => [word, decode(value)]),
    )
  }
  const words = text.matchAll(/(?<!\w)(\w+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|([^\s']+))/g)
  return Object.fromEntries(
    [...words].map(([, word = '', quoted, plain = '']) => [word, quoted?.replace(/\\(.)/g, '$1') ?? plain]),
  )
}

/** A word of a connection string, quoted. */
export const quote = (value: string) => `'${value.replace(/[\\']/g, '\\$&')}'`

/** A word of a connection string, quoted where it has to be. */
export const quoteWord = (value: string) => (/^[\w.-]+$/.test(value) ? value : quote(value))

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
