/** What the sample's learners do wrong, by hint and by what is seen; `NAME` differs from one to the next. */
export const sampleHints: [hint: string, observed: string][] = [
  [
    'Service NAME selects no Pod: compare its selector with the labels in the template of the Pods.',
    'Service NAME has no endpoints, after 14 s',
  ],
  [
    'There is no StorageClass "NAME", so nothing makes a volume: compare with `kubectl get storageclass`.',
    'PersistentVolumeClaim data-postgres-0 is Pending; it asks for StorageClass "NAME"\nand the cluster has default',
  ],
  [
    'The Pod asks for more than the node has left: look at `resources.requests`.',
    'Pod NAME-7bc9d4-x2x4z is Pending: 0/1 nodes are available: 1 Insufficient cpu.',
  ],
  [
    'There is no such field at that place: compare its name and its indentation with `kubectl explain`.',
    'the API server refused Deployment NAME: unknown field "spec.<b>replica</b>"',
  ],
  [
    'Compare your mountPath with the directory where PostgreSQL stores its data.',
    'no such monitor (0 rows); NAME-0 is a new Pod',
  ],
  [
    'A volume of type emptyDir ends with its Pod: mount a volumeClaimTemplate instead.',
    'the volume NAME is an emptyDir',
  ],
  [
    'Nothing listens on port 8080; the container declares 8000. Compare the port of the probe with the one that the app serves on.',
    'container NAME is running and not Ready',
  ],
]
