import type { CommandOutcome } from './kubectl.ts'

/**
 * Whether a command failed because of Docker, a time-out or a silent API server, not because it was refused.
 */
export function isOurs({ exitCode, stderr }: Pick<CommandOutcome, 'exitCode' | 'stderr'>): boolean {
  if (exitCode === null || exitCode >= 124) return true
  return stderr.split('\n').some((line) => FAILED.some((words) => words.test(line)))
}

/** At the beginning of a line, or behind what kubectl itself writes there: elsewhere a learner's words may stand. */
const FAILED = [
  /^(Error response from daemon|Error: No such container|Cannot connect to the Docker daemon|OCI runtime)\b/,
  /^Error from server \((InternalError|ServiceUnavailable|Timeout|ServerTimeout|TooManyRequests|Expired)\)/,
  /^(error: )?(Unable to connect to the server|The connection to the server)\b/,
  /^(from server for|error: error (when|validating)).*: (Get|Post|Patch) "https:\/\/127\.0\.0\.1/,
  /^error: (net\/http|context deadline exceeded|unexpected EOF|http2)/,
]

/** What is around the sentence and says nothing to the learner: which file of ours it was, which request it came from. */
const FRAME = [
  /^Warning: .*\n?/gm,
  /^Error from server(?: \(\w+\))?: /,
  /^error: /,
  /^error (?:when \w+|validating|parsing) "?\d+\.json"?: /,
  /^error when (?:retrieving current|applying patch|retrieving modified)[\s\S]*?for: "\d+\.json": /,
  /^unable to decode "\d+\.json": /,
  /^The request is invalid: patch: Invalid value: "(?:[^"\\]|\\.)*": /,
  / from "\d+\.json"/,
]

/**
 * kubectl's words about several objects, grouped by the grader's file that a sentence names (`3.json`), or by
 * the object (`Service "api"`) if it names no file. A sentence that names neither is left out.
 */
export function sentencesOf(stderr: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const said of stderr.split(BEGINNING)) {
    const [, file] = /(?:error when \w+|validating|decode|for:) "(\d+\.json)"/.exec(said) ?? []
    const [, object] = /^The (\S+ "[^"]*") is invalid/.exec(said) ?? []
    const name = file ?? object
    if (name !== undefined) found.set(name, sentenceOf(said))
  }
  return found
}

/** Where the next sentence begins: what a learner wrote stands in quotes and begins no line. */
const BEGINNING =
  /^(?=Error from server|The \S+ ".*" is invalid|error when |error validating |unable to decode )/m

/** Characters of a refusal that are kept: kubectl may print a whole object in it, and nobody reads that. */
const LONGEST = 4000

/** kubectl's words about a refused object, on one line. */
export function sentenceOf(stderr: string): string {
  const sentence = FRAME.reduce((text, words) => text.replace(words, ''), stderr.trim())
  return sentence
    .slice(0, LONGEST)
    .replace(/(?<!\s)\s*\n[*\s]*/g, ' ')
    .trim()
}

/** The words in which kubectl refuses a kind that the cluster does not have. */
export const noMatches = (apiVersion: string, kind: string) =>
  `no matches for kind "${kind}" in version "${apiVersion}"`

/** The field that a refusal is about: `unknown field "a.b"`, `a.b: Invalid value`, `into Go struct field Kind.a.b`. */
export function fieldIn(message: string): string {
  const [, unknown] = /unknown field "([^"]+)"/.exec(message) ?? []
  if (unknown !== undefined) return unknown
  return (
    /(?:^|[\s:"(*]|\b[A-Z]\w*\.)\.?((?:spec|metadata|data|stringData)[\w.[\]"-]*)/.exec(message)?.[1] ?? ''
  )
}
