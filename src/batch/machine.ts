import { statfs } from 'node:fs/promises'
import pLimit from 'p-limit'
import { CLUSTER_INOTIFY, nodeBounds } from '../cluster/bounds.ts'
import type { DockerHost } from '../setup/docker-host.ts'
import { ensureSetup, type Setup } from '../setup/setup.ts'
import { $ } from '../setup/shell.ts'
import { NotReady } from '../setup/step.ts'
import type { Task } from './task.ts'
import { type Running, startWorker, type Worker } from './worker.ts'

/** What grades are run on. */
export interface Machine {
  /** Starts the process of one grade, as {@link startWorker} does. */
  start(task: Omit<Task, 'setup'>, running: Running): Worker
  /**
   * Which Docker engine answers, by a name that is another one each time Docker is started; where none does, one is
   * started. Throws {@link NotReady} where it cannot be, or where there is no room for another grade on the disk of
   * this folder.
   */
  engine(out: string, signal: AbortSignal): Promise<string>
}

/** In bytes, more than the report of a grade and its evidence take. */
const LEAST_ROOM = 2 ** 20

const oneAtATime = pLimit(1)

/** The machine that this process runs on, which is set up. */
export const thisMachine = (setup: Setup): Machine => ({
  start: (task, running) => startWorker({ ...task, setup }, running),
  async engine(out, signal) {
    const { bavail, bsize } = await statfs(out)
    if (bavail * bsize < LEAST_ROOM)
      throw new NotReady(
        `There is no room left on the disk of ${out}. Make some, and run the same command again: it goes on where it was.`,
      )
    return oneAtATime(async () => {
      const engine = await nameEngine()
      if (engine !== undefined) return engine
      await ensureSetup(setup.app, signal)
      return (await nameEngine()) ?? ''
    })
  },
})

/** Docker makes its default network anew each time it is started. */
async function nameEngine(): Promise<string | undefined> {
  const { exitCode, stdout } = await $({
    timeout: '20s',
  })`docker network inspect bridge --format ${'{{.Id}} {{.Created}}'}`
  return exitCode === 0 ? stdout.trim() : undefined
}

/** What clusters side by side need of a machine. */
export interface Means extends Pick<DockerHost, 'cpus' | 'memoryMi'> {
  /** How many a user may have. */
  inotifyInstances: number
}

/** How many grades a machine bears at a time, while the cluster of one more boots: one a CPU, measured on 2, which a third only delays. */
export function bearableJobs({ cpus, memoryMi, inotifyInstances }: Means): number {
  const clusters = Math.min(memoryMi / nodeBounds.memoryMi, inotifyInstances / CLUSTER_INOTIFY)
  return Math.max(1, Math.floor(Math.min(cpus, clusters - 1)))
}
