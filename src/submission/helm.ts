import type { CommandRequest, Find, Release, RepoAdd, RepoUpdate } from './command.ts'
import { type FlagList, filesNamed, globalFlags, isOn, lastOf, type Parsed, parseFlags } from './flags.ts'
import { checkSet } from './set.ts'
import { Unlisted } from './shell-words.ts'

const decidedByTheGrader: FlagList = {
  '--namespace': 'ignored value',
  '-n': '--namespace',
  '--kube-context': 'ignored value',
  '--kubeconfig': 'ignored value',
  '--timeout': 'ignored value',
  '--output': 'ignored value',
  '-o': '--output',
  '--create-namespace': 'ignored switch',
  '--wait': 'ignored switch',
  '--wait-for-jobs': 'ignored switch',
  '--atomic': 'ignored switch',
  '--rollback-on-failure': 'ignored switch',
  '--cleanup-on-fail': 'ignored switch',
  '--dependency-update': 'ignored switch',
  '--reset-values': 'ignored switch',
  '--hide-notes': 'ignored switch',
  '--description': 'ignored value',
  '--history-max': 'ignored value',
  '--debug': 'ignored switch',
}

const release: FlagList = {
  ...decidedByTheGrader,
  '--values': 'value',
  '-f': '--values',
  '--set': 'value',
  '--set-string': 'value',
  '--version': 'value',
  '--install': 'switch',
  '-i': '--install',
}

/** Reads the words after `helm`. */
export function readHelm(words: string[], find: Find): CommandRequest & { argv: string[] } {
  const at = globalFlags(words, decidedByTheGrader)
  const [first = '', second = ''] = words.slice(at)
  const verb = first === 'repo' ? `repo ${second}` : first
  const rest = [...words.slice(0, at), ...words.slice(at + verb.split(' ').length)]
  const argv = (parsed: Parsed) => ['helm', ...verb.split(' '), ...parsed.argv]
  if (verb === 'repo add') {
    const parsed = parseFlags(rest, { ...decidedByTheGrader, '--force-update': 'ignored switch' })
    return { ...readRepoAdd(parsed), argv: argv(parsed) }
  }
  if (verb === 'repo update' || verb === 'repo up') {
    const parsed = parseFlags(rest, decidedByTheGrader)
    const update: RepoUpdate = { tool: 'helm', verb: 'repo update', names: parsed.args }
    return { ...update, argv: argv(parsed) }
  }
  if (verb === 'install' || verb === 'upgrade') {
    const parsed = parseFlags(rest, release)
    return { ...readRelease(verb, parsed, find), argv: argv(parsed) }
  }
  throw new Unlisted(`\`helm ${verb}\` is not supported`)
}

function readRepoAdd({ args: [name, url, ...more] }: Parsed): RepoAdd {
  if (name === undefined || url === undefined || more.length > 0)
    throw new Unlisted('`helm repo add` needs NAME URL')
  return { tool: 'helm', verb: 'repo add', name, url }
}

function readRelease(verb: 'install' | 'upgrade', parsed: Parsed, find: Find): Release {
  const [name, chart, ...more] = parsed.args
  if (name === undefined || chart === undefined || more.length > 0)
    throw new Unlisted(`\`helm ${verb}\` needs NAME CHART`)
  if (!/^[a-z0-9]([-a-z0-9]{0,51}[a-z0-9])?$/.test(name))
    throw new Unlisted(`"${name}" cannot be the name of a release`)
  if (!/^[\w-]+\/\w[\w.-]*$/.test(chart))
    throw new Unlisted(`the chart "${chart}" is not written as REPO/CHART`)
  const version = lastOf(parsed, '--version')
  return {
    tool: 'helm',
    verb,
    release: name,
    chart,
    values: filesNamed(parsed, '--values', (name) => find.files(name, false)),
    set: setBy('--set', parsed),
    setString: setBy('--set-string', parsed),
    ...(version === undefined ? {} : { version }),
    install: isOn(parsed, '--install'),
  }
}

function setBy(flag: string, { flags }: Parsed): string[] {
  const given = flags.get(flag) ?? []
  for (const text of given) checkSet(flag, text)
  return given
}
