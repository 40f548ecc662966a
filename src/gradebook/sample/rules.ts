import type { Rule } from '../../verdict/verdict.ts'

type Written = [id: string, points: number, says: string, needs?: string]

const WRITTEN: Record<string, Written[]> = {
  Scaling: [
    ['scales-to-replicas', 4, 'Scaling can be as simple as running `kubectl scale`.'],
    [
      'over-scaling-leaves-pods-pending',
      6,
      'Scaled to a large number of Pods, some of them remain in a "Pending" state, and the reason can be found out.',
      'scales-to-replicas',
    ],
    [
      'scaling-back-recovers',
      2,
      'After scaling back to the old number, no Pod is Pending.',
      'over-scaling-leaves-pods-pending',
    ],
    [
      'bigger-requests-fit-fewer',
      4,
      'Increasing the memory request has an effect on how many Pods fit.',
      'scales-to-replicas',
    ],
  ],
  Autoscaling: [
    [
      'autoscaler-targets-api',
      4,
      'Set up a Horizontal Pod Autoscaler: 50 % CPU, at least 2 and at most 10 replicas.',
    ],
    ['utilisation-is-read', 5, 'It watches metrics emitted from the Pods.', 'autoscaler-targets-api'],
    [
      'scales-out-under-load',
      11,
      'Under load, after about 1~2 mins new API Pods are created.',
      'utilisation-is-read',
    ],
    [
      'scales-back-in',
      10,
      'Once the load stops, the Pods scale back down to their original number.',
      'scales-out-under-load',
    ],
  ],
  'Keeping The Data': [
    [
      'single-replica-statefulset',
      6,
      'Change the Deployment of the store to a StatefulSet with a single replica.',
    ],
    ['old-deployment-gone', 3, 'Remove the old Deployment with `kubectl delete deployment store`.'],
    ['stable-pod-name', 3, 'The Pod name ends `-0` rather than the random hash.'],
    ['claim-bound', 4, 'Add a volumeClaimTemplate.'],
    ['claim-size', 1, 'Request a 500M volume.'],
    ['claim-access-mode', 1, 'ReadWriteOnce.'],
    ['default-storage-class', 1, 'Use the "default" StorageClass.'],
    [
      'data-survives',
      15,
      'The data is maintained after you delete the store-0 Pod.',
      'single-replica-statefulset',
    ],
  ],
  'Installing The App with Helm': [
    ['release-deployed', 6, 'Run `helm install demo shop/shop --values values.yaml`.'],
    ['images-from-registry', 4, 'Set `image.regRepo` in the values.', 'release-deployed'],
    [
      'app-served-through-ingress',
      10,
      'Check you can access the app through the Ingress.',
      'release-deployed',
    ],
  ],
}

/** A rubric for the tests of what renders a class, worth 100 points. */
export const sampleRules: Rule[] = Object.entries(WRITTEN).flatMap(([section, written]) =>
  written.map(([id, points, says, needs]) => ({
    id,
    section,
    offers: 'any manifest',
    says,
    isQuote: true,
    points,
    needs: needs ? [needs] : [],
    hint: `Run \`kubectl get all\` and look at ${id}.`,
  })),
)
