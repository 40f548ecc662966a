import { caps } from './caps.ts'
import { type Content, readDocuments } from './documents.ts'
import type { SourceFile } from './intake.ts'
import { isObject } from './json.ts'
import { type Manifest, type Origin, toManifests } from './manifest.ts'
import { isValuesName } from './names.ts'
import type { Problem } from './problem.ts'
import { toValues, type Values } from './values.ts'

/** What the YAML and JSON files of a submission turn out to be. */
export type Sorted = { manifests: Manifest[]; candidates: Values[]; problems: Problem[] }

/** Tells manifests from Helm values by what is in a file, not by its name. */
export function sortContents(sources: SourceFile[], origin: Origin, namedValues: string[]): Sorted {
  const sorted: Sorted = { manifests: [], candidates: [], problems: [] }
  const budget = { values: caps.allValues }
  for (const { path, file, role, text } of sources) {
    if (role !== 'yaml' && role !== 'json') continue
    const { contents, problems } = readDocuments(text, file, budget)
    const isNamed = namedValues.includes(file) || isValuesName(path)
    if (!contents.some(isManifest) && (isNamed || (role === 'yaml' && isLoneMapping(contents, problems)))) {
      sorted.candidates.push(toValues(file, text, contents, problems))
    } else if (role === 'yaml' || /"(apiVersion|kind)"/.test(text)) {
      sorted.problems.push(...problems)
      for (const one of contents.flatMap((content) => toManifests(content, file, origin))) {
        if ('message' in one) sorted.problems.push(one)
        else sorted.manifests.push(one)
      }
    }
  }
  return sorted
}

function isManifest({ value }: Content): boolean {
  return isObject(value) && ('apiVersion' in value || 'kind' in value)
}

// With metadata and spec it is a manifest that lost its kind, and deserves to be told so.
function isLoneMapping(contents: Content[], problems: Problem[]): boolean {
  const value = contents[0]?.value
  return (
    problems.length === 0 &&
    contents.length === 1 &&
    isObject(value) &&
    !('metadata' in value && 'spec' in value)
  )
}
