import { expect } from 'vitest'
import {
  applyMemoryRequest,
  applyReplicas,
  asManyAsFit,
  countTooMany,
  overScale,
} from '../../src/matchers/overscale.ts'
import { scaling } from '../../src/workshop/sections/scaling.ts'
import { check, section } from '../../src/workshop/specs.ts'

section(scaling)

const scales = check('scales-to-replicas', {
  says: 'Scaling can be as simple as running `kubectl scale`, or updating the `replicas` field in the Deployment manifest and applying it.',
  points: 4,
  hint: 'Run `kubectl get deploy,pods,endpointslices`: are all Pods Ready, and does the Service select them by their labels?',
  async observe({ api, app, kubectl }) {
    await expect(api).toExist()
    const replicas = await asManyAsFit(api, 4)
    await kubectl(`scale deployment nanomon-api --replicas ${replicas}`)
    await expect(api).toBeReady({ replicas })
    await expect(app).toServeTheApi()
    await expect(api).toBeBehindOneService()
    await applyReplicas(api, replicas - 1)
    await expect(api).toBeReady({ replicas: replicas - 1 })
  },
})

const leavesPending = check('over-scaling-leaves-pods-pending', {
  says: 'Scaled to a large number of Pods, some of them remain in a "Pending" state, and the reason can be found out.',
  points: 6,
  needs: [scales],
  hint: 'Give the containers of nanomon-api requests for cpu and memory, and run `kubectl describe pod` on one that is Pending.',
  exclusiveNode: true,
  async observe({ api, app, kubectl }) {
    const replicas = await overScale(api, kubectl)
    await expect(api).toLeavePending({ lacking: /cpu|memory/, replicas })
    await expect(app).toKeepServing()
  },
})

check('scaling-back-recovers', {
  says: 'Scaled back to the old number, nothing is left Pending.',
  points: 2,
  needs: [leavesPending],
  hint: 'Run `kubectl get pods`: which Pod is not Ready, and what does `kubectl describe` say of it?',
  async observe({ api, app, cluster, kubectl }) {
    await kubectl('scale deployment nanomon-api --replicas 2')
    await expect(api).toBeReady({ replicas: 2 })
    await expect(cluster).toHaveNothingPending()
    await expect(app).toServeTheApi()
  },
})

check('bigger-requests-fit-fewer', {
  says: 'Increasing the memory request to 600Mi has an effect on how many Pods fit.',
  points: 4,
  needs: [scales],
  hint: 'The scheduler adds up requests: compare `kubectl describe node` before and after.',
  exclusiveNode: true,
  async observe({ api, kubectl }) {
    const before = await countTooMany(api)
    await kubectl('scale deployment nanomon-api --replicas 0')
    await expect(api).toHaveNoPods()
    await applyMemoryRequest(api, '600Mi')
    const replicas = await overScale(api, kubectl)
    await expect(api).toLeavePending({ lacking: /memory/, replicas, fewerThan: before })
  },
})
