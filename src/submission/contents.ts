import type { IsAboutTheChart } from './chart.ts'
import { type Content, readDocuments } from './documents.ts'
import { cleanse } from './exported.ts'
import { isObject } from './json.ts'
import { limits } from './limits.ts'
import { type Manifest, notAnObject, type Origin, toManifests } from './manifest.ts'
import { isLikeValuesName } from './names.ts'
import { startOf } from './position.ts'
import { error, note, type Problem } from './problem.ts'
import type { SourceFile } from './read-files.ts'
import type { Candidate } from './values.ts'
import { wholeBudget } from './yaml-to-json.ts'

/** The contents of a submission's YAML and JSON files, sorted by kind. */
export type Sorted = { manifests: Manifest[]; candidates: Candidate[]; problems: Problem[] }

/** Tells manifests from Helm values by a file's content, not by its name. */
export function sortContents(
  sources: SourceFile[],
  origin: Origin,
  namedValues: string[],
  isAboutTheChart: IsAboutTheChart,
): Sorted {
  const sorted: Sorted = { manifests: [], candidates: [], problems: [] }
  const budget = wholeBudget()
  for (const { path, file, role, text } of sources) {
    if (role !== 'yaml' && role !== 'json') continue
    const { contents, problems } = readDocuments(text, file, budget)
    const isNamed = namedValues.includes(file) || isLikeValuesName(path)
    const isLone = role === 'yaml' && isLoneMapping(contents, problems)
    const hasManifest = contents.some(isManifest)
    if (!hasManifest && (isNamed || (isLone && isAboutTheChart(contents[0]?.value ?? null))))
      sorted.candidates.push({ file, text })
    else if (isLone && !hasManifest)
      sorted.problems.push(note(NEITHER, contents[0]?.positions[''] ?? startOf(file, text)))
    else if (role === 'yaml' || hasManifest || /^[ \t{["']*(apiVersion|kind)\b/m.test(text)) {
      sorted.problems.push(...problems)
      addManifests(sorted, contents, file, origin)
    } else sorted.problems.push(note(NEITHER, startOf(file, text)))
  }
  return sorted
}

const NEITHER = 'Not used: this is neither a Kubernetes object nor values for the chart.'

function addManifests(sorted: Sorted, contents: Content[], file: string, origin: Origin): void {
  const aside: string[] = []
  for (const [i, content] of contents.entries()) {
    const wrong = notAnObject(content, file)
    if (wrong) {
      const rest = i + 1 < contents.length ? ' kubectl stops reading this file here.' : ''
      sorted.problems.push(error(`${wrong.message}${rest}`, wrong.at ?? startOf(file)))
      break
    }
    for (const one of toManifests(content, file, origin)) {
      if (sorted.manifests.length === limits.objects) {
        const at = 'message' in one ? one.at : one.positions['']
        sorted.problems.push(
          error(`More than ${limits.objects} objects: the rest is not applied.`, at ?? startOf(file)),
        )
        return
      }
      if ('message' in one) sorted.problems.push(one)
      else aside.push(...keep(sorted, one))
    }
  }
  if (aside.length > 0) sorted.problems.push(note(setAside([...new Set(aside)]), startOf(file)))
}

/** Keeps the learner's part of a manifest, and names the rest. */
function keep(sorted: Sorted, manifest: Manifest): string[] {
  if (manifest.kind === 'Namespace') {
    sorted.problems.push(note(OWN_NAMESPACE, manifest.positions[''] ?? startOf(manifest.file)))
    return []
  }
  const { manifest: own, aside } = cleanse(manifest)
  if (own) {
    const large = tooLarge(own)
    if (large) sorted.problems.push(error(large, own.positions[''] ?? startOf(own.file)))
    else sorted.manifests.push(own)
  }
  return aside
}

function tooLarge({ kind, name, object }: Manifest): string | undefined {
  const most = ['ConfigMap', 'Secret'].includes(kind) ? limits.dataText : limits.objectText
  if (JSON.stringify(object).length <= most) return undefined
  return `Not applied: ${kind} ${name} is larger than ${most / 1024} KiB.`
}

const OWN_NAMESPACE = 'Not applied: each section is graded in its own Namespace. It costs you no points.'

/** As many as a reader takes in. */
const NAMED = 12

function setAside(what: string[]): string {
  const more = what.length > NAMED ? ` and ${what.length - NAMED} more` : ''
  return `Ignored, as added by a cluster or a tool: ${what.slice(0, NAMED).join(', ')}${more}. It costs you no points.`
}

function isManifest({ value }: Content): boolean {
  return isObject(value) && ('apiVersion' in value || 'kind' in value)
}

// With metadata and spec it is a manifest that lost its kind, and deserves to be told so.
function isLoneMapping(contents: Content[], problems: Problem[]): boolean {
  const value = contents[0]?.value
  return (
    problems.every(({ severity }) => severity === 'note') &&
    contents.length === 1 &&
    isObject(value) &&
    !('metadata' in value && 'spec' in value)
  )
}
