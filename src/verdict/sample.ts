import { clocks } from '../cluster/pace.ts'
import type { Place } from './place.ts'

/** A place in no cluster, with a Namespace of this name. */
export const placeOf = (namespace: string): Place => ({
  address: {
    container: 'none',
    kubeconfig: '',
    connection: { server: 'https://127.0.0.1:1' },
    pace: 'fast',
    clocks: clocks.fast,
    kubernetes: '',
    nodeImage: '',
  },
  testNamespace: { namespace, entryPoint: 'none', url: 'http://127.0.0.1:1' },
})
