import { expect, test } from 'vitest'
import { connectionOf, kubeconfigFor } from './connection.ts'

const administrator = { server: 'https://127.0.0.1:40000', ca: 'CA', cert: 'CERT', key: 'KEY' }

test('a kubeconfig for another user has the way in, and whom to be there', () => {
  const kubeconfig = kubeconfigFor('somebody', administrator)
  expect(connectionOf(kubeconfig)).toEqual({ ...administrator, server: 'https://127.0.0.1:6443' })
  expect(JSON.parse(kubeconfig)).toMatchObject({
    users: [{ user: { as: 'somebody', 'as-groups': ['system:authenticated'] } }],
    contexts: [{ name: 'node', context: { cluster: 'node', user: 'node' } }],
    'current-context': 'node',
  })
})
