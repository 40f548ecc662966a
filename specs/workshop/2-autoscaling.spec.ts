import { expect } from 'vitest'
import { findAutoscaler } from '../../src/matchers/autoscaler.ts'
import { putUnderLoad } from '../../src/matchers/scale-out.ts'
import { autoscaling } from '../../src/workshop/sections/autoscaling.ts'
import { section, test } from '../../src/workshop/specs.ts'

section(autoscaling)

const targets = test('autoscaler-targets-api', {
  quotes:
    'To set up an Horizontal Pod Autoscaler you can give it a deployment and some simple targets, as follows: `kubectl autoscale deployment nanomon-api --cpu="50%" --min=2 --max=10`',
  points: 4,
  hint: 'Compare `kubectl get hpa nanomon-api -o yaml` with `kubectl autoscale deployment nanomon-api --cpu="50%" --min=2 --max=10`.',
  async observe({ api }) {
    await expect(await findAutoscaler(api)).toTarget(api, { min: 2, max: 10, cpu: 50 })
  },
})

const reads = test('utilisation-is-read', {
  quotes:
    'In essence it watches metrics emitted from the pods and other resources … Run this in a separate terminal window to watch the resource usage and number of API pods: `watch -n 5 kubectl top pods`',
  points: 4,
  needs: [targets],
  hint: 'Run `kubectl describe hpa` and `kubectl top pods`: does every container of the Pods have a CPU request?',
  async observe({ api, app, terminal }) {
    await expect(api).toBeReady()
    await expect(app).toServeTheApi()
    await expect(await findAutoscaler(api)).toReadUtilisation()
    await expect(terminal).toListInTop(api)
  },
})

const scalesOut = test('scales-out-under-load', {
  quotes: 'After about 1~2 mins you should see new API pods being created.',
  points: 11,
  needs: [reads],
  hint: 'Run `kubectl describe hpa` while /api/status is under load: compare the CPU with its target, and read the conditions.',
  startsLastPods: true,
  async observe({ api, app, timeline }) {
    const autoscaler = await findAutoscaler(api)
    const underLoad = await putUnderLoad(api, `${app.url}/api/status`, autoscaler, timeline)
    await expect(autoscaler).toScaleOut(underLoad)
    await expect(app).toServeTheApi()
  },
})

test('scales-back-in', {
  quotes:
    'Once the `hey` command completes and the load stops, it will probably be around ~5 mins before the pods scale back down to their original number.',
  points: 10,
  needs: [scalesOut],
  hint: 'Run `kubectl describe hpa`: the stabilization window must pass, and the CPU must stay below the target.',
  async observe({ api, timeline }) {
    await expect(await findAutoscaler(api)).toScaleBackIn(api, timeline)
  },
})
