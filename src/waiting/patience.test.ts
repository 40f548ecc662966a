import { expect, test } from 'vitest'
import type { Container, Pod } from '../cluster/objects.ts'
import { clocks } from '../cluster/pace.ts'
import { type Some, sampleOf } from '../cluster/sample.ts'
import { becomingReady, ending, readingUtilisation, replacing, scalingIn, scalingOut } from './patience.ts'

const podOf = (spec: Some<Pod['spec']>) => sampleOf<Pod>({ spec })
const withProbes = (...containers: Some<Container>[]) => podOf({ containers }).spec

test('a Pod is given its slowest readiness probe beyond its creation', () => {
  const probes = [undefined, { initialDelaySeconds: 5 }, { initialDelaySeconds: 1, periodSeconds: 20 }]
  expect(becomingReady(withProbes(...probes.map((readinessProbe) => ({ readinessProbe }))))).toEqual({
    seconds: 90 + 61,
    because: 'creation 90 s, the probes 61 s',
  })
})

test('a startup probe comes before the readiness probe of its container', () =>
  expect(
    becomingReady(
      withProbes({ startupProbe: { initialDelaySeconds: 5 }, readinessProbe: { periodSeconds: 1 } }),
    ).seconds,
  ).toBe(90 + 35 + 3))

test('a probe that must pass several times is given them', () =>
  expect(becomingReady(withProbes({ readinessProbe: { successThreshold: 5 } })).seconds).toBe(90 + 70))

test('a container that runs beside the others has probes too', () => {
  const initContainers = [{ restartPolicy: 'Always', startupProbe: { periodSeconds: 20 } }]
  expect(becomingReady(podOf({ containers: [{}], initContainers }).spec).seconds).toBe(90 + 60)
})

test('a Pod without a probe is given its creation', () =>
  expect(becomingReady(withProbes({}))).toEqual({
    seconds: 90,
    because: 'creation 90 s, the probes 0 s',
  }))

test('probes are waited for up to a cap, and the cap is told', () => {
  const patience = becomingReady(withProbes({ readinessProbe: { initialDelaySeconds: 3600 } }))
  expect(patience.seconds).toBe(90 + 180)
  expect(patience.capped).toBe('With these probes, a Pod needs 3630 s until it is Ready; Assay waits 180 s.')
})

const podWith = (terminationGracePeriodSeconds?: number, container: Some<Container> = {}) =>
  podOf({ terminationGracePeriodSeconds, containers: [container] })

test.each([
  [undefined, 60],
  [0, 30],
  [5, 35],
  [120, 150],
  [3600, 150],
])('an end with a grace period of %s s', (grace, seconds) =>
  expect(ending(podWith(grace))).toEqual({
    seconds,
    because: `the Pod's grace period of ${seconds - 30} s`,
  }),
)

test('a replacement waits for no grace period, and tells what capped its start', () => {
  expect(replacing(podWith(3600)).seconds).toBe(30 + 90)
  const slow = podWith(3600, { readinessProbe: { periodSeconds: 1e9 } })
  expect(replacing(slow).seconds).toBe(30 + 270)
  expect(replacing(slow).capped).toBe(becomingReady(slow.spec).capped)
})

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 1e9])(
  'a number that is %j makes no wait without end',
  (odd) => {
    const probe = { initialDelaySeconds: odd, periodSeconds: odd, successThreshold: odd }
    const patience = becomingReady(withProbes({ startupProbe: probe, readinessProbe: probe }))
    for (const { seconds } of [patience, ending(podWith(odd))]) {
      expect(seconds).toBeGreaterThanOrEqual(60)
      expect(seconds).toBeLessThanOrEqual(270)
    }
  },
)

test.each([
  ['fast', 30 + 4 + 60, 40 + 4 + 70, 10 + 40 + 8 + 60],
  ['workshop', 300 + 30 + 60, 60 + 30 + 70, 300 + 60 + 60 + 60],
] as const)('at the pace %s every patience is a sum of its clocks', (pace, reading, out, inwards) => {
  const set = clocks[pace]
  expect(readingUtilisation(set).seconds).toBe(reading)
  expect(scalingOut(set).seconds).toBe(out)
  expect(scalingIn(set, set.downscaleWindow).seconds).toBe(inwards)
})

test('the reason names the parts that it adds up', () => {
  for (const patience of [
    scalingOut(clocks.fast),
    scalingIn(clocks.fast, 10),
    readingUtilisation(clocks.fast),
  ]) {
    const parts = [...patience.because.matchAll(/(\d+) s/g)].map(([, seconds]) => Number(seconds))
    expect(parts.reduce((sum, seconds) => sum + seconds, 0)).toBe(patience.seconds)
  }
})
