import type { CommandRequest, Find } from './command.ts'
import { type FlagList, globalFlags, type Parsed, parseFlags } from './flags.ts'
import { Unlisted } from './shell-words.ts'
import { readApply, readAutoscale, readDelete, readScale } from './verbs.ts'

const decidedByTheGrader: FlagList = {
  '--namespace': 'ignored value',
  '-n': '--namespace',
  '--context': 'ignored value',
  '--kubeconfig': 'ignored value',
  '--cluster': 'ignored value',
  '--request-timeout': 'ignored value',
  '--timeout': 'ignored value',
  '--output': 'ignored value',
  '-o': '--output',
  '--v': 'ignored value',
  '-v': '--v',
  '--wait': 'ignored switch',
  '--record': 'ignored switch',
}

const files: FlagList = {
  '--filename': 'value',
  '-f': '--filename',
  '--recursive': 'switch',
  '-R': '--recursive',
}

const verbs: Record<string, { flags: FlagList; read(parsed: Parsed, find: Find): CommandRequest }> = {
  scale: {
    flags: {
      ...files,
      '--replicas': 'value',
      '--current-replicas': 'value',
      '--resource-version': 'ignored value',
    },
    read: readScale,
  },
  autoscale: {
    flags: {
      ...files,
      '--min': 'value',
      '--max': 'value',
      '--cpu': 'value',
      '--cpu-percent': 'value',
      '--name': 'value',
    },
    read: readAutoscale,
  },
  apply: {
    flags: {
      ...files,
      '--server-side': 'ignored switch',
      '--force-conflicts': 'ignored switch',
      '--validate': 'ignored switch',
    },
    read: readApply,
  },
  delete: {
    flags: {
      ...files,
      '--all': 'switch',
      '--ignore-not-found': 'ignored switch',
      '--now': 'ignored switch',
      '--force': 'ignored switch',
      '--grace-period': 'ignored value',
      '--cascade': 'ignored switch',
    },
    read: readDelete,
  },
}

/** Reads the words after `kubectl`. */
export function readKubectl(words: string[], find: Find): CommandRequest & { argv: string[] } {
  const at = globalFlags(words, decidedByTheGrader)
  const name = words[at] ?? ''
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined
  if (verb === undefined) throw new Unlisted(`\`kubectl ${name}\` is not supported`)
  const parsed = parseFlags([...words.slice(0, at), ...words.slice(at + 1)], {
    ...decidedByTheGrader,
    ...verb.flags,
  })
  return { ...verb.read(parsed, find), argv: ['kubectl', name, ...parsed.argv] }
}
