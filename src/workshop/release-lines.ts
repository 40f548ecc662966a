import type { Handle } from '../cluster/handle.ts'
import type { SourceLookup } from '../diagnosis/source-lookup.ts'
import { installCommand } from '../submission/find.ts'
import { locate, type Position } from '../submission/position.ts'
import type { Submission } from '../submission/submission.ts'

/** Fields of the chart's objects, and the value that each is made from; `*` stands for the part of the app. */
const VALUES: [string, RegExp, string][] = [
  ['Ingress', /^spec\.ingressClassName/, 'ingress.className'],
  ['Ingress', /^spec(\.rules\[\d+\]\.host)/, 'ingress.host'],
  ['Ingress', /^(enabled)?$/, 'ingress.enabled'],
  ['Ingress', /./, 'ingress'],
  ['', /\.image$/, 'image.tag'],
  ['', /\.nodeSelector/, 'nodeSelector'],
  ['', /\.affinity/, 'affinity'],
  ['', /\.topologySpread/, 'affinity'],
  ['', /\.env\[\d+\]/, 'postgresql'],
  ['', /^spec\.replicas/, '*.replicaCount'],
]

/** Finds the learner's line for a field of an object that the chart made: in the values, or the command that sets it. */
export function linesOfRelease(submission: Submission): SourceLookup {
  return ({ kind, name }: Handle, path: string) => {
    const value = VALUES.find(([of, field]) => (of === '' || of === kind) && field.test(path))?.[2]
    return value === undefined ? undefined : lineOfValue(submission, value.replace('*', partOf(name)))
  }
}

/**
 * The line that sets a value: of `--set`, which comes last, or in the values, or of the nearest existing
 * parent.
 */
export function lineOfValue(submission: Submission, value: string): Position | undefined {
  const command = installCommand(submission)
  const pairs = [...(command?.set ?? []), ...(command?.setString ?? [])]
  const isSet = pairs.some((pair) => pair.split(',').some((one) => one.startsWith(`${value}=`)))
  if (command && isSet) return command
  return submission.values ? locate(submission.values, value) : command
}

const partOf = (name: string) => /(api|frontend|runner)$/.exec(name)?.[1] ?? 'postgresql'
