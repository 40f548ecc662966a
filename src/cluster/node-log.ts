/** Begins the last line of the built node, which names the program that ended. */
const OURS = 'node: '

/** Of etcd, and of a program in Go that gives up. */
const OF_A_PROGRAM = /"error":"([^"]*)"|^(?:F\d{4} |panic: |fatal error: ).*/

/** Longer words explain no more, in characters. */
const LONGEST = 200

/** Why a node ended, from its log: the program that ended, or k3s's last words; nothing if it has neither. */
export function lastWordsIn(log: string): string | undefined {
  const lines = log.split('\n').filter(Boolean)
  const ours = lines.findLast((line) => line.startsWith(OURS))?.slice(OURS.length)
  if (ours === undefined) return ofK3s(lines)
  const words = lines.map((line) => OF_A_PROGRAM.exec(line)).findLast(Boolean)
  return words ? `${ours}: ${(words[1] ?? words[0]).slice(0, LONGEST)}` : ours
}

/** k3s's last words where it never came up, or else why one of its parts took it down. */
function ofK3s(lines: string[]): string | undefined {
  const fatal = lines.map((line) => messageOf(line, 'fatal')).findLast(Boolean)
  const shutdown = lines
    .map((line) => messageOf(line, 'error'))
    .findLast((said) => said?.startsWith(SHUTDOWN))
  // An error that was quoted before stands in quotes of its own.
  const said = fatal ?? (shutdown && unquote(shutdown.slice(SHUTDOWN.length)))
  return said?.replace(/\s+/g, ' ').trim().slice(0, LONGEST)
}

const SHUTDOWN = 'Shutdown request received: '

/** What a line of k3s's log says, if it is of a level: `time="…" level=fatal msg="…"`. */
export function messageOf(line: string, level: 'fatal' | 'error'): string | undefined {
  const start = line.indexOf(`level=${level} msg="`)
  if (start < 0) return undefined
  const quoted = line.slice(start + `level=${level} msg=`.length)
  return unquote(quoted.slice(0, quoted.lastIndexOf('"') + 1))
}

/** Takes off the quotes that Go puts around a text. */
function unquote(text: string): string {
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return text
  return text.slice(1, -1).replace(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign))
}
