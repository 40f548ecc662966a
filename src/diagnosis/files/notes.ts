import type { Manifest } from '../../submission/manifest.ts'
import type { Problem } from '../../submission/problem.ts'
import type { Submission } from '../../submission/submission.ts'
import type { Diagnosis } from '../../waiting/diagnosis.ts'
import { beginningOf } from '../sentence.ts'
import { diagnoseKind } from './kinds.ts'
import { podTemplateOf } from './pod-templates.ts'
import { diagnoseService } from './selectors.ts'
import { diagnoseAutoscale, diagnoseTarget } from './targets.ts'
import { diagnoseVolumes } from './volumes.ts'

/**
 * Notes the mistakes in a submission that its files alone show, in the words of the later verdicts. The objects from
 * before the workshop complete it: a target or a Pod may be among them. A right answer gets no note.
 */
export function noteMistakes(submission: Submission, before: Manifest[]): Problem[] {
  const objects = lastOfEach([...before, ...submission.manifests])
  const own = objects.filter(({ origin }) => origin === 'submission')
  const ofKind = (kind: string) => own.filter((manifest) => manifest.kind === kind)
  const templates = objects.flatMap((manifest) => podTemplateOf(manifest) ?? [])
  return [
    ...own.flatMap(diagnoseKind),
    ...ofKind('HorizontalPodAutoscaler').flatMap((autoscaler) => diagnoseTarget(autoscaler, objects)),
    ...diagnoseAutoscale(submission, objects),
    ...ofKind('Service').flatMap((service) => diagnoseService(service, templates)),
    ...templates.filter(({ manifest }) => manifest.origin === 'submission').flatMap(diagnoseVolumes),
  ].map(toNote)
}

/** Of objects with the same kind and name, the last one stays. */
function lastOfEach(manifests: Manifest[]): Manifest[] {
  return [...new Map(manifests.map((manifest) => [`${manifest.kind} ${manifest.name}`, manifest])).values()]
}

function toNote({ observed, cause, hint = cause, at }: Diagnosis): Problem {
  const message = [beginningOf(observed), hint].filter(Boolean).join('. ')
  return { severity: 'note', message, ...(at && { at }) }
}
