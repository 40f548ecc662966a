/** What differs from one run to the next and says nothing: names that Kubernetes makes up, times, addresses. */
const VOLATILE: [RegExp, string][] = [
  [/\bassay-[0-9a-f]{8}\b/g, 'assay-ID'],
  [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'UID'],
  // Kubernetes makes names of letters that spell no word.
  [/-[bcdfghjklmnpqrstvwxz2456789]{6,10}-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, '-HASH'],
  [/\b(try|restarted) \d+( of \d+| times)/g, '$1 N$2'],
  [/\b\d+\.\d+\.\d+\.\d+(:\d+)?\b/g, 'ADDRESS'],
  [/\b\d+ of (\d+) Pods Ready/g, 'N of $1 Pods Ready'],
  // In no order.
  [/multiple HPAs: \[[^[\]]+\]/g, 'multiple HPAs: [NAMES]'],
  [/\b\d+ s\b/g, 'N s'],
  [/\bcpu \d+ %/g, 'cpu N %'],
  // On a machine that is too busy a few of them fail.
  [/\b\d+ requests\/s(, \d+ of \d+ failed)?/g, 'N requests/s'],
  // A path that leads nowhere is answered by the page once its Pod is Ready, and by nobody before.
  [/200: "<!doctype html>(?:[^"\\\n]|\\.)*" \(waiting/g, String.raw`503: "no available server\n" (waiting`],
]

const WROTE = '; its log ends with: '

/** What `wait.ts` puts behind what was seen. */
const ENDINGS = [' (waiting does not change this)', ', after N s']

/**
 * A text without the parts that differ from run to run, and without the output of these containers of the
 * app: their images may be published as `latest`, so their words cannot be pinned.
 */
export function withoutVolatile(text: string, containers: string[]): string {
  const settled = VOLATILE.reduce((before, [words, name]) => before.replace(words, name), text)
  return settled
    .split('\n')
    .map((line) => withoutWordsOf(containers, line))
    .join('\n')
}

function withoutWordsOf(containers: string[], line: string): string {
  const at = line.lastIndexOf(WROTE)
  if (at < 0 || !names(containers, line.slice(0, at))) return line
  const begins = at + WROTE.length
  const ends = ENDINGS.map((ending) => line.lastIndexOf(ending)).filter((end) => end >= begins)
  return `${line.slice(0, begins)}WORDS${ends.length > 0 ? line.slice(Math.max(...ends)) : ''}`
}

/** Whether a text is about one of these containers, or one whose name begins so: `api-container` is the app's `api`. */
function names(containers: string[], text: string): boolean {
  const named = [...text.matchAll(/\bcontainer ([\w-]+)/g)].map(([, name]) => `${name}-`)
  return named.some((name) => containers.some((container) => name.startsWith(`${container}-`)))
}
