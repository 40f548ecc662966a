import { NotStarted } from '../../cluster/boot.ts'
import { lines, START_MS } from '../../cluster/node-terms.ts'
import type { Clause } from './clause.ts'
import { programs, programsForClaims } from './programs.ts'

/** Ends what the image prints: a script that was not heard has found nothing. */
const END = 'that-is-all'

/** The requirements of an image before a cluster runs in it. */
export const ofImage: Clause[] = [
  {
    name: 'programs',
    asks: `It has the programs that Assay runs in it: ${programs.join(', ')}, and find or busybox.`,
    remedy: 'Use a k3s image (rancher/k3s) with Kubernetes 1.36 or newer.',
    isGate: true,
    async attempt(trial) {
      const sought = [...programs, ...programsForClaims, 'find', 'busybox']
      const script = `for name in ${sought.join(' ')}; do command -v $name >/dev/null && echo $name; done; echo ${END}`
      const found = (await trial.runInImage(script)).split('\n')
      if (found.at(-1) !== END) throw new Error('Docker returns nothing that a script prints in it.')
      const missing = programs.filter((name) => !found.includes(name))
      if (!found.includes('find') && !found.includes('busybox')) missing.push('find')
      if (missing.length > 0) throw new Error(`It has no ${missing.join(', ')}.`)
      return `${programs.slice(0, 3).join(', ')} and ${programs.length - 3} more`
    },
  },
  {
    name: 'start',
    asks: `Started as \`server\` with k3s's arguments, it logs \`${lines.ready}\` and \`${lines.imported}\` within ${START_MS / 1000} s.`,
    remedy:
      'If it is a k3s image, report these words: a newer k3s may log other lines. If not, use one (rancher/k3s).',
    isGate: true,
    async attempt(trial) {
      const started = performance.now()
      await trial.start().catch((error: Error) => {
        throw error instanceof NotStarted ? new Error(`It did not start: ${error.why}`) : error
      })
      return `ready, with its images, after ${((performance.now() - started) / 1000).toFixed(1)} s`
    },
  },
]
