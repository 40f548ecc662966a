import type { KubernetesObject } from './objects.ts'

/** Some of a type's fields, and of their fields in turn. */
export type Some<T> = T extends (infer Item)[]
  ? Some<Item>[]
  : T extends object
    ? { [Field in keyof T]?: Some<T[Field]> | undefined }
    : T

const METADATA = {
  name: 'sample',
  namespace: 'section',
  uid: 'u1',
  creationTimestamp: '2026-01-01T00:00:00Z',
}

/** A stored object for tests, with the fields given. Only its metadata, spec and status are always there. */
export function sampleOf<T extends KubernetesObject>(fields: Some<T>): T {
  const { metadata, spec = {}, status = {}, ...rest }: Some<KubernetesObject> = fields
  // The fields that a test leaves out are not read in it.
  return { ...rest, metadata: { ...METADATA, ...metadata }, spec, status } as unknown as T
}
