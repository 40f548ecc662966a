/** What a file is taken for, by its name alone; `undefined` is not read. */
export type Role = 'yaml' | 'json' | 'commands' | 'kustomization'

// Tools' own files that a fork carries; none of them is an answer.
const tooling = /^(package(-lock)?|tsconfig.*|jsconfig|biome|renovate|devcontainer)\.json$|^pnpm-lock\.yaml$/i

/** Tells what a file is taken for. */
export function roleOf(name: string): Role | undefined {
  if (tooling.test(name) || /^readme/i.test(name)) return undefined
  if (/^kustomization(\.ya?ml)?$/i.test(name)) return 'kustomization'
  if (/^commands\.(sh|txt)$/i.test(name)) return 'commands'
  if (/\.ya?ml$/i.test(name)) return 'yaml'
  if (/\.json$/i.test(name)) return 'json'
  return undefined
}

/** Names that are passed over without a word: dot files, installed packages, the grader's own reports. */
export function isPassedOver(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules' || name === 'reports'
}

/** Is this the name the workshop gives to Helm's values? */
export function isValuesName(path: string): boolean {
  return /(^|\/)values\.ya?ml$/i.test(path)
}
