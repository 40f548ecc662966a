import { setTimeout as pause } from 'node:timers/promises'
import { $ } from '../../setup/shell.ts'
import type { Address } from '../start.ts'

/** The programs that make a cluster act, as the kernel calls them; in k3s most are one. */
const PROGRAMS = 'kube-apiserver|kube-controller|kube-scheduler|kubelet|containerd|etcd|k3s*'

/** For each of their threads a line: nanoseconds on a CPU, and nanoseconds for which it waited for one. */
const TIMES = `
  for process in /proc/[0-9]*; do
    read -r name <"$process/comm" || continue
    case $name in ${PROGRAMS}) cat "$process"/task/*/schedstat ;; esac
  done 2>/dev/null`

/** How long the threads are watched. */
const SAMPLE_MS = 3_000

/** Nanoseconds on a CPU and in wait for one. */
interface Times {
  ran: number
  waited: number
}

/**
 * How many times as long as on an idle machine the cluster's own programs take for what they do now: the time that they
 * run and wait for a CPU, by the time that they run. 1 if the kernel does not say, or if they have not run.
 */
export async function slowdown({ container }: Pick<Address, 'container'>): Promise<number> {
  const before = await timesOf(container)
  await pause(SAMPLE_MS)
  return slowdownBetween(before, await timesOf(container))
}

/** The same, between two looks. Threads that have ended meanwhile take their times with them, which says nothing. */
export function slowdownBetween(before: Times, after: Times): number {
  const [ran, waited] = [after.ran - before.ran, after.waited - before.waited]
  return ran > 0 && waited > 0 ? (ran + waited) / ran : 1
}

async function timesOf(container: string): Promise<Times> {
  const { stdout } = await $`docker exec ${container} sh -c ${TIMES}`
  const times = stdout.split('\n').map((line) => line.split(' ').map(Number))
  const sum = (column: number) => times.reduce((total, one) => total + (one[column] || 0), 0)
  return { ran: sum(0), waited: sum(1) }
}
