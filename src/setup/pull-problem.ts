import { sanitizeLine } from '../output/sanitize.ts'
import { hostOf } from './registry.ts'

/** Why Docker could not pull an image. */
export type Cause =
  | 'throttled'
  | 'other architecture'
  | 'refused'
  | 'missing'
  | 'disk'
  | 'no engine'
  | 'unknown host'
  | 'transient'
  | 'silent'
  | 'unclear'

/** The words by which Docker's engines, with either of their image stores, tell each cause; the first that fits counts. */
const WORDS: [Cause, RegExp][] = [
  ['no engine', /cannot connect to the docker daemon/i],
  ['throttled', /toomanyrequests|too many requests|rate limit|HTTP 429/i],
  [
    'other architecture',
    /no matching manifest for|no match for platform|does not (?:match|provide) the specified platform/i,
  ],
  ['disk', /no space left on device/i],
  ['unknown host', /no such host/i],
  ['refused', /\bdenied\b|unauthorized|authentication required|no basic auth|40[13] \w+|HTTP 40[13]/i],
  ['missing', /(?:manifest|name) unknown|not found|HTTP 404/i],
  [
    'transient',
    /\bEOF\b|connection (?:reset|refused)|broken pipe|timeout|deadline exceeded|unreachable|no route to host|server misbehaving|temporary failure|unexpected HTTP status: 5\d\d|\b50[0234] [A-Z]/i,
  ],
]

/** Reads the cause from what `docker pull` has said. */
export function causeOf(words: string): Cause {
  return WORDS.find(([, pattern]) => pattern.test(words))?.[0] ?? 'unclear'
}

const ELSEWHERE = 'name a registry that has it in ASSAY_REGISTRY'

const SAID: Record<Cause, (host: string) => [why: string, advice: string]> = {
  throttled: (host) => [
    'the registry throttles this address',
    `Wait, log in (\`docker login${host}\`), or ${ELSEWHERE}.`,
  ],
  'other architecture': () => [
    'the registry has it for other processors only',
    `Have it pushed there for this processor, or ${ELSEWHERE}.`,
  ],
  refused: (host) => [
    'the registry refuses it',
    `Log in (\`docker login${host}\`), or check that the image exists.`,
  ],
  missing: () => ['the registry does not have it', `Have it pushed there, or ${ELSEWHERE}.`],
  'no engine': () => ['Docker has stopped', 'Start it, and try again.'],
  disk: () => ["Docker's disk is full", 'Free some space (`docker system df`).'],
  'unknown host': () => ['its registry cannot be found from here', `Check the network, or ${ELSEWHERE}.`],
  transient: () => ['the registry could not be reached', `Check the network, or ${ELSEWHERE}.`],
  silent: () => ['the registry has stopped answering', `Check the network, or ${ELSEWHERE}.`],
  unclear: () => ['Docker failed', `Check Docker and the network, or ${ELSEWHERE}.`],
}

/** A sentence that tells why an image cannot be pulled, with Docker's own words, and the remedy. */
export function inSentence(reference: string, cause: Cause, words: string): string {
  const host = hostOf(reference)
  const [why, advice] = SAID[cause](host === undefined ? '' : ` ${host}`)
  const said = sanitizeLine(words.replace(/^Error response from daemon: /, ''))
  return `${reference} cannot be pulled: ${why} (Docker says: ${said}). ${advice}`
}
