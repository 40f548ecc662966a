import { type Api, ApiError } from './api.ts'
import type { NewObject } from './objects.ts'

/** Applies an object of the cluster's own, as its administrator. */
export async function install(api: Api, object: NewObject): Promise<void> {
  const { name, namespace = '' } = object.metadata
  const path = `${await api.pathOf(object.apiVersion, object.kind, namespace)}/${name}?fieldManager=assay&force=true`
  try {
    await api.request(path, { method: 'PATCH', body: object, contentType: 'application/apply-patch+yaml' })
  } catch (error) {
    if (error instanceof ApiError)
      error.message = `${object.kind} ${name} of the cluster's own: ${error.message}`
    throw error
  }
}
