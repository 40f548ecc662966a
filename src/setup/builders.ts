import { mayInstall } from './packages.ts'
import { $ } from './shell.ts'

/** The facts that decide whether images can be built on a machine. */
export interface Builder {
  platform: string
  arch: string
  /** Whether it is Debian or its kin, and we are root. */
  mayInstall: boolean
  hasGo: boolean
}

/** A sentence that tells why the images cannot be built on this machine; nothing if they can. */
export async function whyNotBuilt(): Promise<string | undefined> {
  const { platform, arch } = process
  return refusal({ platform, arch, mayInstall: await mayInstall(), hasGo: await hasGo() })
}

const hasGo = () =>
  $`go version`.then(
    ({ exitCode }) => exitCode === 0,
    () => false,
  )

/** The same of any machine. */
export function refusal(builder: Builder): string | undefined {
  const lacking = [
    ...(builder.platform === 'linux' && builder.mayInstall ? [] : ['Debian or Ubuntu, as root']),
    ...(builder.arch === 'x64' ? [] : ['x86-64']),
    ...(builder.hasGo ? [] : ['Go 1.26']),
  ]
  if (lacking.length === 0) return undefined
  return `They cannot be built here instead: building takes ${lacking.join(', and ')}, and this is ${builder.platform} on ${builder.arch}.`
}
