import type { Cluster } from '../cluster/cluster.ts'
import type { Terminal } from '../cluster/terminal.ts'
import type { Autoscale, Command } from '../submission/command.ts'

/** Makes an autoscaler with the learner's `kubectl autoscale`. */
export async function autoscale(
  cluster: Cluster,
  command: Command & Autoscale,
  terminal: Terminal,
): Promise<void> {
  const { apiVersion, kind, name } = cluster.autoscaler(command.name)
  cluster.keepCommand(kind, name, command)
  const { exitCode, stderr } = await terminal.kubectl(toArguments(command))
  if (exitCode !== 0) cluster.refuse({ apiVersion, kind, name, at: command, message: stderr.trim() })
}

/** `--cpu-percent=50` and `--cpu=50%` are the same thing; kubectl is given the one it knows. */
function toArguments({ target, name, min, max, cpuPercent, cpuQuantity }: Autoscale): string[] {
  const cpu = cpuPercent === undefined ? cpuQuantity : `${cpuPercent}%`
  return [
    'autoscale',
    `${target.kind}/${target.name}`,
    `--name=${name}`,
    `--max=${max}`,
    ...(min === undefined ? [] : [`--min=${min}`]),
    ...(cpu === undefined ? [] : [`--cpu=${cpu}`]),
  ]
}
