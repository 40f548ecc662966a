import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** Of every second, how long what is starved may run. */
const RUNS_MS = 20

/** Takes the processor from everything that a process has started, but for a moment each second, until all of it has ended. */
export async function starve(pid: number): Promise<void> {
  const starved = descendants(pid)
  while (signal(starved, 'SIGSTOP')) {
    await pause(1000 - RUNS_MS)
    signal(starved, 'SIGCONT')
    await pause(RUNS_MS)
  }
}

/** Whether any of the processes is still there. */
function signal(pids: number[], name: NodeJS.Signals): boolean {
  return pids.filter((pid) => isSent(pid, name)).length > 0
}

function isSent(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}

function descendants(pid: number): number[] {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === pid)
  return children.map(Number).flatMap((child) => [child, ...descendants(child)])
}

function parentOf(pid: string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1])
  } catch {
    return 0
  }
}
