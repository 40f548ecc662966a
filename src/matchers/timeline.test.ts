import { expect, test, vi } from 'vitest'
import type { Handle } from '../cluster/handle.ts'
import type { Workload } from '../cluster/objects.ts'
import { Timeline } from './timeline.ts'

test('its rows are the samples, and the start and end of the load and each rescale as events', () => {
  vi.setSystemTime(1_500)
  const timeline = new Timeline({} as Handle<Workload>)
  timeline.mark('load starts')
  vi.useRealTimers()
  const sample = { replicas: 2, ready: 2, utilisation: 3, target: 50, rate: 0 }
  timeline.samples.push({ time: 1_000, ...sample }, { time: 2_000, ...sample, replicas: 4, desired: 4 })
  const same = { ready: 2, utilisation_percent: 3, target_percent: 50, requests_per_second: 0 }
  expect(timeline.rows()).toEqual([
    { time: 1_000, replicas: 2, ...same },
    { time: 2_000, replicas: 4, desired: 4, ...same },
    { time: 1_500, event: 'load starts' },
    { time: 2_000, event: 'rescale 2 to 4' },
  ])
})
