import path from 'node:path'
import { $ } from './shell.ts'
import { NotReady } from './step.ts'

/** A command-line tool that is new enough, by its absolute path or its name on the PATH. */
export interface Tool {
  command: string
  version: string
}

/** Oldest kubectl that has `autoscale --cpu` and is within one minor version of the cluster. */
const KUBECTL_AT_LEAST = [1, 35, 0]
/** Oldest Helm of each major version without the known ways for a chart to write outside its folder (CVE-2026-35206). */
const HELM_AT_LEAST: Record<number, number[]> = { 3: [3, 20, 2], 4: [4, 1, 4] }

/** The kubectl to use: the one on the PATH if it is new enough, otherwise the built one. */
export async function findKubectl(bin: string | undefined): Promise<Tool> {
  return first('kubectl', bin, kubectlVersion, (version) => atLeast(version, KUBECTL_AT_LEAST), '1.35')
}

/** The helm to use: the one on the PATH if it is new enough, otherwise the built one. */
export async function findHelm(bin: string | undefined): Promise<Tool> {
  const isNewEnough = (version: number[]) => atLeast(version, HELM_AT_LEAST[version[0] ?? 0] ?? [Infinity])
  return first('helm', bin, helmVersion, isNewEnough, '4.1.4 (or 3.20.2)')
}

async function first(
  name: string,
  bin: string | undefined,
  versionOf: (command: string) => Promise<string>,
  isNewEnough: (version: number[]) => boolean,
  wanted: string,
): Promise<Tool> {
  const candidates = [name, ...(bin ? [path.join(bin, name)] : [])]
  let seen = 'none on the PATH'
  for (const command of candidates) {
    const version = await versionOf(command)
    if (isNewEnough(parse(version))) return { command, version }
    if (version) seen = `${version} on the PATH`
  }
  throw new NotReady(`Assay needs ${name} ${wanted} or newer; there is ${seen}. Install one and try again.`)
}

async function kubectlVersion(command: string): Promise<string> {
  const { stdout, exitCode } = await $`${command} version --client --output json`
  return exitCode === 0 ? JSON.parse(stdout).clientVersion.gitVersion : ''
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
