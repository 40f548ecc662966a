import { isDeepStrictEqual } from 'node:util'
import type { Manifest } from '../../submission/manifest.ts'
import { printable } from '../../submission/position.ts'
import type { Problem } from '../../submission/problem.ts'
import type { Adapt } from './adaptation.ts'
import { fitAccess, fitHost, fitHostname } from './database-access.ts'
import { fitScript, fitScriptMount, fitScriptName } from './init-script.ts'
import { fitLabels, fitPortName, fitSelector } from './labels.ts'
import { fitContainerName, fitName, nameOfApi } from './names.ts'
import { partOf } from './parts.ts'
import { fitGateway, fitIngress, fitService } from './routes.ts'
import { fitSecret, fitSecretKey } from './secrets.ts'
import { type Parts, Theirs } from './theirs.ts'

/**
 * Labels come before selectors: whether the two fit is asked of the Service as section 9 leaves it. Names of Services come
 * last: a Service's part is known by its name.
 */
const LINKS: Adapt[] = [
  fitName,
  fitContainerName,
  fitLabels,
  fitSelector,
  fitPortName,
  fitSecret,
  fitSecretKey,
  fitAccess,
  fitHost,
  fitHostname,
  fitScript,
  fitScriptName,
  fitScriptMount,
  fitService,
  fitIngress,
  fitGateway,
]

/**
 * The workshop's objects beside a submission's. Where the two do not fit, the workshop's give way, and a note says how. A
 * mismatch between two objects of the submission is its own.
 */
export function giveWay(
  leftovers: Manifest[],
  submission: Parts,
): { manifests: Manifest[]; notes: Problem[] } {
  const theirs = new Theirs(submission)
  const notes: Problem[] = []
  let ours = leftovers.filter(
    (manifest) => !theirs.named(manifest.kind, manifest.name) && !isReplaced(manifest, theirs),
  )
  for (const adapt of LINKS)
    ours = ours.flatMap((manifest) => {
      const adaptation = adapt(manifest, theirs, ours)
      if (!adaptation || isDeepStrictEqual(adaptation.manifests, [manifest])) return manifest
      const { manifests, says, at } = adaptation
      const message = `The workshop's ${manifest.kind} ${manifest.name} ${printable(says)}. It costs you no points.`
      notes.push({ severity: 'note', message, ...(at && { at }) })
      return manifests
    })
  return { manifests: ours, notes }
}

/** Whether the submission has a Deployment of its own, under another name, for the part that one of the workshop's runs. */
function isReplaced(manifest: Manifest, theirs: Theirs): boolean {
  const part = partOf(manifest)
  if (!part) return false
  const own = theirs.workloadsOf(part).filter(({ kind }) => kind === manifest.kind)
  return part === 'api' ? own.some(({ name }) => name === nameOfApi(theirs)) : own.length > 0
}
