import { describe, expect, test } from 'vitest'
import type { Pod } from '../cluster/objects.ts'
import type { Some } from '../cluster/sample.ts'
import type { AppKnowledge } from './app-knowledge.ts'
import { diagnose } from './pod.ts'
import { containerOf, eventOf, podOf } from './sample.ts'

const running = { state: { running: { startedAt: '2026-11-24T12:00:00Z' } } }
const pod = (spec: Some<Pod['spec']> = {}) =>
  podOf({ spec, status: { containerStatuses: [containerOf(running)] } })
const started = Date.parse('2026-11-24T12:00:00Z')
const look = (
  message: string,
  count: number,
  { after = 50, free = 0, of = pod(), app = {} }: Circumstances = {},
) =>
  diagnose(of, {
    app,
    events: [eventOf('Unhealthy', message, { count })],
    now: started + after * 1000,
    free: Number.isNaN(free) ? undefined : free,
  })
interface Circumstances {
  after?: number
  free?: number
  of?: Pod
  app?: AppKnowledge
}
const NOT_FREE = Number.NaN
const NOT_FOUND = 'Readiness probe failed: HTTP probe failed with statuscode: 404'
const REFUSED =
  'Readiness probe failed: Get "http://10.42.0.7:8000/api/health": dial tcp 10.42.0.7:8000: connect: connection refused'

describe('a readiness probe that does not pass', () => {
  test('for its path', () => {
    expect(look(NOT_FOUND, 1)).toMatchObject({ path: 'containers[0].readinessProbe.httpGet.path' })
    expect(look(NOT_FOUND, 1).cause).toBeUndefined()
    expect(look(NOT_FOUND, 2)).toMatchObject({
      observed:
        'Pod api-1: container api is running but not Ready: its readinessProbe fails with "HTTP probe failed with statuscode: 404"',
      cause: '/api/health answers 404: set the probe’s `path` to one that the app serves.',
    })
  })

  test('while the app is not healthy: that may be another’s fault', () => {
    const diagnosis = look('Readiness probe failed: HTTP probe failed with statuscode: 503', 9)
    expect(diagnosis).toMatchObject({ mayLieElsewhere: true, hint: expect.stringContaining('503') })
    expect(diagnosis.cause).toBeUndefined()
  })

  test.each([
    ['in its first seconds', 1, { after: 6 }, false],
    ['long enough', 3, {}, true],
    ['as often, and what it depends on is not there', 3, { free: NOT_FREE }, false],
    ['as often, and what it depends on has just come', 3, { free: started + 25_000 }, false],
    ['as often, and it tries what it depends on every ten seconds', 3, { after: 30 }, false],
  ])('for a port that refuses %s', (_, count, circumstances, isStuck) => {
    const diagnosis = look(REFUSED, count, circumstances)
    expect(diagnosis.path).toBe('containers[0].readinessProbe.httpGet.port')
    expect(diagnosis.cause !== undefined).toBe(isStuck)
  })

  test('for a port that the container does not declare: says which it does', () => {
    const probe = { httpGet: { path: '/', port: 8080 } }
    const container = { name: 'api', ports: [{ containerPort: 8000 }], readinessProbe: probe }
    const of = pod({ containers: [container] })
    expect(look(REFUSED, 3, { of }).cause).toContain(
      'Nothing listens on port 8080; the container declares port 8000.',
    )
  })

  test('for a program that is known to listen later has more time', () => {
    const container = { name: 'api', image: 'slow', readinessProbe: { tcpSocket: { port: 5432 } } }
    const of = pod({ containers: [container] })
    const app: AppKnowledge = { listensAfter: ({ image }) => (image === 'slow' ? 60 : undefined) }
    expect(look(REFUSED, 4, { of, after: 50 }).cause).toBeDefined()
    expect(look(REFUSED, 4, { of, after: 50, app }).cause).toBeUndefined()
    expect(look(REFUSED, 6, { of, after: 61, app })).toMatchObject({
      cause: expect.any(String),
      path: 'containers[0].readinessProbe.tcpSocket.port',
    })
  })

  test('for its command', () =>
    expect(
      look(
        'Readiness probe errored and resulted in unknown state: exec: "pg_ready": executable file not found in $PATH',
        1,
      ),
    ).toMatchObject({ path: 'containers[0].readinessProbe.exec.command', cause: expect.any(String) }))

  test('nor answers in time', () =>
    expect(look('Readiness probe failed: context deadline exceeded', 5)).toMatchObject({
      hint: expect.stringContaining('timeoutSeconds'),
    }))

  test('is its own, not that of a Pod of the same name before it', () => {
    const event = eventOf('Unhealthy', NOT_FOUND, { count: 5 })
    const other = { ...event, involvedObject: { ...event.involvedObject, uid: 'u0' } }
    expect(diagnose(pod(), { events: [other] })).toEqual({ observed: 'Pod api-1 is running but not Ready' })
  })
})
