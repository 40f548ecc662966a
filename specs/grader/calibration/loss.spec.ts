import { expect } from 'vitest'
import { sectionNine } from '../../../src/workshop/section-nine.ts'
import { postgres } from '../../../src/workshop/sections/postgres.ts'
import { addMonitor } from '../../../src/workshop/served.ts'
import { section, test } from '../../../src/workshop/specs.ts'

section({
  ...postgres,
  offers: 'the workshop’s own Deployment of PostgreSQL',
  isHandedIn: () => true,
  begin: async ({ cluster, submission }) => cluster.apply(await sectionNine(submission)),
})

test('loss-is-seen', {
  states: 'The probe that shows survival on a StatefulSet shows loss on the workshop’s Deployment.',
  points: 0,
  hint: 'What data-survives looks at does not tell kept data from lost data.',
  async observe({ app, cluster }) {
    const deployment = cluster.deployment('postgres')
    await expect(deployment).toBeReady({ replicas: 1 })
    const monitor = await addMonitor(app)
    const pod = await deployment.onlyPod()
    await pod.delete()
    await expect(pod).not.toExist()
    await expect(deployment).toBeReady({ replicas: 1 })
    await expect(expect(app).toList(monitor)).rejects.toThrow('no such monitor')
  },
})
