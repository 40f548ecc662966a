import { expect } from 'vitest'
import { findAutoscaler } from '../../../src/matchers/autoscaler.ts'
import { putUnderLoad } from '../../../src/matchers/scale-out.ts'
import { sectionNine } from '../../../src/workshop/section-nine.ts'
import { autoscaling } from '../../../src/workshop/sections/autoscaling.ts'
import { section, test } from '../../../src/workshop/specs.ts'

section({
  ...autoscaling,
  offers: 'an autoscaler with a target of 500 %',
  isHandedIn: () => true,
  async begin({ cluster, kubectl, submission }) {
    await cluster.apply(await sectionNine(submission))
    await kubectl('autoscale deployment nanomon-api --cpu=500% --min=2 --max=10')
  },
})

test('deaf-autoscaler-is-seen', {
  states: 'The load that scales out the reference leaves an autoscaler with a target of 500 % alone.',
  points: 0,
  hint: 'scales-out-under-load would pass an autoscaler that does not answer to the load.',
  async observe({ api, app, timeline }) {
    const autoscaler = await findAutoscaler(api)
    await expect(app).toServeTheApi()
    await expect(autoscaler).toReadUtilisation()
    const underLoad = await putUnderLoad(api, `${app.url}/api/status`, autoscaler, timeline)
    await expect(expect(autoscaler).toScaleOut(underLoad)).rejects.toThrow('more than 2 replicas')
  },
})
