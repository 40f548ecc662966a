import type { Apply, Autoscale, Delete, Find, Scale, Target } from './command.ts'
import { filesNamed, isOn, lastOf, type Parsed, wholeNumber } from './flags.ts'
import { kindsOf, nameOf, targetsOf } from './kinds.ts'
import { Unlisted } from './shell-words.ts'

/** Reads `kubectl scale KIND NAME --replicas N`, or `-f FILE` in place of the object. */
export function readScale(parsed: Parsed, find: Find): Scale {
  const replicas = lastOf(parsed, '--replicas')
  if (replicas === undefined) throw new Unlisted('`kubectl scale` needs --replicas')
  const current = lastOf(parsed, '--current-replicas')
  return {
    tool: 'kubectl',
    verb: 'scale',
    target: oneTarget(parsed, find),
    replicas: wholeNumber(replicas, '--replicas'),
    ...(current === undefined ? {} : { currentReplicas: wholeNumber(current, '--current-replicas') }),
  }
}

/** Reads `kubectl autoscale KIND NAME --max N`, or `-f FILE` in place of the object, with either spelling of the CPU share. */
export function readAutoscale(parsed: Parsed, find: Find): Autoscale {
  const target = oneTarget(parsed, find)
  const [min, max] = [lastOf(parsed, '--min'), lastOf(parsed, '--max')]
  if (max === undefined) throw new Unlisted('`kubectl autoscale` needs --max')
  const name = nameOf(lastOf(parsed, '--name') ?? target.name)
  const minimum = min === undefined ? {} : { min: wholeNumber(min, '--min') }
  return {
    tool: 'kubectl',
    verb: 'autoscale',
    target,
    name,
    ...minimum,
    max: wholeNumber(max, '--max'),
    ...readCpu(parsed),
  }
}

function readCpu(parsed: Parsed): Pick<Autoscale, 'cpuPercent' | 'cpuQuantity'> {
  const [older, cpu] = [lastOf(parsed, '--cpu-percent'), lastOf(parsed, '--cpu')]
  if (older !== undefined && cpu !== undefined)
    throw new Unlisted('use either --cpu or --cpu-percent, not both')
  if (older !== undefined) return { cpuPercent: wholeNumber(older, '--cpu-percent') }
  if (cpu?.endsWith('%')) return { cpuPercent: wholeNumber(cpu.slice(0, -1), '--cpu') }
  if (cpu !== undefined && !/^\d{1,9}(\.\d{1,9})?m?$/.test(cpu))
    throw new Unlisted(`--cpu is neither a percentage nor a quantity: ${cpu}`)
  return cpu === undefined ? {} : { cpuQuantity: cpu }
}

/** Reads `kubectl apply -f FILE`. */
export function readApply(parsed: Parsed, find: Find): Apply {
  const found = filesOf(parsed, find)
  if (found.length === 0 || parsed.args.length > 0)
    throw new Unlisted('`kubectl apply` needs -f FILE, and nothing else')
  return { tool: 'kubectl', verb: 'apply', files: found }
}

/** Reads `kubectl delete KIND NAME`, `KIND --all` or `-f FILE`. */
export function readDelete(parsed: Parsed, find: Find): Delete {
  const found = filesOf(parsed, find)
  const all = isOn(parsed, '--all')
  const targets = targetsOf(parsed.args)
  const kinds = all ? kindsOf(parsed.args[0] ?? '') : []
  if (all && parsed.args.length > 1) throw new Unlisted('`kubectl delete` takes names or --all, not both')
  if (found.length + targets.length + kinds.length === 0)
    throw new Unlisted('`kubectl delete` names nothing to delete')
  return { tool: 'kubectl', verb: 'delete', kinds, all, targets, files: found }
}

function oneTarget(parsed: Parsed, find: Find): Target {
  const inFiles = filesOf(parsed, find).flatMap(find.workloads)
  const [target, ...more] = [...targetsOf(parsed.args), ...inFiles]
  if (target === undefined) throw new Unlisted('it names no object: expected KIND NAME or KIND/NAME')
  if (more.length > 0) throw new Unlisted('it names several objects: write a line for each')
  return target
}

function filesOf(parsed: Parsed, find: Find): string[] {
  const found = filesNamed(parsed, '--filename', (name) => find.files(name, isOn(parsed, '--recursive')))
  return [...new Set(found)]
}
