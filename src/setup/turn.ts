import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { lock } from 'proper-lockfile'
import { cache } from './places.ts'

const place = { lockfilePath: path.join(cache, 'setup.lock'), stale: 30_000 }
const anHour = { retries: 3600, factor: 1, minTimeout: 1000, maxTimeout: 1000 }

/** Two set-ups at once would build the same images twice; the second waits, and then finds them made. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  await mkdir(cache, { recursive: true })
  const release = await lock(cache, place).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ELOCKED') throw error
    process.stderr.write('setup  another set-up is at work here; waiting for it to end\n')
    return lock(cache, { ...place, retries: anHour })
  })
  try {
    return await work()
  } finally {
    await release()
  }
}
