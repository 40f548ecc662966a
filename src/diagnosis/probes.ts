import type { Container, Event, Pod } from '../cluster/objects.ts'
import type { FieldDiagnosis } from './field-diagnosis.ts'
import type { Surroundings } from './surroundings.ts'

/** An answer that says the path is wrong says so at once; it is seen twice, for a process that has just begun. */
const WRONG_ANSWERS = 2
/**
 * A port that nobody listens on, in looks of the kubelet and seconds: by then an app that is not held up listens. What it
 * depends on may be Ready and not yet behind its Service, which takes a busy machine ten seconds and more, and an app may
 * try again only every ten seconds: after 20 s a right answer was once a wrong one.
 */
const REFUSALS = 3
const LISTENS_AFTER_S = 45

type ProbeField = 'readinessProbe' | 'livenessProbe' | 'startupProbe'

interface Probed {
  field: ProbeField
  path: string
  container: Container
  words: string
  times: number
  /** For how long the container has been running, and all that it may wait for has been there, in seconds. */
  waited: number
  /** In how many seconds its program listens. */
  listensAfter: number
}

/** Says why a probe does not pass, from the kubelet's events. */
export function diagnoseProbes(
  pod: Pod,
  { app, events = [], now = Date.now(), free }: Surroundings,
): FieldDiagnosis | undefined {
  for (const [i, container] of pod.spec.containers.entries()) {
    const status = pod.status.containerStatuses?.find(({ name }) => name === container.name)
    if (!status?.state?.running || status.ready) continue
    const last = events.findLast((event) => isOfProbe(event, container.name))
    if (!last) continue
    const [, kind = '', words = ''] = PROBE.exec(last.message ?? '') ?? []
    const started = Date.parse(status.state.running.startedAt ?? '')
    const waited = free === undefined ? 0 : (now - Math.max(started, free)) / 1000
    const field = FIELDS[kind] ?? 'readinessProbe'
    const path = `containers[${i}].${field}`
    const listensAfter = app?.listensAfter?.(container) ?? LISTENS_AFTER_S
    const probed = { field, path, container, words, times: last.count ?? 1, waited, listensAfter }
    const { observed, ...rest } = toDiagnosis(probed)
    return { observed: `container ${container.name} is running but not Ready: ${observed}`, ...rest }
  }
  return undefined
}

const PROBE = /^(Readiness|Liveness|Startup) probe (?:failed|errored[^:]*): ?(.*)$/s
/** The field of each kind of probe, as the kubelet names it. */
const FIELDS: Record<string, ProbeField> = {
  Readiness: 'readinessProbe',
  Liveness: 'livenessProbe',
  Startup: 'startupProbe',
}

function isOfProbe({ reason, message = '', involvedObject }: Event, container: string): boolean {
  const field = involvedObject.fieldPath ?? `{${container}}`
  return reason === 'Unhealthy' && PROBE.test(message) && field.includes(`{${container}}`)
}

function toDiagnosis(probed: Probed): FieldDiagnosis {
  const { words, field, path, container, times } = probed
  const http = container[field]?.httpGet
  const observed = `its ${field} fails with ${JSON.stringify(words.trim().slice(0, 200))}`
  const status = Number(/statuscode: (\d+)/.exec(words)?.[1] ?? 0)
  if (status >= 400 && status < 500) {
    const why = `${http?.path ?? 'The path'} answers ${status}: set the probe’s \`path\` to one that the app serves.`
    return {
      observed,
      ...(times >= WRONG_ANSWERS ? { cause: why } : { hint: why }),
      path: `${path}.httpGet.path`,
    }
  }
  if (status >= 500)
    return {
      observed,
      hint: `${http?.path} answers ${status}: the app is not healthy.`,
      path,
      mayLieElsewhere: true,
    }
  if (/connection refused/.test(words)) return diagnoseClosedPort(observed, probed)
  if (/executable file not found|no such file or directory/.test(words))
    return {
      observed,
      cause: 'The image does not have this command: compare the probe’s `command` with the workshop’s.',
      path: `${path}.exec.command`,
    }
  if (/parsing "|invalid port|couldn't find port/.test(words))
    return {
      observed,
      cause: 'The container has no such port: set the probe’s `port` to one of its `ports`.',
      path: `${path}.httpGet.port`,
    }
  if (/deadline exceeded|timed out|Timeout/.test(words))
    return { observed, hint: 'The container does not answer within the probe’s `timeoutSeconds`.', path }
  return {
    observed,
    hint: 'The probe fails: try the same in the container, with `kubectl exec`.',
    path,
  }
}

function diagnoseClosedPort(
  observed: string,
  { field, path, container, times, waited, listensAfter }: Probed,
): FieldDiagnosis {
  const action = container[field]?.httpGet ? 'httpGet' : 'tcpSocket'
  const port = container[field]?.[action]?.port
  const declared = (container.ports ?? []).map(({ containerPort }) => containerPort)
  const says =
    declared.length > 0
      ? `the container declares port ${declared.join(', ')}`
      : 'the container declares no port'
  const why = declared.some((one) => one === port)
    ? `The app does not listen on port ${port}: its log may say why.`
    : `Nothing listens on port ${port}; ${says}. Set the probe’s \`port\` to the one that the app listens on.`
  const isStuck = times >= REFUSALS && waited >= listensAfter
  return {
    observed,
    ...(isStuck ? { cause: why } : { hint: why }),
    mayLieElsewhere: true,
    path: `${path}.${action}.port`,
  }
}
