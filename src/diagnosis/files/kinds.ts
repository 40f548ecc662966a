import { noMatches } from '../../cluster/kubectl-words.ts'
import type { Manifest } from '../../submission/manifest.ts'
import { locate } from '../../submission/position.ts'
import type { Diagnosis } from '../../waiting/diagnosis.ts'
import { hintAtKind, isKnownKind, isUnknownKind } from '../known-kinds.ts'
import { tellRefused } from '../refused-manifests.ts'

/** Says that kubectl will refuse a manifest because no cluster has its kind. */
export function diagnoseKind(manifest: Manifest): Diagnosis[] {
  const { apiVersion, kind, name } = manifest
  if (!isUnknownKind(apiVersion, kind)) return []
  return [
    {
      observed: tellRefused({ kind, name, message: noMatches(apiVersion, kind) }),
      cause: hintAtKind(apiVersion, kind),
      at: locate(manifest, isKnownKind(kind) ? 'apiVersion' : 'kind'),
    },
  ]
}
