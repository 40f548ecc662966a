import { expect } from 'vitest'
import { app } from '../../src/workshop/sections/app.ts'
import { section, test } from '../../src/workshop/specs.ts'

section(app)

test('app-comes-up', {
  states:
    'The app that section 9 ends with answers through the Ingress: your objects, and the workshop’s for what you leave out.',
  points: 6,
  hint: 'Run `kubectl get pods,endpointslices,ingress`: are the Pods Ready, and does each Service select its Pods?',
  async observe({ app }) {
    await expect(app).toComeUp()
  },
})
