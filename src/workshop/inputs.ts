import type { Manifest } from '../submission/manifest.ts'

/** Objects without their order and without where they were written. */
export function objectsOf(manifests: Manifest[]): unknown[] {
  return manifests
    .map(({ kind, name, object }) => ({ id: `${kind} ${name}`, object }))
    .sort((a, b) => a.id.localeCompare(b.id))
}

/** A command without its words and without where it was written. */
export function requestOf(command: object | undefined): unknown {
  if (!command) return undefined
  const { argv, file, line, column, text, ...asked } = command as Record<string, unknown>
  return asked
}
