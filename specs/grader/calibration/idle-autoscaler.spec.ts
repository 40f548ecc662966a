import { expect } from 'vitest'
import { findAutoscaler } from '../../../src/matchers/autoscaler.ts'
import { manifestsOf } from '../../../src/submission/find.ts'
import { sectionNine } from '../../../src/workshop/section-nine.ts'
import { autoscaling } from '../../../src/workshop/sections/autoscaling.ts'
import { section, test } from '../../../src/workshop/specs.ts'

section({
  ...autoscaling,
  offers: 'the reference’s autoscaler',
  isHandedIn: () => true,
  async begin({ cluster, submission }) {
    await cluster.apply(await sectionNine(submission))
    await cluster.apply(manifestsOf(submission, 'HorizontalPodAutoscaler'))
  },
})

test('idle-autoscaler-rests', {
  states: 'Without load the autoscaler that scales out under load does not move.',
  points: 0,
  hint: 'Something besides the load makes the replicas rise, and scales-out-under-load would take it for the load’s.',
  async observe({ api, app }) {
    const autoscaler = await findAutoscaler(api)
    await expect(app).toServeTheApi()
    await expect(autoscaler).toReadUtilisation()
    await expect(autoscaler).toRestAtMinimum(api)
  },
})
