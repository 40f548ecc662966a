import { readFileSync } from 'node:fs'

const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

/** The oldest Node that Assay runs on, as people write it. */
export const OLDEST = engines.node.split(' ')[0].slice(1)

/**
 * Whether `engines` allow a version of Node: a major version from a minor on (`^22.22`), or majors from one
 * on (`>=24`).
 */
export function isEnough(version, ranges = engines.node) {
  const [major, minor] = version.split('.').map(Number)
  return ranges.split(' || ').some((range) => {
    const [leastMajor, leastMinor = 0] = range.replace(/^\D+/, '').split('.').map(Number)
    if (major === leastMajor) return minor >= leastMinor
    return range.startsWith('>=') && major > leastMajor
  })
}
