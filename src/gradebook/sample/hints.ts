/** What goes wrong in some checks, by hint and by what is seen; `NAME` differs from one learner to the next. */
interface SampleHint {
  checks: string[]
  /** None where nothing more is known: then the check's own is told. */
  hint?: string
  observed: string
}

const UNEXPLAINED: SampleHint = { checks: [], observed: 'Deployment NAME is not Ready, after 60 s' }

const EXPLAINED: SampleHint[] = [
  {
    checks: ['scales-to-replicas', 'utilisation-is-read', 'app-served-through-ingress'],
    hint: 'Service NAME selects no Pod: compare its `selector` with the labels in the Pod template.',
    observed: 'Service NAME has no endpoints, after 14 s',
  },
  {
    checks: ['claim-bound', 'default-storage-class'],
    hint: 'There is no StorageClass "NAME": write one that `kubectl get storageclass` lists.',
    observed:
      'PersistentVolumeClaim data-store-0 is Pending; it requests StorageClass "NAME"\nbut the cluster has default',
  },
  {
    checks: ['scales-to-replicas', 'scaling-back-recovers', 'scales-out-under-load', 'release-deployed'],
    hint: 'The Pod requests more than the node has left: lower `resources.requests`.',
    observed: 'Pod NAME-7bc9d4-x2x4z is Pending: 0/1 nodes are available: 1 Insufficient cpu.',
  },
  {
    checks: ['autoscaler-targets-api', 'single-replica-statefulset'],
    hint: 'There is no such field here: compare its name and its indentation with `kubectl explain`.',
    observed: 'the API server refused Deployment NAME: unknown field "spec.<b>replica</b>"',
  },
  {
    checks: ['data-survives'],
    hint: 'Compare your `mountPath` with the directory where the database stores its data.',
    observed: 'no such row (0 rows); NAME-0 is a new Pod',
  },
  {
    checks: ['claim-bound', 'data-survives'],
    hint: 'Mount a volume of `volumeClaimTemplates` instead: a volume of type emptyDir is lost with its Pod.',
    observed: 'the volume NAME is an emptyDir',
  },
  {
    checks: ['single-replica-statefulset', 'release-deployed'],
    hint: 'Nothing listens on port 8080; the container declares port 8000. Set the probe’s `port` to the one that the app listens on.',
    observed: 'container NAME is running but not Ready',
  },
]

/** The mistakes that the sample's learners may make in a check. */
export const sampleHintsOf = (check: string): SampleHint[] => [
  ...EXPLAINED.filter(({ checks }) => checks.includes(check)),
  UNEXPLAINED,
]
