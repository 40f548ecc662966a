import { expect } from 'vitest'
import { leaveRoom } from '../../src/cluster/capacity/turns.ts'
import { autoscale } from '../../src/matchers/autoscale.ts'
import { findAutoscaler, listInTop, target } from '../../src/matchers/autoscaler.ts'
import { scaleBackIn } from '../../src/matchers/scale-in.ts'
import { scaleOut } from '../../src/matchers/scale-out.ts'
import { autoscaleCommand, manifestsOf } from '../../src/submission/find.ts'
import { check, section } from '../../src/verdict/check.ts'
import { sectionNine } from '../../src/workshop/section-nine.ts'

section('autoscaling', {
  offers: 'a HorizontalPodAutoscaler, or `kubectl autoscale` in `commands.sh`',
  isHandedIn: (submission) =>
    manifestsOf(submission, 'HorizontalPodAutoscaler').length > 0 ||
    autoscaleCommand(submission) !== undefined,
  async begin({ cluster, submission, terminal }) {
    await cluster.apply(await sectionNine(submission))
    await autoscale(cluster, submission, terminal)
  },
})

const targets = check('autoscaler-targets-api', {
  says: 'Set up a Horizontal Pod Autoscaler for the Deployment nanomon-api: 50 % CPU, at least 2 and at most 10 replicas.',
  points: 4,
  hint: 'Compare `kubectl get hpa nanomon-api -o yaml` with `kubectl autoscale deployment nanomon-api --cpu="50%" --min=2 --max=10`.',
  async observe({ api }) {
    await target(await findAutoscaler(api), api, { min: 2, max: 10, cpu: 50 })
  },
})

const reads = check('utilisation-is-read', {
  says: 'It watches metrics emitted from the Pods: the resource usage can be read.',
  points: 5,
  needs: [targets],
  hint: 'Run `kubectl describe hpa` and `kubectl top pods`: does every container of the Pods have a CPU request?',
  async observe({ api, app, terminal }) {
    await expect(api).toBeReady()
    await expect(app).toServeTheApi()
    await expect(await findAutoscaler(api)).toReadUtilisation()
    await listInTop(api, terminal)
  },
})

const scalesOut = check('scales-out-under-load', {
  says: 'Under load from 20 concurrent requests, after about 1~2 mins new API Pods are created.',
  points: 11,
  needs: [reads],
  hint: 'Run `kubectl describe hpa` while /api/status is under load: what does it read, and what does it say of its limits?',
  async observe({ api, app, cluster, timeline }) {
    timeline.scaleOut = await scaleOut(app, api, await findAutoscaler(api), timeline)
    await expect(app).toServeTheApi()
    await leaveRoom(cluster)
  },
})

check('scales-back-in', {
  says: 'Once the load stops, it takes a while before the Pods scale back down to their original number.',
  points: 10,
  needs: [scalesOut],
  hint: 'Run `kubectl describe hpa`: the stabilization window must pass, and the CPU must stay below the target.',
  async observe({ api, timeline }) {
    await scaleBackIn(await findAutoscaler(api), api, timeline)
  },
})
