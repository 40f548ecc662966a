import type { StatefulSet } from '../cluster/objects.ts'

/** The spec of a workload; a Deployment has no claims. */
type Spec = Pick<StatefulSet['spec'], 'template' | 'volumeClaimTemplates'>

/**
 * The meaning of a sentence from the cluster's policies or quotas, and the field of a workload that decides
 * it.
 */
export interface PolicyRefusal {
  cause: string
  path: (workload: Spec) => string
}

const POD = 'spec.template.spec'

/** Words of the policies in `fixtures/cluster/` and of the quota in `fixtures/namespace/`, each as the API server repeats them. */
const POLICIES: [RegExp, (found: RegExpExecArray) => PolicyRefusal][] = [
  [
    / does not use image ([^;]{1,512});/,
    ([, image]) => ({
      cause: 'The workshop does not use this image: compare its name with the workshop’s.',
      path: (workload) => pathOfImage(workload, (name) => name === image),
    }),
  ],
  [
    / name is longer than 512 characters/,
    () => ({
      cause: 'The name of the image is too long: compare it with the workshop’s.',
      path: (workload) => pathOfImage(workload, (name) => name.length > 512),
    }),
  ],
  [
    /: volume "([^"]+)" is of a kind that the workshop does not use/,
    ([, name]) => ({
      cause: 'No volume of this kind is allowed here: use a claim, a ConfigMap, a Secret or an emptyDir.',
      path: (workload) => pathOfVolume(workload, name),
    }),
  ],
  [
    / may have at most 500 replicas/,
    () => ({
      cause: 'The StatefulSet has too many replicas: lower `replicas`.',
      path: () => 'spec.replicas',
    }),
  ],
  [
    /exceeded quota: [\w-]+, requested: requests\.storage=/,
    ({ input }) => ({
      cause: 'Together, the claims request more than 500Gi: lower `resources.requests.storage`.',
      path: (workload) => `${pathOfClaim(workload, input)}.spec.resources.requests.storage`,
    }),
  ],
  [
    /exceeded quota: [\w-]+, requested: persistentvolumeclaims=/,
    ({ input }) => ({
      cause: 'The Namespace may have at most five claims: use fewer.',
      path: (workload) => pathOfClaim(workload, input),
    }),
  ],
  [
    /exceeded quota: [\w-]+, requested: (?:count\/)?pods=/,
    () => ({
      cause: 'The Namespace’s quota allows no more Pods: lower `replicas`.',
      path: () => 'spec.replicas',
    }),
  ],
  [
    /exceeded quota: [\w-]+, requested: count\/([a-z]+)/,
    ([, kind]) => ({
      cause: `The Namespace’s quota allows no more ${kind}: hand in fewer.`,
      path: () => POD,
    }),
  ],
]

/** Says what a refusal by one of the cluster's own policies or quotas means; nothing for any other. */
export function explainPolicy(message: string): PolicyRefusal | undefined {
  for (const [words, explain] of POLICIES) {
    const found = words.exec(message)
    if (found) return explain(found)
  }
  return undefined
}

/**
 * Whether admission refused something because it is not safe. An image that the workshop does not use is refused too, but
 * is most often a misspelt one.
 */
export const isRefusedForSafety = (message: string) =>
  /violates PodSecurity|denied request: /.test(message) && !/ does not use image /.test(message)

function pathOfImage({ template }: Spec, isIt: (name: string) => boolean): string {
  for (const list of ['containers', 'initContainers'] as const) {
    const i = (template.spec[list] ?? []).findIndex(({ image }) => isIt(image ?? ''))
    if (i >= 0) return `${POD}.${list}[${i}].image`
  }
  return `${POD}.containers[0].image`
}

function pathOfVolume({ template }: Spec, wanted?: string): string {
  const i = (template.spec.volumes ?? []).findIndex(({ name }) => name === wanted)
  return i >= 0 ? `${POD}.volumes[${i}]` : POD
}

/** A claim is named after its template and its Pod. */
function pathOfClaim({ volumeClaimTemplates = [] }: Spec, message: string): string {
  const i = volumeClaimTemplates.findIndex(({ metadata }) => message.includes(`"${metadata?.name}-`))
  return `spec.volumeClaimTemplates[${Math.max(0, i)}]`
}
