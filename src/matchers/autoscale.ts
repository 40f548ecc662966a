import type { Cluster } from '../cluster/cluster.ts'
import type { Terminal } from '../cluster/terminal.ts'
import type { Autoscale } from '../submission/command.ts'
import { autoscaleCommand, manifestsOf } from '../submission/find.ts'
import type { Submission } from '../submission/submission.ts'

/** Makes the autoscaler as it was handed in: from its manifest, or with the learner's `kubectl autoscale`. */
export async function autoscale(cluster: Cluster, submission: Submission, terminal: Terminal): Promise<void> {
  const manifests = manifestsOf(submission, 'HorizontalPodAutoscaler')
  await cluster.apply(manifests)
  const command = autoscaleCommand(submission)
  if (!command || manifests.length > 0) return
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
