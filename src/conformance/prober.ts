import { readFile } from 'node:fs/promises'
import { fixture } from '../setup/paths.ts'

/** A prober prints this if a target answers that must not. */
export const REACHED = 'REACHED'

/**
 * A prober prints this when it has tried all targets, and its own cluster's Services and Pods have answered.
 */
export const TRIED = ['OK service', 'OK pod', 'done']

/**
 * A Deployment whose Pod tries to reach some places. Each is a protocol (`tcp`, `udp`), a host and its ports. A host is an
 * address, or `NODE` (the node's own addresses), `DOCKER` (the machine that Docker runs on) or `LINK-LOCAL` (the
 * node's IPv6 address on the Pod's own link).
 */
export async function proberOf(probes: string[]): Promise<string> {
  const wrong = probes.find((probe) => !/^(tcp|udp) \S+( \d+)+$/.test(probe))
  if (wrong !== undefined) throw new Error(`${JSON.stringify(wrong)} is not a protocol, a host and ports`)
  const text = await readFile(fixture('prober', 'prober.yaml'), 'utf8')
  return text.replace('PROBES-OF-THE-ATTACK', () => JSON.stringify(probes.join('\n')))
}
