import { statfs } from 'node:fs/promises'
import pLimit from 'p-limit'
import { CLUSTER_INOTIFY, nodeBounds } from '../cluster/bounds.ts'
import type { DockerHost } from '../setup/docker-host.ts'
import { ensureSetup, type Setup } from '../setup/setup.ts'
import { $ } from '../setup/shell.ts'
import { NotReady } from '../setup/step.ts'
import type { Task } from './task.ts'
import { type Running, startWorker, type Worker } from './worker.ts'

/** The machine that runs grades. */
export interface Machine {
  /** Starts the process of one grade, as {@link startWorker} does. */
  start(task: Omit<Task, 'setup'>, running: Running): Worker
  /**
   * A name of the running Docker engine that changes each time Docker starts. Starts an engine if none
   * answers. Throws {@link NotReady} if none can be started, or if the disk has no room for another grade.
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
        `There is no room left on the disk of ${out}. Free some space, and run the same command again: it resumes the batch.`,
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

/** The resources of a machine that decide how many clusters it can run side by side. */
export interface Means extends Pick<DockerHost, 'cpus' | 'memoryMi'> {
  /** Inotify instances that a user may have. */
  inotifyInstances: number
}

/**
 * How many grades a machine can run at a time, while one more cluster boots: one for each CPU. Measured on 2
 * CPUs, where a third grade only slows the others down.
 */
export function bearableJobs({ cpus, memoryMi, inotifyInstances }: Means): number {
  const clusters = Math.min(memoryMi / nodeBounds.memoryMi, inotifyInstances / CLUSTER_INOTIFY)
  return Math.max(1, Math.floor(Math.min(cpus, clusters - 1)))
}
