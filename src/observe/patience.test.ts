import { expect, test } from 'vitest'
import { clocks } from '../cluster/pace.ts'
import { becomingReady, ending, readingUtilisation, scalingIn, scalingOut } from './patience.ts'

test('a Pod is given its slowest readiness probe beyond its creation', () => {
  const probes = [undefined, { initialDelaySeconds: 5 }, { initialDelaySeconds: 1, periodSeconds: 20 }]
  const containers = probes.map((readinessProbe) => ({ readinessProbe }))
  expect(becomingReady({ containers })).toEqual({
    seconds: 90 + 61,
    because: 'creation 90 s, the readiness probe 61 s',
  })
})

test('a Pod without a probe is given its creation', () =>
  expect(becomingReady({ containers: [{}] }).seconds).toBe(90))

test.each([
  [undefined, 60],
  [0, 30],
  [5, 35],
])('an end with a grace period of %s s', (terminationGracePeriodSeconds, seconds) =>
  expect(
    ending({ apiVersion: 'v1', kind: 'Pod', metadata: {}, spec: { terminationGracePeriodSeconds } }).seconds,
  ).toBe(seconds),
)

test.each([
  ['fast', 30 + 10 + 60, 40 + 10 + 70, 15 + 40 + 20 + 60],
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
    scalingIn(clocks.fast, 15),
    readingUtilisation(clocks.fast),
  ]) {
    const parts = [...patience.because.matchAll(/(\d+) s/g)].map(([, seconds]) => Number(seconds))
    expect(parts.reduce((sum, seconds) => sum + seconds, 0)).toBe(patience.seconds)
  }
})
