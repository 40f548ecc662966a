import { expect } from 'vitest'
import {
  applyMemoryRequest,
  applyReplicas,
  asManyAsFit,
  countTooMany,
  overScale,
} from '../../src/matchers/overscale.ts'
import { scaling } from '../../src/workshop/sections/scaling.ts'
import { section, test } from '../../src/workshop/specs.ts'

section(scaling)

const scales = test('scales-to-replicas', {
  quotes:
    'Scaling stateless applications manually can be as simple as running the command to update the number of replicas in a Deployment … this same result can also be done by updating the `replicas` field in the Deployment manifest and applying it.',
  points: 3,
  hint: 'Run `kubectl get deploy,pods,endpointslices`: are all Pods Ready, and does the Service select them by their labels?',
  async observe({ api, app, kubectl }) {
    await expect(api).toExist()
    const replicas = await asManyAsFit(api, 4)
    await kubectl(`scale deployment ${api.name} --replicas ${replicas}`)
    await expect(api).toBeReady({ replicas })
    await expect(app).toServeTheApi()
    await expect(api).toBeBehindOneService()
    await applyReplicas(api, replicas - 1)
    await expect(api).toBeReady({ replicas: replicas - 1 })
  },
})

const leavesPending = test('over-scaling-leaves-pods-pending', {
  quotes:
    'Try scaling the API to a large number of pods e.g. 50 or 60 to see what happens? If some of the Pods remain in a "Pending" state can you find out the reason why?',
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

test('scaling-back-recovers', {
  states: 'After scaling back to the old number, no Pod is Pending.',
  points: 2,
  needs: [leavesPending],
  hint: 'Run `kubectl get pods`, and read the events in `kubectl describe pod` of a Pod that is not Ready.',
  async observe({ api, app, cluster, kubectl }) {
    await kubectl(`scale deployment ${api.name} --replicas 2`)
    await expect(api).toBeReady({ replicas: 2 })
    await expect(cluster).toHaveNothingPending()
    await expect(app).toServeTheApi()
  },
})

test('bigger-requests-fit-fewer', {
  quotes:
    'What effect does changing the resource requests (for example increasing the memory to 600Mi) have on this?',
  points: 4,
  needs: [scales],
  hint: 'Compare `kubectl describe node` before and after: the scheduler adds up the requests of all Pods.',
  exclusiveNode: true,
  async observe({ api, kubectl }) {
    const before = await countTooMany(api)
    await kubectl(`scale deployment ${api.name} --replicas 0`)
    await expect(api).toHaveNoPods()
    await applyMemoryRequest(api, '600Mi')
    const replicas = await overScale(api, kubectl)
    await expect(api).toLeavePending({ lacking: /memory/, replicas, fewerThan: before })
  },
})
