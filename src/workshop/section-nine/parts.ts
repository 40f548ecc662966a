import { mapping, mappings, podTemplateOf, texts } from '../../diagnosis/files/pod-templates.ts'
import type { JsonObject } from '../../submission/json.ts'
import type { Manifest } from '../../submission/manifest.ts'

/** The parts of the app that others call by a Service. */
export type Part = 'api' | 'frontend' | 'database'

/** Each part's Service in section 9. */
export const SERVICES: Record<Part, string> = { api: 'api', frontend: 'frontend', database: 'database' }

export const PARTS = Object.keys(SERVICES) as Part[]

/** The API's Deployment in section 9, which the workshop scales. */
export const API = 'nanomon-api'

const IMAGES: [Part, RegExp][] = [
  // An exporter of its figures is named after it, and no database.
  ['database', /(^|\/)postgres(ql)?([:@]|$)/],
  // The workshop's older files call it `nanomon/api`; the cluster looks at the last segment alone.
  ['api', /nanomon-api\b|(^|\/)api([:@]|$)/],
  ['frontend', /nanomon-frontend\b|(^|\/)frontend([:@]|$)/],
]

/** Whether a container, as it was written, runs the API. */
export const isApi = ({ image }: JsonObject): boolean => partOfImages([image]) === 'api'

/** Whether a container, as it was written, runs PostgreSQL. */
export const isDatabase = ({ image }: JsonObject): boolean => partOfImages([image]) === 'database'

/** The part that containers of these images are together: with a database among them, the database. */
const partOfImages = (images: unknown[]): Part | undefined =>
  IMAGES.find(([, known]) => images.some((image) => known.test(String(image))))?.[0]

/** The part of the app that a workload runs, by its images; the Deployment of the API's name is the API's. */
export function partOf(manifest: Manifest): Part | undefined {
  if (!['Deployment', 'StatefulSet'].includes(manifest.kind)) return undefined
  if (manifest.kind === 'Deployment' && manifest.name === API) return 'api'
  return partOfImages(containersOf(manifest).map(({ image }) => image))
}

/** The containers of a manifest's Pods, as they were written. */
export const containersOf = (manifest: Manifest): JsonObject[] =>
  mappings(podTemplateOf(manifest)?.spec.containers)

/** The spec of the Pods of a Deployment's or a StatefulSet's object; a change of it is a change of the object. */
export const podSpecIn = ({ spec }: JsonObject): JsonObject => mapping(mapping(mapping(spec).template).spec)

/** The labels of a manifest's Pods. */
export const labelsOf = (manifest: Manifest): Record<string, string> => podTemplateOf(manifest)?.labels ?? {}

/** The labels that a Service looks for. */
export const selectorOf = ({ object }: Manifest): Record<string, string> =>
  texts(mapping(object.spec).selector)

/** Whether a Service with this selector leads to Pods with these labels; without one it leads nowhere by itself. */
export function leadsTo(selector: Record<string, string>, labels: Record<string, string>): boolean {
  const wanted = Object.entries(selector)
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value)
}
