import path from 'node:path'
import { $ } from './shell.ts'
import { NotReady } from './step.ts'

/** A command-line tool that is new enough, by its absolute path or its name on the PATH. */
export interface Tool {
  command: string
  version: string
}

/** Oldest Helm of each major version without the known ways for a chart to write outside its folder (CVE-2026-35206). */
const HELM_AT_LEAST: Record<number, number[]> = { 3: [3, 20, 2], 4: [4, 1, 4] }

/** The helm to use: the one on the PATH if it is new enough, otherwise the built one. Throws {@link NotReady} where neither is. */
export async function findHelm(bin: string | undefined): Promise<Tool> {
  let seen = 'none on the PATH'
  for (const command of ['helm', ...(bin ? [path.join(bin, 'helm')] : [])]) {
    const version = await helmVersion(command)
    const numbers = parse(version)
    if (atLeast(numbers, HELM_AT_LEAST[numbers[0] ?? 0] ?? [Infinity])) return { command, version }
    if (version) seen = `${version} on the PATH`
  }
  throw new NotReady(
    `Assay needs helm 4.1.4 (or 3.20.2) or newer; there is ${seen}. Install one and try again.`,
  )
}

async function helmVersion(command: string): Promise<string> {
  const { stdout, exitCode } = await $`${command} version --template ${'{{.Version}}'}`
  return exitCode === 0 ? stdout.trim() : ''
}

function parse(version: string): number[] {
  return (/^v?(\d+)\.(\d+)\.(\d+)/.exec(version) ?? []).slice(1).map(Number)
}

/** Whether a version is not older than another, both as numbers from major to patch. */
export function atLeast(version: number[], minimum: number[]): boolean {
  if (version.length === 0) return false
  for (const [i, least] of minimum.entries()) {
    const part = version[i] ?? 0
    if (part !== least) return part > least
  }
  return true
}
