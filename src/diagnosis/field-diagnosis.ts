import type { Diagnosis } from '../waiting/diagnosis.ts'

/** A diagnosis that names a field of an object: the learner's line for it is yet to be looked up. */
export interface FieldDiagnosis extends Omit<Diagnosis, 'graderFault' | 'at'> {
  /** The field that decides it; of a Pod or a claim, from its spec on. */
  path?: string | undefined
  /** The object that has the field, if that does not go without saying. */
  object?: { kind: string; name: string }
  /** Whether another workload that is not Ready may be why, and the container's log may say so. */
  mayLieElsewhere?: boolean
}
