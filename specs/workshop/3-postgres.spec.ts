import { expect } from 'vitest'
import { claimOf } from '../../src/workshop/data-volume.ts'
import { replacePod } from '../../src/workshop/replacement.ts'
import { postgres } from '../../src/workshop/sections/postgres.ts'
import { addMonitor } from '../../src/workshop/served.ts'
import { section, test } from '../../src/workshop/specs.ts'
import { findStore } from '../../src/workshop/store.ts'

section(postgres)

const statefulSet = test('single-replica-statefulset', {
  quotes: 'Change the PostgreSQL Deployment to a StatefulSet with a single replica.',
  points: 6,
  hint: 'Run `kubectl get statefulset,pods`: if it is not 1/1, read the events in `kubectl describe pod`.',
  async observe({ database }) {
    await expect(database).toBeReady({ replicas: 1 })
  },
})

test('old-deployment-gone', {
  quotes: 'remove the old deployment with `kubectl delete deployment postgres`',
  points: 3,
  hint: 'Run `kubectl get deploy`: only the StatefulSet may run PostgreSQL. Remove the manifest of the Deployment too.',
  async observe({ oldDeployments }) {
    await expect(oldDeployments).not.toExist()
  },
})

test('stable-pod-name', {
  quotes: 'When you run `kubectl get pods` you will see the pod name ends `-0` rather than the random hash',
  points: 3,
  hint: 'Run PostgreSQL in a StatefulSet: only its Pods have stable names.',
  async observe({ cluster, database }) {
    await expect(cluster.pod(`${database.name}-0`)).toBelongTo(database)
  },
})

test('claim-bound', {
  quotes:
    'Add a `volumeClaimTemplate` to dynamically create a PersistentVolume and a PersistentVolumeClaim for this StatefulSet.',
  points: 4,
  hint: 'Run `kubectl get pv,pvc`: is there a claim for the StatefulSet, and is it Bound?',
  async observe({ database }) {
    await expect(await claimOf(database)).toBeBound()
  },
})

test('claim-size', {
  quotes: 'request a 500M volume',
  points: 1,
  hint: 'Run `kubectl get pvc` and compare with `resources.requests.storage` in the volumeClaimTemplate.',
  async observe({ database }) {
    await expect(await claimOf(database)).toRequestAbout('500M')
  },
})

test('claim-access-mode', {
  quotes: 'a 500M volume which is dedicated with the "ReadWriteOnce" access mode.',
  points: 1,
  hint: 'Run `kubectl get pvc` and compare with `accessModes` in the volumeClaimTemplate.',
  async observe({ database }) {
    await expect(await claimOf(database)).toAllow('ReadWriteOnce')
  },
})

test('default-storage-class', {
  quotes: 'Use the "default" StorageClass',
  points: 1,
  hint: 'Run `kubectl get storageclass` and compare with `storageClassName` in the volumeClaimTemplate.',
  async observe({ database }) {
    await expect(await claimOf(database)).toUseDefaultClass()
  },
})

test('data-survives', {
  quotes:
    'If you repeat the pod deletion experiment above, you should see that the data is maintained after you delete the `postgres-0` pod and it restarts.',
  points: 11,
  needs: [statefulSet],
  hint: 'Compare your `mountPath` with the directory where PostgreSQL stores its data.',
  async observe({ app, cluster, database }) {
    const pod = cluster.pod(`${database.name}-0`)
    const monitor = await addMonitor(app)
    const before = await findStore(app, pod, database)
    await replacePod(pod, database)
    await expect(app).toList(monitor, { keptBy: database })
    await expect(await findStore(app, pod, database)).toKeep(monitor, { since: before })
  },
})
