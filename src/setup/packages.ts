import { readFile } from 'node:fs/promises'
import { $, lastWords } from './shell.ts'
import { NotReady } from './step.ts'

/** Whether this is Debian or its kin, and we are root. */
export async function mayInstall(): Promise<boolean> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '')
  const isDebian = /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release)
  return isDebian && process.getuid?.() === 0
}

/** Installs Debian's packages. Throws {@link NotReady} with apt-get's last words if it cannot. */
export async function installPackages(...names: string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await $({ env })`apt-get update -qq`
  const installed = await $({ env })`apt-get install -y -qq --no-install-recommends ${names}`
  if (installed.exitCode !== 0)
    throw new NotReady(`apt-get could not install ${names.join(', ')}: ${lastWords(installed)}`)
}
