/** The type of a file, by its name alone; `other` is not read. */
export type Role = 'yaml' | 'json' | 'commands' | 'kustomization' | 'other'

// Tools' own files that a fork carries; none of them is an answer.
const tooling = /^(package(-lock)?|tsconfig.*|jsconfig|biome|renovate|devcontainer)\.json$|^pnpm-lock\.yaml$/i

/** Tells a file's type from its name. Windows hides endings, so `hpa.yaml` may really be `hpa.yaml.txt`. */
export function roleOf(name: string): Role {
  if (tooling.test(name) || /^readme/i.test(name)) return 'other'
  if (/^kustomization(\.ya?ml)?$/i.test(name)) return 'kustomization'
  if (/^commands(\.sh|\.txt)+$/i.test(name)) return 'commands'
  if (/\.ya?ml(\.txt)?$/i.test(name)) return 'yaml'
  if (/\.json(\.txt)?$/i.test(name)) return 'json'
  return 'other'
}

/** Names that are not looked into: hidden files, installed packages, the grader's own reports. */
export function isPassedOver(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules' || name === 'reports'
}

/** Is this the usual name of Helm's values? */
export function isValuesName(path: string): boolean {
  return /(^|\/)values\.ya?ml(\.txt)?$/i.test(path)
}

/** Is this the name of values for one occasion, such as `values-kind.yaml`? */
export function isLikeValuesName(path: string): boolean {
  return /(^|\/)values[^/]*\.ya?ml(\.txt)?$/i.test(path)
}
