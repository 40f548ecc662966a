import { $ } from '../setup/shell.ts'
import { ENVIRONMENT } from './kubectl.ts'
import type { Address } from './start.ts'

/** No answer of the node is longer, in bytes; the rest is not read. */
const MOST_BYTES = 1024 * 1024

/** The limits of a script in the node, on both images. */
const PRELUDE = `
  export ${ENVIRONMENT.join(' ')}
  command -v find >/dev/null || find() { busybox find "$@"; }
  # groups_of UID: the control groups of a Pod below $at, as the kubelet names them by itself or through systemd.
  groups_of() {
    find "$at" -type d '(' -name "pod$1" -o -name "*pod$(echo "$1" | tr - _).slice" ')' -prune
  }`

/**
 * Runs a script in the node as its administrator, with arguments and standard input, and returns its output.
 * Throws if the node does not answer or the script fails, which is never the learner's fault.
 */
export async function inNode(
  { container }: Pick<Address, 'container'>,
  script: string,
  args: string[],
  input = '',
): Promise<string> {
  const capped = `{ ${PRELUDE}\n${script}\n} | head -c ${MOST_BYTES}`
  const docker = ['exec', '--interactive', container, 'sh', '-c', capped, 'sh', ...args]
  const { exitCode, stdout, stderr } = await $({ input, timeout: '120s' })`docker ${docker}`
  if (exitCode !== 0 || stderr.includes(FAILED))
    throw new Error(`the node's own script failed: ${stderr.trim().slice(0, 600)}`)
  return stdout
}

/** What a script says on standard error if it cannot do its work: the exit code is that of the cap. */
export const FAILED = 'assay: '
