import type { Command } from '../../submission/command.ts'
import { autoscaleCommands, installCommand } from '../../submission/find.ts'
import { isObject, type JsonObject } from '../../submission/json.ts'
import type { Submission } from '../../submission/submission.ts'
import type { Workshop } from '../../verdict/workshop.ts'
import { autoscalerOf, toV2 } from './autoscalers.ts'
import { LAST_APPLIED, REVISION } from './cluster-side.ts'
import { withDefaults } from './defaults.ts'
import { settings } from './flags.ts'

/** What a submission comes to, however it is written: two that mean the same are equal in it. */
export function meaningOf({ sections }: Workshop, submission: Submission) {
  const { manifests, commands, values } = submission
  const install = installCommand(submission)
  const made = autoscaleCommands(submission)
    .map(autoscalerOf)
    .filter((object) => object !== undefined)
  const objects = [...manifests.map(({ object }) => object), ...made]
  return {
    objects: objects.map(plain).toSorted((a, b) => idOf(a).localeCompare(idOf(b))),
    handedIn: sections.filter(({ isHandedIn }) => isHandedIn(submission)).map(({ id }) => id),
    settings: settings(values?.object ?? {}, install?.set ?? [], install?.setString ?? []),
    areValuesRefused: values?.problem !== undefined,
    release: install && [install.release, install.chart, install.version],
    scales: commands.flatMap((command) =>
      command.verb === 'scale' ? [[command.target, command.replicas, command.currentReplicas]] : [],
    ),
    deletes: commands.flatMap((command) => deletedBy(command, submission)),
    skipped: submission.skipped.length,
  }
}

/** An object without what is only written in one of several ways, or means nothing here. */
function plain(object: JsonObject): JsonObject {
  const { metadata, ...rest } = withDefaults(toV2(object))
  if (!isObject(metadata)) return object
  const { namespace, annotations, ...own } = metadata
  const kept = Object.entries(isObject(annotations) ? annotations : {}).filter(
    ([name]) => name !== LAST_APPLIED && name !== REVISION,
  )
  return { ...rest, metadata: { ...own, ...(kept.length > 0 && { annotations: Object.fromEntries(kept) }) } }
}

/** By kind and name: of two objects that share both, the order has a meaning. */
const idOf = ({ kind, metadata }: JsonObject) => `${kind} ${isObject(metadata) ? metadata.name : ''}`

function deletedBy(command: Command, { manifests }: Submission): unknown[] {
  if (command.verb !== 'delete') return []
  const inFiles = manifests.filter(({ file }) => command.files.includes(file))
  const targets = [...command.targets, ...inFiles].map(({ kind, name }) => `${kind}/${name}`)
  return [{ kinds: command.kinds, all: command.all, targets: targets.sort() }]
}
